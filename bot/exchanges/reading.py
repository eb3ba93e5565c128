"""The words of a question as questions are held against each other: as the search reads them, with
what the law calls them, without accents.
"""

from __future__ import annotations

import re

from knowledge.text.fold import fold
from knowledge.text.reading import understand

_SIGN = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"[a-z0-9]+")


def words_of(text: str) -> str:
    """The folded words, one space between two; '' where the text has none."""
    reading = understand(_SIGN.sub(" ", text).strip())
    said = " ".join((reading.query, *reading.added))
    return " ".join(_WORD.findall(fold(said)))
