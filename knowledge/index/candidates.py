"""The candidates of one question, with everything that their features are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from knowledge.index.fits import Fits
from knowledge.index.forward import Numbers
from knowledge.index.matching import Asked, Match
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Scores
from knowledge.index.texts import Texts

Found = TypeVar("Found")

#: One value a candidate, or one for all.
Values = npt.NDArray[np.generic] | float


class InList(NamedTuple):
    """A feature that sets each candidate's value against the others': ``how`` works on lists, shape
    (..., candidates), so that all features of one kind are worked out in one step.
    """

    how: Callable[[Scores], Scores]
    values: Values | Callable[[], Values]


#: A feature: its name, and its values or how to get them. What costs more than a glance is left to
#: be asked for: ``matrix`` computes only the features that are wanted.
Column = tuple[str, Values | Callable[[], Values] | InList]


def once(work: Callable[[], Found]) -> Callable[[], Found]:
    """``work`` that is done when it is first asked for and then remembered; sooner made than a
    ``functools.cache``, and a search makes many.
    """
    known: list[Found] = []

    def found() -> Found:
        if not known:
            known.append(work())
        return known[0]

    return found


def places(values: Scores) -> Scores:
    """The rank of each value in its list, 0 for the highest, shape (..., candidates)."""
    order = np.argsort(-values, axis=-1, kind="stable")
    ranks = np.empty(order.shape, dtype=np.float32)
    lists = np.arange(order.size // max(order.shape[-1], 1)).reshape(*order.shape[:-1], 1)
    ranks.reshape(-1)[lists * order.shape[-1] + order] = np.arange(order.shape[-1])
    return ranks


def relative(values: Scores) -> Scores:
    """The values divided by the highest of their list, shape (..., candidates)."""
    shares: Scores = values / np.maximum(values.max(-1, keepdims=True, initial=0), 1e-6)
    return shares


def behind(values: Scores) -> Scores:
    """How far the values are from the highest of their list, shape (..., candidates)."""
    behind_best: Scores = values - values.max(-1, keepdims=True, initial=0)
    return behind_best


@dataclass(frozen=True)
class Candidates:
    """Articles that may answer: their rows, the first stage's scores of all articles, what the
    question asks for, and bits for what kind of question it is.
    """

    rows: Integers
    scores: Scores
    question: Asked
    kinds: int
    texts: Texts

    @cached_property
    def documents(self) -> Integers:
        """The document of each candidate."""
        return self.texts.traits.document[self.rows]

    @cached_property
    def groups(self) -> tuple[Integers, Integers]:
        """The distinct documents, and the place of each candidate's among them."""
        documents = self.documents.tolist()  # so few are sorted sooner than by np.unique
        distinct = sorted(set(documents))
        place_of = {document: place for place, document in enumerate(distinct)}
        of = [place_of[document] for document in documents]
        return np.array(distinct, dtype=np.int64), np.array(of, dtype=np.int64)

    @cached_property
    def own(self) -> Scores:
        """The first stage's score of each candidate."""
        return self.scores[self.rows]

    @cached_property
    def weight(self) -> Scores:
        """How much the first stage says for each candidate; together 1."""
        best = max(float(self.own.max(initial=0)), 1e-6)
        weight: Scores = np.exp((self.own - best) / best * 12)
        shares: Scores = weight / max(float(weight.sum()), 1e-6)
        return shares

    @cached_property
    def _everywhere(self) -> Match:
        """The question in the titles, bodies and asked lines, and in the names of the distinct
        documents.
        """
        forward, names = self.texts.forward, self.groups[0]
        own = [(part, self.rows) for part in (forward.title, forward.body, forward.asked)]
        return Match.of(self.question, *own, (forward.name, names))

    @cached_property
    def fits(self) -> Fits:
        """How well the question fits all these texts, side by side: ``titles``, ``bodies`` and
        ``lines``, and ``names``.
        """
        return Fits(self._everywhere)

    @property
    def titles(self) -> slice:
        """Where the titles stand among the texts."""
        return slice(0, len(self.rows))

    @property
    def bodies(self) -> slice:
        """Where the bodies stand among the texts."""
        return slice(len(self.rows), 2 * len(self.rows))

    @property
    def lines(self) -> slice:
        """Where what people would ask stands among the texts."""
        return slice(2 * len(self.rows), 3 * len(self.rows))

    @property
    def names(self) -> slice:
        """Where the names of the distinct documents stand among the texts."""
        return slice(3 * len(self.rows), self._everywhere.texts)

    @cached_property
    def title(self) -> Match:
        """The question in the titles."""
        return self._everywhere.between(self.titles)

    @cached_property
    def body(self) -> Match:
        """The question in the bodies."""
        return self._everywhere.between(self.bodies)

    @cached_property
    def name(self) -> Match:
        """The question in the names of the distinct documents."""
        return self._everywhere.between(self.names)

    @cached_property
    def asked(self) -> Match:
        """The question in what people would ask."""
        return self._everywhere.between(self.lines)


def stream_rarity(it: Candidates, numbers: Numbers) -> Scores:
    """The idf of syllables by their numbers, in the vocabulary that the question is matched in."""
    if it.question.accented:
        return it.texts.forward.accented.rarity[numbers]
    return it.texts.forward.plain.rarity[it.texts.forward.folded[numbers]]
