"""What people would ask whom a candidate answers: how the question fits these lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.candidates import Candidates, Column, InList, behind, places
from knowledge.index.matching import Asked
from knowledge.index.occurrences import Integers
from knowledge.index.own_features import part
from knowledge.index.passages import highest, lines_of, ranges
from knowledge.index.postings import Scores


def of_asked(it: Candidates) -> Iterator[Column]:
    """How much of the question the line covers, alone and with all else that is known."""
    yield from part("asked", it.asked)
    yield from _together(it, "", it.question.rarity, it.question.share)
    yield from _together(it, "!", it.question.importance, it.question.important_share)


def _together(it: Candidates, mark: str, weights: Scores, share: Scores) -> Iterator[Column]:
    titled = it.asked.held | it.title.held | it.name.held[it.groups[1]]
    everything = titled | it.body.held
    yield f"asked+title+name cover{mark}", lambda: titled @ share
    yield f"asked+all cover{mark}", lambda: everything @ share
    yield f"asked+all miss{mark}", lambda: (~everything * weights).max(1, initial=0)


def of_best_asked(it: Candidates) -> Iterator[Column]:
    """The one question of each candidate's line that is most like the question."""
    line = cache(lambda: _Line.of(it))
    shares = cache(lambda: line().best(line().shares()))
    important = cache(lambda: line().best(line().held @ it.question.important_shares))
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
    """The questions of all candidates side by side: where each candidate's begin, what they weigh,
    how much of that the question has, and which of its terms and pairs each holds, shape
    (questions, terms + pairs).
    """

    asked: Asked
    begins: Integers
    whole: Scores
    known: Scores
    held: npt.NDArray[np.float32]

    @classmethod
    def of(cls, it: Candidates) -> _Line:
        match, texts, asked = it.asked, it.texts.asked, it.question
        at, owners, begins = ranges(texts.offsets, it.rows)
        of_hit = lines_of(match.hits, match.begins[owners] + texts.starts[at])
        held = match.marked(of_hit, len(at)).astype(np.float32)
        whole = (texts.accented if asked.accented else texts.plain)[at]
        known = np.bincount(of_hit, asked.rarity[match.terms], minlength=len(at))
        return cls(asked, begins, whole, known.astype(np.float32), held)

    def shares(self) -> Scores:
        """How much of the question each covers, how much of each the question covers, and what
        both make together (F), shape (3, questions).
        """
        covered = self.known / np.maximum(self.whole, 1e-6)
        covers = self.held[:, : self.asked.terms] @ self.asked.share
        both = 2 * covers * covered / np.maximum(covers + covered, 1e-6)
        return np.array([both, covers, covered], dtype=np.float32)

    def best(self, values: Scores) -> Scores:
        """The highest value of each candidate's questions."""
        return highest(values, self.begins)
