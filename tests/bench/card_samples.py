"""New wordings for cards, and messages that no card answers, as the model of the cards sees them.

The data lie in tests/knowledge/index/data. Every wording belongs to the fold of its card, so that
no card's wordings stand on both sides of a fit.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from handlers.found import CARD_BESIDE, MOST_CANDIDATES
from knowledge.documents import Card
from knowledge.index.card_kin import kin
from knowledge.index.card_model import CardModel, Evidence
from knowledge.index.card_question import CardQuestion
from knowledge.index.cards import CardIndex, compile_cards
from knowledge.ingest.cards import read_folder
from knowledge.train import noise

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "knowledge" / "library"
DATA = ROOT / "tests" / "knowledge" / "index" / "data"
WORDINGS, OFF_TOPIC = DATA / "wordings.tsv", DATA / "off_topic.tsv"
WORDINGS_EXAM, OFF_TOPIC_EXAM = DATA / "wordings_exam.tsv", DATA / "off_topic_exam.tsv"
FOLDS = 5

Spoil = Callable[[str], str]


class Message(NamedTuple):
    """A text, the ids of the cards that answer it (none where no card does), and its kind."""

    text: str
    cards: tuple[str, ...]
    kind: str = "card"


@dataclass(frozen=True, slots=True)
class Sample:
    """A message's evidence, the places of the cards that answer it, those with the cards that rest
    on the same law, the fold, and the weight.
    """

    evidence: Evidence
    right: tuple[int, ...]
    akin: tuple[int, ...]
    fold: int
    weight: float = 1.0


def rows(path: Path) -> Iterator[tuple[str, str]]:
    """The two columns of each line that is no comment."""
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            first, second = line.split("\t")
            yield first, second


def messages(wordings: Path, off_topic: Path) -> list[Message]:
    """All messages of two files."""
    asked = [Message(text, tuple(ids.split(","))) for ids, text in rows(wordings)]
    return asked + [Message(text, (), kind) for kind, text in rows(off_topic)]


def spoiler(seed: int) -> Spoil:
    """Spoils texts at the moderate level of ``noise``."""
    return lambda text: noise.mixed(text, seed)


def cards() -> list[Card]:
    """The cards of this project that people may see."""
    return [card for card in read_folder(LIBRARY).cards if not card.example]


def index(of: Sequence[Card], folder: Path) -> CardIndex:
    """The compiled index of these cards."""
    folder.mkdir()
    compile_cards(folder, of)
    return CardIndex.open(folder)


class Sampler:
    """Turns messages into samples with one index."""

    def __init__(self, searched: CardIndex, of: Sequence[Card]) -> None:
        self._index = searched
        self._places = {card.id: place for place, card in enumerate(of)}
        self._kin = kin(of)

    def samples(
        self, asked: Iterable[Message], spoil: Spoil = str, weight: float = 1.0
    ) -> list[Sample]:
        """A sample each, in their order."""
        return [self._sample(n, message, spoil, weight) for n, message in enumerate(asked)]

    def _sample(self, number: int, message: Message, spoil: Spoil, weight: float) -> Sample:
        evidence = self._index.evidence(CardQuestion.of(spoil(message.text)))
        right = tuple(self._places[card] for card in message.cards)
        fold = fold_of(right[0]) if right else fold_of(number)
        akin = tuple(np.flatnonzero(self._kin[list(right)].any(axis=0)).tolist())
        return Sample(evidence, right, akin, fold, weight)


def fold_of(number: int) -> int:
    """The fold of a card or of a message without one: as if dealt out at random, always equal."""
    return Random(number).randrange(FOLDS)


def left_out(of: Sequence[Card], weight: float) -> list[Sample]:
    """Each question of each card, asked of cards that do not have it."""
    found: list[Sample] = []
    for place in range(max(len(card.questions) for card in of)):
        asked = [
            Message(card.questions[place], (card.id,)) for card in of if place < len(card.questions)
        ]
        with tempfile.TemporaryDirectory() as folder:
            poorer = index([_without(card, place) for card in of], Path(folder) / "cards")
            found += Sampler(poorer, of).samples(asked, weight=weight)
    return found


def _without(card: Card, place: int) -> Card:
    return replace(card, questions=card.questions[:place] + card.questions[place + 1 :])


class Forecast(NamedTuple):
    """Of many messages: the chance of the best card, whether it is the very card, whether it or one
    that rests on the same law answers, whether such a card is among those that would be offered to
    choose from, and whether there is any.
    """

    chance: npt.NDArray[np.float64]
    exact: npt.NDArray[np.bool_]
    correct: npt.NDArray[np.bool_]
    offered: npt.NDArray[np.bool_]
    answerable: npt.NDArray[np.bool_]


def forecast(
    samples: Sequence[Sample],
    model_of: Callable[[Sample], CardModel],
    related: npt.NDArray[np.bool_],
) -> Forecast:
    """What the model foretells for each sample; ``related`` says which cards are kin."""
    best = [_best(sample, model_of(sample), related) for sample in samples]
    right = [set(sample.akin) for sample in samples]
    shown = [{place for place, chance in few if chance >= CARD_BESIDE} for few in best]
    return Forecast(
        np.array([few[0][1] for few in best]),
        np.array([few[0][0] in each.right for few, each in zip(best, samples, strict=True)]),
        np.array([few[0][0] in places for few, places in zip(best, right, strict=True)]),
        np.array([not few.isdisjoint(places) for few, places in zip(shown, right, strict=True)]),
        np.array([bool(places) for places in right]),
    )


def _best(
    sample: Sample, model: CardModel, related: npt.NDArray[np.bool_]
) -> list[tuple[int, float]]:
    """The best few cards and their chances, each with those of its kin."""
    chances = model.chances(sample.evidence, sample.evidence.cards.words > 0)
    places = np.argsort(-chances, kind="stable")[:MOST_CANDIDATES].tolist()
    return [(place, float(chances[related[place]].sum())) for place in places]
