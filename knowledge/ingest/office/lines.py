"""What every reader of an officer's file hands over: lines of text with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.ingest.batch import Problem

# Zero-width marks and the soft hyphen carry no word; other blanks become a space.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a row of a table, and where a person finds it in her file.

    ``heading`` is true where the file itself marks it as a heading: by a style, or in bold from its
    first letter to its last.
    """

    text: str
    place: str
    heading: bool = False
    row: bool = False


@dataclass(slots=True)
class Reading:
    """The lines of a file in their order, and what the reader of the file could not take over."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def clean(text: str) -> str:
    """One line: NFC, blanks collapsed, invisible marks gone."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def joined(lines: Iterable[Line]) -> str:
    """The words of the lines, one a line."""
    return "\n".join(line.text for line in lines)
