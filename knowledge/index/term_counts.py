"""How the corpus uses each term: in how many titles, bodies, names and documents, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.index.fields import Parts
from knowledge.index.occurrences import Integers, Occurrences
from knowledge.index.postings import Scores, map_array, write_array
from knowledge.index.terms import Terms


class Counts(NamedTuple):
    """Of some terms, shape (terms,) each: the titles and bodies (articles) that hold it, the names
    and the documents that do, and its occurrences in all bodies.
    """

    titles: Scores
    bodies: Scores
    names: Scores
    documents: Scores
    occurrences: Scores


def joined(parts: Sequence[Counts]) -> Counts:
    """The counts of the terms of all parts, one part after the other."""
    return Counts(*map(np.concatenate, zip(*parts, strict=True)))


class TermCounts:
    """The counts of every term of one field; unknown terms count 0 everywhere.

    Kept as logarithms in half precision: right to 0.4 % up to 8 million, in 10 bytes a term.
    """

    def __init__(self, folder: Path, field: str) -> None:
        self._terms: Terms = map_array(folder, f"{field}.terms")
        self._logs: npt.NDArray[np.float16] = map_array(folder, f"{field}.counts")

    def of(self, terms: Terms) -> Counts:
        """The counts of these terms."""
        found = np.zeros((len(Counts._fields), len(terms)), dtype=np.float32)
        if len(self._terms):
            places = np.minimum(np.searchsorted(self._terms, terms), len(self._terms) - 1)
            known = self._terms[places] == terms
            found[:, known] = np.expm1(self._logs[places[known]].T.astype(np.float32))
        return Counts(*found)


def compile_counts(folder: Path, field: str, parts: Parts, terms: Terms) -> None:
    """Write the counts of the field's terms (ascending; they hold every term of the parts)."""
    bodies, occurrences, documents = _body_counts(parts, terms)
    counts = Counts(
        titles=_holders(parts.title, terms),
        bodies=bodies,
        names=_holders(parts.name, terms),
        documents=documents,
        occurrences=occurrences,
    )
    logs = np.log1p(np.stack(counts, axis=1)).astype(np.float16)
    write_array(folder, f"{field}.counts", logs)


def _held(part: Occurrences, terms: Terms) -> tuple[Integers, Integers]:
    """Each (text, term) of a part once: the texts, and the places of the terms."""
    places = np.searchsorted(terms, part.terms)
    texts = np.repeat(np.arange(len(part.lengths)), part.lengths)
    return np.divmod(np.unique(texts * len(terms) + places), max(len(terms), 1))


def _holders(part: Occurrences, terms: Terms) -> Scores:
    """How many texts hold each term, shape (terms,)."""
    _, places = _held(part, terms)
    return np.bincount(places, minlength=len(terms)).astype(np.float32)


def _body_counts(parts: Parts, terms: Terms) -> tuple[Scores, Scores, Scores]:
    """Bodies, occurrences and documents of each term, shape (terms,) each."""
    texts, places = _held(parts.body, terms)
    bodies = np.bincount(places, minlength=len(terms))
    often = np.bincount(np.searchsorted(terms, parts.body.terms), minlength=len(terms))
    codes = np.unique(parts.documents[texts] * len(terms) + places)
    documents = np.bincount(codes % max(len(terms), 1), minlength=len(terms))
    return (
        bodies.astype(np.float32),
        often.astype(np.float32),
        documents.astype(np.float32),
    )
