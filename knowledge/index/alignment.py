"""How question and title run side by side: their longest common subsequence and substring.

Bit-parallel over the question's positions (Hyyrö, "Bit-Parallel LCS-length Computation Revisited",
2004), all candidates at once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.matching import Match
from knowledge.index.occurrences import Integers
from knowledge.index.postings import Scores

#: So many syllables of the question and of a title are looked at.
_LONGEST_QUESTION = 63
_LONGEST_TITLE = 40

Words = npt.NDArray[np.uint64]


class Alignment(NamedTuple):
    """Of each text: length of the longest common subsequence, of the longest common substring, and
    the question's positions that it has, shape (texts, positions).
    """

    subsequence: Scores
    substring: Scores
    positions: npt.NDArray[np.bool_]


def align(match: Match, places: Integers) -> Alignment:
    """Align the texts with a question; ``places`` are its syllables' places among the terms."""
    places = places[:_LONGEST_QUESTION]
    width = len(places)
    masks = _masks(match, places)
    everything = np.bitwise_or.reduce(masks, axis=1, initial=np.uint64(0))
    bits = (everything[:, None] >> np.arange(width, dtype=np.uint64)) & np.uint64(1)
    return Alignment(_subsequence(masks, width), _substring(masks), bits.astype(bool))


def _masks(match: Match, places: Integers) -> Words:
    """At which positions of the question each syllable of each title stands, as bits, shape
    (texts, syllables).
    """
    of_term = np.zeros(match.question.terms + 1, dtype=np.uint64)
    known = np.flatnonzero(places >= 0)
    np.bitwise_or.at(of_term, places[known], np.uint64(1) << known.astype(np.uint64))
    early = match.positions < _LONGEST_TITLE
    longest = int(match.positions[early].max(initial=-1)) + 1
    masks = np.zeros((match.texts, longest), dtype=np.uint64)
    masks[match.holders[early], match.positions[early]] = of_term[match.terms[early]]
    return masks


def _subsequence(masks: Words, width: int) -> Scores:
    whole = np.uint64((1 << width) - 1)
    rest = np.full(len(masks), whole, dtype=np.uint64)
    for column in masks.T:
        taken = rest & column
        rest = ((rest + taken) | (rest - taken)) & whole
    return (width - np.bitwise_count(rest)).astype(np.float32)


def _substring(masks: Words) -> Scores:
    longest = np.zeros(len(masks), dtype=np.float32)
    running, length = masks, 1
    while running.size and running.any():
        longest[running.any(axis=1)] = length
        running = (running[:, :-1] << np.uint64(1)) & masks[:, length:]
        length += 1
    return longest
