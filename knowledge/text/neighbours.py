"""How often two syllables stand side by side in Vietnamese law, without their accents.

``neighbours.xz`` is made by ``python -m knowledge.text.compile_neighbours`` and holds counts only.
"""

from __future__ import annotations

import lzma
from collections.abc import Sequence
from functools import cache, cached_property
from math import log2
from pathlib import Path

from knowledge.text.fold import fold_word

TABLE = Path(__file__).with_name("neighbours.xz")
#: A byte a pair: the level, and a bit for two syllables of one word.
HIGHEST, WORD = 31, 32


class Neighbours:
    """What is known of each pair of folded syllables.

    ``words``: frequent words of two syllables and pairs of law, with their accents.
    """

    def __init__(self, syllables: list[str], words: frozenset[str], cells: bytes) -> None:
        self._cells = cells
        self.words = words
        self._columns = {syllable: column for column, syllable in enumerate(syllables)}
        self._rows = {syllable: row * len(syllables) for syllable, row in self._columns.items()}

    def _cell(self, first: str, second: str) -> int:
        row, column = self._rows.get(first), self._columns.get(second)
        return 0 if row is None or column is None else self._cells[row + column]

    def level(self, first: str, second: str) -> int:
        """Binary logarithm of the pair's count, 0 (never seen, or no syllables) to 31."""
        return self._cell(first, second) & HIGHEST

    @cached_property
    def _frequencies(self) -> dict[str, float]:
        counts = [0, *(2**level for level in range(1, HIGHEST + 1))]
        width = len(self._columns)
        return {
            syllable: log2(
                1 + sum(counts[cell & HIGHEST] for cell in self._cells[row : row + width] if cell)
            )
            for syllable, row in self._rows.items()
        }

    def frequency(self, syllable: str) -> float:
        """Binary logarithm of the syllable's count, from the pairs that it begins; 0 if unknown."""
        return self._frequencies.get(syllable, 0.0)

    def is_word(self, first: str, second: str) -> bool:
        """Whether the two stand side by side in a word: ``khai sinh``."""
        return self._cell(first, second) >= WORD

    def is_spelt(self, first: str, second: str) -> bool:
        """Whether the two stand side by side in a word of law, with just these accents."""
        return f"{first} {second}" in self.words

    @cached_property
    def _spellings(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        table: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for first, second in (word.split() for word in sorted(self.words)):
            table.setdefault((fold_word(first), fold_word(second)), []).append((first, second))
        return table

    def spellings(self, first: str, second: str, level: int) -> Sequence[tuple[str, str]]:
        """The words of law that two folded syllables make, where they are seen so often."""
        found = self._spellings.get((first, second), ())
        known = found and self.is_word(first, second) and self.level(first, second) >= level
        return found if known else ()

    def support(self, before: str, here: str, behind: str) -> int:
        """The higher level of the two pairs that a syllable makes with those beside it."""
        column = self._columns.get(here)
        if column is None:
            return 0
        row, next_column = self._rows.get(before), self._columns.get(behind)
        left = 0 if row is None else self._cells[row + column]
        right = 0 if next_column is None else self._cells[self._rows[here] + next_column]
        return max(left & HIGHEST, right & HIGHEST)


@cache
def neighbours() -> Neighbours:
    """The table that ships, read once (about 6 MB, 30 ms)."""
    syllables, words, cells = lzma.decompress(TABLE.read_bytes()).split(b"\n", 2)
    return Neighbours(syllables.decode().split(), frozenset(words.decode().split(",")), cells)
