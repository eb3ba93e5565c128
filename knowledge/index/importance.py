"""How much a question hangs on each of its terms.

"Chồng không chịu ly hôn thì phải làm sao" hangs on "ly hôn". A small network weighs every word,
pair and syllable by what the corpus tells of it (is it rare, does it stand in titles, in names of
laws, in many laws?) and by its place in the question. It knows no list of words, so that it weighs
words which its questions never had. It is trained so that the weighed BM25 puts the right articles
in front.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.occurrences import Integers
from knowledge.index.postings import Matrix, Scores
from knowledge.index.question import Question
from knowledge.index.term_counts import Counts, TermCounts, joined

#: The fields whose terms are weighed, in the order of the network's parts.
WEIGHED = ("words", "pairs", "syllables")

#: The idf of a syllable that the corpus does not have.
_UNHEARD = 12.0

Floats = npt.NDArray[np.floating]


class Network(NamedTuple):
    """One hidden layer for each field: ``inner`` (fields, traits, hidden), ``bias``
    (fields, hidden), ``outer`` (fields, hidden), ``base`` (fields,); ``mean`` and ``spread``
    (traits,) of the questions that it was trained on.
    """

    inner: Matrix
    bias: Matrix
    outer: Matrix
    base: Matrix
    mean: Matrix
    spread: Matrix

    def weights(self, field: int, traits: Matrix) -> Scores:
        """The weight of each term of one field, 0..2, shape (terms,)."""
        scaled = (traits - self.mean) / self.spread
        hidden = np.tanh(scaled @ self.inner[field] + self.bias[field])
        weights: Scores = 2 / (1 + np.exp(-(hidden @ self.outer[field] + self.base[field])))
        return weights


def traits(
    question: Question, counts: Mapping[str, TermCounts], articles: int
) -> dict[str, Matrix]:
    """What is known of each term of each field, shape (terms, 21)."""
    scene = _Scene.of(question, counts, articles)
    words = counts["words"].of(question.words)
    size = len(question.syllables)
    single = np.arange(size)
    begins, ends = word_spans(question, size)
    within = scene.within(begins, ends) / 3
    table = scene.traits(
        joined((words, scene.pairs, scene.syllables)),
        np.concatenate([_idf(words, articles), _idf(scene.pairs, articles), scene.rarity]),
        np.concatenate([begins, single[:-1], single]),
        np.concatenate([ends, single[1:], single]),
        np.concatenate([(ends - begins + 1) / 3, scene.bond / 5, within]),
    )
    bounds = np.cumsum([len(question.words), len(question.pairs)])
    return dict(zip(WEIGHED, np.split(table, bounds), strict=True))


def word_spans(question: Question, size: int) -> tuple[Integers, Integers]:
    """The first and the last syllable of each word, shape (words,) each."""
    ends = np.cumsum(question.word_sizes) - 1
    begins = ends - question.word_sizes + 1
    last = max(size - 1, 0)
    return np.minimum(begins, last), np.clip(ends, 0, last)


class _Scene(NamedTuple):
    """The syllables and pairs of a question with their counts; ``bond`` is the PMI of a pair."""

    syllables: Counts
    pairs: Counts
    rarity: Scores
    bond: Scores
    digits: Scores
    repeated: Scores
    accented: bool

    @classmethod
    def of(cls, question: Question, counts: Mapping[str, TermCounts], articles: int) -> _Scene:
        syllables = counts["syllables"].of(question.syllables)
        pairs = counts["pairs"].of(question.pairs)
        often = (question.syllables[:, None] == question.syllables).sum(1)
        heard = syllables.occurrences > 0
        rarity = np.where(heard, _idf(syllables, articles), _UNHEARD).astype(np.float32)
        return cls(
            syllables, pairs, rarity, _bond(syllables, pairs, articles), question.digits,
            (often > 1).astype(np.float32), question.accented,
        )  # fmt: skip

    def within(self, begins: Integers, ends: Integers) -> Scores:
        """How many syllables the word around each syllable has (1 where words are not known)."""
        sizes = np.ones(len(self.rarity), dtype=np.float32)
        spread = np.repeat(ends - begins + 1, ends - begins + 1)
        sizes[: len(spread)] = spread[: len(sizes)]
        return sizes

    def traits(
        self, counts: Counts, rarity: Scores, begins: Integers, ends: Integers, bound: Floats
    ) -> Matrix:
        """The traits of terms that reach from one syllable to another."""
        size = len(self.rarity)
        bodies = counts.bodies
        rows = [
            rarity / 6 - 1,
            np.log((counts.titles + 0.5) / (bodies + 10)) / 3 + 1,
            np.log((counts.names + 0.2) / (counts.documents + 3)) / 3 + 1,
            np.log((counts.documents + 1) / (bodies + 1)) / 2 + 0.5,
            np.log((counts.occurrences + 1) / (bodies + 1)),
            begins / max(size - 1, 1) - 0.5,
            np.minimum(begins, 4) / 4,
            np.minimum(size - 1 - ends, 4) / 4,
            _beside(self.rarity, begins - 1, 3.0) / 6 - 1,
            _beside(self.rarity, ends + 1, 3.0) / 6 - 1,
            _beside(self.bond, begins - 1, 0.0) / 5,
            _beside(self.bond, ends, 0.0) / 5,
            bound,
            np.maximum(self.digits[begins], self.digits[ends]),
            (rarity - self.rarity.mean()) / 4 if size else rarity,
            (rarity - self.rarity.max(initial=0)) / 4,
            np.log(max(size, 1)) - 2.5,
            np.log1p(counts.names) / 4 - 0.5,
            np.log1p(counts.titles) / 4 - 1,
            np.minimum(self.repeated[begins], self.repeated[ends]),
            float(not self.accented),
        ]
        table = np.empty((len(rarity), len(rows)), dtype=np.float32)
        for place, values in enumerate(rows):
            table[:, place] = values
        return table


def _idf(counts: Counts, articles: int) -> Scores:
    rarity: Scores = np.log1p(articles / (counts.bodies + np.float32(0.5)))
    return rarity


def _bond(syllables: Counts, pairs: Counts, articles: int) -> Scores:
    """Pointwise mutual information of each pair of neighbours, shape (pairs,); 0 if unknown."""
    left, right = syllables.occurrences[:-1] + 1, syllables.occurrences[1:] + 1
    # 250 syllables are an article's average; only differences between pairs matter.
    bond = np.log((pairs.occurrences + 0.1) * (250.0 * max(articles, 1)) / (left * right))
    known = (left > 1) & (right > 1)
    return np.where(known, bond, 0).astype(np.float32)


def _beside(values: Scores, places: Integers, otherwise: float) -> Scores:
    """The values at these places, ``otherwise`` beyond either end."""
    inside = (places >= 0) & (places < len(values))
    found = np.full(len(places), otherwise, dtype=np.float32)
    found[inside] = values[places[inside]]
    return found
