"""A piece of a document that can be searched and quoted: an article, or a numbered section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.ingest.office.lines import Line

#: The number of the one piece of a document without any division.
WHOLE = "Toàn văn"
OPENING = "Phần mở đầu"

_LONGEST_TITLE = 300
_SENTENCE_ENDS = (".", ";", ",")
_LONGEST_QUOTATION = 400
_QUOTE = re.compile("[“”]")


@dataclass(frozen=True, slots=True)
class Piece:
    """``number`` is ``51`` for Điều 51, or the whole name of a section: ``Mục II.3``.

    It was made from the lines ``start`` up to ``end``; what of them is in no title and no text is
    in ``headings`` or is the number itself.
    """

    number: str
    title: str
    text: str
    headings: tuple[str, ...]
    place: str
    start: int
    end: int


def titled(first: str, body: Sequence[Line]) -> tuple[str, str]:
    """Title and text of a piece whose first line, without its number, is ``first``.

    A first line that is a sentence, or has nothing under it, belongs to the text.
    """
    below = [line.text for line in body]
    is_title = bool(below) and len(first) <= _LONGEST_TITLE and not first.endswith(_SENTENCE_ENDS)
    if is_title:
        return first, "\n".join(below)
    return "", "\n".join(filter(None, (first, *below)))


def quoted_lines(lines: Sequence[Line]) -> list[bool]:
    """Whether each line begins within a quotation, as the articles of an amended law do.

    A quotation mark that is never closed opens nothing.
    """
    within = [False] * len(lines)
    opened: int | None = None
    for index, line in enumerate(lines):
        for mark in _QUOTE.findall(line.text):
            if mark == "“":
                opened = index
            elif opened is not None:
                if index - opened <= _LONGEST_QUOTATION:
                    within[opened + 1 : index + 1] = [True] * (index - opened)
                opened = None
    return within
