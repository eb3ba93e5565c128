"""What an abbreviation stands for, given the words around it.

The list is ``data/abbreviations.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).with_name("data")
ABBREVIATIONS = DATA / "abbreviations.yaml"
_REACH = 2
_NUMBER = re.compile(r"\d[\w.,/]*")
_MONEY = re.compile(
    r"\d[\d.,]*(?:tr|k|cu|ty|trieu|nghin|ngan|d|vnd)\d*|\d{5,}|\d{1,3}(?:[.,]\d{3})+"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The folded words of a message and the place of the one in question."""

    words: Sequence[str]
    place: int
    ends_clause: bool

    def before(self) -> set[str]:
        """The word in front and the two in front joined by ``_``; ``#`` for a number."""
        near = self.words[max(0, self.place - 2) : self.place]
        return _signs(near[-1:]) | _pairs(near)

    def behind(self) -> set[str]:
        """The word behind and the two behind joined by ``_``."""
        near = self.words[self.place + 1 : self.place + 3]
        return _signs(near[:1]) | _pairs(near)

    def around(self) -> set[str]:
        """Every word, and every pair of neighbours, at most two words away."""
        front = self.words[max(0, self.place - _REACH) : self.place]
        back = self.words[self.place + 1 : self.place + 1 + _REACH]
        return _signs([*front, *back]) | _pairs(front) | _pairs(back)


def _pairs(words: Sequence[str]) -> set[str]:
    return {"_".join(pair) for pair in zip(words, words[1:], strict=False)}


def _signs(words: Sequence[str]) -> set[str]:
    """The words, ``#`` where one is a number and ``$`` where one is money."""
    signs = set(words)
    if any(_NUMBER.fullmatch(word) for word in words):
        signs.add("#")
    if any(_MONEY.fullmatch(word) for word in words):
        signs.add("$")
    return signs


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning and the words that call for it."""

    mean: str
    after: frozenset[str]
    before: frozenset[str]
    near: frozenset[str]
    last: bool

    def fits(self, here: Surroundings) -> bool:
        """Whether any of the conditions holds."""
        return (
            (self.last and here.ends_clause)
            or not self.after.isdisjoint(here.before())
            or not self.before.isdisjoint(here.behind())
            or not self.near.isdisjoint(here.around())
        )


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """All written forms that share their meanings; ``mean`` is '' where they stay as they are."""

    forms: tuple[str, ...]
    mean: str
    senses: tuple[Sense, ...]
    rarely_a_word: bool = False

    def meaning(self, here: Surroundings) -> str:
        """The meaning at this place, '' to leave the word alone."""
        return next((sense.mean for sense in self.senses if sense.fits(here)), self.mean)


def _sense(row: dict[str, Any]) -> Sense:
    return Sense(
        mean=row.get("mean", ""),
        after=frozenset(str(row.get("after", "")).split()),
        before=frozenset(str(row.get("before", "")).split()),
        near=frozenset(str(row.get("near", "")).split()),
        last=bool(row.get("last", False)),
    )


def read(path: Path = ABBREVIATIONS) -> list[Abbreviation]:
    """Every entry of the list, in its order."""
    rows: list[dict[str, Any]] = yaml.load(path.read_text("utf-8"), Loader=yaml_loader())  # noqa: S506
    return [
        Abbreviation(
            forms=tuple(str(row["write"]).split()),
            mean=row.get("mean") or "",
            senses=tuple(map(_sense, row.get("senses", ()))),
            rarely_a_word=bool(row.get("rarely_a_word", False)),
        )
        for row in rows
    ]


def yaml_loader() -> type[yaml.SafeLoader]:
    """The C parser of safe YAML where libyaml is there: ten times as fast."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def by_form() -> dict[str, Abbreviation]:
    """Lower-case written form → its entry."""
    return {form: entry for entry in read() for form in entry.forms}
