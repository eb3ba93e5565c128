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

_NO_TEXT: Numbers = np.empty(0, dtype=np.uint16)
_NOWHERE: Integers = np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Asked:
    """The distinct known syllables of a question in order of appearance, and its distinct pairs.

    ``lookup`` leads from a syllable's number in the streams to its place among the ``terms``,
    ``pair_lookup`` from two such places (a · terms + b) to that of the pair; -1 where none is.
    ``rarity`` is idf, ``importance`` idf times how much the question hangs on the term.
    """

    lookup: npt.NDArray[np.int16]
    pair_lookup: npt.NDArray[np.int16]
    rarity: Scores
    pair_rarity: Scores
    importance: Scores
    pair_importance: Scores
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
    def important_shares(self) -> Scores:
        """``important_share`` and ``important_pair_share`` in one."""
        return np.concatenate([self.important_share, self.important_pair_share])

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
    distinct, places = _in_turn(numbers)
    known = places >= 0
    weight = np.zeros(len(distinct), dtype=np.float32)
    np.maximum.at(weight, places[known], _syllable_importance(importance)[known])
    table = np.full(len(vocabulary.rarity), _NONE, dtype=np.int16)
    table[distinct] = np.arange(len(distinct))
    lookup = table[:size] if folded is None else table[folded]
    rarity = vocabulary.rarity[distinct]
    return Asked(lookup, *_pairs(places, rarity, weight, importance["pairs"]), folded is None)


def _in_turn(numbers: Integers) -> tuple[Integers, Integers]:
    """The distinct known numbers in order of appearance, and the place of each number among them;
    -1 is an unknown one.
    """
    place_of: dict[int, int] = {}
    places = [
        place_of.setdefault(number, len(place_of)) if number >= 0 else _NONE
        for number in numbers.tolist()
    ]
    return np.array(list(place_of), dtype=np.int64), np.array(places, dtype=np.int64)


def _syllable_importance(importance: Mapping[str, Scores]) -> Scores:
    """The mean of a syllable's own importance and that of the pairs to its left and right."""
    own, pairs = importance["syllables"], importance["pairs"]
    if not len(own):
        return own
    beside = np.concatenate([own[:1], pairs, own[-1:]])
    mean: Scores = (own + beside[:-1] + beside[1:]) / np.float32(3)
    return mean


def _pairs(
    places: Integers, rarity: Scores, weight: Scores, importance: Scores
) -> tuple[npt.NDArray[np.int16], Scores, Scores, Scores, Scores]:
    """The pair part of ``Asked`` and the rest of it, from each syllable's place."""
    n = len(rarity)
    left, right = places[:-1], places[1:]
    codes, pairs = _in_turn(np.where((left >= 0) & (right >= 0), left * n + right, _NONE))
    both = pairs >= 0
    table = np.full(n * n, _NONE, dtype=np.int16)
    table[codes] = np.arange(len(codes))
    a, b = np.divmod(codes, max(n, 1))
    pair_rarity = ((rarity[a] + rarity[b]) / 2).astype(np.float32)
    pair_weight = np.zeros(len(codes), dtype=np.float32)
    np.maximum.at(pair_weight, pairs[both], importance[both])
    return table, rarity, pair_rarity, rarity * weight, pair_rarity * pair_weight


def sizes_between(begins: Integers, end: int) -> Integers:
    """How many values each owner has, whose values begin at its place and go on to the next."""
    sizes = np.empty_like(begins)
    np.subtract(begins[1:], begins[:-1], out=sizes[:-1])
    sizes[-1:] = end - begins[-1:]
    return sizes


def _adjacent(
    question: Asked, hits: Integers, terms: Integers, bounds: Integers
) -> tuple[Integers, Integers]:
    """The hits that begin a pair of the question, and its pairs; ``bounds`` are the places among
    the hits behind each text's last one.
    """
    if len(hits) < 2 or not question.pairs:
        return _NOWHERE, _NOWHERE
    neighbours = hits[1:] - hits[:-1] == 1
    neighbours[bounds[(bounds > 0) & (bounds < len(hits))] - 1] = False
    found = question.pair_lookup.take(terms[:-1] * question.terms + terms[1:])
    left = (neighbours & (found >= 0)).nonzero()[0]
    return left, found.take(left).astype(np.int64)


def _counted(rows: Integers, columns: Integers, height: int, width: int) -> Scores:
    """How often each row has each column, shape (height, width)."""
    counts = np.bincount(rows * width + columns, minlength=height * width)
    return counts.reshape(height, width).astype(np.float32)


@dataclass
class Match:
    """The question's terms in some texts: title, body, asked line or name of every candidate.

    ``numbers`` are the texts side by side, ``begins`` and ``sizes`` where each one's stand. A hit
    is a syllable of the question: ``hits`` are their places among the numbers, ``holders`` the text
    of each, ``terms`` which syllable it is. ``adjacent`` are the hits whose right neighbour
    completes a pair of the question, and the pair of each. ``counts`` (texts, terms) and
    ``pair_counts`` (texts, pairs) tell how often each text holds each; ``lengths`` are those
    of the whole texts, ``averages`` what is usual where each one stands.
    """

    question: Asked
    lengths: Scores
    averages: Scores
    sizes: Integers
    begins: Integers
    numbers: Numbers
    hits: Integers
    holders: Integers
    terms: Integers
    adjacent: tuple[Integers, Integers]
    counts: Scores
    pair_counts: Scores

    @classmethod
    def of(cls, question: Asked, *parts: tuple[Stream, Integers]) -> Match:
        """Look the question up in the texts at these rows of these streams, all side by side."""
        cut = [stream.texts(rows) for stream, rows in parts]
        numbers = np.concatenate([_NO_TEXT, *(text for texts, _ in cut for text in texts)])
        sizes = np.concatenate([each for _, each in cut])
        lengths = np.concatenate([stream.lengths[rows] for stream, rows in parts])
        averages = np.array([stream.average for stream, _ in parts], dtype=np.float32)
        averages = averages.repeat([len(rows) for _, rows in parts])
        ends = sizes.cumsum()
        begins = ends - sizes
        found = question.lookup.take(numbers, mode="clip")  # every number is there
        hits = (found >= 0).nonzero()[0]
        terms = found.take(hits).astype(np.int64)
        bounds = hits.searchsorted(ends)
        holders = np.arange(len(sizes)).repeat(bounds - hits.searchsorted(begins))
        left, pairs = _adjacent(question, hits, terms, bounds)
        return cls(
            question, lengths, averages, sizes, begins, numbers, hits, holders, terms,
            (left, pairs), _counted(holders, terms, len(sizes), question.terms),
            _counted(holders[left], pairs, len(sizes), question.pairs),
        )  # fmt: skip

    def between(self, texts: slice) -> Match:
        """The texts from one place to before another, by themselves."""
        first = texts.start
        start, stop = self._begin(first), self._begin(texts.stop)
        some = slice(*self.hits.searchsorted((start, stop)).tolist())
        left, found = self.adjacent
        near = slice(*left.searchsorted((some.start, some.stop)).tolist())
        return Match(
            self.question, self.lengths[texts], self.averages[texts], self.sizes[texts],
            self.begins[texts] - start, self.numbers[start:stop],
            self.hits[some] - start, self.holders[some] - first, self.terms[some],
            (left[near] - some.start, found[near]), self.counts[texts], self.pair_counts[texts],
        )  # fmt: skip

    def _begin(self, text: int) -> int:
        return int(self.begins[text]) if text < self.texts else len(self.numbers)

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return len(self.sizes)

    @cached_property
    def owners(self) -> Integers:
        """The text of each syllable."""
        return np.arange(self.texts).repeat(self.sizes)

    @cached_property
    def positions(self) -> Integers:
        """The place of each hit in its text."""
        return self.hits - self.begins[self.holders]

    @cached_property
    def held(self) -> npt.NDArray[np.bool_]:
        """Which text holds which term, shape (texts, terms)."""
        return self.counts > 0

    @cached_property
    def pairs_held(self) -> npt.NDArray[np.bool_]:
        """Which text holds which pair, shape (texts, pairs)."""
        return self.pair_counts > 0

    @cached_property
    def _runs(self) -> tuple[Integers, Integers]:
        """Where among the adjacent hits each unbroken stretch of the question begins, and the text
        of each stretch.
        """
        left, found = self.adjacent
        begins = np.ones(len(left), dtype=bool)
        begins[1:] = (left[1:] - left[:-1] != 1) | (found[1:] - found[:-1] != 1)
        first = begins.nonzero()[0]
        return first, self.holders[left[first]]

    def longest_run(self, weights: Scores) -> Scores:
        """The heaviest unbroken stretch of the question in each text, by the pairs' weights."""
        best = np.zeros(self.texts, dtype=np.float32)
        begins, holders = self._runs
        if len(begins):
            heavy = np.add.reduceat(weights[self.adjacent[1]], begins, dtype=np.float64)
            np.maximum.at(best, holders, heavy.astype(np.float32))
        return best

    @cached_property
    def all_held(self) -> npt.NDArray[np.bool_]:
        """Which text holds which term and which pair, shape (texts, terms + pairs)."""
        return np.concatenate([self.held, self.pairs_held], axis=1)

    def marked(self, row_of_hit: Integers, rows: int) -> npt.NDArray[np.bool_]:
        """Which row holds which term and which pair, from the row that each hit falls into; shape
        (rows, terms + pairs). A pair belongs where it begins.
        """
        width = self.question.terms + self.question.pairs
        marked = np.zeros(rows * width, dtype=bool)
        if not rows:
            return marked.reshape(rows, width)
        left, found = self.adjacent
        begin = row_of_hit * width
        marked[begin + self.terms] = True
        marked[begin[left] + (found + self.question.terms)] = True
        return marked.reshape(rows, width)


def look_up(
    forward: Forward, numbers: Integers, importance: Mapping[str, Scores], *, accented: bool
) -> Asked:
    """What the question asks for, from its syllables' numbers in the fitting vocabulary."""
    if accented:
        return asked(numbers, importance, forward.accented, len(forward.folded), None)
    return asked(numbers, importance, forward.plain, len(forward.folded), forward.folded)
