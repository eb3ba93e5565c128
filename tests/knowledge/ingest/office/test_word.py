"""Word files: numbers that Word prints itself, tables, footnotes, tracked changes, styles."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from knowledge.ingest.office.intake import take_in
from knowledge.ingest.office.numbering import written
from knowledge.ingest.office.word import TRACKED, read
from tests.knowledge.ingest.office.files import LETTERHEAD, save


def _lines(document: Document) -> list[str]:
    saved = io.BytesIO()
    document.save(saved)
    return [line.text for line in read(saved.getvalue(), "a.docx").lines]


def _listed(document: Document, text: str, level: int, number: str = "77") -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
            f'<w:numId w:val="{number}"/></w:numPr>'
        )
    )


def _with_list(document: Document, levels: list[tuple[str, str]]) -> None:
    """A list with these number formats and patterns, as number 77."""
    made = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, (form, pattern) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{made}</w:abstractNum>'
    )
    root.insert(0, abstract)
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )


def test_automatic_numbers_are_written_down() -> None:
    document = docx.Document()
    _with_list(document, [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")])
    for text, level in (("Một", 0), ("hai", 1), ("ba", 2), ("bốn", 1), ("Năm", 0), ("sáu", 1)):
        _listed(document, text, level)
    document.add_paragraph("không số")
    assert _lines(document) == [
        "I. Một",
        "1. hai",
        "a) ba",
        "2. bốn",
        "II. Năm",
        "1. sáu",
        "không số",
    ]


def test_numbers_of_several_levels_and_bullets() -> None:
    document = docx.Document()
    _with_list(document, [("decimal", "%1."), ("decimal", "%1.%2."), ("bullet", "")])
    for text, level in (("một", 0), ("hai", 1), ("ba", 1), ("bốn", 2)):
        _listed(document, text, level)
    assert _lines(document) == ["1. một", "1.1. hai", "1.2. ba", "- bốn"]


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (4, "upperRoman", "IV"),
        (19, "lowerRoman", "xix"),
        (2, "upperLetter", "B"),
        (28, "lowerLetter", "bb"),
    ]
    + [(3, "decimalZero", "03"), (12, "decimal", "12")],
)
def test_numbers_as_word_writes_them(count: int, form: str, text: str) -> None:
    assert written(count, form) == text


def test_rows_of_a_table_stay_readable() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for place, text in enumerate(("Đối tượng", "Mức", "Ghi chú", "Trẻ em", "100", "")):
        table.cell(place // 3, place % 3).text = text
    assert _lines(document) == ["Đối tượng | Mức | Ghi chú", "Trẻ em | 100"]


def test_a_letterhead_in_two_columns(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "\n".join(LETTERHEAD[:3])
    table.cell(0, 1).text = "\n".join(LETTERHEAD[3:])
    for text in ("KẾ HOẠCH", "Chăm lo cho trẻ em", "I. MỤC ĐÍCH", "Để trẻ em vui."):
        document.add_paragraph(text)
    intake = take_in(save(document, tmp_path / "a.docx"))
    (found,) = intake.batch.documents.values()
    assert (found.number, found.issuer) == ("12/KH-UBND", "Ủy ban nhân dân phường Hoa Sen")
    assert intake.issued_at == "Hoa Sen"


def test_headings_by_style_divide_a_text_without_numbers(tmp_path: Path) -> None:
    document = docx.Document()
    for text in (*LETTERHEAD, "THÔNG BÁO", "Khám sức khỏe cho phụ nữ"):
        document.add_paragraph(text)
    document.add_heading("Thời gian", 2)
    document.add_paragraph("Ngày 20 tháng 10.")
    document.add_paragraph().add_run("Địa điểm").bold = True
    document.add_paragraph("Trạm y tế.")
    batch = take_in(save(document, tmp_path / "a.docx")).accepted()
    assert [(each.number, each.text) for each in batch.articles] == [
        ("Phần “Thời gian”", "Ngày 20 tháng 10."),
        ("Phần “Địa điểm”", "Trạm y tế."),
    ]


def test_tracked_changes_are_accepted_and_said(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("giữ ")
    for tag, inner, text in (("w:del", "w:delText", "bỏ "), ("w:ins", "w:t", "thêm")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    saved = io.BytesIO()
    document.save(saved)
    reading = read(saved.getvalue(), "a.docx")
    assert [line.text for line in reading.lines] == ["giữ thêm"]
    assert [problem.reason for problem in reading.problems] == [TRACKED]


def test_raised_figures_keep_their_height() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("nhà 100 m")
    paragraph.add_run("2").font.superscript = True
    assert _lines(document) == ["nhà 100 m²"]


def test_a_footnote_follows_its_paragraph() -> None:
    document = docx.Document()
    note = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="5"><w:p><w:r>'
        "<w:t>Lời chú.</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, note.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    run = document.add_paragraph("Câu có chú thích").add_run("")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "5")
    run._r.append(reference)
    document.add_paragraph("Câu sau.")
    assert _lines(document) == ["Câu có chú thích¹", "¹ Lời chú.", "Câu sau."]
