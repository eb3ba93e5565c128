"""Whether what answers today holds for the day of an event, and what is said where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Remember, Say
from handlers.answer import LONGEST_QUESTION, OFFICER
from handlers.day import today, written
from handlers.passage import may_be_quoted
from handlers.texts import PICK
from handlers.texts import validity as texts
from handlers.turn import Choice, Turn
from knowledge import amendments
from knowledge.citation import document_label, short_label
from knowledge.documents import Card, Citation, Document
from knowledge.ingest.register import register
from knowledge.search import Hit, Library


def holds(turn: Turn, card: Card) -> bool:
    """Whether all law that the card rests on bound on the day that is asked about, unchanged since.

    A law whose first day nobody knows is not taken to have bound on a day that is past.
    """
    return turn.as_of is None or not (_later_law(turn, card) or _changed_by(turn, card))


def _later_law(turn: Turn, card: Card) -> str:
    """The first document of the card that did not bind then; "" where all did."""
    numbers = (citation.document for citation in card.citations)
    return next((each for each in numbers if not _bound(turn.library, each, turn.day)), "")


def _bound(library: Library, number: str, day: date) -> bool:
    document = known(library, number)
    return document is not None and document.effective is not None and document.effective <= day


def _changed_by(turn: Turn, card: Card) -> str:
    """What has amended the law of the card since that day; "" where nothing has."""
    now = today(turn.now)
    return next(
        (
            row.amended_by
            for citation in card.citations
            for row in amendments.of(citation)
            if row.since is not None and turn.day < row.since <= now
        ),
        "",
    )


def known(library: Library, number: str) -> Document | None:
    """The document as the library, or else the register, knows it."""
    return library.document(number) or register().get(number)


def article_of_then(turn: Turn, card: Card) -> Hit | None:
    """The article that the card rests on first, where it bound then and its words are at hand."""
    place = card.citations[0] if card.citations else Citation("", "")
    article = turn.library.article(place.article_id)
    document = turn.library.document(place.document)
    if article is None or document is None or not _bound(turn.library, place.document, turn.day):
        return None
    begun = article.effective is None or article.effective <= turn.day
    if not begun or not may_be_quoted(article, document, turn.day):
        return None
    return Hit(article, document, 1.0, 1.0)


def no_card(turn: Turn, card: Card, question: str) -> list[Action]:
    """Plainly why the card that answers today does not answer for then; [] if the law before its
    law is at hand.
    """
    later = _later_law(turn, card)
    document = known(turn.library, later) if later else None
    if document is not None and _before_is_at_hand(turn, document):
        return []
    choice = Choice(texts.todays(card.title), card.title)
    return _told(turn, _why_not(turn, document, _changed_by(turn, card)), question, choice)


def _why_not(turn: Turn, later: Document | None, changed_by: str) -> str:
    if later is not None and later.effective is not None:
        return _not_yet(turn, later)
    return (
        texts.changed_since_then(short_label(changed_by)) if changed_by else texts.NOTHING_OF_THEN
    )


def no_article(turn: Turn, document: Document, question: str) -> list[Action]:
    """The same for a law whose article answers today; [] if the law before it is at hand."""
    if _bound(turn.library, document.number, turn.day) or _before_is_at_hand(turn, document):
        return []
    return _told(turn, _not_yet(turn, document), question)


def nothing(turn: Turn, cards: Sequence[Card], question: str) -> list[Action]:
    """That nothing of then is at hand, with cards of today to pick; [] if there are none either."""
    choices = [Choice(texts.todays(card.title), card.title) for card in cards]
    return _told(turn, texts.NOTHING_OF_THEN, question, *choices) if choices else []


def _before_is_at_hand(turn: Turn, document: Document) -> bool:
    before = (turn.library.document(number) for number in document.replaces)
    return any(
        each is not None and each.answerable and turn.library.articles_of(each.number)
        for each in before
    )


def _not_yet(turn: Turn, document: Document) -> str:
    before = [_name(turn.library, number) for number in document.replaces]
    since = written(document.effective) if document.effective else ""
    return texts.no_law_of_then(document_label(document), since, before)


def _name(library: Library, number: str) -> str:
    return document_label(known(library, number), number)


def _told(turn: Turn, sentence: str, question: str, *choices: Choice) -> list[Action]:
    """Said with today's law to pick, which then is asked for no day."""
    after = replace(
        turn.conversation, question=question[:LONGEST_QUESTION], citations=(), as_of=None
    )
    return [
        Remember(after),
        Say(sentence),
        KeepForLater(()),
        OfferChoices((*choices, OFFICER), PICK),
        Conclude(Intent.LAW, 0.0),
    ]
