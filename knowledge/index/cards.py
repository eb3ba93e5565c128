"""Finds the card that a question means, from all that is known of each card taken together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.documents import Card
from knowledge.index.bm25 import CountedOkapi, Floats, Weights, idf
from knowledge.index.card_model import CardEvidence, CardModel, Evidence, QuestionEvidence
from knowledge.index.card_question import CardQuestion
from knowledge.index.card_table import CardTable
from knowledge.index.occurrences import Integers, Occurrences
from knowledge.index.postings import map_array, write_array
from knowledge.index.terms import FoldedNumbers, Terms, pairs
from knowledge.text.neighbours import neighbours
from knowledge.text.segment import split_syllables

#: Of a long story the best run of so many syllables counts as well as the whole.
WINDOW = 14
#: What a pair counts in such a run, beside a syllable.
PAIR_IN_WINDOW = 0.3

#: Rarities are counted as among so many cards at least: the weights were fitted on about as many.
FEWEST = 180

_K1, _B = 1.5, 0.75


class _Okapi(CountedOkapi):
    """BM25 whose rarities do not shrink where there are few cards."""

    def _calc_idf(self, nd: Integers) -> None:
        self.idf = idf(nd, max(self.corpus_size, FEWEST))


def compile_cards(folder: Path, cards: Sequence[Card]) -> None:
    """Write the index of the cards into the folder."""
    asked = [CardQuestion.of(text) for card in cards for text in (card.title, *card.questions)]
    sizes = np.array([1 + len(card.questions) for card in cards], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    variants = _texts(question.terms for question in asked)
    pool = _pooled(variants, starts).then(_pooled(variants.pairs(), starts))
    accented = _pooled(_texts(question.accented for question in asked), starts)
    answers = Occurrences.of(map(_answer, cards), FoldedNumbers())
    answers = answers.then(answers.pairs())
    law = _pooled(_texts(question.law for question in asked), starts)
    texts = (pool, accented, answers, pool.then(law).then(answers))
    table = [(_Okapi(text, _K1, _B).compiled(), len(cards)) for text in texts]
    rarities = CountedOkapi(variants.then(variants.pairs()), k1=0.0, b=0.0).compiled()
    CardTable.write(folder, [*table, (rarities, len(asked))])
    write_array(folder, "cards.variants", starts)
    write_array(folder, "cards.variant_sums", _sums(rarities, len(asked)))
    write_array(folder, "cards.has_accents", accented.lengths > 0)


def _texts(parts: Iterable[Terms]) -> Occurrences:
    """One text a part."""
    parts = list(parts)
    lengths = np.array([len(part) for part in parts], dtype=np.int64)
    return Occurrences(np.concatenate([np.empty(0, dtype=np.uint64), *parts]), lengths)


def _pooled(texts: Occurrences, starts: Integers) -> Occurrences:
    """Neighbouring texts taken together; ``starts`` are where each group begins."""
    lengths = np.add.reduceat(texts.lengths, starts) if len(starts) else texts.lengths
    return Occurrences(texts.terms, lengths)


def _answer(card: Card) -> list[str]:
    told = [card.answer, *card.steps, *card.papers, card.where, card.fee, card.duration, card.topic]
    return split_syllables(" ".join(told).lower())


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


class CardIndex:
    """The compiled index of the cards; ``kin`` says which rest on the same law (``card_kin``)."""

    def __init__(self, folder: Path, cards: int, kin: npt.NDArray[np.bool_] | None = None) -> None:
        self._cards = cards
        self._kin = np.eye(cards, dtype=bool) if kin is None else kin
        self._table = CardTable(folder)
        self._variants: Integers = map_array(folder, "cards.variants")
        self._variant_sums: Floats = np.maximum(map_array(folder, "cards.variant_sums"), 1e-6)
        self._has_accents: npt.NDArray[np.bool_] = map_array(folder, "cards.has_accents")

    def match(self, text: str, limit: int, allowed: npt.NDArray[np.bool_] | None = None) -> Matched:
        """At most ``limit`` cards that share a word with the text, best first."""
        evidence = self.evidence(CardQuestion.of(text))
        possible = evidence.cards.words > 0
        if allowed is not None:
            possible &= allowed
        chances = CardModel.shipped().chances(evidence, possible)
        best = np.argsort(-chances, kind="stable")[: min(limit, int(possible.sum()))]
        scores = chances / max(float(chances.sum()), 1e-12)
        return Matched(best, scores[best], self._kin[best] @ chances)

    def evidence(self, question: CardQuestion) -> Evidence:
        """What the question and each card have in common, and what no card explains."""
        words = np.unique(question.terms)
        couples, firsts = np.unique(pairs(question.terms), return_index=True)
        law = np.setdiff1d(question.law, np.concatenate([words, couples]))
        sums = self._table.sums([words, couples, question.accented, law])
        pool, accented, answers, wording, variants = np.split(sums, self._table.bounds[1:-1], 1)
        has_accents = self._has_accents & (len(question.accented) > 0)
        cards = CardEvidence(
            words=pool[0],
            pairs=pool[1],
            accented=np.where(has_accents, accented[2], pool[0]),
            window=self._best_window(question.terms, pool),
            answer=answers[0],
            answer_pairs=answers[1],
            law=wording[3],
            variant=self._best_variant(variants[0] + variants[1]),
        )
        return Evidence(cards, self._unexplained(question, words, couples, firsts))

    def _best_variant(self, shared: Floats) -> Floats:
        """The largest share of a card's variant that is in the question, shape (cards,)."""
        shares: Floats = shared / self._variant_sums
        return np.maximum.reduceat(shares, self._variants) if self._cards else shares

    def _unexplained(
        self, question: CardQuestion, words: Terms, couples: Terms, places: Integers
    ) -> QuestionEvidence:
        """``words`` and ``couples`` come once each; ``places`` say where the couples begin."""
        holders = self._table.holders(np.concatenate([words, couples]))
        rarities = idf(holders[: len(words)], max(self._cards, FEWEST))
        strange = places[holders[len(words) :] == 0].tolist()
        beside = (question.syllables[place : place + 2] for place in strange)
        return QuestionEvidence(
            constant=1.0,
            rarity=float(rarities.sum()),
            unknown_pairs=len(strange) / max(len(couples), 1),
            length=len(question.terms),
            root_length=len(question.terms) ** 0.5,
            other_law=sum(neighbours().level(*pair) for pair in beside),
        )

    def _best_window(self, terms: Terms, pool: Floats) -> Floats:
        """The sum of each card's best run of ``WINDOW`` syllables, shape (cards,)."""
        if len(terms) <= WINDOW:
            whole: Floats = pool[0] + PAIR_IN_WINDOW * pool[1]
            return whole
        worth = self._by_place(terms)
        worth[1:] += PAIR_IN_WINDOW * self._by_place(pairs(terms))
        runs = np.cumsum(worth, axis=0)
        runs[WINDOW:] -= runs[:-WINDOW].copy()
        best: Floats = runs[WINDOW - 1 :].max(axis=0)
        return best

    def _by_place(self, terms: Terms) -> Floats:
        """What each term adds to each card, nothing if the same stood in the run before it.

        Shape (terms, cards).
        """
        cells = self._table.cells(terms)
        inside = (cells.column < self._cards) & _new_in_run(terms)[cells.term]
        where = cells.term[inside] * self._cards + cells.column[inside]
        size = len(terms) * self._cards
        added = np.bincount(where, cells.value[inside], minlength=size)
        return added.astype(np.float64).reshape(len(terms), self._cards)


def _new_in_run(terms: Terms) -> npt.NDArray[np.bool_]:
    """Whether each term is not among the ``WINDOW - 1`` before it."""
    new = np.ones(len(terms), dtype=bool)
    for back in range(1, min(WINDOW, len(terms))):
        new[back:] &= terms[back:] != terms[:-back]
    return new
