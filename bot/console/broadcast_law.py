"""The law a broadcast rests on, found in the library and picked from a list."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from bot.errors import BotError
from bot.faq.basis import read_basis
from knowledge.citation import label
from knowledge.documents import Citation
from knowledge.errors import KnowledgeError
from knowledge.search import Library

MOST_FOUND = 6
NO_LAW = ""
"""The value of "no law" in a form."""
_BETWEEN = "|"


def written(citation: Citation | None) -> str:
    """A place as the value of a form's field."""
    if citation is None:
        return NO_LAW
    parts = (citation.document, citation.article, citation.clause, citation.point)
    return _BETWEEN.join(parts)


def read(value: str) -> Citation | None:
    """The place that a field holds; None for "no law" and for what no page of ours wrote."""
    parts = value.split(_BETWEEN)
    return Citation(*parts) if len(parts) == 4 and parts[0] else None


def name(citation: Citation, library: Library) -> str:
    """The place as people say it; also where the library does not know it."""
    try:
        return label(citation, library.document(citation.document))
    except KnowledgeError:
        return label(citation)


def found(words: str, library: Library, day: date) -> list[Citation]:
    """Places in the law for these words: those that they name, then what the search finds. What is
    not in force that day is left out of the latter.
    """
    if not words.strip():
        return []
    named: list[Citation] = []
    with suppress(BotError):
        named += read_basis(words, library, day)
    hits = library.search(words, limit=MOST_FOUND, as_of=day, answerable_only=True)
    articles = [Citation(hit.article.document, hit.article.number) for hit in hits]
    return list(dict.fromkeys([*named, *articles]))[:MOST_FOUND]
