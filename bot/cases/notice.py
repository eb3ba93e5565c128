"""The notice to the chairperson as a Word file, which an officer completes and sends herself."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from handlers.people import CaseInBrief
from handlers.texts import duty

_FONT, _SIZE = "Times New Roman", Pt(14)


def write_notice(path: Path, organisation: str, case: CaseInBrief, written_at: datetime) -> None:
    """Write the notice as a Word file. Raises ``OSError`` where it cannot be written."""
    path.write_bytes(notice_file(organisation, case, written_at))


def notice_file(organisation: str, case: CaseInBrief, written_at: datetime) -> bytes:
    """The notice as a Word file."""
    title, *lines = duty.notice(organisation, case).splitlines()
    document = Document()
    style = document.styles["Normal"].font
    style.name, style.size = _FONT, _SIZE
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(title).bold = True
    for line in [*lines, *duty.to_complete(written_at)]:
        document.add_paragraph(line)
    document.core_properties.author = organisation
    document.core_properties.title = title
    written = BytesIO()
    document.save(written)
    return written.getvalue()
