"""The rules of ``phrases/rules.yaml``: which patterns mean which danger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from handlers.crisis.lexicon import RULES, load, phrases
from handlers.crisis.patterns import Step, ends, parse
from handlers.crisis.scan import Scan
from handlers.turn import Severity


class Category(StrEnum):
    """What a danger is about."""

    NONE = ""
    VIOLENCE = "DV"
    CHILD_SEXUAL_ABUSE = "CSA"
    CHILD_HARM = "CHI"
    SEXUAL_VIOLENCE = "SEX"
    SUICIDE = "SUI"
    TRAFFICKING = "TRA"
    PICTURES = "IMG"
    MEDICAL = "MED"
    UNCLEAR = "ANY"


class Tells(StrEnum):
    """Whose story a rule reads: her own, told in half a sentence, seen, or said in general."""

    OWN = "own"
    HALF = "half"
    SEEN = "seen"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``within`` and ``unless`` name classes of the same sentence, ``card`` a reply.

    ``soft``: control without blows, which yields to a question of right and wrong.
    """

    id: str
    level: Severity
    about: Category
    tells: Tells
    hurts: bool
    patterns: tuple[tuple[Step, ...], ...]
    within: tuple[str, ...]
    unless: tuple[str, ...]
    but_not: tuple[tuple[Step, ...], ...]
    card: str = ""
    soft: bool = False

    def confirmed(self, reached: int, scan: Scan) -> int:
        """Of the ends at which one of its patterns matched, those where the rule really holds."""
        if self.within:
            reached &= scan.sentences_with(self.within)
        if reached and self.unless:
            reached &= ~scan.sentences_with(self.unless)
        for pattern in self.but_not if reached else ():
            reached &= ~ends(pattern, scan)
        return reached

    def classes(self) -> set[str]:
        """Every class the rule names."""
        named = {
            kind
            for pattern in (*self.patterns, *self.but_not)
            for step in pattern
            for kind in step.kinds
        }
        return named | set(self.within) | set(self.unless)


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(
        id=row["id"],
        level=Severity(row["level"]),
        about=Category(row["about"]),
        tells=Tells(row["tells"]),
        hurts=bool(row.get("hurts", False)),
        patterns=tuple(map(parse, row["patterns"])),
        within=tuple(row.get("with", ())),
        unless=tuple(row.get("unless", ())),
        but_not=tuple(map(parse, row.get("but_not", ()))),
        card=row.get("card", ""),
        soft=bool(row.get("soft", False)),
    )


def read(path: Path = RULES) -> tuple[Rule, ...]:
    """The rules of a file, in its order."""
    return tuple(map(_rule, load(path)))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in use."""
    return read()


@cache
def _by_rarest_class() -> dict[str, list[tuple[int, tuple[Step, ...]]]]:
    """Every pattern with its rule's place, under the classes of its most telling step."""
    table: dict[str, list[tuple[int, tuple[Step, ...]]]] = {}
    for place, rule in enumerate(rules()):
        for pattern in rule.patterns:
            rarest = min(pattern, key=lambda step: sum(map(_commonness, step.kinds)))
            for kind in rarest.kinds:
                table.setdefault(kind, []).append((place, pattern))
    return table


def _commonness(kind: str) -> float:
    """How often the class is met: people and everyday words above all."""
    listed = phrases().get(kind, ())
    return sum(1 / len(phrase) ** 3 for phrase in listed)


def matches(scan: Scan) -> Iterator[tuple[Rule, int]]:
    """The rules that hold, each with the ends of its matches as a bit set, in the rules' order."""
    reached: dict[int, int] = {}
    for kind in scan.found:
        for place, pattern in _by_rarest_class().get(kind, ()):
            if found := ends(pattern, scan):
                reached[place] = reached.get(place, 0) | found
    for place in sorted(reached):
        rule = rules()[place]
        if confirmed := rule.confirmed(reached[place], scan):
            yield rule, confirmed
