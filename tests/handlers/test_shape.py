"""The one shape of every answer, for all our cards and for many articles of the official texts."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from handlers import card as cards
from handlers import law
from handlers.actions import Action, OfferChoices, Say
from handlers.answer import MOST_CHOICES
from handlers.bubbles import LONGEST, render
from handlers.day import today
from handlers.found import LONGEST_LABEL
from handlers.passage import may_be_quoted, read_out
from handlers.texts import NOT_ADVICE
from handlers.turn import Choice, Conversation, Message, MessageKind, Turn
from knowledge.documents import Article, Card, Document
from knowledge.ingest.cards import read_folder
from knowledge.search import Hit, Library
from knowledge.snippet import MARK
from tests.handlers.conftest import NOW

OURS = Path(__file__).resolve().parents[2] / "knowledge" / "library"
DAY = today(NOW)
KNOWN = Conversation(greeted=True)
EASY = Conversation(greeted=True, easy_reading=True)
ARTICLES, SEED = 300, 20261122

_QUOTED = re.compile(r"^“(.+?)”\n– ", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class WithCards:
    """The official texts with the cards as they are now, compiled or not."""

    official: Library
    cards: dict[str, Card]

    def card(self, card_id: str) -> Card | None:
        return self.cards.get(card_id)

    def __getattr__(self, name: str) -> object:
        return getattr(self.official, name)


@pytest.fixture(scope="module")
def official(official_library: Path) -> Library:
    """Our cards and the official texts that they and the amendments rest on."""
    return Library.open(official_library)


def turn(library: object, text: str, known: Conversation = KNOWN) -> Turn:
    return Turn(Message(MessageKind.TEXT, text), known, library, NOW)  # type: ignore[arg-type]


def our_cards(library: object) -> Iterator[Card]:
    for card in read_folder(OURS).cards:
        if not card.example and cards.may_be_shown(library, card, DAY):  # type: ignore[arg-type]
            yield card


def misshapen(actions: list[Action]) -> list[str]:
    """What is wrong with the shape of an answer."""
    bubbles = render(actions)
    offer = [each for each in actions if isinstance(each, OfferChoices)][-1]
    labels = [choice.label for choice in offer.choices]
    wrong = {
        "bubbles": not 1 <= len(bubbles) <= 2,
        "length": any(len(bubble) > LONGEST for bubble in bubbles),
        "choices": not 1 <= len(labels) <= MOST_CHOICES,
        "labels": any(len(label) > LONGEST_LABEL for label in labels),
        "twice": len(set(labels)) < len(labels),
        "notice": NOT_ADVICE not in bubbles[-1],
    }
    return [name for name, is_wrong in wrong.items() if is_wrong]


def inexact(text: str, sources: list[str]) -> list[str]:
    """Pieces of quotations that stand in none of the texts."""
    quoted = [quotation.replace(f" {MARK} ", MARK) for quotation in _QUOTED.findall(text)]
    pieces = [piece.strip() for each in quoted for piece in each.split(MARK)]
    return [piece for piece in pieces if not any(piece in source for source in sources)]


def test_a_broken_shape_and_a_wrong_word_are_noticed() -> None:
    crowded = OfferChoices(tuple(Choice("x" * 99, "x") for _ in range(9)))
    broken: list[Action] = [Say("a"), Say("b" * 1500), Say("c"), crowded]
    assert misshapen(broken) == ["bubbles", "choices", "labels", "twice", "notice"]
    assert inexact("“Luật […] sai”\n– Điều 1", ["Luật đúng"]) == ["sai"]
    assert inexact("“Luật […] đúng”\n– Điều 1", ["Luật rất đúng"]) == []


def test_every_card_has_the_shape_without_any_text_of_a_law(library: Library) -> None:
    """With a library that has none of the texts the cards rest on."""
    shaped = {
        card.id: misshapen(cards.answer(turn(library, card.title), card, 1.0, card.title))
        for card in our_cards(library)
    }
    assert len(shaped) > 100
    assert {card_id: wrong for card_id, wrong in shaped.items() if wrong} == {}


@pytest.mark.law
def test_every_card_has_the_shape_with_its_law_quoted(official: Library) -> None:
    batch = {card.id: card for card in read_folder(OURS).cards}
    library = WithCards(official, batch)
    wrong: dict[str, list[str]] = {}
    for card in our_cards(library):
        actions = cards.answer(turn(library, card.title), card, 1.0, card.title)
        text = "\n".join(render(actions))
        found = [*misshapen(actions), *inexact(text, _texts(official, card))]
        found += _citations_missing(official, card, text)
        if found:
            wrong[card.id] = found
    assert wrong == {}


@pytest.mark.law
def test_every_card_whose_law_is_at_hand_quotes_it(official: Library) -> None:
    library = WithCards(official, {})
    silent = [
        card.id
        for card in our_cards(library)
        if _texts(official, card)
        and "”\n– " not in "\n".join(render(cards.answer(turn(library, ""), card, 1.0, "")))
    ]
    assert silent == []


@pytest.mark.law
def test_every_card_is_told_in_small_pieces(official: Library) -> None:
    library = WithCards(official, {})
    wrong = {}
    for card in our_cards(library):
        actions = cards.answer(turn(library, card.title, EASY), card, 1.0, card.title)
        (bubble,) = render(actions)
        offer = [each for each in actions if isinstance(each, OfferChoices)][-1]
        if "”\n– " in bubble or len(offer.choices) > 4 or len(bubble) > 700:
            wrong[card.id] = bubble
    assert wrong == {}


@pytest.fixture(scope="module")
def some_articles(official: Library) -> list[tuple[Article, Document]]:
    """Articles that may be quoted, the same ones every time."""
    numbers = sorted({each.document for card in read_folder(OURS).cards for each in card.citations})
    every = [
        (article, document)
        for number in numbers
        if (document := official.document(number))
        for each in official.articles_of(number)
        if (article := official.article(each)) and may_be_quoted(article, document, DAY)
    ]
    return random.Random(SEED).sample(every, min(ARTICLES, len(every)))


@pytest.mark.law
def test_every_article_has_the_shape(
    official: Library, some_articles: list[tuple[Article, Document]]
) -> None:
    wrong: dict[str, list[str]] = {}
    for article, document in some_articles:
        asked = article.title or "quy định"
        hit = Hit(article, document, 1.0, 0.9)
        actions = law.article_answer(turn(official, asked), hit, asked)
        text = "\n".join(render(actions))
        found = [*misshapen(actions), *inexact(text, [article.text])]
        begins = hit.period.begins
        found += [] if _QUOTED.search(text) else ["no quotation"]
        found += [] if f"Điều {article.number} " in text else ["no citation"]
        found += [] if begins is None or f"{begins:%d/%m/%Y}" in text else ["no day"]
        found += [] if "Nguồn: " in text else ["no source"]
        if found:
            wrong[article.id] = found
    assert wrong == {}


@pytest.mark.law
def test_articles_are_read_out_exactly_and_clause_by_clause(
    some_articles: list[tuple[Article, Document]],
) -> None:
    for article, document in some_articles:
        bubbles = read_out(article, document, DAY)
        assert all(len(bubble) <= LONGEST - 500 for bubble in bubbles), article.id
        read = [each.split(":\n“", 1)[1].removesuffix("”") for each in bubbles if ":\n“" in each]
        assert all(words in article.text for words in read), article.id
        if len(read) == len(bubbles):
            assert "".join("".join(read).split()) == "".join(article.text.split())


def _texts(library: Library, card: Card) -> list[str]:
    return [
        article.text
        for citation in card.citations
        if (article := library.article(citation.article_id))
        and (document := library.document(citation.document))
        and may_be_quoted(article, document, DAY)
    ]


def _citations_missing(library: Library, card: Card, text: str) -> list[str]:
    """The law that is in force and not named, and its first day if that is known."""
    missing = []
    for citation in card.citations:
        document = library.document(citation.document)
        if document is not None and document.expires is not None and document.expires <= DAY:
            continue
        named = citation.document in text and re.search(rf"[Đđ]iều {citation.article}\b", text)
        missing += [] if named else [f"{citation.id} is not named"]
        missing += _day_missing(document, text)
    return missing


def _day_missing(document: Document | None, text: str) -> list[str]:
    begins: date | None = document.effective if document else None
    told = begins is None or f"{begins:%d/%m/%Y}" in text or "hiệu lực từ" in text
    return [] if told or document is None else [f"no day of {document.number}"]
