"""The rules of ``phrases/rules.yaml``: which patterns mean which danger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from handlers.crisis.lexicon import RULES, load
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
    """One rule; ``within`` and ``unless`` name classes of the same sentence."""

    id: str
    level: Severity
    about: Category
    tells: Tells
    hurts: bool
    patterns: tuple[tuple[Step, ...], ...]
    within: tuple[str, ...]
    unless: tuple[str, ...]
    but_not: tuple[tuple[Step, ...], ...]

    def ends(self, scan: Scan) -> int:
        """Where the rule holds in the message, as a bit set of end positions."""
        reached = 0
        for pattern in self.patterns:
            reached |= ends(pattern, scan)
        if reached and self.within:
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
    )


def read(path: Path = RULES) -> tuple[Rule, ...]:
    """The rules of a file, in its order."""
    return tuple(map(_rule, load(path)))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in use."""
    return read()
