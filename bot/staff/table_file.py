"""The lines of a table that an officer made: .xlsx, or .csv with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bot.errors import BotError
from knowledge.ingest.office.encoding import decoded

MOST_LINES = 20_000
ROUNDED = 10**15
"""From here on a spreadsheet does not keep every digit of a number: it is no code any more."""

Refuse = Callable[[list[str]], BotError]
"""Makes the error from sentences that say what is wrong with the file."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something, with its number in the file."""

    number: int
    cells: tuple[str, ...]

    def at(self, place: int) -> str:
        """One cell; '' where the line is shorter, or the column is not there (-1)."""
        return self.cells[place] if 0 <= place < len(self.cells) else ""


def lines_of(name: str, content: bytes, refuse: Refuse, most: int = MOST_LINES) -> Iterator[Line]:
    """The lines. Raises what ``refuse`` makes where the file cannot be read or is too long."""
    rows = _sheet(content, refuse) if _is_zipped(name, content) else _text(content, name)
    for number, cells in enumerate(rows, start=1):
        if number > most:
            raise refuse([f"Tệp dài quá {most} dòng."])
        if any(cells):
            yield Line(number, cells)


def _is_zipped(name: str, content: bytes) -> bool:
    return name.lower().endswith(".xlsx") or content.startswith(b"PK\x03\x04")


def places(header: Line, columns: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Where each column stands, by how its heading begins, without accents; -1: nowhere."""
    names = [_bare(cell) for cell in header.cells]
    return {
        column: next((at for at, name in enumerate(names) if name.startswith(tuple(words))), -1)
        for column, words in columns.items()
    }


def _bare(cell: str) -> str:
    """Lower case and without accents."""
    plain = unicodedata.normalize("NFD", cell.strip().lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _sheet(content: bytes, refuse: Refuse) -> Iterator[tuple[str, ...]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        raise refuse(["Tệp này không phải bảng tính .xlsx đọc được."]) from None
    with closing(book):
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield tuple(_cell(value) for value in row)


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, int | float) and abs(value) >= ROUNDED:
        return f"{value:.3e}"
    return "" if value is None else str(value).strip()


def _text(content: bytes, name: str) -> Iterator[tuple[str, ...]]:
    text, _ = decoded(content, name)
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        yield tuple(cell.strip() for cell in row)
