"""Mends sentences of the law that were broken at the edge of a page.

Where a text was taken from printed pages, a line often ends at "khoản 1" and the next begins with
"Điều 2 của Luật này"; a heading runs over into the text. Only what plainly goes on is joined:
tables, forms and enumerations keep their lines.
"""

from __future__ import annotations

import re

from knowledge.ingest.markup import CELL_MARK

_ENDED = (".", ";", ":", "!", "?", "”", "…")

#: A shorter line that goes on in small letters may as well be a cell of a table or form.
_SHORTEST_BROKEN = 40

_SMALL_WORD = re.compile(r"[^\W\d_]{2}")
_SIGN = re.compile(r"[a-zđ]\d{1,2}\s?[).]|[ivx]{2,}[).]")
_PLACE = re.compile(
    r"(?:Điều|Khoản|Chương|Mục|Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Quyết định)"
    r"(?: này| \d{1,3}[a-zđ]?(?![\w.:])| số \d| [A-ZĐÀ-Ỹ]\w* )"
)
_POINTS_ON = re.compile(
    r"(?:\b(?:khoản|điểm|điều) [\wđ]{1,4}"
    r"(?:(?:,| và| hoặc| đến)\s*(?:khoản |điểm |điều )?[\wđ]{1,4})*,?"
    r"|\b(?:tại|và|hoặc|theo|của|với|trong|về|các|từ|đến|sung|đổi))$",
    re.IGNORECASE,
)

_LONGEST_REST = 160
_FULL_HEADING = 40
_FIRST_NUMBER = re.compile(r"(?:1\.|a\))\s")
_BROKEN_NUMBER = re.compile(r"\w-$")
_HEADING_GOES_ON = re.compile(r"(?!Điều \d|[IVX]+\.)[^\W\d_]")


def rejoined(text: str) -> str:
    """The text, a sentence that goes on in the next line on one line again."""
    first, *others = text.split("\n")
    lines = [first]
    for line in others:
        if _goes_on(lines[-1], line):
            lines[-1] = f"{lines[-1].rstrip()} {line.lstrip()}"
        else:
            lines.append(line)
    return "\n".join(lines)


def heading_rejoined(heading: str, text: str) -> tuple[str, str]:
    """Heading and text; the rest of a heading that ran over into the text is put back.

    That is the first line before a first number, if neither it nor the heading ends a sentence.
    """
    rest, _, following = text.partition("\n")
    full = len(heading) >= _FULL_HEADING and not heading.endswith(_ENDED)
    goes_on = bool(_HEADING_GOES_ON.match(rest)) and not rest.endswith((*_ENDED, ","))
    if not (full and goes_on and _is_prose(rest) and len(rest) <= _LONGEST_REST):
        return heading, text
    if not _FIRST_NUMBER.match(following):
        return heading, text
    gap = "" if _BROKEN_NUMBER.search(heading) else " "
    return f"{heading}{gap}{rest}", following


def _goes_on(before: str, line: str) -> bool:
    before, line = before.rstrip(), line.lstrip()
    if not before or before.endswith(_ENDED) or not (_is_prose(before) and _is_prose(line)):
        return False
    if _PLACE.match(line):
        return bool(_POINTS_ON.search(before))
    return len(before) >= _SHORTEST_BROKEN and _begins_small(line)


def _begins_small(line: str) -> bool:
    word = _SMALL_WORD.match(line)
    return bool(word and word[0].islower() and not _SIGN.match(line))


def _is_prose(line: str) -> bool:
    return CELL_MARK not in line
