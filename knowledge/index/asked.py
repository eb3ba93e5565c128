"""Where the questions that an article answers begin in its line of them, and what they weigh."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.fields import Parts
from knowledge.index.forward import LONGEST, Forward
from knowledge.index.postings import Scores, map_array, write_array


class AskedQuestions(NamedTuple):
    """All questions side by side. ``offsets`` (articles + 1,) tells where each article's begin,
    ``starts`` the first syllable of each question in its article's line, ``accented`` and ``plain``
    the sum of the idf of its syllables, as they stand and folded.
    """

    offsets: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.uint16]
    accented: Scores
    plain: Scores

    @classmethod
    def open(cls, folder: Path) -> AskedQuestions:
        """Map what ``compile_asked`` wrote."""
        return cls(*(map_array(folder, f"asked.{name}") for name in cls._fields))


def compile_asked(folder: Path, parts: Parts) -> None:
    """Write where the questions begin that lie within what the streams keep, which must be written
    already.
    """
    owners = np.arange(len(parts.questions)).repeat(parts.questions)
    starts = parts.asked.starts() - parts.asked.joined(parts.questions).starts()[owners]
    kept = (parts.asked.lengths > 0) & (starts < LONGEST["asked"])
    counts = np.bincount(owners[kept], minlength=len(parts.questions))
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32)
    forward = Forward(folder)
    begins = forward.asked.starts[owners[kept]] + starts[kept]
    weights = (forward.accented.rarity, forward.plain.rarity[forward.folded])
    sums = (_sums(rarity[forward.asked.numbers], begins) for rarity in weights)
    found = AskedQuestions(offsets, starts[kept].astype(np.uint16), *sums)
    for name, values in found._asdict().items():
        write_array(folder, f"asked.{name}", values)


def _sums(values: Scores, begins: npt.NDArray[np.integer]) -> Scores:
    """The sum from each of these places up to the next, shape (places,)."""
    if not len(begins):
        return np.zeros(0, dtype=np.float32)
    return np.add.reduceat(values, begins, dtype=np.float64).astype(np.float32)
