"""Whether an event tells of danger: what decides which events go first."""

from __future__ import annotations

from bot.zalo.event_names import EventKind
from bot.zalo.events import Event
from handlers.crisis import assess
from handlers.severity import Severity

LONGEST = 2_000
"""Characters that are judged, at the beginning and at the end each: about 12 ms. Zalo's own app
sends no longer texts in one message.
"""
_FROM_A_PERSON = frozenset((EventKind.MESSAGE, EventKind.ANONYMOUS_MESSAGE))


def tells_of_danger(event: Event) -> bool:
    """Judged by the words alone; false in a group, where nothing is said about it."""
    if event.kind not in _FROM_A_PERSON or not event.text:
        return False
    text = event.text
    if len(text) > 2 * LONGEST:
        text = f"{text[:LONGEST]} {text[-LONGEST:]}"
    return assess(text).severity is not Severity.N
