"""Units in chat spelling behind a number, spelt out for the search: "15t" → "15 tuổi".

The list is ``data/units.yaml``. What counts money or looks for danger reads numbers as typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.text.abbreviations import DATA, yaml_loader
from knowledge.text.fold import fold, has_accents
from knowledge.text.token import Origin, Token

UNITS = DATA / "units.yaml"
#: So many words to either side tell which unit is meant.
_REACH = 4
_GLUED = re.compile(r"(?P<number>\d+(?:[.,]\d+)*)(?P<unit>[^\W\d_]+)(?P<rest>\d*)")
_DIGIT = re.compile(r"\d")
_ALONE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Sense:
    """A meaning that holds beside one of these words; '' leaves the unit as typed.

    ``near`` are the words as listed, ``bare`` the same without accents, for a message that has
    none: "no" may be a debt (nợ), "nó" is none.
    """

    mean: str
    near: frozenset[str]
    bare: frozenset[str]

    def fits(self, around: frozenset[str], *, bare: bool) -> bool:
        """Whether one of the words is there; ``bare`` in a message without accents."""
        return not (self.bare if bare else self.near).isdisjoint(around)


@dataclass(frozen=True, slots=True)
class Unit:
    """Written forms of a unit and what they mean behind a number of at most ``most``."""

    forms: tuple[str, ...]
    mean: str
    most: float
    senses: tuple[Sense, ...]

    def meaning(self, number: str, around: frozenset[str], *, bare: bool = False) -> str:
        """The unit in full, '' to leave it as typed."""
        if float(re.sub(r"[.,]", "", number)) > self.most:
            return ""
        fitting = (sense.mean for sense in self.senses if sense.fits(around, bare=bare))
        return next(fitting, self.mean)


def load_units(path: Path = UNITS) -> list[Unit]:
    """Every entry of the list, in its order."""
    rows: list[dict[str, Any]] = yaml.load(path.read_text("utf-8"), Loader=yaml_loader())  # noqa: S506
    return [
        Unit(
            forms=tuple(str(row["write"]).split()),
            mean=row.get("mean") or "",
            most=float(row.get("most", "inf")),
            senses=tuple(
                _sense(each.get("mean") or "", str(each["near"])) for each in row.get("senses", ())
            ),
        )
        for row in rows
    ]


def _sense(mean: str, near: str) -> Sense:
    return Sense(mean, frozenset(near.split()), frozenset(fold(near).split()))


def spelt_out(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the units behind their numbers in full, all else as it is."""
    if not _DIGIT.search("".join([token.plain for token in tokens])):
        return list(tokens)
    words = [token.plain.lower() for token in tokens]
    return [_spelt(tokens, words, place) for place in range(len(tokens))]


@cache
def _by_form() -> dict[str, Unit]:
    return {form: unit for unit in load_units() for form in unit.forms}


def _spelt(tokens: Sequence[Token], words: Sequence[str], place: int) -> Token:
    token = tokens[place]
    if token.origin is Origin.NUMBER and (glued := _GLUED.fullmatch(token.plain)):
        meaning = _meaning(glued["unit"], glued["number"], words, place)
        plain = " ".join(filter(None, (glued["number"], meaning, glued["rest"])))
        return token._replace(plain=plain) if meaning else token
    before = tokens[place - 1] if place else None
    if before is None or before.tail != " " or not _ALONE.fullmatch(before.plain):
        return token
    meaning = _meaning(token.plain, before.plain, words, place)
    return token._replace(plain=meaning, origin=Origin.ABBREVIATION) if meaning else token


def _meaning(typed: str, number: str, words: Sequence[str], place: int) -> str:
    unit = _by_form().get(typed.lower())
    if unit is None:
        return ""
    near = " ".join(words[max(0, place - _REACH) : place + _REACH + 1])
    bare = not any(map(has_accents, words))
    return unit.meaning(number, frozenset(near.split()), bare=bare)
