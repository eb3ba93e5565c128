"""Files of questions and answers: every kind gives the same rows, every fault its line."""

from __future__ import annotations

import io
import unicodedata
from datetime import date

import docx
import pytest
from openpyxl import Workbook, load_workbook

from bot.errors import BotError
from bot.faq.content import FaqContent
from bot.faq.files.reading import MAX_ROWS, read_file
from bot.faq.files.rows import FaqFile, UnreadableFile
from bot.faq.files.template import LAWS, SHEET, template
from knowledge.documents import Citation

PLACE = Citation("52/2014/QH13", "81", "3")
EXPECTED = FaqContent(
    question="Ly hôn thì ai nuôi con nhỏ?",
    answer="Con dưới 36 tháng tuổi được giao cho mẹ nuôi.\nTrừ khi mẹ không đủ điều kiện.",
    variants=("con nho ai nuoi", "ai được nuôi con"),
    citations=(PLACE,),
    expires_on=date(2026, 12, 31),
)
HEADER = ("Câu hỏi", "Cách hỏi khác", "Trả lời", "Căn cứ", "Thôi dùng từ ngày")
ROW = (
    EXPECTED.question,
    "\n".join(EXPECTED.variants),
    EXPECTED.answer,
    "khoản 3 Điều 81 Luật HNGĐ",
    "31/12/2026",
)
CSV = (
    "Câu hỏi;Cách hỏi khác;Trả lời;Căn cứ;Thôi dùng từ ngày\r\n"
    '"Ly hôn thì ai nuôi con nhỏ?";"con nho ai nuoi\nai được nuôi con";"Con dưới 36 tháng tuổi '
    'được giao cho mẹ nuôi.\nTrừ khi mẹ không đủ điều kiện.";khoản 3 Điều 81 Luật HNGĐ;'
    "31/12/2026\r\n"
)
TALK = (
    "MỘT SỐ CÂU HỎI",
    "1. Hỏi: Ly hôn thì ai nuôi con nhỏ?",
    "Cách hỏi khác: con nho ai nuoi; ai được nuôi con",
    "Đáp: Con dưới 36 tháng tuổi được giao cho mẹ nuôi.",
    "Trừ khi mẹ không đủ điều kiện.",
    "Căn cứ: khoản 3 Điều 81 Luật HNGĐ",
    "Thôi dùng từ ngày: 31/12/2026",
)
YAML = """
- hỏi: Ly hôn thì ai nuôi con nhỏ?
  cách hỏi khác: [con nho ai nuoi, ai được nuôi con]
  đáp: |
    Con dưới 36 tháng tuổi được giao cho mẹ nuôi.
    Trừ khi mẹ không đủ điều kiện.
  căn cứ: [khoản 3 Điều 81 Luật HNGĐ]
  thôi dùng từ ngày: 2026-12-31
"""


class _NoSuchPlaceError(BotError):
    public_message = "Không đọc được căn cứ."


def _basis(words: str) -> tuple[Citation, ...]:
    if words == "sai":
        raise _NoSuchPlaceError
    return (PLACE,) if words else ()


def _read(data: bytes, name: str = "tep") -> FaqFile:
    return read_file(data, name, _basis)


def _sheet(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return _bytes(book)


def _table(*rows: tuple[str, ...]) -> bytes:
    document = docx.Document()
    document.add_paragraph("Danh sách câu hỏi")
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return _bytes(document)


def _paragraphs(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return _bytes(document)


def _bytes(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


SAME = {
    "xlsx": (_sheet(HEADER, ROW), "dòng 2"),
    "xlsx with a real day": (_sheet(HEADER, (*ROW[:4], date(2026, 12, 31))), "dòng 2"),
    "csv": (CSV.encode(), "dòng 2"),
    "csv of Excel": (CSV.encode("utf-8-sig"), "dòng 2"),
    "csv as Unicode text": (CSV.replace(";", "\t").encode("utf-16"), "dòng 2"),
    "docx table": (_table(HEADER, ROW), "bảng 1, hàng 2"),
    "docx paragraphs": (_paragraphs(*TALK), "đoạn 2"),
    "text": ("\n".join(TALK).encode(), "dòng 2"),
    "yaml": (YAML.encode(), "dòng 2"),
}


@pytest.mark.parametrize("kind", SAME)
def test_every_kind_gives_the_same_rows(kind: str) -> None:
    data, place = SAME[kind]

    file = _read(data)

    assert file.problems == ()
    assert [(row.place, row.content) for row in file.rows] == [(place, EXPECTED)]


def test_windows_1258_as_old_excel_saves_it() -> None:
    words = "Câu hỏi,Trả lời\nHội phường họp ở đâu?,Hội họp ở nhà văn hóa khu phố.\n"

    assert _read(_in_windows_1258(words)).rows[0].content.question == "Hội phường họp ở đâu?"


def _in_windows_1258(text: str) -> bytes:
    """Base letters with their shape, the marks of tones behind them."""
    written = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(m for m in parts if m not in tone))
        written += (base + tone).encode("cp1258")
    return written


def test_every_fault_is_told_with_its_line_and_all_at_once() -> None:
    long = "x" * 2_000
    data = _sheet(
        HEADER,
        ROW,
        ("", "", "Có trả lời mà thiếu câu hỏi.", "", ""),
        ("Câu hỏi thứ hai là gì?", "", long, "sai", "cuối năm"),
        ("ly hon thi ai nuoi con nho", "", "Trùng câu hỏi ở dòng hai.", "", ""),
    )

    file = _read(data)

    told = [problem.told() for problem in file.problems]
    assert [text.split(":")[0] for text in told] == [
        "dòng 3", "dòng 4", "dòng 4", "dòng 4", "dòng 5",
    ]  # fmt: skip
    assert "Câu hỏi đang để trống" in told[0]
    assert "Không đọc được căn cứ." in told[1]
    assert "cuối năm" in told[2]
    assert "2000 ký tự" in told[3]
    assert "trùng với dòng 2" in told[4]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- hỏi: a\n  đáp: [b\n- hỏi: c\n", 3, "YAML"),
        ("- hỏi: Hội họp ở đâu?\n  đáp: Ở nhà văn hóa.\n  ai viết: Lan\n", 3, "ai viết"),
        ("- hỏi: Hội họp ở đâu?\n  hỏi: Hội họp khi nào?\n  đáp: Thứ bảy.\n", 2, "hai lần"),
        ("- hỏi: Hội họp ở đâu?\n  đáp:\n    a: {b: c}\n", 2, "phải là chữ"),
        ("- hỏi: Hội họp ở đâu?\n  đáp: Ở nhà văn hóa phường.\n- chỉ là chữ\n", 3, "«hỏi:»"),
    ],
)
def test_yaml_faults_name_their_line(text: str, line: int, words: str) -> None:
    problem = _read(text.encode(), "faq.yaml").problems[0]

    assert problem.line == line
    assert words in problem.message


def test_yaml_that_builds_objects_builds_none() -> None:
    text = "- hỏi: !!python/object/apply:os.system ['true']\n  đáp: Câu trả lời đủ dài.\n"

    assert _read(text.encode(), "faq.yaml").rows[0].content.question == "true"


def test_a_quote_that_never_ends_names_its_line() -> None:
    data = 'Câu hỏi,Trả lời\nHội họp ở đâu?,Ở nhà văn hóa phường.\n"Hội họp khi nào?,Thứ bảy\n'

    assert [problem.line for problem in _read(data.encode()).problems] == [3]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.xlsx", "trống"),
        (b"%PDF-1.7 ...", "a.xlsx", "không phải bảng hỏi đáp"),
        (b"not a sheet", "a.xlsx", "Tệp hỏng"),
        (b"\x89PNG\r\n", "a.csv", "ảnh"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook", "a.xls", ".xlsx"),
        ("Chỉ là một lá thư.".encode(), "a.txt", "Không thấy câu hỏi nào"),
        (b"x" * (6 << 20), "a.csv", "5 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_as_a_whole(data: bytes, name: str, words: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        _read(data, name)

    assert words in refused.value.public_message


def test_too_many_rows_are_refused() -> None:
    rows = [
        (f"Câu hỏi số {n} là gì?", "", "Đây là câu trả lời.", "", "") for n in range(MAX_ROWS + 1)
    ]

    file = _read(_sheet(HEADER, *rows))

    assert file.rows == ()
    assert str(MAX_ROWS) in file.problems[0].message


def test_the_template_holds_nothing_until_it_is_filled_in() -> None:
    with pytest.raises(UnreadableFile):
        _read(template(["Luật A"]))

    book = load_workbook(io.BytesIO(template(["Luật A", "Luật B"])))
    book[SHEET].append(ROW)

    assert [row.content for row in _read(_bytes(book)).rows] == [EXPECTED]
    assert [cell.value for cell in book[LAWS]["A"]] == ["Luật A", "Luật B"]
