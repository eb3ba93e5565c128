"""Reads .pdf that has a text layer: paragraphs without page numbers, headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfiumError  # type: ignore[import-untyped]

from knowledge.ingest.batch import Problem
from knowledge.ingest.office import refusals
from knowledge.ingest.office.lines import Line, Reading
from knowledge.ingest.office.pdf_rows import Row, paragraphs, rows
from knowledge.ingest.office.refusals import refused
from knowledge.ingest.stamps import without_stamps

PICTURES = (
    "Trang chỉ có ảnh, không có chữ, nên không lấy được. Hãy xin tệp Word của cơ quan ban hành."
)
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—\s]*\d{1,4}[-–—\s]*|(?:trang|page)\s*:?\s*\d{1,4}(?:\s*/\s*\d{1,4})?"
    r"|\d{1,4}/\d{1,4})$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
#: Fewer letters on a page are a stamp or a page number over a picture.
_FEWEST_LETTERS = 40
_EDGE = 3
_FEWEST_REPEATS = 3

#: Rows at most so far apart (points) are at the same height.
_SAME_HEIGHT = 4

Page = list[Row]
Sign = tuple[str, int]


def read(data: bytes, file: str) -> Reading:
    """The lines of a PDF.

    Raises:
        SourceError: it is damaged, locked, a scan, or too long.
    """
    pages = _pages(data, file)
    bare = [page for page in pages if _letters(page) < _FEWEST_LETTERS]
    if len(bare) * 2 > len(pages) and sum(map(_letters, pages)) < _FEWEST_LETTERS * len(pages):
        raise refused(file, refusals.SCANNED)
    printed = [row for page in _without_edges(pages) for row in page]
    reading = Reading(list(_without_stamps(paragraphs(printed))))
    pictured = [number for number, page in enumerate(pages, start=1) if not page]
    if pictured:
        numbers = ", ".join(map(str, pictured))
        reading.problems.append(Problem(file, f"trang {numbers}", PICTURES))
    return reading


def _pages(data: bytes, file: str) -> list[Page]:
    try:
        with PdfDocument(data) as document:
            if len(document) > refusals.MAX_PAGES:
                raise refused(file, refusals.TOO_MANY_PAGES)
            return _within_limit(_each_page(document), file)
    except PdfiumError as error:
        locked = "password" in str(error).lower()
        raise refused(file, refusals.LOCKED if locked else refusals.DAMAGED) from error


def _each_page(document: PdfDocument) -> Iterator[Page]:
    for number in range(len(document)):
        page = document[number]
        yield rows(page, number + 1)
        page.close()


def _within_limit(pages: Iterator[Page], file: str) -> list[Page]:
    kept = []
    total = 0
    for page in pages:
        kept.append(page)
        total += sum(len(row.text) for row in page)
        if total > refusals.MAX_CHARACTERS:
            raise refused(file, refusals.TOO_MUCH_TEXT)
    return kept


def _letters(page: Page) -> int:
    return sum(letter.isalpha() for row in page for letter in row.text)


def _without_edges(pages: list[Page]) -> list[Page]:
    """The pages without their numbers and without lines that stand at the edge of most of them."""
    repeated = _repeated(pages)
    kept = []
    for page in pages:
        first, last = 0, len(page)
        while first < min(last, _EDGE) and _is_furniture(page[first], repeated):
            first += 1
        while last > first and len(page) - last < _EDGE:
            if not _is_furniture(page[last - 1], repeated):
                break
            last -= 1
        kept.append(page[first:last])
    return kept


def _repeated(pages: list[Page]) -> frozenset[Sign]:
    """Lines, digits aside, at the same height at the top or bottom of most pages."""
    seen: Counter[Sign] = Counter()
    for page in pages:
        edges = (*page[:_EDGE], *page[-_EDGE:])
        seen.update(set(map(_sign, edges)))
    enough = max(_FEWEST_REPEATS, len(pages) // 2)
    return frozenset(sign for sign, count in seen.items() if count >= enough)


def _sign(row: Row) -> Sign:
    return _DIGITS.sub("#", row.text), round(row.bottom / _SAME_HEIGHT)


def _is_furniture(row: Row, repeated: frozenset[Sign]) -> bool:
    return bool(_PAGE_NUMBER.match(row.text)) or _sign(row) in repeated


def _without_stamps(lines: list[Line]) -> Iterator[Line]:
    for line in lines:
        if text := without_stamps(line.text):
            yield Line(text, line.place, line.heading)
