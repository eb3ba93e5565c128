"""From when to when a text binds, and how it stands on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from knowledge.documents import Article, Document


class Standing(StrEnum):
    """How a text stands on a day."""

    IN_FORCE = "in force"
    NOT_YET = "not yet in force"
    EXPIRED = "expired"


class Status(StrEnum):
    """How a document stands on a day, with what its amendments did to it."""

    IN_FORCE = "in force"
    PARTLY_AMENDED = "partly amended"
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


def status(document: Document, day: date, known: Mapping[str, Document]) -> Status:
    """How the document stands on that day; ``known`` are documents by number, for what amended it.

    An amending document whose first day nobody knows counts as begun.
    """
    standing = Period(document.effective, document.expires).standing(day)
    if standing is not Standing.IN_FORCE:
        return Status(standing.value)
    amending = (known.get(number) for number in document.amended_by)
    begun = any(each is not None and each.in_force(day) for each in amending)
    return Status.PARTLY_AMENDED if begun else Status.IN_FORCE
