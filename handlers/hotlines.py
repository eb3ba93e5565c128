"""The lines that name a telephone number; the numbers are those of the crisis cards."""

from __future__ import annotations

from handlers import texts
from handlers.crisis import NUMBERS


def danger_line() -> str:
    """Whom to call in danger."""
    return texts.in_danger(police=NUMBERS["police"], children=NUMBERS["children"])


def emergency_number() -> str:
    """The ambulance."""
    return NUMBERS["ambulance"]
