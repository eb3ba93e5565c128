"""Reads .html: lines of text, headings by their elements or by being bold throughout."""

from __future__ import annotations

import re

from lxml import etree, html

from knowledge.ingest import markup
from knowledge.ingest.batch import Problem
from knowledge.ingest.office.encoding import decoded
from knowledge.ingest.office.lines import Line, Reading, clean
from knowledge.ingest.office.numbering import written
from knowledge.ingest.office.plain_text import CONVERTED

_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# "dưới < 16 tuổi": no element begins so.
_BARE_LESS_THAN = re.compile(r"<(?![a-zA-Z/!?])")
_FURNITURE = ("nav", "aside", "noscript", "button", "select", "iframe", "svg", "template")


def read(data: bytes, file: str) -> Reading:
    """The lines of an HTML page.

    Raises:
        SourceError: its letters cannot be read.
    """
    text, encoding = decoded(data, file)
    root = _tree(text)
    if root is None:
        return Reading()
    _number_lists(root)
    marked = _headings(root)
    lines = markup.lines_of(root)
    reading = Reading(
        [
            Line(words, f"dòng {number}", words in marked, markup.CELL_MARK in words)
            for number, words in enumerate(filter(None, map(clean, lines)), start=1)
        ]
    )
    if encoding:
        reading.problems.append(Problem(file, "", CONVERTED.format(encoding)))
    return reading


def _tree(text: str) -> etree._Element | None:
    """The page without its menus; a declaration would make lxml refuse a decoded text."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
    without_declaration = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    escaped = _BARE_LESS_THAN.sub("&lt;", without_declaration)
    if not escaped.strip():
        return None
    root = etree.fromstring(escaped, parser)
    if root is not None:
        etree.strip_elements(root, *_FURNITURE, with_tail=False)
    return root


def _number_lists(root: etree._Element) -> None:
    """Write down the numbers that a browser prints before the items of an ordered list."""
    for ordered in root.iter("ol"):
        form = _LIST_FORMS.get(ordered.get("type", "1"), "decimal")
        start = ordered.get("start", "1")
        first = int(start) if start.isdigit() else 1
        for count, item in enumerate(ordered.iterchildren("li"), start=first):
            sign = ")" if form == "lowerLetter" else "."
            item.text = f"{written(count, form)}{sign} {item.text or ''}"


def _headings(root: etree._Element) -> frozenset[str]:
    """The words of all headings and of all paragraphs that are bold throughout."""
    found: set[str] = set()
    for element in root.iter(*_HEADINGS, "p", "div"):
        words = clean("".join(element.itertext()))
        if words and (element.tag in _HEADINGS or words == _bold_words(element)):
            found.update(clean(line) for line in markup.lines_of(element))
    return frozenset(found)


def _bold_words(element: etree._Element) -> str:
    bold = (each for each in element.iter("b", "strong") if not _within_bold(each, element))
    return clean("".join("".join(each.itertext()) for each in bold))


def _within_bold(element: etree._Element, top: etree._Element) -> bool:
    above = element.getparent()
    while above is not None and above is not top:
        if above.tag in ("b", "strong"):
            return True
        above = above.getparent()
    return False
