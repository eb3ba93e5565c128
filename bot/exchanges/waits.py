"""Classes of milliseconds, so narrow that a percentile read from them is right to an eighth."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

SHORTEST, LONGEST, STEP = 10.0, 4 * 3_600_000.0, 1.25


def _borders() -> tuple[float, ...]:
    found = [SHORTEST]
    while found[-1] < LONGEST:
        found.append(found[-1] * STEP)
    return tuple(found)


_BORDERS = _borders()


def class_of(milliseconds: float) -> int:
    """The number of the class; all that is longer than four hours is in the last one."""
    return min(bisect_left(_BORDERS, milliseconds), len(_BORDERS) - 1)


def percentile(counts: Mapping[int, int], share: float) -> float | None:
    """The milliseconds within which this share (0…1) was answered; None without any.

    Within a class the times are taken as evenly spread.
    """
    total = sum(counts.values())
    if not total:
        return None
    wanted, before = share * total, 0
    for number in sorted(counts):
        if before + counts[number] >= wanted:
            lower = _BORDERS[number - 1] if number else 0.0
            return lower + (_BORDERS[number] - lower) * (wanted - before) / counts[number]
        before += counts[number]
    return _BORDERS[max(counts)]
