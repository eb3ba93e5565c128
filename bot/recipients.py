"""Where an answer goes: a person, a group, or an anonymous visitor; each has its own way of
sending.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.outbox import Plan
from bot.zalo.client import ZaloClient
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event

CLOCKS_DIFFER = timedelta(minutes=1)
"""Zalo's clock and ours need not agree to the second."""


class Recipient(Protocol):
    """Somebody an answer can be sent to."""

    def send(self, client: ZaloClient, text: str) -> None:
        """Send one text. Raises ``ZaloError``."""

    def arrived(self, client: ZaloClient, text: str, plan: Plan) -> bool | None:
        """Whether Zalo's history holds this text since the plan was made, None where there is none.

        Raises ``ZaloError``.
        """


@dataclass(frozen=True, slots=True)
class Person:
    """One person, by the id that holds for one Official Account."""

    oa_id: str
    user_id: str

    def send(self, client: ZaloClient, text: str) -> None:
        """A consultation message."""
        client.send_text(self.oa_id, self.user_id, text)

    def arrived(self, client: ZaloClient, text: str, plan: Plan) -> bool:
        """Looks through the last messages of the conversation."""
        wanted, since = unicodedata.normalize("NFC", text), plan.planned_at - CLOCKS_DIFFER
        return any(
            each.from_us and each.text == wanted and each.sent_at >= since
            for each in client.recent_messages(self.oa_id, self.user_id)
        )


@dataclass(frozen=True, slots=True)
class Group:
    """A group that the Official Account owns."""

    oa_id: str
    group_id: str

    def send(self, client: ZaloClient, text: str) -> None:
        """A group message; mentions are taken out by the client."""
        client.send_text_to_group(self.oa_id, self.group_id, text)

    def arrived(self, client: ZaloClient, text: str, plan: Plan) -> None:
        """Zalo shows no history of groups."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor of the chat widget who is not logged in."""

    oa_id: str
    anonymous_id: str
    conversation_id: str

    def send(self, client: ZaloClient, text: str) -> None:
        """A message into her open conversation."""
        client.send_text_to_visitor(self.oa_id, self.anonymous_id, self.conversation_id, text)

    def arrived(self, client: ZaloClient, text: str, plan: Plan) -> None:
        """Zalo shows no history of visitors."""


def recipient_of(event: Event) -> Recipient:
    """Whom the answer to this event goes to."""
    if event.kind is EventKind.GROUP_MESSAGE:
        return Group(event.oa_id, event.group_id)
    if event.kind is EventKind.ANONYMOUS_MESSAGE:
        return Visitor(event.oa_id, event.user_id, event.conversation_id)
    return Person(event.oa_id, event.user_id)
