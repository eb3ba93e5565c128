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
    """One number: what it is, whether calling costs, when and against what it was checked."""

    number: str
    what: str
    charge: str
    verified_on: date
    source: str


@cache
def hotlines() -> Mapping[str, Hotline]:
    """The hotlines by key: police, ambulance, children, shelter."""
    return MappingProxyType({key: Hotline(**row) for key, row in load(FILE).items()})


#: Key → number as shown: police, ambulance, children, shelter.
NUMBERS: Mapping[str, str] = MappingProxyType({key: row.number for key, row in hotlines().items()})
