"""Terms as 64-bit numbers, the same on every machine: no vocabulary has to be kept in memory."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.text.fold import fold

#: Term numbers of a text, in its order.
Terms = npt.NDArray[np.uint64]

# Two odd constants with well spread bits: makes the pair (a, b) another number than (b, a).
_FIRST = np.uint64(0x9E3779B97F4A7C15)
_SECOND = np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(29)


class Places(NamedTuple):
    """Where terms stand among others, and which of them do stand there; shape (terms,) each."""

    at: npt.NDArray[np.intp]
    known: npt.NDArray[np.bool_]


def _number(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "little")


#: The number of a term, and that of its folded form. Frequent ones are remembered; bounded, unlike
#: ``TermNumbers``, for processes that never end.
term_number = lru_cache(maxsize=20_000)(_number)
folded_number = lru_cache(maxsize=20_000)(lambda term: term_number(fold(term)))


class TermNumbers(dict[str, int]):
    """Remembers the number of every term it was asked for: ``numbers["ly_hôn"]``."""

    def __missing__(self, term: str) -> int:
        number = self[term] = _number(term)
        return number

    def of(self, terms: Iterable[str]) -> Terms:
        """The numbers of these terms, shape (n,)."""
        return np.fromiter(map(self.__getitem__, terms), dtype=np.uint64)


class FoldedNumbers(TermNumbers):
    """The same for terms whose accents do not count: "hôn" and "hon" have one number."""

    def __missing__(self, term: str) -> int:
        folded = fold(term)
        number = self[term] = super().__missing__(term) if folded == term else self[folded]
        return number


class SortedTerms:
    """Distinct terms in ascending order, and where among them others stand."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._last: tuple[Terms, Places] | None = None

    def __len__(self) -> int:
        return len(self._terms)

    def find(self, terms: Terms) -> Places:
        """The place of each of these terms. The last answer is remembered: what is to be known of a
        question's terms is looked up in several files, one after the other.
        """
        last = self._last  # read once: another thread may come between
        if last is None or last[0] is not terms:
            at = np.minimum(self._terms.searchsorted(terms), len(self._terms) - 1)
            last = self._last = terms, Places(at, self._terms[at] == terms)
        return last[1]


def numbers(terms: Iterable[str]) -> Terms:
    """The number of each term of a question, shape (n,)."""
    return np.fromiter(map(term_number, terms), dtype=np.uint64)


def pairs(terms: Terms) -> Terms:
    """The number of each pair of neighbours, shape (n - 1,) (or (0,) when there is no pair)."""
    mixed = terms[:-1] * _FIRST ^ terms[1:] * _SECOND
    spread: Terms = (mixed ^ (mixed >> _SHIFT)) * _FIRST
    return spread
