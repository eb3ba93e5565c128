"""Shifts from a file that an officer made: .xlsx or .csv with the columns E-mail, Từ, Đến."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bot.errors import BotError
from bot.staff.local_time import read_time
from bot.store.rosters import LONGEST_SHIFT, NOT_FOR_CASES, OfficerRecord
from knowledge.ingest.office.encoding import decoded

MOST_LINES = 5_000
_MOST_TOLD = 20
_COLUMNS = {
    "email": ("email", "e-mail", "thu"),
    "from": ("tu", "bat dau"),
    "to": ("den", "ket thuc"),
}
_NEEDED = "Dòng đầu phải có ba cột: E-mail, Từ, Đến."


class UnusableShiftFile(BotError):
    """The file cannot be read, or some of its lines are wrong; nothing was taken from it."""

    def __init__(self, problems: Iterable[str]) -> None:
        told = list(problems)
        more = [f"… và {len(told) - _MOST_TOLD} lỗi nữa."] if len(told) > _MOST_TOLD else []
        lines = ["Chưa nhập ca trực nào. Hãy sửa tệp rồi nhập lại:", *told[:_MOST_TOLD], *more]
        super().__init__(public_message="\n".join(lines))


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    cells: tuple[str, ...]


def read_shifts(
    file: Path, officers: Iterable[OfficerRecord]
) -> list[tuple[str, datetime, datetime]]:
    """The shifts of the file: address, start, end (aware UTC).

    Raises ``UnusableShiftFile`` with every wrong line, by its number in the file.
    """
    lines = list(_lines(file))
    if not lines:
        raise UnusableShiftFile([_NEEDED])
    places = _places(lines[0])
    known = {officer.email: officer for officer in officers}
    shifts, problems = [], []
    for line in lines[1:]:
        try:
            shifts.append(_shift(line, places, known))
        except BotError as error:
            problems.append(f"Dòng {line.number}: {error.public_message}")
    if problems or not shifts:
        raise UnusableShiftFile(problems or ["Tệp không có ca trực nào."])
    return shifts


def _shift(
    line: _Line, places: tuple[int, int, int], known: dict[str, OfficerRecord]
) -> tuple[str, datetime, datetime]:
    email, begins, ends = (line.cells[at] if at < len(line.cells) else "" for at in places)
    officer = known.get(email.lower())
    if officer is None:
        raise BotError(public_message=f"“{email}” không phải e-mail của cán bộ thuộc OA này.")
    if not officer.handles_cases:
        raise BotError(public_message=NOT_FOR_CASES)
    starts_at, ends_at = read_time(begins), read_time(ends)
    if not starts_at < ends_at <= starts_at + LONGEST_SHIFT:
        raise BotError(public_message="giờ kết thúc phải sau giờ bắt đầu, không quá 7 ngày.")
    return officer.email, starts_at, ends_at


def _places(header: _Line) -> tuple[int, int, int]:
    """Where the three columns stand."""
    names = [_bare(cell) for cell in header.cells]
    places = [
        next((at for at, name in enumerate(names) if name.startswith(words)), -1)
        for words in _COLUMNS.values()
    ]
    if -1 in places:
        raise UnusableShiftFile([_NEEDED])
    return places[0], places[1], places[2]


def _bare(cell: str) -> str:
    """Lower case and without accents."""
    plain = unicodedata.normalize("NFD", cell.strip().lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _lines(file: Path) -> Iterator[_Line]:
    """The lines that hold something, with their numbers in the file."""
    rows = _sheet(file) if file.suffix.lower() == ".xlsx" else _text(file)
    for number, cells in enumerate(rows, start=1):
        if number > MOST_LINES:
            raise UnusableShiftFile([f"Tệp dài quá {MOST_LINES} dòng."])
        if any(cells):
            yield _Line(number, cells)


def _sheet(file: Path) -> Iterator[tuple[str, ...]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        raise UnusableShiftFile(["Tệp này không phải bảng tính .xlsx đọc được."]) from None
    with closing(book):
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield tuple(_cell(value) for value in row)


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value).strip()


def _text(file: Path) -> Iterator[tuple[str, ...]]:
    text, _ = decoded(file.read_bytes(), file.name)
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        yield tuple(cell.strip() for cell in row)
