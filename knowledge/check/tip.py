"""What is wrong with one tip."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.check.entry import entry_faults
from knowledge.check.rules import Rules
from knowledge.check.words import blanks, long_sentences
from knowledge.tips import Tip

MAX_TIP_WORDS = 60
MAX_PICTURE_WORDS = 12


def tip_faults(tip: Tip, rules: Rules) -> Iterator[str]:
    """What is wrong with one tip, a Vietnamese sentence each."""
    words, picture = len(tip.text.split()), len(tip.picture.split())
    if words > MAX_TIP_WORDS:
        yield f"Lời nhắc dài {words} chữ; hãy rút còn {MAX_TIP_WORDS}."
    if picture > MAX_PICTURE_WORDS:
        yield f"Dòng chữ trên ảnh dài {picture} chữ; hãy rút còn {MAX_PICTURE_WORDS}."
    if found := blanks(tip.shown):
        yield f"Còn chỗ trống {found[0]}; hãy điền."
    yield from long_sentences(tip.text)
    yield from entry_faults(tip, rules)
