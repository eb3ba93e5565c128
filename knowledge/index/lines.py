"""The lines of every body: where each begins, which clause it belongs to, what it defines.

A clause (khoản) begins with its number, and its points (điểm) are the lines that follow. A line
such as "3. Hôn nhân là quan hệ giữa vợ và chồng …" defines what stands before "là".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.forward import LONGEST
from knowledge.index.occurrences import Integers, Occurrences
from knowledge.index.postings import map_array, write_array
from knowledge.index.terms import TermNumbers
from knowledge.text.segment import split_syllables
from knowledge.text.unicode import normalise

_CLAUSE = re.compile(r"\s*\d{1,2}\s*[.)]\s|\s*Khoản\s+\d")
_POINT = re.compile(r"\s*[a-zđ]{1,2}\s*[.)]\s")

#: A definition names its subject in so many syllables, and the subject has none of these words.
_LONGEST_SUBJECT = 14
_NO_SUBJECT = "phải thì nếu khi không trừ căn theo này sau cho thực để".split()


class Lines(NamedTuple):
    """All lines side by side. ``offsets`` (articles + 1,) tells where each article's begin;
    ``starts`` and ``leads`` have one value a line: its first syllable in the body, and the place
    among the article's lines of the one that opens its clause.
    """

    offsets: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.uint16]
    leads: npt.NDArray[np.uint16]


class Definitions(NamedTuple):
    """What the lines define. ``offsets`` (articles + 1,); ``starts`` and ``sizes`` have one value
    a definition: where in the body its subject begins, and how many syllables it has.
    """

    offsets: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.uint16]
    sizes: npt.NDArray[np.uint16]


def open_lines(folder: Path) -> tuple[Lines, Definitions]:
    """Map what ``compile_lines`` wrote."""
    lines = Lines(*(map_array(folder, f"lines.{name}") for name in Lines._fields))
    names = Definitions._fields
    return lines, Definitions(*(map_array(folder, f"definitions.{name}") for name in names))


def compile_lines(folder: Path, texts: Iterable[str], bodies: Occurrences) -> None:
    """Write the lines of the bodies; ``bodies`` are their syllables with accents."""
    cut = [_cut(text, int(size)) for text, size in zip(texts, bodies.lengths, strict=True)]
    counts = np.array([len(starts) for starts, _, _ in cut], dtype=np.int64)
    starts, leads, labelled = (
        np.concatenate([np.empty(0, np.int64), *(one[part] for one in cut)]) for part in range(3)
    )
    owners = np.repeat(np.arange(len(cut)), counts)
    lines = Lines(_offsets(counts), starts.astype(np.uint16), leads.astype(np.uint16))
    for name, values in lines._asdict().items():
        write_array(folder, f"lines.{name}", values)
    found = _definitions(bodies, owners, starts, labelled.astype(bool), len(cut))
    for name, values in found._asdict().items():
        write_array(folder, f"definitions.{name}", values)


def _offsets(counts: Integers) -> npt.NDArray[np.uint32]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32)


def _cut(text: str, size: int) -> tuple[Integers, Integers, Integers]:
    """Of one body of ``size`` syllables: first syllable, leading line, and whether it has a number
    or a letter (1 or 0), for each line that begins within what the streams keep.
    """
    written = [line for line in text.split("\n") if line.strip()]
    lengths = np.array([len(split_syllables(normalise(line))) for line in written], dtype=np.int64)
    numbered = np.array([bool(_CLAUSE.match(line)) for line in written], dtype=bool)
    lettered = np.array([bool(_POINT.match(line)) for line in written], dtype=bool)
    filled = lengths > 0
    lengths, numbered, lettered = lengths[filled], numbered[filled], lettered[filled]
    ends = np.cumsum(lengths)
    starts = ends - lengths
    if len(ends) and ends[-1] != size:  # segmentation cut a few places otherwise
        starts = starts * size // ends[-1]
    leads = np.maximum.accumulate(np.where(numbered, np.arange(len(numbered)), 0))
    kept = starts < LONGEST["body"]
    return starts[kept], leads[kept], (numbered | lettered)[kept].astype(np.int64)


def _definitions(
    bodies: Occurrences,
    owners: Integers,
    starts: Integers,
    labelled: npt.NDArray[np.bool_],
    texts: int,
) -> Definitions:
    """The lines that say what something is."""
    numbers = TermNumbers()
    is_word = numbers["là"]
    never = numbers.of(_NO_SUBJECT)
    begins = bodies.starts()
    limit = (begins + np.minimum(bodies.lengths, LONGEST["body"]))[owners]
    first = begins[owners] + starts + labelled
    sizes = np.zeros(len(first), dtype=np.int64)
    barred = np.zeros(len(first), dtype=bool)
    for ahead in range(_LONGEST_SUBJECT + 1):
        place = first + ahead
        open_ = (place < limit) & (sizes == 0)
        term = (
            bodies.terms[np.minimum(place, max(len(bodies.terms) - 1, 0))] if len(place) else place
        )
        barred |= open_ & np.isin(term, never)
        sizes[open_ & (term == is_word) & ~barred] = ahead
    found = np.flatnonzero((sizes > 0) & ~barred)
    counts = np.bincount(owners[found], minlength=texts)
    return Definitions(
        _offsets(counts),
        (starts + labelled)[found].astype(np.uint16),
        sizes[found].astype(np.uint16),
    )
