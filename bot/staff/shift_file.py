"""Shifts from a file that an officer made: .xlsx or .csv with the columns E-mail, Từ, Đến."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.errors import BotError
from bot.staff.local_time import read_time
from bot.staff.table_file import Line, lines_of, places
from bot.store.rosters import LONGEST_SHIFT, NOT_FOR_CASES, OfficerRecord

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
        self.lines = [*told[:_MOST_TOLD], *more]
        head = "Chưa nhập ca trực nào. Hãy sửa tệp rồi nhập lại:"
        super().__init__(public_message="\n".join([head, *self.lines]))


def read_shifts(
    name: str, content: bytes, officers: Iterable[OfficerRecord]
) -> list[tuple[str, datetime, datetime]]:
    """The shifts of the file of this name: address, start, end (aware UTC).

    Raises ``UnusableShiftFile`` with every wrong line, by its number in the file.
    """
    lines = list(lines_of(name, content, UnusableShiftFile, MOST_LINES))
    columns = places(lines[0], _COLUMNS) if lines else {}
    if not columns or -1 in columns.values():
        raise UnusableShiftFile([_NEEDED])
    known = {officer.email: officer for officer in officers}
    shifts, problems = [], []
    for line in lines[1:]:
        try:
            shifts.append(_shift(line, columns, known))
        except BotError as error:
            problems.append(f"Dòng {line.number}: {error.public_message}")
    if problems or not shifts:
        raise UnusableShiftFile(problems or ["Tệp không có ca trực nào."])
    return shifts


def _shift(
    line: Line, columns: Mapping[str, int], known: dict[str, OfficerRecord]
) -> tuple[str, datetime, datetime]:
    email, begins, ends = (line.at(columns[name]) for name in _COLUMNS)
    officer = known.get(email.lower())
    if officer is None:
        raise BotError(public_message=f"“{email}” không phải e-mail của cán bộ thuộc OA này.")
    if not officer.handles_cases:
        raise BotError(public_message=NOT_FOR_CASES)
    starts_at, ends_at = read_time(begins), read_time(ends)
    if not starts_at < ends_at <= starts_at + LONGEST_SHIFT:
        raise BotError(public_message="giờ kết thúc phải sau giờ bắt đầu, không quá 7 ngày.")
    return officer.email, starts_at, ends_at
