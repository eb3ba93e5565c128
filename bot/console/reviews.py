"""How many cards have come to the day on which somebody has to hold them against the law again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from knowledge.errors import KnowledgeError
from knowledge.search import Library


class Reviews:
    """Counts once a day and library, then remembers: the first page of the day must be quick."""

    def __init__(self, library: Callable[[str], Library]) -> None:
        self._library = library
        self._counted: dict[str, tuple[date, Library, int]] = {}

    def due(self, oa_id: str, day: date) -> int:
        """How many; 0 where the library cannot be read."""
        library = self._library(oa_id)
        known = self._counted.get(oa_id)
        if known is not None and known[:2] == (day, library):
            return known[2]
        try:
            count = sum(card.review_day <= day for card in library.cards())
        except KnowledgeError:
            return 0
        self._counted[oa_id] = day, library, count
        return count
