"""The report of a month as a Word file, for whoever wants to write on in it."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from bot.console.figures import Line
from bot.console.monthly import MonthlyReport

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT = "Times New Roman"


def word_file(report: MonthlyReport) -> bytes:
    """The report as a .docx on A4."""
    document = docx.Document()
    _page(document)
    for text, size in (
        (report.account, 12),
        ("BÁO CÁO HỎI ĐÁP PHÁP LUẬT TRÊN ZALO", 14),
        (report.name, 12),
    ):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(text)
        run.bold, run.font.size = True, Pt(size)
    _part(document, "1. Tình hình chung", [*report.overview, ("So với tháng trước", report.trend)])
    _part(document, "2. Kết quả trả lời", _pairs(report.figures.outcomes))
    _part(document, "3. Người dân hỏi về", _pairs(report.topics))
    _part(document, "4. Việc cán bộ đã làm", report.work)
    document.add_paragraph("5. Nhận xét, đề xuất").runs[0].bold = True
    document.add_paragraph("…\n…")
    document.add_paragraph(report.figures.note).runs[0].italic = True
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(11)
    style.paragraph_format.space_after = Pt(2)


def _part(document: Document, heading: str, pairs: Iterable[tuple[str, str]]) -> None:
    document.add_paragraph(heading).runs[0].bold = True
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for name, value in pairs:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, value
    for cell in table.columns[1].cells:
        cell.width = Mm(60)
    for cell in table.columns[0].cells:
        cell.width = Mm(110)


def _pairs(lines: Iterable[Line]) -> list[tuple[str, str]]:
    return [(line.name, line.bar[2]) for line in lines]
