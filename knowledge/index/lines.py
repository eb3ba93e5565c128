"""The lines of every body: where each begins, and which clause it belongs to.

A clause (khoản) begins with its number, and its points (điểm) are the lines that follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.forward import LONGEST
from knowledge.index.occurrences import Integers
from knowledge.index.postings import map_array, write_array
from knowledge.text.segment import split_syllables
from knowledge.text.unicode import normalise

_CLAUSE = re.compile(r"\s*\d{1,2}\s*[.)]\s|\s*Khoản\s+\d")


class Lines(NamedTuple):
    """All lines side by side. ``offsets`` (articles + 1,) tells where each article's begin;
    ``starts`` and ``leads`` have one value a line: its first syllable in the body, and the place
    among the article's lines of the one that opens its clause.
    """

    offsets: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.uint16]
    leads: npt.NDArray[np.uint16]


def open_lines(folder: Path) -> Lines:
    """Map what ``compile_lines`` wrote."""
    return Lines(*(map_array(folder, f"lines.{name}") for name in Lines._fields))


def compile_lines(folder: Path, texts: Iterable[str], sizes: Integers) -> None:
    """Write the lines of the bodies; ``sizes`` are the syllables that the streams have of each."""
    cut = [_cut(text, int(size)) for text, size in zip(texts, sizes, strict=True)]
    counts = np.array([len(starts) for starts, _ in cut], dtype=np.int64)
    starts, leads = (
        np.concatenate([np.empty(0, np.int64), *(one[part] for one in cut)]) for part in range(2)
    )
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32)
    lines = Lines(offsets, starts.astype(np.uint16), leads.astype(np.uint16))
    for name, values in lines._asdict().items():
        write_array(folder, f"lines.{name}", values)


def _cut(text: str, size: int) -> tuple[Integers, Integers]:
    """Of one body of ``size`` syllables: first syllable and leading line, for each line that begins
    within what the streams keep.
    """
    written = [line for line in text.split("\n") if line.strip()]
    lengths = np.array([len(split_syllables(normalise(line))) for line in written], dtype=np.int64)
    numbered = np.array([bool(_CLAUSE.match(line)) for line in written], dtype=bool)
    filled = lengths > 0
    lengths, numbered = lengths[filled], numbered[filled]
    ends = np.cumsum(lengths)
    starts = ends - lengths
    if len(ends) and ends[-1] != size:  # segmentation cut a few places otherwise
        starts = starts * size // ends[-1]
    leads = np.maximum.accumulate(np.where(numbered, np.arange(len(numbered)), 0))
    kept = starts < LONGEST["body"]
    return starts[kept], leads[kept]
