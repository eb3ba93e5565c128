"""The assistant says "chị"; to a child, a man or an elder the same sentences say another word."""

from __future__ import annotations

import re

# Words of address outside quotation marks
_YOU = re.compile(r"“[^”]*”|\b[Cc]hị\b")


def spoken_to(word: str, text: str) -> str:
    """The text with ``word`` for "chị", as written where that is ""; quoted words stay."""
    return _YOU.sub(lambda met: _instead(met.group(), word), text) if word else text


def _instead(met: str, word: str) -> str:
    if met.startswith("“"):
        return met
    return word.capitalize() if met[0].isupper() else word
