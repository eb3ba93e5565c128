"""A card told piece by piece: one thought, one step, a few papers at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from handlers import directory, texts
from handlers.texts import easy_reading
from knowledge.documents import Card

#: A thought is so many sentences at most, and no second one where it would be longer (characters).
MOST_SENTENCES, COMFORTABLE = 2, 170

#: So many papers at a time.
MOST_PAPERS = 3

_END = re.compile(r"(?<=[.?!…])\s+|\n+")


def of_card(card: Card, day: date) -> tuple[str, ...]:
    """The card's own words in the order in which they are told; never empty."""
    said = list(thoughts(card.answer))
    if card.needs_officer_check:
        said[-1:] = [" ".join((*said[-1:], texts.CHANGED_LATELY))]
    facts = list(_facts(card))
    others = (directory.programme(card), *directory.places(card, day).split("\n\n"))
    return (*said, *_papers(card.papers), *facts, *_steps(card.steps), *filter(None, others))


def sentences(text: str) -> list[str]:
    """The sentences of a card's answer."""
    return [each for each in map(str.strip, _END.split(text)) if each]


def thoughts(text: str) -> Iterator[str]:
    """The text in pieces of one or two short sentences; no sentence is cut."""
    piece: list[str] = []
    for sentence in sentences(text):
        together = " ".join((*piece, sentence))
        if piece and (len(piece) == MOST_SENTENCES or len(together) > COMFORTABLE):
            yield " ".join(piece)
            piece = []
        piece.append(sentence)
    if piece:
        yield " ".join(piece)


def _papers(papers: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(papers), MOST_PAPERS):
        yield easy_reading.papers(papers[start : start + MOST_PAPERS], more=start > 0)


def _facts(card: Card) -> Iterator[str]:
    """Where; then what it costs and how long it takes; then the address on the internet."""
    if card.where:
        yield texts.fact(texts.WHERE, card.where)
    cost = [(texts.FEE, card.fee), (texts.DURATION, card.duration)]
    if said := "\n".join(texts.fact(name, value) for name, value in cost if value):
        yield said
    if card.link:
        yield texts.fact(texts.WEBSITE, card.link)


def _steps(steps: Sequence[str]) -> Iterator[str]:
    for number, words in enumerate(steps, start=1):
        yield easy_reading.step(number, len(steps), words)
