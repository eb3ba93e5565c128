"""Finds the card that a question means, from all that is known of each card taken together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.documents import Card
from knowledge.index.bm25 import CountedOkapi, Floats, Weights, idf
from knowledge.index.card_model import CardEvidence, CardModel, Evidence, QuestionEvidence
from knowledge.index.card_question import CardQuestion
from knowledge.index.card_table import CardTable, Wanted
from knowledge.index.card_texts import CardTexts
from knowledge.index.occurrences import Integers, Occurrences
from knowledge.index.postings import map_array, write_array
from knowledge.index.terms import Terms, pairs
from knowledge.text.neighbours import neighbours

#: Of a long story the best run of so many syllables counts as well as the whole.
WINDOW = 14
#: What a pair counts in such a run, beside a syllable.
PAIR_IN_WINDOW = 0.3

#: The fields of the table; the last holds each way to ask by itself.
POOL, ACCENTED, ANSWERS, WORDING, VARIANTS = range(5)

#: So many questions are remembered as they were read: an answer asks the same one several times.
SAME_QUESTION = 32

#: Rarities are counted as among so many cards at least: the weights were fitted on about as many.
FEWEST = 180

_K1, _B = 1.5, 0.75


class _Okapi(CountedOkapi):
    """BM25 whose rarities do not shrink where there are few cards."""

    def _calc_idf(self, nd: Integers) -> None:
        self.idf = idf(nd, max(self.corpus_size, FEWEST))


class CompiledCards(NamedTuple):
    """The compiled cards: the table of all that their terms say, where each card's ways to be asked
    begin, the sum of what each way says, and whether a card's carry accents.
    """

    table: CardTable
    variants: Integers
    variant_sums: Floats
    has_accents: npt.NDArray[np.bool_]

    @classmethod
    def open(cls, folder: Path) -> CompiledCards:
        """Map the cards that ``write`` saved."""
        arrays = (map_array(folder, f"cards.{name}") for name in cls._fields[1:])
        return cls(CardTable.open(folder), *arrays)

    def write(self, folder: Path) -> None:
        """Save the cards."""
        self.table.write(folder)
        for name in self._fields[1:]:
            write_array(folder, f"cards.{name}", getattr(self, name))


#: Fits one field of the table: which one it is, and the texts.
Fit = Callable[[int, Occurrences], CountedOkapi]


def compiled(texts: CardTexts, fit: Fit) -> CompiledCards:
    """The cards made ready for questions; ``fit`` is told which of the fields it fits."""
    both = texts.asked.then(texts.asked.pairs())
    pool = texts.pooled(texts.asked).then(texts.pooled(texts.asked.pairs()))
    accented = texts.pooled(texts.accented)
    answers = texts.answers.then(texts.answers.pairs())
    wording = pool.then(texts.pooled(texts.law)).then(answers)
    fields = (pool, accented, answers, wording, both)
    weights = [fit(number, text).compiled() for number, text in enumerate(fields)]
    table = CardTable.of(
        [(each, len(text.lengths)) for each, text in zip(weights, fields, strict=True)]
    )
    sums = _sums(weights[-1], len(both.lengths))
    return CompiledCards(table, texts.starts(), sums, accented.lengths > 0)


def compile_cards(folder: Path, cards: Sequence[Card]) -> None:
    """Write the index of the cards into the folder."""
    compiled(CardTexts.of(cards), _fit).write(folder)


def _fit(field: int, text: Occurrences) -> CountedOkapi:
    if field == VARIANTS:
        return CountedOkapi(text, k1=0.0, b=0.0)
    return _Okapi(text, _K1, _B)


def _sums(weights: Weights, texts: int) -> Floats:
    """The sum of the weights of each text's terms, shape (texts,)."""
    sums = np.bincount(weights.documents, weights.values(), minlength=texts)
    return sums.astype(np.float64)


class Matched(NamedTuple):
    """Places of cards, best first, how clearly each stands out among the cards (0..1), and the
    chance (0..1) that it answers, or a card that rests on the same law: it is cited either way.
    """

    places: Integers
    scores: Floats
    chances: Floats


#: Chooses the cards to look at more closely, from what all words are worth: their places.
Among = Callable[[Floats], Integers]


class Asked(NamedTuple):
    """A question as the cards are asked it: its words and pairs once each, where the pairs begin in
    it, and the law's words that it does not have itself.
    """

    question: CardQuestion
    words: Terms
    couples: Terms
    places: Integers
    law: Terms

    @classmethod
    @lru_cache(maxsize=SAME_QUESTION)
    def asking(cls, text: str) -> Asked:
        """``of`` a text; the same one for the same text, so that it is summed up once."""
        return cls.of(CardQuestion.of(text))

    @classmethod
    def of(cls, question: CardQuestion) -> Asked:
        """Ready to be asked of many."""
        words = np.unique(question.terms)
        couples, places = np.unique(pairs(question.terms), return_index=True)
        law = np.setdiff1d(question.law, np.concatenate([words, couples]))
        return cls(question, words, couples, places, law)

    @property
    def terms(self) -> Terms:
        """Words, then pairs."""
        return np.concatenate([self.words, self.couples])

    def unexplained(self, holders: Integers | Floats, cards: int) -> QuestionEvidence:
        """What no card explains; ``holders`` says how many of so many cards hold each term."""
        strange = self.places[holders[len(self.words) :] == 0].tolist()
        beside = (self.question.syllables[place : place + 2] for place in strange)
        length = len(self.question.terms)
        return QuestionEvidence(
            constant=1.0,
            rarity=float(idf(holders[: len(self.words)], max(cards, FEWEST)).sum()),
            unknown_pairs=len(strange) / max(len(self.couples), 1),
            length=length,
            root_length=length**0.5,
            other_law=sum(neighbours().level(*pair) for pair in beside),
        )


class _Told(NamedTuple):
    """What a question's terms add to each card, field by field; as in ``CardEvidence``."""

    words: Floats
    pairs: Floats
    accented: Floats
    answer: Floats
    answer_pairs: Floats
    law: Floats
    variant: Floats


class CardIndex:
    """The compiled index of the cards; ``kin`` says which rest on the same law (``card_kin``)."""

    def __init__(self, compiled: CompiledCards, kin: npt.NDArray[np.bool_] | None = None) -> None:
        self.table, self._variants, sums, self._has_accents = compiled
        self._variant_sums: Floats = np.maximum(sums, 1e-6)
        self.cards = len(self._has_accents)
        self._kin = kin
        self._last: tuple[Asked, _Told] | None = None

    @classmethod
    def open(cls, folder: Path, kin: npt.NDArray[np.bool_] | None = None) -> CardIndex:
        """Map the index that ``compile_cards`` wrote."""
        return cls(CompiledCards.open(folder), kin)

    def match(self, text: str, limit: int, allowed: npt.NDArray[np.bool_] | None = None) -> Matched:
        """At most ``limit`` cards that share a word with the text, best first."""
        evidence = self.evidence(CardQuestion.of(text))
        possible = evidence.cards.words > 0
        if allowed is not None:
            possible &= allowed
        chances = CardModel.shipped().chances(evidence, possible)
        best = np.argsort(-chances, kind="stable")[: min(limit, int(possible.sum()))]
        scores = chances / max(float(chances.sum()), 1e-12)
        return Matched(best, scores[best], self.together(best, chances))

    def together(self, places: Integers, chances: Floats) -> Floats:
        """The chance that each of these cards answers, or one that rests on the same law."""
        if self._kin is None:
            return chances[places]
        together: Floats = self._kin[places] @ chances
        return together

    def evidence(self, question: CardQuestion) -> Evidence:
        """What the question and each card have in common, and what no card explains."""
        asked = Asked.of(question)
        holders = self.table.holders(asked.terms)
        return Evidence(self.shared(asked), asked.unexplained(holders, self.cards))

    def shared(self, asked: Asked, among: Among | None = None) -> CardEvidence:
        """What the question and each card have in common; ``among`` names the cards for which that
        is worked out from what all words together are worth, the others have nothing in common.
        """
        question, told = asked.question, self._told(asked)
        rows = None if among is None else among(told.words + told.pairs)
        has_accents = self._has_accents & (len(question.accented) > 0)
        return CardEvidence(
            words=told.words if rows is None else _only(told.words, rows),
            pairs=told.pairs,
            accented=np.where(has_accents, told.accented, told.words),
            window=self._best_window(question.terms, told, rows),
            answer=told.answer,
            answer_pairs=told.answer_pairs,
            law=told.law,
            variant=told.variant,
        )

    def _told(self, asked: Asked) -> _Told:
        """Summed up once where the same ``Asked`` is asked again, as it is of two libraries that
        are compared and have this index in common.
        """
        last = self._last
        if last is None or last[0] is not asked:
            last = self._last = asked, self._summed(asked)
        return last[1]

    def _summed(self, asked: Asked) -> _Told:
        both = (POOL, ANSWERS, VARIANTS)
        words, couples, (accented,), (law,) = self.table.sums(
            [
                Wanted(asked.words, both),
                Wanted(asked.couples, both),
                Wanted(asked.question.accented, (ACCENTED,)),
                Wanted(asked.law, (WORDING,)),
            ]
        )
        variant = self._best_variant(words[2] + couples[2])
        return _Told(words[0], couples[0], accented, words[1], couples[1], law, variant)

    def _best_variant(self, shared: Floats) -> Floats:
        """The largest share of a card's variant that is in the question, shape (cards,)."""
        shares: Floats = shared / self._variant_sums
        return np.maximum.reduceat(shares, self._variants) if self.cards else shares

    def _best_window(self, terms: Terms, told: _Told, rows: Integers | None) -> Floats:
        """The sum of each card's best run of ``WINDOW`` syllables, shape (cards,); of those at the
        ``rows`` only, where they are given.
        """
        whole: Floats = told.words + PAIR_IN_WINDOW * told.pairs
        if len(terms) <= WINDOW:
            return whole
        rows = np.arange(self.cards) if rows is None else rows
        worth = self._by_place(terms, rows)
        worth[1:] += PAIR_IN_WINDOW * self._by_place(pairs(terms), rows)
        runs = np.cumsum(worth, axis=0)
        runs[WINDOW:] -= runs[:-WINDOW].copy()
        whole[rows] = runs[WINDOW - 1 :].max(axis=0)
        return whole

    def _by_place(self, terms: Terms, rows: Integers) -> Floats:
        """What each term adds to each card at the rows, nothing if the same stood in the run before
        it. Shape (terms, rows).
        """
        cells = self.table.cells(terms, POOL)
        at = np.full(self.cards, -1)
        at[rows] = np.arange(len(rows))
        inside = (at[cells.column] >= 0) & _new_in_run(terms)[cells.term]
        where = cells.term[inside] * len(rows) + at[cells.column[inside]]
        size = len(terms) * len(rows)
        added = np.bincount(where, cells.value[inside], minlength=size)
        return added.astype(np.float64, copy=False).reshape(len(terms), len(rows))


def _only(values: Floats, rows: Integers) -> Floats:
    """The values at the rows, 0 elsewhere."""
    kept = np.zeros_like(values)
    kept[rows] = values[rows]
    return kept


def _new_in_run(terms: Terms) -> npt.NDArray[np.bool_]:
    """Whether each term is not among the ``WINDOW - 1`` before it."""
    new = np.ones(len(terms), dtype=bool)
    for back in range(1, min(WINDOW, len(terms))):
        new[back:] &= terms[back:] != terms[:-back]
    return new
