"""The places of a directory card and the facts of a programme card, laid out for a phone."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.day import written
from handlers.texts import directory as texts
from handlers.texts import fact
from knowledge.documents import Card, Place

#: A place that nobody tried for so long is shown with a warning.
STALE = timedelta(days=180)


def places(card: Card, day: date) -> str:
    """Every place of the card as a block of lines; "" for a card without places."""
    return "\n\n".join(_block(place, day) for place in card.places)


def programme(card: Card) -> str:
    """Who issued the programme, for how long, whom to ask; "" for other cards."""
    return _facts(
        (texts.ISSUED_BY, card.issued_by),
        (texts.PERIOD, card.period),
        (texts.CONTACT, card.contact),
    )


def _block(place: Place, day: date) -> str:
    facts = _facts(
        (texts.ADDRESS, place.address),
        (texts.PHONE, place.phone),
        (texts.HOURS, place.hours),
        (texts.NOTE, place.note),
    )
    return "\n".join(filter(None, [f"• {place.name}", facts, _freshness(place, day)]))


def _facts(*facts: tuple[str, str]) -> str:
    return "\n".join(fact(name, value) for name, value in facts if value)


def _freshness(place: Place, day: date) -> str:
    if place.verified_on is None:
        return texts.NEVER_VERIFIED
    tell = texts.verified_long_ago if day - place.verified_on > STALE else texts.verified
    return tell(written(place.verified_on))
