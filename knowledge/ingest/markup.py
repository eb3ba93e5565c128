"""Plain lines out of the HTML of a legal text, without losing a word.

The code's HTML is invalid in places: paragraphs inside paragraphs, unclosed cells, a bare ``<`` for
"less than". lxml repairs the first two; the third would swallow text and is escaped beforehand.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from lxml import etree, html

_TAGS = (
    "a|abbr|article|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|div|dl|dt|em|"
    "figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|img|input|ins|label|li|link|main|"
    "meta|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|"
    "th|thead|title|tr|tt|u|ul|var|[a-z]+[0-9]?:[a-z]+"
)
_BARE_LESS_THAN = re.compile(rf"<(?!/?(?:{_TAGS})(?=[\s/>])|!--)", re.IGNORECASE)
_BLOCKS = frozenset(
    "article blockquote body br caption center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main ol p pre section table tbody tfoot thead tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(("script", "style", "head", "title"))
RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_SHIFTED = {"sup": RAISED, "sub": _LOWERED}
_SHIFTABLE = re.compile(r"[0-9+\-n]{1,4}")
IMAGE_MARK = "[hình]"
CELL_MARK = " | "
_LINES_OF_A_PLAIN_CELL = 3


def lines(fragment: str) -> list[str]:
    """The text of an HTML fragment: a line a paragraph, list item or table row, blanks collapsed.

    Cells of a row are joined by `` | ``; an image leaves ``[hình]``; the result is in NFC.
    """
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    escaped = _BARE_LESS_THAN.sub("&lt;", fragment.replace("\x00", ""))
    root = etree.fromstring(f"<div>{escaped}</div>", parser)
    return lines_of(root) if root is not None else []


def lines_of(root: etree._Element) -> list[str]:
    """The same of an element that is parsed already."""
    return _Reader().read(root)


def plain(fragment: str) -> str:
    """The text of an HTML fragment on one line."""
    return " ".join(lines(fragment))


class _Reader:
    """Walks a tree in document order; every open table cell collects its own lines."""

    def __init__(self) -> None:
        self._open: list[list[str]] = [[""]]
        self._rows: list[_Row] = []

    def read(self, root: etree._Element) -> list[str]:
        silent = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                silent += element.tag in _SILENT
                self._begin(element, bool(silent))
            else:
                silent -= element.tag in _SILENT
                self._finish(element)
                self._write(element.tail if not silent else None)
        return _tidy(self._open[0])

    def _begin(self, element: etree._Element, silent: bool) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._break()
        if tag == "tr":
            self._spill()
            self._rows.append(_Row(depth=len(self._open)))
        elif tag in _CELLS:
            self._open.append([""])
        elif tag == "img":
            self._write(f" {IMAGE_MARK} ")
        if not silent:
            self._write(_shifted(element))

    def _finish(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _CELLS:
            self._close_cell()
        elif tag == "tr":
            self._close_row()
        if tag in _BLOCKS:
            self._break()

    def _write(self, text: str | None) -> None:
        if text and text.strip():
            self._spill()
        self._open[-1][-1] += text or ""

    def _spill(self) -> None:
        """Put down the cells of an open row before something that strayed between its cells."""
        row = self._rows[-1] if self._rows else None
        if row and row.cells and row.depth == len(self._open):
            self._put(row)

    def _break(self) -> None:
        if self._open[-1][-1]:
            self._open[-1].append("")

    def _close_cell(self) -> None:
        cell = _tidy(self._open.pop())
        if self._rows and self._rows[-1].depth == len(self._open):
            self._rows[-1].cells.append(cell)
        else:
            self._open[-1].extend([*cell, ""])

    def _close_row(self) -> None:
        self._put(self._rows.pop())

    def _put(self, row: _Row) -> None:
        self._open[-1].extend([*row_lines(row.cells), ""])
        row.cells.clear()


@dataclass(slots=True)
class _Row:
    """The cells of an open table row, and how many cells are open around it."""

    depth: int
    cells: list[list[str]] = field(default_factory=list)


def row_lines(cells: list[list[str]]) -> list[str]:
    """A row on one line — unless a cell holds running text (a layout table): it keeps its lines."""
    filled = [cell for cell in cells if cell]
    if len(filled) <= 1 or any(len(cell) > _LINES_OF_A_PLAIN_CELL for cell in filled):
        return [line for cell in filled for line in cell]
    return [CELL_MARK.join(" ".join(cell) for cell in filled)]


def _shifted(element: etree._Element) -> str | None:
    """The element's own text; raised and lowered digits keep their height (10⁶ is not 106)."""
    text: str | None = element.text
    table = _SHIFTED.get(str(element.tag))
    if table and text and not len(element) and _SHIFTABLE.fullmatch(text.strip()):
        return text.strip().translate(table)
    return text


def _tidy(raw: list[str]) -> list[str]:
    collapsed = (" ".join(unicodedata.normalize("NFC", line).split()) for line in raw)
    return [line for line in collapsed if line]
