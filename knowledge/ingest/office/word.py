"""Reads .docx: paragraphs with the numbers that Word prints, rows of tables, footnotes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from knowledge.ingest.batch import Problem
from knowledge.ingest.markup import RAISED, row_lines
from knowledge.ingest.office import refusals
from knowledge.ingest.office.lines import Line, Reading, clean
from knowledge.ingest.office.numbering import Numbering
from knowledge.ingest.office.refusals import refused

TRACKED = (
    "Tệp còn dấu theo dõi sửa đổi; đã lấy lời văn như khi chấp nhận mọi sửa đổi. Nếu không phải, "
    "hãy mở bằng "
    "Word, chấp nhận hoặc từ chối từng chỗ sửa, rồi lưu lại."
)
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:pPr"), qn("w:rPr")}
_SKIPPED |= {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_HEADING_STYLE = re.compile(r"(?:heading|tiêu đề)\s*\d|title|subtitle", re.IGNORECASE)
_LETTERHEAD = re.compile(r"cộng h(?:òa|oà) xã hội|độc lập|^số\s*:", re.IGNORECASE | re.MULTILINE)
_SHIFTABLE = re.compile(r"[0-9+\-n]{1,4}")


def read(data: bytes, file: str) -> Reading:
    """The lines of a .docx.

    Raises:
        SourceError: the file is damaged.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        return _Reader(document, file).read()
    except (OpcError, KeyError, ValueError, AttributeError) as error:
        raise refused(file, refusals.DAMAGED) from error
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise refused(file, refusals.DAMAGED) from error


def tables(data: bytes, file: str) -> list[list[list[str]]]:
    """The tables of a .docx: rows of cells, the paragraphs of a cell a line each.

    Raises:
        SourceError: the file is damaged.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        return _Reader(document, file).tables()
    except (OpcError, KeyError, ValueError, AttributeError) as error:
        raise refused(file, refusals.DAMAGED) from error
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise refused(file, refusals.DAMAGED) from error


class _Reader:
    """Walks the body once; counts paragraphs and tables as a person would."""

    def __init__(self, document: Any, file: str) -> None:
        self._document = document
        self._file = file
        self._numbering = Numbering(document)
        self._footnotes = _footnotes(document)
        self._cited: list[str] = []
        self._styles: dict[str | None, Any] = {}
        self._paragraphs = self._tables = 0

    def read(self) -> Reading:
        body = self._document.element.body
        reading = Reading(list(self._blocks(body)))
        if next(body.iter(qn("w:ins"), qn("w:del")), None) is not None:
            reading.problems.append(Problem(self._file, "", TRACKED))
        return reading

    def tables(self) -> list[list[list[str]]]:
        """Every table that stands in no other one."""
        found = self._document.element.body.iter(qn("w:tbl"))
        outer = [each for each in found if next(each.iterancestors(qn("w:tbl")), None) is None]
        return [
            [["\n".join(self._cell(cell)) for cell in row.iterchildren(qn("w:tc"))]
             for row in table.iterchildren(qn("w:tr"))]
            for table in outer
        ]  # fmt: skip

    def _blocks(self, parent: Any) -> Iterator[Line]:
        for element in parent.iterchildren():
            if element.tag == qn("w:p"):
                self._paragraphs += 1
                yield from self._paragraph(element, f"đoạn {self._paragraphs}")
            elif element.tag == qn("w:tbl"):
                self._tables += 1
                yield from self._table(element, f"bảng {self._tables}")
            elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
                yield from self._blocks(element)

    def _paragraph(self, element: Any, place: str) -> Iterator[Line]:
        paragraph = Paragraph(element, self._document)
        texts = self._words(element).split("\n")
        if any(text.strip() for text in texts):
            texts[0] = f"{self._numbering.label(paragraph)} {texts[0]}"
        heading = _is_heading(paragraph, self._style(paragraph))
        for text in filter(None, map(clean, texts)):
            yield Line(text, place, heading)
        yield from (Line(note, f"{place}, chú thích") for note in self._notes())

    def _style(self, paragraph: Paragraph) -> Any:
        """Its style; looking one up is slow, so each is looked up once."""
        name = paragraph._p.style
        if name not in self._styles:
            self._styles[name] = paragraph.style
        return self._styles[name]

    def _notes(self) -> list[str]:
        found, self._cited = self._cited, []
        return found

    def _table(self, table: Any, place: str) -> Iterator[Line]:
        for number, row in enumerate(table.iterchildren(qn("w:tr")), start=1):
            cells = [self._cell(cell) for cell in row.iterchildren(qn("w:tc"))]
            where = f"{place}, hàng {number}"
            if _is_letterhead(cells):
                yield from (Line(text, where) for cell in cells for text in cell)
                continue
            yield from (Line(text, where, row=True) for text in row_lines(cells))
            yield from (Line(note, f"{where}, chú thích") for note in self._notes())

    def _cell(self, cell: Any) -> list[str]:
        found: list[str] = []
        for element in cell.iterchildren():
            if element.tag == qn("w:p"):
                label = self._numbering.label(Paragraph(element, self._document))
                texts = f"{label} {self._words(element)}".split("\n")
                found.extend(filter(None, map(clean, texts)))
            elif element.tag == qn("w:tbl"):
                found.extend(line.text for line in self._table(element, ""))
        return found

    def _words(self, element: Any) -> str:
        """The words below an element as they are printed; deleted ones are left out."""
        if element.tag in _SKIPPED:
            return ""
        if element.tag == qn("w:t"):
            return _raised(element)
        if element.tag == qn("w:footnoteReference"):
            return self._mark(element.get(qn("w:id")))
        if element.tag in _BREAKS:
            return _BREAKS[element.tag]
        if element.tag == qn("w:txbxContent"):
            return "\n" + "\n".join(self._words(child) for child in element) + "\n"
        return "".join(self._words(child) for child in element)

    def _mark(self, identity: str) -> str:
        """The raised number of a footnote, whose words follow the paragraph."""
        if identity not in self._footnotes:
            return ""
        number, words = self._footnotes[identity]
        mark = str(number).translate(RAISED)
        self._cited.append(f"{mark} {words}")
        return mark


def _is_heading(paragraph: Any, style: Any) -> bool:
    if style is not None and _HEADING_STYLE.match(style.name or ""):
        return True
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(_is_bold(run, style) for run in runs)


def _is_bold(run: Any, style: Any) -> bool:
    return bool(run.bold) if run.bold is not None else bool(style is not None and style.font.bold)


def _is_letterhead(cells: list[list[str]]) -> bool:
    """Whether the row is the head of the sheet: offices on the left, the State on the right."""
    return len(cells) <= 3 and any(_LETTERHEAD.search("\n".join(cell)) for cell in cells)


def _raised(element: Any) -> str:
    """The text of a run; raised digits keep their height, so that 10² is not 102."""
    text = element.text or ""
    properties = element.getparent().find(qn("w:rPr"))
    shift = properties.find(qn("w:vertAlign")) if properties is not None else None
    if shift is None or shift.get(qn("w:val")) != "superscript" or not _SHIFTABLE.fullmatch(text):
        return text
    return str(text.translate(RAISED))


def _footnotes(document: Any) -> dict[str, tuple[int, str]]:
    """Number and words of every footnote by its id."""
    part = next(
        (rel.target_part for rel in document.part.rels.values()
         if rel.reltype.endswith("/footnotes") and not rel.is_external),
        None,
    )  # fmt: skip
    if part is None:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(part.blob, parser)
    notes = [note for note in root.iterfind(qn("w:footnote")) if note.get(qn("w:type")) is None]
    return {
        note.get(qn("w:id"), ""): (number, clean(_flat(note)))
        for number, note in enumerate(notes, start=1)
    }


def _flat(note: Any) -> str:
    paragraphs = ("".join(text.text or "" for text in each.iter(qn("w:t"))) for each in note)
    return " ".join(paragraphs)
