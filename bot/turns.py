"""From an accepted event to the turn that the handlers see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.errors import StateUnavailable
from bot.store.oas import OaRepository
from bot.store.times import utc_now
from bot.zalo.event_names import Content, EventKind
from bot.zalo.events import Event
from handlers.people import Sender, Staffing
from handlers.turn import Conversation, Message, MessageKind, Organisation, Turn
from knowledge.search import Library

TURN_KINDS = frozenset(
    {
        EventKind.MESSAGE,
        EventKind.ANONYMOUS_MESSAGE,
        EventKind.GROUP_MESSAGE,
        EventKind.FOLLOWED,
        EventKind.OPENED_CHAT,
    }
)
"""Events that the handlers answer; all others only change what we know."""

_BY_KIND = {
    EventKind.FOLLOWED: MessageKind.FOLLOWED,
    EventKind.OPENED_CHAT: MessageKind.OPENED_CHAT,
}


def nobody_known(oa_id: str, at: datetime) -> Staffing:
    """In the place of a roster where there is none."""
    return Staffing()


def usual_safe_word(oa_id: str) -> str:
    """In the place of an account's own safe word where none is known."""
    return Organisation().safe_word


def somebody(event: Event, conversation: Conversation) -> Sender:
    """In the place of what is known of who writes, where nothing is."""
    return Sender()


def nothing_more(event: Event, turn: Turn) -> Turn:
    """In the place of her rights where they need not be known."""
    return turn


class TurnMaker:
    """Adds to an event what a turn needs: the library its account answers from, the time, who
    speaks, who of the Union can answer, what is known of who writes, and what she agreed to.
    """

    def __init__(
        self,
        library: Callable[[str], Library],
        accounts: OaRepository,
        now: Callable[[], datetime] = utc_now,
        staffing: Callable[[str, datetime], Staffing] = nobody_known,
        sender: Callable[[Event, Conversation], Sender] = somebody,
        rights: Callable[[Event, Turn], Turn] = nothing_more,
        safe_word: Callable[[str], str] = usual_safe_word,
    ) -> None:
        self._library = library
        self._accounts = accounts
        self.now = now
        self._staffing = staffing
        self._sender = sender
        self._rights = rights
        self._safe_word = safe_word

    def turn(self, event: Event, conversation: Conversation, *, more_waiting: bool = False) -> Turn:
        """The turn that this event begins; ``more_waiting``: another text of hers waits."""
        now = self.now()
        turn = Turn(
            message_of(event),
            conversation,
            self._library(event.oa_id),
            now,
            self._organisation(event.oa_id),
            staffing=self._staffing(event.oa_id, now),
            sender=self._sender(event, conversation),
            more_waiting=more_waiting,
        )
        return self._rights(event, turn)

    def _organisation(self, oa_id: str) -> Organisation:
        try:
            account = self._accounts.recent(oa_id)
            if account is not None:
                return Organisation(account.name, self._safe_word(oa_id))
        except StateUnavailable:  # nobody is left without an answer for the want of a name
            pass
        return Organisation()


def message_of(event: Event) -> Message:
    """What the person sent or did, as the handlers see it."""
    return Message(
        kind=_BY_KIND.get(event.kind) or _kind(event.content),
        text=event.text,
        in_group=event.kind is EventKind.GROUP_MESSAGE,
        mentions_us=event.mentions_account,
    )


def _kind(content: Content) -> MessageKind:
    try:
        return MessageKind(content.value)
    except ValueError:  # a list or template cannot come from a person; its text still can be read
        return MessageKind.TEXT
