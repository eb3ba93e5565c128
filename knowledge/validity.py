"""From when to when a text binds, and how it stands on a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from knowledge.documents import Article, Document


class Standing(StrEnum):
    """How a text stands on a day."""

    IN_FORCE = "in force"
    NOT_YET = "not yet in force"
    EXPIRED = "expired"


class Period(NamedTuple):
    """The first day on which a text binds and the first on which it binds no more.

    None where the source does not say: an unknown begin counts as begun, an unknown end as far off.
    """

    begins: date | None
    ends: date | None

    def standing(self, day: date) -> Standing:
        """How the text stands on that day; what ended before it began is expired."""
        if self.ends is not None and self.ends <= day:
            return Standing.EXPIRED
        if self.begins is not None and day < self.begins:
            return Standing.NOT_YET
        return Standing.IN_FORCE


def period(article: Article, document: Document) -> Period:
    """When the article binds: no earlier than its document, no longer than it."""
    begins = max(filter(None, (article.effective, document.effective)), default=None)
    return Period(begins, document.expires)
