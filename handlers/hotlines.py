"""The lines that name a telephone number; the numbers are those of the crisis cards."""

from __future__ import annotations

from handlers import texts
from handlers.crisis import NUMBERS
from handlers.texts import directory


def danger_line() -> str:
    """Whom to call in danger."""
    return texts.in_danger(police=NUMBERS["police"], children=NUMBERS["children"])


def emergency_number() -> str:
    """The ambulance."""
    return NUMBERS["ambulance"]


def police_line() -> str:
    """For whoever looks for the police."""
    return directory.police_in_danger(NUMBERS["police"])


def ambulance_line() -> str:
    """For whoever looks for a doctor."""
    return directory.ambulance(NUMBERS["ambulance"])


def shelter_line() -> str:
    """For whoever looks for a place to stay away from violence."""
    shelter = NUMBERS.get("shelter")
    return directory.shelter(NUMBERS["police"], shelter) if shelter else police_line()
