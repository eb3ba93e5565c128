"""A word of a message: as typed, and what it plainly says."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Origin(StrEnum):
    """How a word of the plain text came about."""

    TYPED = "typed"
    ABBREVIATION = "abbreviation"
    TELEX = "telex"
    VNI = "vni"
    RESPELT = "respelt"
    GLUED = "glued"
    JOINED = "joined"
    DIALECT = "dialect"
    SPELLING = "spelling"
    NUMBER = "number"
    KEPT = "kept"
    UNKNOWN = "unknown"


_GUESSED = frozenset((Origin.TELEX, Origin.VNI, Origin.RESPELT, Origin.GLUED))


class Token(NamedTuple):
    """One word as typed, what it plainly says (one or several words), and what follows it.

    ``tail`` is the text up to the next token, spaces and punctuation included.
    """

    typed: str
    plain: str
    origin: Origin
    tail: str = ""

    @property
    def guessed(self) -> bool:
        """Whether ``plain`` is a reading without sure accents."""
        return self.origin in _GUESSED
