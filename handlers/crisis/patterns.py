"""Patterns over cue classes ("doing ..3 strike ..3 me"), matched on bit sets.

A pattern is a row of classes, alternatives joined by ``|``; ``..3`` allows up to three words
between its neighbours, nothing written allows none. Matching costs a few shifts of an integer,
whatever the message holds: there is no backtracking.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from handlers.crisis.scan import Scan

_GAP = re.compile(r"\.\.(\d+)")


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a pattern: any of these classes, at most ``gap`` words behind the last."""

    kinds: tuple[str, ...]
    gap: int


@cache
def parse(pattern: str) -> tuple[Step, ...]:
    """The steps of a pattern."""
    steps: list[Step] = []
    gap = 0
    for piece in pattern.split():
        if match := _GAP.fullmatch(piece):
            gap = int(match.group(1))
        else:
            steps.append(Step(tuple(piece.split("|")), gap))
            gap = 0
    return tuple(steps)


def ends(pattern: tuple[Step, ...], scan: Scan) -> int:
    """The positions at which a match of the pattern ends, as a bit set."""
    found = scan.found
    for step in pattern:
        if found.keys().isdisjoint(step.kinds):
            return 0
    reached = _step_ends(pattern[0], scan, -1)
    for step in pattern[1:]:
        if not reached:
            return 0
        reached = _step_ends(step, scan, _smeared(reached << 1, step.gap))
    return reached


def _step_ends(step: Step, scan: Scan, allowed: int) -> int:
    """The ends of the step's cues that start at an allowed position."""
    reached = 0
    for kind in step.kinds:
        for length, starts in scan.found.get(kind, {}).items():
            reached |= (starts & allowed) << (length - 1)
    return reached


def _smeared(bits: int, gap: int) -> int:
    """Every bit, and the ``gap`` positions behind it."""
    covered = 0
    while covered < gap:
        by = min(covered + 1, gap - covered)
        bits |= bits << by
        covered += by
    return bits
