"""Where the terms of a question stand in the texts of a few hundred candidates, all at once.

Every array is ragged or (candidates, terms); nothing here loops over candidates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from knowledge.index.forward import Forward, Numbers, Stream, Vocabulary
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Scores

_NONE = -1


@dataclass(frozen=True)
class Asked:
    """The distinct known syllables of a question in order of appearance, and its distinct pairs.

    ``lookup`` leads from a syllable's number in the streams to its place among the ``terms``,
    ``pair_lookup`` from two such places (a · terms + b) to that of the pair; -1 where none is.
    ``places`` are the question's syllables' places among the terms, -1 for unknown ones.
    ``rarity`` is idf, ``importance`` idf times how much the question hangs on the term.
    """

    lookup: npt.NDArray[np.int16]
    pair_lookup: npt.NDArray[np.int16]
    rarity: Scores
    pair_rarity: Scores
    importance: Scores
    pair_importance: Scores
    places: Integers
    accented: bool

    @property
    def terms(self) -> int:
        """How many distinct syllables are asked for."""
        return len(self.rarity)

    @property
    def pairs(self) -> int:
        """How many distinct pairs of neighbours are asked for."""
        return len(self.pair_rarity)

    @cached_property
    def share(self) -> Scores:
        """Each term's share in the question's rarity."""
        return shares(self.rarity)

    @cached_property
    def pair_share(self) -> Scores:
        """Each pair's share in the rarity of all pairs."""
        return shares(self.pair_rarity)

    @cached_property
    def important_share(self) -> Scores:
        """Each term's share in what the question hangs on."""
        return shares(self.importance)

    @cached_property
    def important_pair_share(self) -> Scores:
        """Each pair's share in what the question hangs on."""
        return shares(self.pair_importance)


def shares(weights: Scores) -> Scores:
    """The weights divided by their sum."""
    return weights / np.float32(max(float(weights.sum()), 1e-6))


def asked(
    numbers: Integers,
    importance: Mapping[str, Scores],
    vocabulary: Vocabulary,
    size: int,
    folded: Numbers | None,
) -> Asked:
    """What a question asks for, from the number of each of its syllables (-1: unknown).

    ``importance`` has one place a syllable and one a pair. With ``folded`` the numbers are those of
    folded forms, and ``lookup`` still starts from the accented numbers of the streams, of which
    there are ``size``.
    """
    known = numbers >= 0
    distinct, first, slots = np.unique(numbers[known], return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(distinct), dtype=np.int64)
    rank[order] = np.arange(len(distinct))
    distinct, slots = distinct[order], rank[slots]
    weight = np.zeros(len(distinct), dtype=np.float32)
    np.maximum.at(weight, slots, _syllable_importance(importance)[known])
    table = np.full(len(vocabulary.rarity), _NONE, dtype=np.int16)
    table[distinct] = np.arange(len(distinct))
    lookup = table[:size] if folded is None else table[folded]
    places = np.full(len(numbers), _NONE, dtype=np.int64)
    places[known] = slots
    rarity = vocabulary.rarity[distinct]
    return Asked(
        lookup, *_pairs(places, rarity, weight, importance["pairs"]), places, folded is None
    )


def _syllable_importance(importance: Mapping[str, Scores]) -> Scores:
    """The mean of a syllable's own importance and that of the pairs to its left and right."""
    own, pairs = importance["syllables"], importance["pairs"]
    if not len(own):
        return own
    left, right = np.append(own[:1], pairs), np.append(pairs, own[-1:])
    return (own + left + right) / np.float32(3)


def _pairs(
    places: Integers, rarity: Scores, weight: Scores, importance: Scores
) -> tuple[npt.NDArray[np.int16], Scores, Scores, Scores, Scores]:
    """The pair part of ``Asked`` and the rest of it, from each syllable's place."""
    n = len(rarity)
    left, right = places[:-1], places[1:]
    both = (left >= 0) & (right >= 0)
    codes, first, inverse = np.unique(
        left[both] * n + right[both], return_index=True, return_inverse=True
    )
    order = np.argsort(first)
    rank = np.empty(len(codes), dtype=np.int64)
    rank[order] = np.arange(len(codes))
    codes = codes[order]
    table = np.full(n * n, _NONE, dtype=np.int16)
    table[codes] = np.arange(len(codes))
    a, b = np.divmod(codes, max(n, 1))
    pair_rarity = ((rarity[a] + rarity[b]) / 2).astype(np.float32)
    pair_weight = np.zeros(len(codes), dtype=np.float32)
    np.maximum.at(pair_weight, rank[inverse], importance[both])
    return table, rarity, pair_rarity, rarity * weight, pair_rarity * pair_weight


def _first_highest(values: Scores, begins: Integers) -> Integers:
    """Where each owner's highest value stands first; an owner has values from its place on."""
    if not len(begins):
        return begins
    highest = np.maximum.reduceat(values, begins)
    ends = np.append(begins[1:], len(values))
    found = np.flatnonzero(values == np.repeat(highest, ends - begins))
    first: Integers = found[np.searchsorted(found, begins)]
    return first


@dataclass
class Match:
    """The question's terms in one part (title, body or name) of every candidate."""

    question: Asked
    texts: int
    lengths: Scores
    average: float
    sizes: Integers
    owners: Integers
    begins: Integers
    numbers: Numbers
    hits: Integers
    terms: Integers

    @classmethod
    def of(cls, question: Asked, stream: Stream, rows: Integers) -> Match:
        """Look the question up in these texts."""
        numbers, owners, begins = stream.of(rows)
        found = question.lookup[numbers]
        hits = np.flatnonzero(found >= 0)
        sizes = np.append(begins[1:], len(numbers)) - begins if len(rows) else begins
        return cls(
            question, len(rows), stream.lengths[rows], stream.average, sizes,
            owners, begins, numbers, hits, found[hits].astype(np.int64),
        )  # fmt: skip

    @cached_property
    def holders(self) -> Integers:
        """The candidate of each hit."""
        return self.owners[self.hits]

    @cached_property
    def positions(self) -> Integers:
        """The place of each hit in its text."""
        return self.hits - self.begins[self.holders]

    @cached_property
    def counts(self) -> Scores:
        """How often each text holds each term, shape (texts, terms)."""
        codes = self.holders * self.question.terms + self.terms
        counts = np.bincount(codes, minlength=self.texts * self.question.terms)
        return counts.reshape(self.texts, -1).astype(np.float32)

    @cached_property
    def held(self) -> npt.NDArray[np.bool_]:
        """Which text holds which term, shape (texts, terms)."""
        return self.counts > 0

    @cached_property
    def adjacent(self) -> tuple[Integers, Integers]:
        """The hits whose right neighbour completes a pair of the question, and the pair of each."""
        if len(self.hits) < 2 or not self.question.pairs:
            empty = np.empty(0, dtype=np.int64)
            return empty, empty
        neighbours = self.hits[1:] == self.hits[:-1] + 1
        neighbours &= self.holders[1:] == self.holders[:-1]
        left = np.flatnonzero(neighbours)
        codes = self.terms[left] * self.question.terms + self.terms[left + 1]
        found = self.question.pair_lookup[codes]
        good = found >= 0
        return left[good], found[good].astype(np.int64)

    @cached_property
    def pair_counts(self) -> Scores:
        """How often each text holds each pair, shape (texts, pairs)."""
        left, found = self.adjacent
        codes = self.holders[left] * self.question.pairs + found
        counts = np.bincount(codes, minlength=self.texts * self.question.pairs)
        return counts.reshape(self.texts, -1).astype(np.float32)

    @cached_property
    def pairs_held(self) -> npt.NDArray[np.bool_]:
        """Which text holds which pair, shape (texts, pairs)."""
        return self.pair_counts > 0

    @cached_property
    def _runs(self) -> tuple[Integers, Integers]:
        """The unbroken stretch of the question that each of the adjacent hits belongs to, and the
        text of each stretch.
        """
        left, found = self.adjacent
        begins = np.ones(len(left), dtype=bool)
        begins[1:] = (left[1:] != left[:-1] + 1) | (found[1:] != found[:-1] + 1)
        return np.cumsum(begins) - 1, self.holders[left[begins]]

    def longest_run(self, weights: Scores) -> Scores:
        """The heaviest unbroken stretch of the question in each text, by the pairs' weights."""
        best = np.zeros(self.texts, dtype=np.float32)
        runs, holders = self._runs
        heavy = np.bincount(runs, weights[self.adjacent[1]])
        np.maximum.at(best, holders, heavy.astype(np.float32))
        return best

    def heaviest_window(
        self, size: int, weights: Scores, pair_weights: Scores
    ) -> tuple[Scores, Scores]:
        """Of each text's heaviest window of ``size`` syllables (they overlap by half), the weights
        of its terms and of its pairs, shape (texts,) each.
        """
        half = size // 2
        blocks = self.sizes // half + 2  # the last one is empty
        begins = np.cumsum(blocks) - blocks
        block = begins[self.holders] + self.positions // half
        held = np.zeros((int(blocks.sum()), len(weights) + len(pair_weights)), dtype=bool)
        left, found = self.adjacent
        held[block, self.terms] = True
        held[block[left], found + len(weights)] = True
        both = np.zeros((held.shape[1], 2), dtype=np.float32)
        both[: len(weights), 0], both[len(weights) :, 1] = weights, pair_weights
        windows = (held[:-1] | held[1:]).astype(np.float32) @ both
        windows[begins[1:] - 1] = 0  # reaches into the next text
        best = _first_highest(windows[:, 0] + windows[:, 1], begins)
        return windows[best, 0], windows[best, 1]

    def saturated(
        self, counts: Scores, weights: Scores, k1: float = 1.0, b: float = 0.75
    ) -> Scores:
        """BM25 of these counts in this part alone, shape (texts,)."""
        room = (k1 * (1 - b + b * self.lengths / self.average)).astype(np.float32)
        score: Scores = (counts * np.float32(k1 + 1) / (counts + room[:, None])) @ weights
        return score


def look_up(
    forward: Forward, numbers: Integers, importance: Mapping[str, Scores], *, accented: bool
) -> Asked:
    """What the question asks for, from its syllables' numbers in the fitting vocabulary."""
    if accented:
        return asked(numbers, importance, forward.accented, len(forward.folded), None)
    return asked(numbers, importance, forward.plain, len(forward.folded), forward.folded)
