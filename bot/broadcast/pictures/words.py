"""What stands on a card, and whether it can."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import normalize

from bot.broadcast.pictures.fonts import can_write
from bot.errors import BotError
from bot.store.broadcast_records import BroadcastContent
from handlers.texts import pictures as texts
from knowledge.documents import Citation
from knowledge.search import Library
from knowledge.validity import period

ACCOUNT = "https://zalo.me/"
"""Zalo's own page of an account, by its id: on a phone it opens the conversation."""


class CardDoesNotFit(BotError):
    """These words cannot be drawn; the message says what to change."""

    http_status = 422

    def __init__(self, told: str) -> None:
        super().__init__(public_message=told)


@dataclass(frozen=True, slots=True)
class CardWords:
    """The words of one card. ``source`` is the law as it is cited and ``since`` its first day, ''
    for words without one; ``topic`` chooses colours and symbol too; ``organisation`` is who speaks;
    ``link`` is where the code leads.
    """

    headline: str
    text: str
    source: str
    since: str
    topic: str
    organisation: str
    link: str


def card_words(
    content: BroadcastContent, library: Library, oa_id: str, organisation: str
) -> CardWords:
    """What the card of a broadcast says, in composed letters. Raises ``CardDoesNotFit`` for signs
    that the typeface does not have.
    """
    since = first_day(content.citation, library) if content.source else ""
    given = (content.title, content.text, content.source, since, content.topic, organisation)
    written = [normalize("NFC", each).strip() for each in given]
    unknown = [sign for sign in dict.fromkeys("".join(written)) if not can_write(sign)]
    if unknown:
        raise CardDoesNotFit(texts.cannot_write(unknown))
    headline, text, source, since, topic, name = written
    if not text:
        raise CardDoesNotFit(texts.NO_TEXT)
    return CardWords(headline, text, source, since, topic, name, ACCOUNT + oa_id)


def first_day(citation: Citation | None, library: Library) -> str:
    """From when the law binds, as the card says it; '' where nobody knows."""
    document = library.document(citation.document) if citation else None
    if citation is None or document is None:
        return ""
    article = library.article(citation.article_id)
    begins = period(article, document).begins if article else document.effective
    return texts.since(begins, whole=begins == document.effective) if begins else ""
