"""The rows of a PDF page with their places on it, and the paragraphs that they make up."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pypdfium2 import PdfPage, PdfTextPage  # type: ignore[import-untyped]
from pypdfium2.raw import FPDFText_GetFontWeight  # type: ignore[import-untyped]

from knowledge.ingest.office.lines import Line, clean
from knowledge.ingest.office.signs import begins_part, in_capitals, names_the_state

#: What stands for a hyphen at which a line was broken.
_BROKEN = "\ufffe"
_ROW = re.compile(r"[^\r\n]+")
_BOLD = 600
_POINTS = 4.0
_WIDE_GAP = 1.35
_RARELY = 5
_SENTENCE_ENDS = (".", ";", ":", "!", "?", ".”", ";”")


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line; lengths are in points, ``word`` is the width of its first word."""

    text: str
    page: int
    number: int
    left: float
    right: float
    bottom: float
    top: float
    word: float
    bold: bool

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return f"trang {self.page}, dòng {self.number}"


def rows(page: PdfPage, page_number: int) -> list[Row]:
    """The rows of a page from top to bottom, as the file orders them."""
    found = []
    with contextlib.closing(page.get_textpage()) as printed:
        text = printed.get_text_range()
        for number, match in enumerate(_ROW.finditer(text), start=1):
            words = clean(match[0].replace(_BROKEN, "-"))
            if words:
                found.append(_row(printed, match, words, page_number, number))
    return found


def _row(printed: PdfTextPage, match: re.Match[str], words: str, page: int, number: int) -> Row:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    last = match.end() - 1 - (len(match[0]) - len(match[0].rstrip()))
    word_end = start + len(words.split(maxsplit=1)[0]) - 1
    total = printed.count_chars()
    first, end, word = (printed.get_charbox(min(at, total - 1)) for at in (start, last, word_end))
    weights = [FPDFText_GetFontWeight(printed, min(at, total - 1)) for at in (start, last)]
    bold = all(weight >= _BOLD for weight in weights)
    width = word[2] - first[0]
    return Row(words, page, number, first[0], end[2], first[1], first[3], width, bold)


def paragraphs(printed: Iterable[Row]) -> list[Line]:
    """The rows joined to paragraphs."""
    kept = list(printed)
    margins = _Margins(kept)
    lines: list[Line] = []
    before: Row | None = None
    for row in kept:
        if before and margins.goes_on(before, row):
            broken = lines[-1].text.endswith("-") and not lines[-1].text.endswith(" -")
            joint = "" if broken else " "
            lines[-1] = replace(lines[-1], text=f"{lines[-1].text}{joint}{row.text}")
        else:
            lines.append(Line(row.text, row.place, row.bold))
        before = row
    return lines


class _Margins:
    """The edges of the text on each page and the usual step from row to row."""

    def __init__(self, printed: list[Row]) -> None:
        by_page: dict[int, list[Row]] = {}
        for row in printed:
            by_page.setdefault(row.page, []).append(row)
        self._left = {page: min(row.left for row in of) for page, of in by_page.items()}
        self._right = {page: max(row.right for row in of) for page, of in by_page.items()}
        self._step = _usual(step for of in by_page.values() for step in _steps(of))
        self._first_line_indents = self._indent_marks_first_lines(printed)

    def goes_on(self, before: Row, row: Row) -> bool:
        """Whether the row belongs to the paragraph of the row before it."""
        if begins_part(row.text) or names_the_state(row.text) or names_the_state(before.text):
            return False
        if before.bold != row.bold or in_capitals(before.text) != in_capitals(row.text):
            return row.text[0].islower() and self._filled(before, row)
        if not self._filled(before, row):
            return row.text[0].islower() and not before.text.endswith(_SENTENCE_ENDS)
        if self._gap(before, row):
            return False
        if self._first_line_indents:
            return not self._indented(row)
        return row.text[0].islower() or not before.text.endswith(_SENTENCE_ENDS)

    def _indent_marks_first_lines(self, printed: list[Row]) -> bool:
        """Whether rows that surely go on stand at the edge, and others do not."""
        pairs = list(zip(printed, printed[1:], strict=False))
        sure = [row for before, row in pairs if row.text[0].islower() and self._filled(before, row)]
        aside = sum(map(self._indented, sure))
        some = any(self._indented(row) for row in printed)
        return some and aside * _RARELY <= len(sure)

    def _filled(self, before: Row, row: Row) -> bool:
        """Whether the first word of the row had no more room above."""
        return before.right + row.word + _POINTS > self._right[before.page]

    def _indented(self, row: Row) -> bool:
        return row.left > self._left[row.page] + _POINTS

    def _gap(self, before: Row, row: Row) -> bool:
        step = before.bottom - row.bottom
        return before.page == row.page and bool(self._step) and step > self._step * _WIDE_GAP


def _steps(of: list[Row]) -> Iterator[int]:
    for before, row in zip(of, of[1:], strict=False):
        yield round(before.bottom - row.bottom)


def _usual(steps: Iterable[int]) -> int:
    """The commonest step, 0 where there is none."""
    counted = Counter(step for step in steps if step > 0)
    return counted.most_common(1)[0][0] if counted else 0
