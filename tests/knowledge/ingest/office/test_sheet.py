"""Sheets of articles and of questions; the template; errors with sheet and row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from knowledge import ingest
from knowledge.documents import Citation
from knowledge.errors import SourceError
from knowledge.ingest.office import sheet, template
from knowledge.ingest.office.facts import Facts
from knowledge.ingest.office.intake import take_in


def _book(path: Path, rows: list[tuple[object, ...]], name: str = "Trang 1") -> Path:
    book = Workbook()
    book.worksheets[0].title = name
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


ARTICLES = ("Số ký hiệu", "Trích yếu", "Điều số", "Tên điều", "NỘI DUNG", "Hiệu lực từ")


def test_a_row_an_article(tmp_path: Path) -> None:
    rows = [
        ("Danh sách điều luật",),
        ARTICLES,
        (
            "5/2030/qđ-ubnd",
            "Quyết định về chợ",
            1.0,
            "Phạm vi",
            "1. Một.\r\n2. Hai.",
            date(2030, 1, 2),
        ),
        (None,),
        ("5/2030/QĐ-UBND", "", "Điều 2", "", "Ba.", "03/01/2030"),
    ]
    batch = ingest.read(_book(tmp_path / "luat.xlsx", rows))
    one, two = batch.articles
    assert (one.id, one.title, one.text) == ("5/2030/qđ-ubnd+1", "Phạm vi", "1. Một.\n2. Hai.")
    assert (two.number, two.text, two.effective) == ("2", "Ba.", date(2030, 1, 3))
    document = batch.documents["5/2030/QĐ-UBND"]
    assert (document.kind, document.name) == ("Quyết định", "Quyết định về chợ")
    assert document.effective == date(2030, 1, 2)
    assert document.source == "Văn bản do cán bộ đưa lên: luat.xlsx"
    assert batch.problems == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("", "x", "1", "", "Một."), "Thiếu «Số văn bản»."),
        (("một", "x", "1", "", "Một."), "Văn bản: «number» phải là số ký hiệu văn bản"),
        (("5/QĐ-UBND", "x", "", "", "Một."), "Thiếu «Điều»."),
        (("5/QĐ-UBND", "x", "một", "", "Một."), "«Điều» phải là số điều"),
        (("5/QĐ-UBND", "x", "1", "", ""), "Thiếu «Nội dung»."),
        (("5/QĐ-UBND", "x", "1", "", "Một.", "hôm nay"), "«Ngày có hiệu lực» phải là ngày"),
    ],
)
def test_a_wrong_row_is_told_with_its_place(
    row: tuple[str, ...], reason: str, tmp_path: Path
) -> None:
    good = ("5/QĐ-UBND", "x", "Mục II.3", "", "Tốt.")
    batch = ingest.read(_book(tmp_path / "a.xlsx", [ARTICLES, good, row]))
    assert [article.number for article in batch.articles] == ["Mục II.3"]
    (problem,) = batch.problems
    assert problem.place == "trang «Trang 1», dòng 3"
    assert problem.reason.startswith(reason)


def test_the_document_may_be_stated_beside(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", [("Điều", "Nội dung"), ("1", "Một.")])
    batch = take_in(path, Facts(number="5/QĐ-UBND", name="Quyết định nhỏ")).accepted()
    assert batch.documents["5/QĐ-UBND"].name == "Quyết định nhỏ"
    with pytest.raises(SourceError, match="Không có dòng nào"):
        ingest.read(path)


QUESTIONS = ("Câu hỏi", "Cách hỏi khác", "Câu trả lời", "Chủ đề", "Căn cứ pháp lý", "Ngày kiểm tra")


def test_a_row_a_question(tmp_path: Path) -> None:
    basis = "khoản 2 Điều 81 Luật số 52/2014/QH13; điều 5 72/2020/QH14"
    row = (
        "Ly hôn, ai nuôi con?",
        "ly hon ai nuoi con\ncon o voi ai",
        "Cha mẹ thỏa thuận.",
        "NUÔI CON",
        basis,
    )
    batch = ingest.read(_book(tmp_path / "hoi.xlsx", [QUESTIONS, (*row, "22/11/2026")]))
    (card,) = batch.cards
    assert card.id == "hoi-dap-ly-hon-ai-nuoi-con"
    assert (card.topic, card.checked_on) == ("nuôi con", date(2026, 11, 22))
    assert card.questions == ("ly hon ai nuoi con", "con o voi ai")
    assert card.citations == (Citation("52/2014/QH13", "81", "2"), Citation("72/2020/QH14", "5"))
    assert card.checked_against == "Câu trả lời do cán bộ đưa lên: hoi.xlsx"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("Hỏi?", "", "", "nuôi con", "", "22/11/2026"), "Thiếu «Trả lời»."),
        (("Hỏi?", "", "Đáp.", "bóng đá", "", "22/11/2026"), sheet.NO_TOPIC.format("bóng đá")),
        (
            ("Hỏi?", "", "Đáp.", "nuôi con", "theo luật", "22/11/2026"),
            sheet.NO_PLACE.format("theo luật"),
        ),
        (("Hỏi?", "", "Đáp.", "nuôi con", "", ""), "Thiếu «Ngày kiểm tra»."),
        (("Hỏi?", "", "Đáp.", "nuôi con", "", "mai"), sheet.NOT_A_DAY.format("Ngày kiểm tra")),
    ],
)
def test_a_wrong_question_is_told(row: tuple[str, ...], reason: str, tmp_path: Path) -> None:
    intake = take_in(_book(tmp_path / "a.xlsx", [QUESTIONS, row]))
    assert intake.findings[-1].problem.place == "trang «Trang 1», dòng 2"
    assert intake.findings[-1].problem.reason == reason


def test_a_sheet_without_a_header_is_named(tmp_path: Path) -> None:
    intake = take_in(_book(tmp_path / "a.xlsx", [("một", "hai")], name="Lạ"))
    assert intake.findings[-1].problem.place == "trang «Lạ»"
    assert intake.findings[-1].problem.reason == sheet.NO_HEADER


def test_the_template_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    template.write(path)
    book = load_workbook(path)
    assert book.sheetnames == ["Điều luật", "Hỏi đáp", *sheet.EXPLAINING[:2]]
    book["Điều luật"].append(("5/QĐ-UBND", "Quyết định nhỏ", "Chương I", "1", "Một", "Hai.", ""))
    book["Hỏi đáp"].append(("Hỏi?", "", "Đáp.", sheet.topics()[0], "", "22/11/2026", ""))
    book.save(path)
    batch = ingest.read(path)
    assert (len(batch.articles), len(batch.cards), batch.problems) == (1, 1, [])
    with pytest.raises(SourceError, match="Đã có tệp"):
        template.write(path)
    with pytest.raises(SourceError, match="đuôi .xlsx"):
        template.write(tmp_path / "mau.txt")
