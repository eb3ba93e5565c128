"""Finds listed phrases in a row of words, the longest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from knowledge.text.fold import fold_word

_Meaning = TypeVar("_Meaning")
_Entry = tuple[tuple[str, ...], bool, _Meaning]


class Phrasebook(Generic[_Meaning]):
    """Phrases and what is known of each; the same phrase may stand in it more than once."""

    def __init__(self) -> None:
        self._firsts: set[str] = set()
        self._by_start: dict[tuple[str, ...], list[_Entry[_Meaning]]] = {}

    def add(self, written: str, meaning: _Meaning, *, bare_too: bool) -> None:
        """List a phrase; ``bare_too`` finds it where it was typed without accents as well."""
        words = tuple(written.split())
        start = tuple(map(fold_word, words[:2]))
        self._firsts.add(start[0])
        entries = self._by_start.setdefault(start, [])
        entries.append((words, bare_too, meaning))
        entries.sort(key=lambda entry: -len(entry[0]))

    def places(self, folded: Sequence[str]) -> list[int]:
        """Where a phrase may begin in this row of folded words."""
        starts = self._by_start
        return [
            place
            for place, word in enumerate(folded)
            if word in self._firsts
            and ((word, *folded[place + 1 : place + 2]) in starts or (word,) in starts)
        ]

    def at(
        self, words: Sequence[str], folded: Sequence[str], place: int
    ) -> list[tuple[int, _Meaning]]:
        """Every phrase that begins at this word, the longest first: words it covers, its meaning.

        ``words`` are in lower case as typed, ``folded`` the same without accents. A word typed
        bare fits a phrase that is listed with accents where the phrase allows it.
        """
        first, second = folded[place], folded[place + 1 : place + 2]
        entries = self._by_start.get((first, *second), []) if second else []
        return [
            (len(listed), meaning)
            for listed, bare_too, meaning in (*entries, *self._by_start.get((first,), ()))
            if _fits(listed, words[place : place + len(listed)], bare_too)
        ]


def _fits(listed: tuple[str, ...], words: Sequence[str], bare_too: bool) -> bool:
    """Whether these words are the phrase: as listed, or bare where that is allowed."""
    if len(words) < len(listed):
        return False
    if tuple(words) == listed:
        return True
    return bare_too and all(
        word in (wanted, fold_word(wanted)) for wanted, word in zip(listed, words, strict=True)
    )
