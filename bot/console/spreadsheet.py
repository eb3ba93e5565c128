"""Sheets that officers download. What somebody wrote never becomes a formula in them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill, numbers
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.day import VIETNAM

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
Value = str | int | float | date | datetime | None
"""What a cell may hold."""

_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNSEEN = "\ufeff\u200b\u200c\u200d\u2060 \u00a0"
LONGEST_CELL = 32_000
WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name (at most 31 characters), the heads of the columns, the rows. So many of
    its first columns are ``codes``: what is typed there stays text, with all its digits.
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]
    codes: int = 0


def neutral(value: Value) -> Value:
    """The value as it may stand in a cell: text that a spreadsheet would compute gets an apostrophe
    before it, signs that no cell may hold are left out, times are Vietnam's.
    """
    if isinstance(value, datetime):
        return value.astimezone(VIETNAM).replace(tzinfo=None) if value.tzinfo else value
    if not isinstance(value, str):
        return value
    # First the sign that starts a formula: it may be one that is left out, or stand behind some.
    begins = value.lstrip(_UNSEEN).startswith(_STARTERS)
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
    return f"'{text}" if begins or text.lstrip(_UNSEEN).startswith(_STARTERS) else text


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """An .xlsx with these sheets, every cell neutralised. ``ValueError`` without a sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name[:31]), sheet)
    if not book.worksheets:
        raise ValueError("a workbook needs a sheet")
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def table(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A .csv that Excel reads with its accents, every cell neutralised."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([neutral(each) for each in header])
    writer.writerows([neutral(each) for each in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    page.append([neutral(each) for each in sheet.header])
    for row in sheet.rows:
        page.append([neutral(each) for each in row])
    for cell in page[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FBEAF1")
    for cells in page.iter_rows():
        for cell in cells:
            if cell.data_type == "f":  # never: ``neutral`` saw to it
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    for place, column in enumerate(page.columns, start=1):
        longest = max(len(str(cell.value or "")) for cell in column)
        page.column_dimensions[get_column_letter(place)].width = min(longest + 2, WIDEST)
    for place in range(1, sheet.codes + 1):
        page.column_dimensions[get_column_letter(place)].number_format = numbers.FORMAT_TEXT
