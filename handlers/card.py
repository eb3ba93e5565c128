"""An answer from one of our own cards, with the law it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers import changes, directory, passage, texts
from handlers.actions import Action, Intent
from handlers.answer import Answer, actions, length_of_evidence
from handlers.bubbles import COMFORTABLE
from handlers.calculators.catalogue import beside
from handlers.card_pieces import of_card
from handlers.passage import BESIDE_AN_ANSWER, Passage, has_expired
from handlers.texts import calculator as calculator_texts
from handlers.turn import Choice, Turn
from knowledge.documents import Card
from knowledge.search import Library

#: A quotation is not cut shorter than this (characters), however much stands around it.
SHORTEST_QUOTATION = 200

#: So many related cards are offered under an answer.
MOST_RELATED = 3


def answer(
    turn: Turn,
    card: Card,
    confidence: float,
    question: str,
    further: tuple[Choice, ...] = (),
    meant: str = "",
) -> list[Action]:
    """The card in the shape of every answer; the quotation is cut so that it fits a phone.

    ``further`` are offered before the cards that are related, ``meant`` is said before all else.
    """
    full = _composed(turn, card, confidence, question, BESIDE_AN_ANSWER)
    full = replace(full, choices=(*further, *full.choices), meant=meant)
    too_much = length_of_evidence(full) - COMFORTABLE
    if too_much <= 0:
        return actions(turn, full)
    shorter = max(SHORTEST_QUOTATION, BESIDE_AN_ANSWER - too_much)
    cut = _composed(turn, card, confidence, question, shorter)
    return actions(turn, replace(cut, choices=full.choices, meant=meant))


def _composed(turn: Turn, card: Card, confidence: float, question: str, limit: int) -> Answer:
    day = turn.day
    ordered = _quoted_first(_passages(turn.library, card, question, day, limit))
    quoted = _without_what_it_tells(card, ordered[0]) if ordered else None
    return Answer(
        lead=plain_words(card, day),
        passage=quoted,
        intent=Intent(card.kind),
        confidence=confidence,
        question=question,
        also=tuple(ordered[1:]),
        source=card.checked_against,
        checked=True,
        choices=related(turn.library, card, day),
        caution=_caution(card, quoted),
        thoughts=of_card(card, day),
        card=card.id,
    )


def may_be_shown(library: Library, card: Card, day: date) -> bool:
    """Whether the card is in force and any law that it rests on still binds."""
    if not card.in_force(day):
        return False
    documents = [library.document(citation.document) for citation in card.citations]
    expired = [document is not None and has_expired(document, day) for document in documents]
    return not expired or not all(expired)


def plain_words(card: Card, day: date) -> str:
    """The card's own words: the answer, then papers, place, fee, time and steps, a line each; of a
    directory its places, with how fresh they are on that day.
    """
    parts = [card.answer.strip(), *_details(card, day)]
    if card.needs_officer_check:
        parts.append(texts.CHANGED_LATELY)
    return "\n\n".join(parts)


def _caution(card: Card, quoted: Passage | None) -> str:
    """A text that may be older than the card is announced before it is quoted."""
    unmarked = quoted is not None and quoted.words and not quoted.changed.old
    return texts.OLDER_WORDS_BELOW if card.needs_officer_check and unmarked else ""


def _without_what_it_tells(card: Card, quoted: Passage) -> Passage:
    """A card that cites an amending document tells the change itself; old words stay marked."""
    cited = [citation.document for citation in card.citations]
    changed = quoted.changed
    news, coming = (changes.unknown_to(cited, each) for each in (changed.news, changed.coming))
    return replace(quoted, changed=replace(changed, news=news, coming=coming))


def related(library: Library, card: Card, day: date) -> tuple[Choice, ...]:
    """The cards that people ask for next, and the calculator that goes with the card."""
    cards = [library.card(each) for each in card.related]
    shown = [each for each in cards if each and may_be_shown(library, each, day)]
    calculator = beside(card.id)
    tried = (Choice(calculator_texts.TRY, calculator.command),) if calculator else ()
    return (*(as_choice(each) for each in shown[:MOST_RELATED]), *tried)


def as_choice(card: Card) -> Choice:
    """A card to pick; its title is its shortest question."""
    return Choice(card.title, card.title)


def _details(card: Card, day: date) -> list[str]:
    facts = [
        (texts.WHERE, card.where),
        (texts.FEE, card.fee),
        (texts.DURATION, card.duration),
        (texts.WEBSITE, card.link),
    ]
    lines = "\n".join(texts.fact(name, value) for name, value in facts if value)
    blocks = [
        texts.papers(card.papers) if card.papers else "",
        lines,
        texts.steps(card.steps) if card.steps else "",
        directory.programme(card),
        directory.places(card, day),
    ]
    return [block for block in blocks if block]


def _passages(library: Library, card: Card, question: str, day: date, limit: int) -> list[Passage]:
    """The places that the card cites; words only of the first that has any: one is quoted."""
    found: list[Passage] = []
    for citation in card.citations:
        if any(each.words for each in found):
            place = passage.named_only(library, citation, day)
        else:
            place = passage.cited(library, citation, question, day, limit)
        found += [place] if place else []
    return found


def _quoted_first(passages: list[Passage]) -> list[Passage]:
    """The first passage with words leads; the others keep their order."""
    return sorted(passages, key=lambda each: not each.words)
