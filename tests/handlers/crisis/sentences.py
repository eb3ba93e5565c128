"""Our labelled sentences, and how well they are judged."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from handlers.crisis import assess
from handlers.turn import Severity

DATA = Path(__file__).with_name("data")
LEVELS = list(Severity)


@dataclass(frozen=True)
class Sentence:
    """A sentence with the level and category a person gave it."""

    level: Severity
    category: str
    text: str


@dataclass(frozen=True)
class Score:
    """Shares between 0 and 1: C3 seen as C3, C2 and C3 seen as one of them, any danger noticed at
    all, and harmless sentences taken for danger."""

    exact: float
    c3: float
    grave: float
    noticed: float
    false_alarms: float


def read(path: Path) -> list[Sentence]:
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Sentence(Severity(row["level"]), row["category"], row["text"]) for row in rows]


def score(sentences: list[Sentence], mutation: Callable[[str], str]) -> Score:
    judged = [(each.level, assess(mutation(each.text)).severity) for each in sentences]
    dangers = [pair for pair in judged if pair[0] is not Severity.N]
    graves = [(told, seen) for told, seen in judged if LEVELS.index(told) >= 2]
    return Score(
        exact=share(told is seen for told, seen in judged),
        c3=share(seen is Severity.C3 for told, seen in judged if told is Severity.C3),
        grave=share(LEVELS.index(seen) >= 2 for _, seen in graves),
        noticed=share(seen is not Severity.N for _, seen in dangers),
        false_alarms=share(seen is not Severity.N for told, seen in judged if told is Severity.N),
    )


def share(verdicts: Iterable[bool]) -> float:
    listed = list(verdicts)
    return sum(listed) / len(listed)
