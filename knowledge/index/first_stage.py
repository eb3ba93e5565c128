"""The first stage: which few of all articles may answer, by weighed BM25."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.fields import FIELDS
from knowledge.index.importance import WEIGHED, Network, traits
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Columns, Matrix, Postings, Scores
from knowledge.index.question import Question
from knowledge.index.term_counts import TermCounts
from knowledge.index.terms import Terms

#: Weight of each field, for questions with accents and without.
ACCENTED: Mapping[str, float] = {"words": 1.3, "pairs": 1.0, "syllables": 0.3}
UNACCENTED: Mapping[str, float] = {"pairs": 1.0, "syllables": 1.4}

#: From so many articles on, terms in more than half of them are passed over: half of the time and
#: memory of a question for no measurable gain. Where words and pairs carry the accents, syllables
#: in more than a sixth are; without accents, where each term stands for several words, those in
#: more than a third.
LARGE = 10_000
_SHARE = 2
_SHARE_UNACCENTED = 3
_SHARE_OF_MINOR_SYLLABLES = 6

#: How far the network is followed; the rest of the way goes to the mean of its weights.
_TRUST = np.float32(0.6)

#: What the ranker looks at: articles with so large a share of the highest score, so many at most,
#: and so many at least where so many have a score at all. Where some articles stand out, what is
#: far behind them hardly ever comes first (docs/decisions/0006-ranker.md, sixth round). Fewer than
#: twenty would be a short list to the calibration.
_SHARE_OF_BEST, _SHARE_UNACCENTED_OF_BEST = 0.6, 0.5
MOST_CANDIDATES, FEWEST_CANDIDATES = 60, 20

Mask = npt.NDArray[np.bool_]


class FirstStage:
    """The compiled fields of all articles, and the network that weighs a question's terms.

    Without a network every term weighs 1.
    """

    def __init__(self, folder: Path, articles: int, network: Network | None) -> None:
        self._articles = articles
        self._fields = {field.name: Postings.open(folder, field.name) for field in FIELDS}
        self._counts = {
            field.name: TermCounts(folder, field.name, self._fields[field.name].terms)
            for field in FIELDS
        }
        self._network = network

    def importance(self, question: Question) -> dict[str, Scores]:
        """How much the question hangs on each of its words, pairs and syllables, 0..2."""
        if self._network is None or not len(question.syllables):
            return {name: np.ones(len(terms_of(question, name)), np.float32) for name in WEIGHED}
        found = self.traits(question)
        sizes = [len(found[name]) for name in WEIGHED]
        fields = np.arange(len(WEIGHED)).repeat(sizes)
        weights = self._network.weights(fields, np.concatenate([found[name] for name in WEIGHED]))
        bounds = pairwise(accumulate(sizes, initial=0))
        parts = [_towards_mean(weights[begin:end]) for begin, end in bounds]
        return dict(zip(WEIGHED, parts, strict=True))

    def gather(self, question: Question) -> Gathered:
        """What each of the question's terms adds to the scores of all articles."""
        columns, fields = [], []
        for name, weight in field_weights(question).items():
            terms = terms_of(question, name)
            found = self._fields[name].columns(terms, weight, self._most(question, name))
            columns += found
            fields += [WEIGHED.index(name)] * len(found)
        places = np.array([column.place for column in columns], dtype=np.int64)
        return Gathered(Columns(columns, self._articles), np.array(fields, dtype=np.int64), places)

    def _most(self, question: Question, field: str) -> int:
        """In how many articles a term may stand without being passed over."""
        if self._articles < LARGE:
            return self._articles
        if not question.accented:
            return self._articles // _SHARE_UNACCENTED
        minor = field == "syllables"
        return self._articles // (_SHARE_OF_MINOR_SYLLABLES if minor else _SHARE)

    def traits(self, question: Question) -> dict[str, Matrix]:
        """What the network sees of each term, by field."""
        return traits(question, self._counts, self._articles)


class Gathered(NamedTuple):
    """What the terms of a question add; the field of each (a place in ``WEIGHED``), and its place
    among the question's terms of that field, shape (columns,) each.
    """

    columns: Columns
    fields: Integers
    places: Integers

    def pick(self, of_fields: Mapping[str, Matrix]) -> Matrix:
        """The rows of the columns' terms, from one array a field."""
        whole = np.concatenate([of_fields[name] for name in WEIGHED])
        sizes = [len(of_fields[name]) for name in WEIGHED]
        begins = np.array(list(accumulate(sizes, initial=0)), dtype=np.int64)
        picked: Matrix = whole[begins[self.fields] + self.places]
        return picked


def _towards_mean(weights: Scores) -> Scores:
    """Weights drawn together: the order at the top stays, and fewer right articles are lost."""
    if not len(weights):
        return weights
    mean = weights.sum() / np.float32(len(weights))
    return _TRUST * weights + np.float32((1 - _TRUST) * float(mean))


def field_weights(question: Question) -> Mapping[str, float]:
    """Which fields are added up for this question, and how."""
    return ACCENTED if question.accented else UNACCENTED


def terms_of(question: Question, field: str) -> Terms:
    """The question's terms in that field."""
    terms: Terms = getattr(question, field)
    return terms


def top(scores: Scores, limit: int) -> Integers:
    """The places of the highest scores above 0, best first, equal ones in their order."""
    return _highest(scores, _above(scores, limit), limit)


def promising(scores: Scores, *, accented: bool) -> Integers:
    """The places of the scores that are worth a closer look, best first; more of them where the
    question has no accents, because the right one is then more often far behind.
    """
    share = _SHARE_OF_BEST if accented else _SHARE_UNACCENTED_OF_BEST
    worth = share * scores.max(initial=0)
    rows = (scores >= worth).nonzero()[0]
    if not worth or len(rows) < FEWEST_CANDIDATES:
        return top(scores, FEWEST_CANDIDATES)
    return _highest(scores, rows, MOST_CANDIDATES)


def _above(scores: Scores, limit: int) -> Integers:
    """Places of scores above 0 with the ``limit`` highest among them; few where that is easy."""
    bar = float(scores.max(initial=0)) / 3
    rows = (scores > bar).nonzero()[0]
    return rows if len(rows) >= limit else np.flatnonzero(scores > 0)


def _highest(scores: Scores, rows: Integers, limit: int) -> Integers:
    """Of some places, ascending, the ``limit`` with the highest scores, as ``top`` orders them."""
    found = scores[rows]
    if 0 < limit < len(rows):
        beyond = len(rows) - limit
        enough = found >= np.partition(found, beyond)[beyond]
        rows, found = rows[enough], found[enough]
    return rows[np.argsort(-found, kind="stable")][:limit]
