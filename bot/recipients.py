"""Where an answer goes: a person, a group, or an anonymous visitor; each has its own way of
sending.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot import keys
from bot.outbox import Plan
from bot.zalo.client import ZaloClient
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event

UNNAMED = "unnamed"
"""Stands for the id of a message that Zalo shows without one."""
CLOCKS_DIFFER = timedelta(minutes=1)
"""Zalo's clock and ours need not agree to the second."""


class Recipient(Protocol):
    """Somebody an answer can be sent to."""

    @property
    def mailbox(self) -> str:
        """The conversation's name."""

    def send(self, client: ZaloClient, text: str) -> str:
        """Send one text; returns the message's id. Raises ``ZaloError``."""

    def arrived(
        self, client: ZaloClient, text: str, plan: Plan, others: Container[str]
    ) -> str | None:
        """The id of this text in Zalo's history since the plan was made, '' when it is not there,
        None where there is no history. Messages whose ids are in ``others`` do not count.

        Raises ``ZaloError``.
        """


@dataclass(frozen=True, slots=True)
class Person:
    """One person, by the id that holds for one Official Account."""

    oa_id: str
    user_id: str

    @property
    def mailbox(self) -> str:
        """The conversation's name."""
        return keys.mailbox_name(self.oa_id, self.user_id)

    def send(self, client: ZaloClient, text: str) -> str:
        """A consultation message."""
        return client.send_text(self.oa_id, self.user_id, text).message_id

    def arrived(self, client: ZaloClient, text: str, plan: Plan, others: Container[str]) -> str:
        """Looks through the last messages of the conversation."""
        wanted, since = unicodedata.normalize("NFC", text), plan.planned_at - CLOCKS_DIFFER
        found = (
            each.message_id or UNNAMED
            for each in client.recent_messages(self.oa_id, self.user_id)
            if each.from_us and each.text == wanted and each.sent_at >= since
        )
        return next((message_id for message_id in found if message_id not in others), "")


@dataclass(frozen=True, slots=True)
class Group:
    """A group that the Official Account owns."""

    oa_id: str
    group_id: str

    @property
    def mailbox(self) -> str:
        """The conversation's name."""
        return keys.mailbox_name(self.oa_id, group_id=self.group_id)

    def send(self, client: ZaloClient, text: str) -> str:
        """A group message; mentions are taken out by the client."""
        return client.send_text_to_group(self.oa_id, self.group_id, text).message_id

    def arrived(self, client: ZaloClient, text: str, plan: Plan, others: Container[str]) -> None:
        """Zalo shows no history of groups."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor of the chat widget who is not logged in."""

    oa_id: str
    anonymous_id: str
    conversation_id: str

    @property
    def mailbox(self) -> str:
        """The conversation's name."""
        return keys.mailbox_name(self.oa_id, self.anonymous_id)

    def send(self, client: ZaloClient, text: str) -> str:
        """A message into her open conversation."""
        sent = client.send_text_to_visitor(
            self.oa_id, self.anonymous_id, self.conversation_id, text
        )
        return sent.message_id

    def arrived(self, client: ZaloClient, text: str, plan: Plan, others: Container[str]) -> None:
        """Zalo shows no history of visitors."""


def recipient_of(event: Event) -> Recipient:
    """Whom the answer to this event goes to."""
    if event.kind is EventKind.GROUP_MESSAGE:
        return Group(event.oa_id, event.group_id)
    if event.kind is EventKind.ANONYMOUS_MESSAGE:
        return Visitor(event.oa_id, event.user_id, event.conversation_id)
    return Person(event.oa_id, event.user_id)
