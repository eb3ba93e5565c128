"""Joins lines that were broken at the edge of a page or of a fixed width to paragraphs again."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.ingest.office.lines import Line
from knowledge.ingest.office.signs import begins_part, in_capitals, names_the_state

_SENTENCE_ENDS = (".", ";", ":", "!", "?", ".”", ";”", "/.")
_FULL = 0.8
_USUAL_PLACE = 0.9
_NARROWEST = 40
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")


def unwrapped(lines: list[Line]) -> list[Line]:
    """The paragraphs; an empty line always ends one.

    A line goes on the one before it if that was filled to the edge and did not end a sentence, or
    if it begins with a small letter; never where it begins a part of its own.
    """
    width = _width(lines)
    joined: list[Line] = []
    last = ""
    for line in lines:
        if last and line.text and _goes_on(last, line.text, width):
            joined[-1] = replace(joined[-1], text=_together(joined[-1].text, line.text))
        elif line.text:
            joined.append(line)
        last = line.text
    return joined


def _width(lines: list[Line]) -> int:
    """How long a filled line is: nearly the longest, which one stray long line must not set."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    return max(_NARROWEST, lengths[int(len(lengths) * _USUAL_PLACE)]) if lengths else _NARROWEST


def _goes_on(before: str, text: str, width: int) -> bool:
    if begins_part(text) or names_the_state(text) or names_the_state(before):
        return False
    if in_capitals(before) != in_capitals(text) and (in_capitals(before) or in_capitals(text)):
        return False
    if text[0].islower():
        return not before.endswith((";", ".", ":"))
    filled = len(before) + 1 + len(text.split(maxsplit=1)[0]) > width * _FULL
    return filled and not before.endswith(_SENTENCE_ENDS)


def _together(before: str, text: str) -> str:
    return f"{before}{text}" if _BROKEN_WORD.search(before) else f"{before} {text}"
