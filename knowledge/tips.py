"""Weekly tips: one thing to know or to do, a line for the picture, and the law it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.documents import REVIEW_AFTER, Citation
from knowledge.ingest.batch import Problem
from knowledge.ingest.entries import Text, read_list
from knowledge.ingest.register import LIBRARY
from knowledge.shapes import CitationEntry, Name, Strict

#: Where the tips lie within a library folder.
FOLDER = "tips"


@dataclass(frozen=True, slots=True)
class Tip:
    """A tip for a broadcast: ``text`` has at most 60 words, ``picture`` at most 12."""

    id: str
    topic: str
    text: str
    picture: str
    citation: Citation
    checked_on: date
    checked_against: str
    needs_officer_check: bool = False
    effective: date | None = None
    expires: date | None = None
    review_by: date | None = None

    @property
    def title(self) -> str:
        """What the tip is called in lists: the line of its picture."""
        return self.picture

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Its one citation, in the form in which cards have several."""
        return (self.citation,)

    @property
    def review_day(self) -> date:
        """By when somebody has to hold the tip against the law again."""
        return self.review_by or self.checked_on + REVIEW_AFTER

    @property
    def shown(self) -> tuple[str, ...]:
        """Every text that people read."""
        return (self.picture, self.text)

    def in_force(self, on: date) -> bool:
        """Whether the tip may be sent on that day."""
        begun = self.effective is None or self.effective <= on
        return begun and (self.expires is None or on < self.expires)


class _Tip(Strict):
    id: Name
    topic: Text
    text: Text
    picture: Text
    citation: CitationEntry
    checked_on: date
    checked_against: Text
    needs_officer_check: bool = False
    effective: date | None = None
    expires: date | None = None
    review_by: date | None = None


def read_tips(folder: Path = LIBRARY) -> tuple[Tip, ...]:
    """The tips of a library folder that have the right shape, in the order of files and lines."""
    return tuple(tip for _, tips, _ in read_files(folder) for tip in tips)


def read_files(folder: Path) -> Iterator[tuple[str, list[Tip], list[Problem]]]:
    """File by file: its name, its tips, and what is wrong with its other entries."""
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        entries, problems = read_list(path, _Tip, "lời nhắc")
        yield path.name, [_tip(entry) for entry in entries], problems


def _tip(entry: _Tip) -> Tip:
    given = {name: getattr(entry, name) for name in _Tip.model_fields}
    return Tip(**(given | {"citation": entry.citation.citation()}))
