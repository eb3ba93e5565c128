"""What people would ask whom a candidate answers: how the question fits these lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.candidates import Candidates, Column, InList, behind, once, places
from knowledge.index.occurrences import Integers
from knowledge.index.own_features import of_part
from knowledge.index.passages import highest, lines_of, ranges
from knowledge.index.postings import Scores


def of_asked(it: Candidates) -> Iterator[Column]:
    """How much of the question the line covers, alone and with all else that is known."""
    yield from of_part("asked", it.fits, it.lines)
    yield from _together(it, "", it.question.rarity, it.question.share)
    yield from _together(it, "!", it.question.importance, it.question.important_share)


def _together(it: Candidates, mark: str, weights: Scores, share: Scores) -> Iterator[Column]:
    short = once(lambda: it.asked.held | it.title.held | it.name.held[it.groups[1]])
    everything = once(lambda: short() | it.body.held)
    yield f"asked+title+name cover{mark}", lambda: short() @ share
    yield f"asked+all cover{mark}", lambda: everything() @ share
    yield f"asked+all miss{mark}", lambda: (~everything() * weights).max(1, initial=0)


def of_best_asked(it: Candidates) -> Iterator[Column]:
    """The one question of each candidate's line that is most like the question."""
    line = once(lambda: _Line.of(it))
    shares = once(lambda: line().best(line().shares(it)))
    important = once(lambda: line().best(line().held @ it.question.important_shares))
    yield "best asked fits", lambda: shares()[0]
    yield "best asked covers", lambda: shares()[1]
    yield "best asked covered", lambda: shares()[2]
    yield "best asked important", important
    for name, value in (("fits", lambda: shares()[0]), ("important", important)):
        yield f"behind best asked {name}", InList(behind, value)
        yield f"best asked {name} rank", InList(places, value)
    offsets = it.texts.asked.offsets
    yield "asked questions", lambda: offsets[it.rows + 1] - offsets[it.rows]


class _Line(NamedTuple):
    """The questions of all candidates' lines side by side: their places among all, where each
    candidate's begin, the one that each hit falls into, and which terms and pairs each holds,
    shape (questions, terms + pairs).
    """

    at: Integers
    begins: Integers
    of_hit: Integers
    held: npt.NDArray[np.float32]

    @classmethod
    def of(cls, it: Candidates) -> _Line:
        match = it.asked
        at, owners, begins = ranges(it.texts.asked.offsets, it.rows)
        of_hit = lines_of(match.hits, match.begins[owners] + it.texts.asked.starts[at])
        return cls(at, begins, of_hit, match.marked(of_hit, len(at)).astype(np.float32))

    def shares(self, it: Candidates) -> Scores:
        """How much of the question each covers, how much of each the question covers, and what
        both make together (F), shape (3, questions).
        """
        question, weights = it.question, it.texts.asked
        whole = (weights.accented if question.accented else weights.plain)[self.at]
        rarity = question.rarity[it.asked.terms]
        known = np.bincount(self.of_hit, rarity, minlength=len(whole)).astype(np.float32)
        covered = known / np.maximum(whole, 1e-6)
        covers = self.held[:, : question.terms] @ question.share
        both = 2 * covers * covered / np.maximum(covers + covered, 1e-6)
        return np.array([both, covers, covered], dtype=np.float32)

    def best(self, values: Scores) -> Scores:
        """The highest value of each candidate's questions."""
        return highest(values, self.begins)
