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
    early = match.positions < _LONGEST_TITLE
    masks = _positions_of_terms(match, places)[match.terms[early]]
    holders, positions = match.holders[early], match.positions[early]
    in_turn = _laid_out(masks, _turns(holders, match.texts), holders, match.texts)
    everything = np.bitwise_or.reduce(in_turn, axis=0, initial=np.uint64(0))
    bits = (everything[:, None] >> np.arange(width, dtype=np.uint64)) & np.uint64(1)
    where = _laid_out(masks, positions, holders, match.texts)
    return Alignment(_subsequence(in_turn, width), _substring(where), bits.astype(bool))


def _positions_of_terms(match: Match, places: Integers) -> Words:
    """At which positions of the question each of its terms stands, as bits."""
    of_term = np.zeros(match.question.terms + 1, dtype=np.uint64)
    known = (places >= 0).nonzero()[0]
    np.bitwise_or.at(of_term, places[known], np.uint64(1) << known.astype(np.uint64))
    return of_term


def _turns(holders: Integers, texts: int) -> Integers:
    """Of hits side by side, the how many-th of its text each one is."""
    counts = np.bincount(holders, minlength=texts)
    return np.arange(len(holders)) - (counts.cumsum() - counts)[holders]


def _laid_out(masks: Words, places: Integers, holders: Integers, texts: int) -> Words:
    """The masks of the hits at their places, shape (places, texts); 0 where none is."""
    table = np.zeros((int(places.max(initial=-1)) + 1, texts), dtype=np.uint64)
    table[places, holders] = masks
    return table


def _subsequence(masks: Words, width: int) -> Scores:
    """From the masks of each text's hits, one row for the first ones, one for the second ones …"""
    whole = np.uint64((1 << width) - 1)
    rest = np.full(masks.shape[1], whole, dtype=np.uint64)
    for row in masks:
        taken = rest & row
        rest = (rest + taken) | (rest - taken)  # may overflow beyond the whole, never back
    lengths: Scores = (width - np.bitwise_count(rest & whole)).astype(np.float32)
    return lengths


def _substring(masks: Words) -> Scores:
    """From the masks of each text's syllables, shape (syllables, texts)."""
    longest = np.zeros(masks.shape[1], dtype=np.float32)
    running, length = masks, 0
    while (goes_on := np.bitwise_or.reduce(running, axis=0) > 0).any():
        longest += goes_on
        length += 1
        running = (running[:-1] << np.uint64(1)) & masks[length:]
    return longest
