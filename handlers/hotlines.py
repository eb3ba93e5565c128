"""The lines that name a telephone number; the numbers are those of the crisis cards."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from handlers import texts

_NUMBERS = files("handlers.crisis") / "numbers.yaml"


def danger_line() -> str:
    """Whom to call in danger."""
    return texts.in_danger(police=_numbers()["police"], children=_numbers()["children"])


def emergency_number() -> str:
    """The ambulance."""
    return _numbers()["ambulance"]


@cache
def _numbers() -> dict[str, str]:
    entries = yaml.safe_load(_NUMBERS.read_text(encoding="utf-8"))
    return {name: str(entry["number"]) for name, entry in entries.items()}
