"""The texts as streams of small numbers, for looking closely at a few hundred candidates.

The postings tell which articles hold a term; the streams tell where in an article it stands. Every
accented syllable of the corpus has a 16-bit number, a table leads from there to the number of its
folded form, so that one stream serves questions with and without accents.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.bm25 import idf
from knowledge.index.fields import Parts
from knowledge.index.occurrences import Integers, Occurrences
from knowledge.index.postings import map_array, write_array
from knowledge.index.terms import FoldedNumbers, TermNumbers, Terms

#: How much of each part is kept, in syllables: what lies beyond changes no order.
LONGEST = {"title": 60, "body": 1_200, "name": 60, "asked": 360}

#: The number of every syllable that is not among the most frequent 65,535.
RARE = 0

Numbers = npt.NDArray[np.uint16]


class Vocabulary(NamedTuple):
    """Terms that have a number: term ``terms[i]`` has number ``numbers[i]``; terms ascend.

    ``rarity[number]`` is its idf among the bodies; that of ``RARE`` is 0.
    """

    terms: Terms
    numbers: Numbers
    rarity: npt.NDArray[np.float32]

    def of(self, terms: Terms) -> Integers:
        """The number of each term, shape (terms,); -1 where it has none."""
        if not len(self.terms):
            return np.full(len(terms), -1, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        return np.where(self.terms[places] == terms, self.numbers[places].astype(np.int64), -1)


@dataclass(frozen=True, slots=True)
class Stream:
    """One part of every text: the numbers of its syllables side by side, and where each begins.

    ``starts`` has one place more than there are texts. ``lengths`` are those of the whole texts,
    ``average`` is the mean of those that hold anything.
    """

    numbers: Numbers
    starts: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.float32]
    average: float

    def texts(self, rows: Integers) -> tuple[list[Numbers], Integers]:
        """The numbers of each of these texts, and how many each has, shape (rows,)."""
        begins, ends = self.starts[rows], self.starts[rows + 1]
        texts = map(slice, begins.tolist(), ends.tolist())
        return list(map(self.numbers.__getitem__, texts)), (ends - begins).astype(np.int64)


class Forward:
    """The streams of a compiled library and their vocabularies."""

    def __init__(self, folder: Path) -> None:
        self.accented = _vocabulary(folder, "accented")
        self.plain = _vocabulary(folder, "plain")
        self.folded: Numbers = map_array(folder, "forward.folded")
        self.title = _stream(folder, "title")
        self.body = _stream(folder, "body")
        self.name = _stream(folder, "name")
        self.asked = _stream(folder, "asked")


def _vocabulary(folder: Path, name: str) -> Vocabulary:
    return Vocabulary(*(map_array(folder, f"forward.{name}.{part}") for part in Vocabulary._fields))


def _stream(folder: Path, name: str) -> Stream:
    lengths = map_array(folder, f"forward.{name}.lengths")
    filled = lengths[lengths > 0]
    average = float(filled.mean()) if len(filled) else 1.0
    numbers, starts = (
        map_array(folder, f"forward.{name}.{part}") for part in ("numbers", "starts")
    )
    return Stream(numbers, starts, lengths, average)


def folded_terms(accented: TermNumbers) -> tuple[Terms, Terms]:
    """All terms that were met, ascending, and the folded form of each."""
    folded = FoldedNumbers()
    known = np.fromiter(accented.values(), dtype=np.uint64)
    forms = folded.of(accented.keys())
    order = np.argsort(known)
    return known[order], forms[order]


def compile_forward(folder: Path, parts: Parts, terms: Terms, forms: Terms) -> None:
    """Write the streams of the parts (accented terms, one name a document) into the folder.

    ``terms`` ascend and hold every term of the parts, ``forms`` are their folded forms.
    """
    asked = parts.asked.joined(parts.questions)
    named = {"title": parts.title, "body": parts.body, "name": parts.name, "asked": asked}
    frequency = _frequency(named.values(), terms)
    numbers = _numbered(frequency)
    plain_terms, plain_of = np.unique(forms, return_inverse=True)
    plain_frequency = np.bincount(plain_of, frequency, minlength=len(plain_terms))
    plain_numbers = _numbered(plain_frequency)
    fold_table = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.uint16)
    fold_table[numbers] = plain_numbers[plain_of]
    fold_table[RARE] = RARE
    write_array(folder, "forward.folded", fold_table)
    streams = {
        name: _write_stream(folder, name, part, terms, numbers) for name, part in named.items()
    }
    body = streams["body"]
    _write_vocabulary(folder, "accented", terms, numbers, body)
    folded_body = Occurrences(fold_table[body.terms].astype(np.uint64), body.lengths)
    _write_vocabulary(folder, "plain", plain_terms, plain_numbers, folded_body)


def _frequency(parts: Iterable[Occurrences], terms: Terms) -> Integers:
    """How often each term occurs in all parts together, shape (terms,)."""
    places = np.concatenate([np.searchsorted(terms, part.terms) for part in parts])
    return np.bincount(places, minlength=len(terms))


def _numbered(frequency: npt.NDArray[np.integer | np.floating]) -> Numbers:
    """Numbers from 1, the most frequent first; ``RARE`` for those that 16 bits do not reach."""
    numbers = np.zeros(len(frequency), dtype=np.uint16)
    order = np.argsort(-frequency, kind="stable")[: np.iinfo(np.uint16).max]
    numbers[order] = np.arange(1, len(order) + 1, dtype=np.uint16)
    return numbers


def _write_stream(
    folder: Path, name: str, part: Occurrences, terms: Terms, numbers: Numbers
) -> Occurrences:
    """Write the beginnings of the texts; returns the whole texts in their new numbers."""
    renumbered = numbers[np.searchsorted(terms, part.terms)]
    starts = part.starts()
    offset = np.arange(len(renumbered)) - np.repeat(starts, part.lengths)
    kept = np.minimum(part.lengths, LONGEST[name])
    write_array(folder, f"forward.{name}.numbers", renumbered[offset < LONGEST[name]])
    write_array(
        folder, f"forward.{name}.starts", np.concatenate([[0], np.cumsum(kept)]).astype(np.uint32)
    )
    write_array(folder, f"forward.{name}.lengths", part.lengths.astype(np.float32))
    return Occurrences(renumbered.astype(np.uint64), part.lengths)


def _write_vocabulary(
    folder: Path, name: str, terms: Terms, numbers: Numbers, body: Occurrences
) -> None:
    size = int(numbers.max(initial=0)) + 1
    holders = _holders(body, size)
    rarity = idf(holders, len(body.lengths)).astype(np.float32)
    rarity[RARE] = 0
    known = np.flatnonzero(numbers)
    vocabulary = Vocabulary(terms[known], numbers[known], rarity)
    for part, values in vocabulary._asdict().items():
        write_array(folder, f"forward.{name}.{part}", values)


def _holders(body: Occurrences, size: int) -> Integers:
    """How many texts hold each number, shape (size,)."""
    numbers = body.terms.astype(np.uint16)  # numpy sorts 16 bits without comparing
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    texts = np.repeat(np.arange(len(body.lengths), dtype=np.int32), body.lengths)[order]
    new = np.ones(len(numbers), dtype=bool)
    new[1:] = (numbers[1:] != numbers[:-1]) | (texts[1:] != texts[:-1])
    return np.bincount(numbers[new], minlength=size)
