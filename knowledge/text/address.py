"""Greetings, forms of address and thanks: what people say to somebody and not about their matter.

The list is ``data/address.txt``. Only the search leaves these words out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from knowledge.text.abbreviations import DATA
from knowledge.text.fold import fold

ADDRESS = DATA / "address.txt"
_WHO = (
    "anh chị em", "anh chị", "chị em", "cô chú", "cô bác", "mọi người", "cả nhà", "các bạn",
    "các chị", "các anh", "các bác", "các cô", "luật sư", "cán bộ", "quý hội", "quý vị",
    "hội phụ nữ", "trợ lý", "em", "chị", "anh", "cô", "bác", "chú", "cháu", "con", "mình", "tôi",
    "tui", "bạn", "ông", "bà", "thầy", "ad", "admin", "hội",
)  # fmt: skip
_PIECE = re.compile(r"<ai>|[\[\]()|!]|[^\s\[\]()|!<>]+")
# "không muốn hỏi" says something about her matter
_NEGATIONS = ("không", "khong", "chưa", "chua", "đừng", "dung", "chẳng", "chang", "chả")
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}


def _word(written: str, *, bare_too: bool) -> str:
    forms = {written, fold(written)} if bare_too else {written}
    return f"(?:{'|'.join(sorted(forms))}) "


def _who() -> str:
    forms = ("".join(_word(word, bare_too=True) for word in who.split()) for who in _WHO)
    return f"(?:{'|'.join(forms)})"


def _pattern(line: str) -> str:
    """The line as a regular expression over words that each end in a space."""
    pieces = _PIECE.findall(line.removeprefix("!"))
    bare_too = not line.startswith("!")
    return "".join(
        _who() if piece == "<ai>" else _SIGNS.get(piece) or _word(piece, bare_too=bare_too)
        for piece in pieces
    )


@cache
def _patterns() -> tuple[re.Pattern[str], frozenset[str]]:
    """What addresses somebody, and the words that it is made of."""
    lines = ADDRESS.read_text("utf-8").splitlines()
    listed = [_pattern(line) for line in lines if line.strip() and not line.startswith("#")]
    used = {word for pattern in listed for word in _LETTERS.findall(pattern)}
    behind_no_negation = "".join(f"(?<!{word} )" for word in _NEGATIONS)
    return re.compile(f"{behind_no_negation}(?:{'|'.join(listed)})"), frozenset(used)


def is_well_formed(line: str) -> bool:
    """Whether the brackets of a line of the list match."""
    try:
        re.compile(_pattern(line))
    except re.error:
        return False
    return True


def address(words: Sequence[str]) -> Iterator[range]:
    """The places of the words that only address somebody, in their order.

    ``words`` are in lower case; a ``,`` stands where the sentence breaks.
    """
    pattern, used = _patterns()
    text = " ".join(words) + " "
    begin = end = 0
    for place, word in enumerate(words):
        if word in used and begin >= end and (match := pattern.match(text, begin)):
            end = match.end()
            yield range(place, place + match.group().count(" "))
        begin += len(word) + 1
