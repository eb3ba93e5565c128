"""Everything that the library says in its own words, with the file in which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge import tips
from knowledge.documents import Card
from knowledge.ingest import cards
from knowledge.ingest.batch import Problem
from knowledge.ingest.register import LIBRARY
from knowledge.tips import Tip

Entry = Card | Tip

#: The kinds of entries in the order of lists and pages, and what an officer calls them.
KINDS = {
    "law": "Hỏi đáp luật",
    "procedure": "Thủ tục",
    "guide": "Hướng dẫn",
    "programme": "Chương trình",
    "directory": "Danh bạ",
    "tip": "Lời nhắc",
}


@dataclass(slots=True)
class Shelf:
    """The cards and tips of a library folder, each with its file, and what could not be read."""

    cards: list[tuple[str, Card]] = field(default_factory=list)
    tips: list[tuple[str, Tip]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every card, then every tip."""
        yield from self.cards
        yield from self.tips


def read_shelf(folder: Path = LIBRARY) -> Shelf:
    """All cards and tips of a folder; examples are among them.

    Raises:
        SourceError: the folder of cards does not exist.
    """
    shelf = Shelf()
    for path in cards.files(folder):
        batch = cards.read_file(path)
        shelf.cards.extend((path.name, card) for card in batch.cards)
        shelf.problems.extend(batch.problems)
    for name, found, problems in tips.read_files(folder):
        shelf.tips.extend((name, tip) for tip in found)
        shelf.problems.extend(problems)
    return shelf


def kind_of(entry: Entry) -> str:
    """One of ``KINDS``."""
    return entry.kind if isinstance(entry, Card) else "tip"


def is_example(entry: Entry) -> bool:
    """Whether it is only a form to fill in, which nobody outside may see."""
    return isinstance(entry, Card) and entry.example
