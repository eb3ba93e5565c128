"""The telephone numbers that may be shown. The only place is ``numbers.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from handlers.crisis.lexicon import load

FILE = Path(__file__).with_name("numbers.yaml")


@dataclass(frozen=True, slots=True)
class Hotline:
    """One number: what it is, whether calling costs, when and against what it was checked.

    Without ``verified_on`` nobody has confirmed it, and it is never shown.
    """

    number: str
    what: str
    charge: str
    verified_on: date | None
    source: str


@cache
def hotlines() -> Mapping[str, Hotline]:
    """The hotlines by key: police, ambulance, children, shelter."""
    return MappingProxyType({key: Hotline(**row) for key, row in load(FILE).items()})


def confirmed(rows: Mapping[str, Hotline]) -> dict[str, str]:
    """Key → number, of those that somebody has confirmed."""
    return {key: row.number for key, row in rows.items() if row.verified_on is not None}


#: Key → number as shown: police, ambulance, children, shelter; what nobody confirmed is left out.
NUMBERS: Mapping[str, str] = MappingProxyType(confirmed(hotlines()))
