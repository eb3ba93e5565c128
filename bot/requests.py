"""Who carries out what an answer asks for beside what is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self, TypeVar

from bot.zalo.events import Event
from handlers.actions import (
    NoteCase,
    OfficerAct,
    OpenCase,
    Request,
    SafeContact,
)

Kind = TypeVar("Kind", bound=Request)
_URGENT = (OpenCase, NoteCase, SafeContact)


def is_urgent(request: Request) -> bool:
    """Whether it must be carried out even while her answer cannot be sent."""
    return isinstance(request, _URGENT)


class Requests:
    """A table: the kind of a request → who carries it out.

    A carrier may run twice for one event, with the same result.
    """

    def __init__(self) -> None:
        self._carriers: dict[type[Any], Callable[[Event, Any], None]] = {}

    def on(self, kind: type[Kind], carrier: Callable[[Event, Kind], None]) -> Self:
        """This carrier carries out requests of this kind."""
        self._carriers[kind] = carrier
        return self

    def carry_out(self, event: Event, requests: Iterable[Request]) -> None:
        """Each in order. Raises what a carrier raises; calling again is harmless."""
        for request in requests:
            self._carriers[type(request)](event, request)


def acting(
    by_letter: Mapping[str, Callable[[Event, OfficerAct], None]],
) -> Callable[[Event, OfficerAct], None]:
    """The carrier of what officers do: the first letter of a code ("V12") says who carries it out;
    a letter that nobody has does nothing.
    """

    def act(event: Event, wish: OfficerAct) -> None:
        carrier = by_letter.get(wish.code[:1])
        if carrier is not None:
            carrier(event, wish)

    return act
