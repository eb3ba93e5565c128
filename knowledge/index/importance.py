"""How much a question hangs on each of its terms.

"Chồng không chịu ly hôn thì phải làm sao" hangs on "ly hôn". A small network weighs every word,
pair and syllable by what the corpus tells of it (is it rare, does it stand in titles, in names of
laws, in many laws?) and by its place in the question. It knows no list of words, so that it weighs
words which its questions never had. It is trained so that the weighed BM25 puts the right articles
in front.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.occurrences import Integers
from knowledge.index.postings import Matrix, Scores
from knowledge.index.question import Question
from knowledge.index.term_counts import Counts, TermCounts, counts_of

#: The fields whose terms are weighed, in the order of the network's parts.
WEIGHED = ("words", "pairs", "syllables")

#: The idf of a syllable that the corpus does not have.
_UNHEARD = 12.0

_BEYOND = np.array([3], dtype=np.float32)
_UNBOUND = np.array([0], dtype=np.float32)

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

    def weights(self, field: int | Integers, traits: Matrix) -> Scores:
        """The weight of each term, 0..2, shape (terms,); ``field`` is that of all or of each."""
        scaled = (traits - self.mean) / self.spread
        hidden = (scaled @ self.inner)[field, np.arange(len(scaled))] + self.bias[field]
        says = (np.tanh(hidden) * self.outer[field]).sum(-1) + self.base[field]
        weights: Scores = 2 / (1 + np.exp(-says))
        return weights


def traits(
    question: Question, counts: Mapping[str, TermCounts], articles: int
) -> dict[str, Matrix]:
    """What is known of each term of each field, shape (terms, 21)."""
    of_field = {"words": question.words, "pairs": question.pairs, "syllables": question.syllables}
    known = counts_of([(counts[name], of_field[name]) for name in WEIGHED])
    bounds = list(accumulate(len(of_field[name]) for name in WEIGHED))
    pairs, syllables = slice(bounds[0], bounds[1]), slice(bounds[1], bounds[2])
    rarity = np.log1p(articles / (known.bodies + np.float32(0.5)))
    rarity[syllables][known.occurrences[syllables] == 0] = _UNHEARD
    bond = _bond(known.occurrences[syllables], known.occurrences[pairs], articles)
    scene = _Scene.of(question, rarity[syllables], bond)
    single = np.arange(len(question.syllables))
    begins, ends = word_spans(question, len(single))
    within = scene.within(begins, ends) / 3
    table = scene.traits(
        known,
        rarity,
        np.concatenate([begins, single[:-1], single]),
        np.concatenate([ends, single[1:], single]),
        np.concatenate([(ends - begins + 1) / 3, bond / 5, within]),
    )
    parts = (table[: bounds[0]], table[pairs], table[syllables])
    return dict(zip(WEIGHED, parts, strict=True))


def word_spans(question: Question, size: int) -> tuple[Integers, Integers]:
    """The first and the last syllable of each word, shape (words,) each."""
    ends = question.word_sizes.cumsum() - 1
    begins = ends - question.word_sizes + 1
    last = max(size - 1, 0)
    return np.minimum(begins, last), np.minimum(np.maximum(ends, 0), last)


class _Scene(NamedTuple):
    """The syllables of a question; ``bond`` is the PMI of each pair of neighbours."""

    rarity: Scores
    bond: Scores
    digits: Scores
    repeated: Scores
    accented: bool

    @classmethod
    def of(cls, question: Question, rarity: Scores, bond: Scores) -> _Scene:
        often = (question.syllables[:, None] == question.syllables).sum(1)
        repeated = (often > 1).astype(np.float32)
        return cls(rarity, bond, question.digits, repeated, question.accented)

    def within(self, begins: Integers, ends: Integers) -> Scores:
        """How many syllables the word around each syllable has (1 where words are not known)."""
        sizes = np.ones(len(self.rarity), dtype=np.float32)
        own = ends - begins + 1
        spread = own.repeat(own)
        sizes[: len(spread)] = spread[: len(sizes)]
        return sizes

    def traits(
        self, counts: Counts, rarity: Scores, begins: Integers, ends: Integers, bound: Floats
    ) -> Matrix:
        """The traits of terms that reach from one syllable to another."""
        size = len(self.rarity)
        # Beyond either end of the question nothing is rare, and nothing is bound.
        beside = np.concatenate([_BEYOND, self.rarity, _BEYOND]) / 6 - 1
        bonds = np.concatenate([_UNBOUND, self.bond, _UNBOUND]) / 5
        in_titles, in_names, in_documents, often, names, titles = _logs(counts)
        rows = [
            rarity / 6 - 1,
            in_titles / 3 + 1,
            in_names / 3 + 1,
            in_documents / 2 + 0.5,
            often,
            begins / max(size - 1, 1) - 0.5,
            np.minimum(begins, 4) / 4,
            np.minimum(size - 1 - ends, 4) / 4,
            beside[begins],
            beside[ends + 2],
            bonds[begins],
            bonds[ends + 1],
            bound,
            np.maximum(self.digits[begins], self.digits[ends]),
            (rarity - self.rarity.sum() / np.float32(size)) / 4 if size else rarity,
            (rarity - self.rarity.max(initial=0)) / 4,
            np.log(max(size, 1)) - 2.5,
            names / 4 - 0.5,
            titles / 4 - 1,
            np.minimum(self.repeated[begins], self.repeated[ends]),
            float(not self.accented),
        ]
        table = np.empty((len(rows), len(rarity)), dtype=np.float32)
        for place, values in enumerate(rows):
            table[place] = values
        return table.T


def _logs(counts: Counts) -> Matrix:
    """How large a share of the terms' bodies (or documents) their titles, names, documents and
    occurrences are, and how many names and titles; logarithms, shape (6, terms).
    """
    titles, bodies, names, documents, occurrences = counts
    ratios = np.empty((6, len(bodies)), dtype=np.float32)
    np.divide(titles + 0.5, bodies + 10, out=ratios[0])
    np.divide(names + 0.2, documents + 3, out=ratios[1])
    np.divide(documents + 1, bodies + 1, out=ratios[2])
    np.divide(occurrences + 1, bodies + 1, out=ratios[3])
    np.add(names, 1, out=ratios[4])
    np.add(titles, 1, out=ratios[5])
    return np.log(ratios, out=ratios)


def _bond(syllables: Scores, pairs: Scores, articles: int) -> Scores:
    """Pointwise mutual information of each pair of neighbours, from how often syllables and pairs
    occur, shape (pairs,); 0 if unknown.
    """
    left, right = syllables[:-1] + 1, syllables[1:] + 1
    # 250 syllables are an article's average; only differences between pairs matter.
    bond = np.log((pairs + 0.1) * (250.0 * max(articles, 1)) / (left * right))
    bond[(left <= 1) | (right <= 1)] = 0
    return bond
