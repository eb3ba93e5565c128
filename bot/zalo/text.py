"""Texts as Zalo takes them: NFC, at most 2000 characters, plain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LIMIT = 2000
"""Characters Zalo takes in one message, counted after NFC; a longer one is refused, not cut."""

_SEAMS = (
    re.compile(r"\n\s*\n\s*"),
    re.compile(r"\n\s*"),
    re.compile(r"(?<=[.!?…;:])[\"”’)\]]*\s+"),
)
"""Where a text is cut, best first: paragraph, line, sentence."""
_BETWEEN_WORDS = re.compile(r"(?<!\d)\s+|(?<=\d)\s+(?![\s\d])")
"""Not between the groups of a number: 0912 345 678 stays whole."""
_EARLY = 3
"""A better seam counts only behind the first third, so that parts do not get tiny."""
_MENTION = re.compile(r"\[@[^\[\]]*\]")


def normalise(text: str) -> str:
    """The text in NFC: decomposed Vietnamese would count double."""
    return unicodedata.normalize("NFC", text)


def split(text: str, limit: int = LIMIT) -> list[str]:
    """Cut a text into parts of at most ``limit`` characters, none empty, in NFC.

    The parts hold every character but the white space at the cuts. They end where a paragraph
    ends, else a line, a sentence, a word; a word, address or number is cut only if it alone is
    longer than ``limit``. A text of white space gives no part.
    """
    return list(_parts(normalise(text).strip(), limit))


def _parts(rest: str, limit: int) -> Iterator[str]:
    while len(rest) > limit:
        cut = _cut(rest, limit)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest


def _cut(text: str, limit: int) -> int:
    """Where the part ends that begins the text."""
    for seam in _SEAMS:
        cut = _last(seam, text, limit)
        if cut > limit // _EARLY:
            return cut
    return _last(_BETWEEN_WORDS, text, limit) or _hard_cut(text, limit)


def _last(seam: re.Pattern[str], text: str, limit: int) -> int:
    # The white space of a seam may lie beyond the limit: it is dropped anyway.
    cut = 0
    for found in seam.finditer(text):
        end = found.start() + len(found.group().rstrip())
        if end > limit:
            break
        cut = end
    return cut


def _hard_cut(text: str, limit: int) -> int:
    """Not between a letter and the marks or joiners that belong to it."""
    for cut in range(limit, 0, -1):
        if not (_clings(text[cut]) or text[cut - 1] == "\u200d"):
            return cut
    return limit


def _clings(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me") or character == "\u200d"


def without_mentions(text: str) -> str:
    """The text without ``[@…]``: in a group it would call a person, or everybody."""
    while (cleaned := _MENTION.sub("", text)) != text:
        text = cleaned
    return text
