"""What a message as a whole sounds like, judged by a model that learned from told stories.

The rules know the words that a danger is usually told in; many people tell it sideways. A logistic
regression over words, their pairs and triples, groups of letters, and the cues of the phrase lists,
accents left out, knows more of those (``python -m tests.bench.crisis_fit`` makes it; data and
scores in ``model/danger.json``). It needs nothing but its file; without that the rules stand alone.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from handlers.crisis.rules import Category
from handlers.turn import Severity

FILE = Path(__file__).with_name("model") / "danger.npz"
LEVELS = (Severity.N, Severity.C1, Severity.C2, Severity.C3)
#: How much words, groups of letters and cues count, each kind taken as one.
SHARES = (1.0, 0.7, 0.5)
LETTERS = range(3, 6)

Integers: TypeAlias = npt.NDArray[np.uint32]
Floats: TypeAlias = npt.NDArray[np.float32]
#: Places of terms, and what each is worth in this message.
Weighed: TypeAlias = tuple[npt.NDArray[np.intp], Floats]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The chances of N, C1, C2 and C3, and what it would most likely be about."""

    chances: tuple[float, float, float, float]
    about: Category

    @property
    def harmless(self) -> float:
        """The chance of N."""
        return self.chances[0]

    def at_least(self, level: Severity) -> float:
        """The chance of this level or a graver one."""
        return sum(self.chances[LEVELS.index(level) :])


def terms_of(words: Sequence[str], cues: Iterable[str]) -> tuple[Counter[int], ...]:
    """Words, groups of letters and cues of a message as numbers, each with how often it comes."""
    kinds = (_words(words), _letters(words), (f"k:{cue}" for cue in cues))
    return tuple(Counter(zlib.crc32(term.encode()) for term in kind) for kind in kinds)


def _words(words: Sequence[str]) -> Iterator[str]:
    for length in (1, 2, 3):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _letters(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        framed = f"l: {word} "
        for length in LETTERS:
            for end in range(2 + length, len(framed) + 1):
                yield f"l:{framed[end - length : end]}"


@dataclass(frozen=True, slots=True)
class Model:
    """Known terms, ascending, how rare each is, and what it speaks for: one row a level in
    ``levels``, one row a category in ``about``.
    """

    terms: Integers
    rarity: Floats
    levels: Floats
    level_constants: Floats
    about: Floats
    about_constants: Floats
    categories: tuple[Category, ...]

    def judge(self, words: Sequence[str], cues: Iterable[str]) -> Judgement:
        """What the words, folded, and the cues found among them sound like."""
        places, values = self.weighed(terms_of(words, cues))
        chances = _shares(self.levels[:, places] @ values + self.level_constants)
        about = self.about[:, places] @ values + self.about_constants
        first, second, third, fourth = map(float, chances)
        return Judgement((first, second, third, fourth), self.categories[int(about.argmax())])

    def weighed(self, kinds: Sequence[Counter[int]]) -> Weighed:
        """The known terms of a message; each kind of them has the length of its share."""
        found = [self._of_kind(kind, share) for kind, share in zip(kinds, SHARES, strict=True)]
        return np.concatenate([part[0] for part in found]), np.concatenate([p[1] for p in found])

    def _of_kind(self, counts: Counter[int], share: float) -> Weighed:
        numbers = np.fromiter(counts, dtype=np.uint32, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        places = np.searchsorted(self.terms, numbers).clip(max=len(self.terms) - 1)
        known = self.terms[places] == numbers
        places = places[known]
        values = (1 + np.log(often[known])) * self.rarity[places]
        length = float(np.sqrt(values @ values))
        return places, (values * (share / max(length, 1e-9))).astype(np.float32)


def _shares(scores: Floats) -> Floats:
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum(), dtype=np.float32)


@cache
def shipped() -> Model | None:
    """The model of this project; None where its file is missing or damaged."""
    try:
        return read(FILE)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def read(path: Path) -> Model:
    """The model in this file. Raises what ``numpy.load`` raises, and ``KeyError``."""
    with path.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
        weights = {
            name: stored[name].astype(np.float32)
            for name in ("rarity", "levels", "level_constants", "about", "about_constants")
        }
        categories = tuple(map(Category, stored["categories"].tolist()))
        return Model(terms=stored["terms"], categories=categories, **weights)


def write(path: Path, model: Model) -> None:
    """Write the model's file, weights in half precision; the same model gives the same bytes."""
    np.savez(
        path,
        terms=model.terms,
        rarity=model.rarity.astype(np.float16),
        levels=model.levels.astype(np.float16),
        level_constants=model.level_constants,
        about=model.about.astype(np.float16),
        about_constants=model.about_constants,
        categories=np.array([str(category.value) for category in model.categories]),
    )
