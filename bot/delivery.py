"""Sends a planned answer, bubble by bubble, and finds out what became of one that a crash left
open.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot import metrics
from bot.errors import BotError
from bot.outbox import BubbleState, Outbox, Plan
from bot.recipients import Recipient
from bot.zalo.client import ZaloClient
from bot.zalo.errors import (
    DeliveryUnknown,
    RequestRejected,
    ServerFault,
    UserUnreachable,
    ZaloError,
)
from handlers.turn import Severity

log = structlog.get_logger(__name__)


class Delivery:
    """Carries a plan out, at most once a bubble.

    ``in_danger`` is the client for help in danger, which our own limits do not hold back.
    """

    def __init__(
        self, outbox: Outbox, client: ZaloClient, in_danger: ZaloClient | None = None
    ) -> None:
        self._outbox = outbox
        self._client = client
        self._in_danger = in_danger or client

    def deliver(
        self,
        event_key: str,
        plan: Plan,
        recipient: Recipient,
        still_ours: Callable[[], object] = lambda: None,
    ) -> UserUnreachable | RequestRejected | None:
        """Send what was not sent yet.

        Returns why not all of it will reach the person, if so. Raises a retryable ``ZaloError``
        when the rest must wait; calling again with the same key goes on where it stopped.
        ``still_ours`` is called before each bubble and may raise to stop.
        """
        refused: RequestRejected | None = None
        for number in range(len(plan.bubbles)):
            still_ours()
            state = self._outbox.claim(event_key, number)
            if state in (BubbleState.CLAIMED, BubbleState.DOUBTFUL):
                state = self._look_up(event_key, number, state, plan, recipient)
            if state is BubbleState.WAITING:
                stopped = self._send(event_key, number, plan, recipient)
                if isinstance(stopped, UserUnreachable):
                    return stopped
                refused = refused or stopped
        return refused

    def deliver_untouched(self, event_key: str, plan: Plan, recipient: Recipient) -> None:
        """As ``deliver``, without the conversation's lease: bubbles that anybody has begun to send
        are left alone.
        """
        for number in range(len(plan.bubbles)):
            if self._outbox.claim(event_key, number) is BubbleState.WAITING:
                self._send(event_key, number, plan, recipient)

    def _send(
        self, event_key: str, number: int, plan: Plan, recipient: Recipient
    ) -> UserUnreachable | RequestRejected | None:
        try:
            message_id = recipient.send(self._client_for(plan), plan.bubbles[number])
        except ZaloError as error:
            metrics.count_send(type(error).__name__)
            return self._after_refusal(event_key, number, error)
        except BotError:  # our own store failed, which the client needs before it sends
            self._outbox.mark(event_key, number, BubbleState.WAITING)
            raise
        metrics.count_send("ok")
        self._outbox.sent(event_key, number, recipient.mailbox, message_id)
        return None

    def _client_for(self, plan: Plan) -> ZaloClient:
        return self._client if plan.severity is Severity.N else self._in_danger

    def _after_refusal(
        self, event_key: str, number: int, error: ZaloError
    ) -> UserUnreachable | RequestRejected:
        """What a failed send leads to. Raises the error again when the bubble must wait."""
        match error:
            case DeliveryUnknown():  # stays claimed: it is looked up before anything else is done
                raise error
            case ServerFault():
                self._outbox.mark(event_key, number, BubbleState.DOUBTFUL)
                raise error
            case UserUnreachable() | RequestRejected():
                self._outbox.mark(event_key, number, BubbleState.REFUSED)
                log.warning("bubble_refused", **error.log_fields)
                return error
            case _:
                self._outbox.mark(event_key, number, BubbleState.WAITING)
                raise error

    def _look_up(
        self, event_key: str, number: int, state: BubbleState, plan: Plan, recipient: Recipient
    ) -> BubbleState:
        """A bubble without a known end: sent if the history shows it, otherwise ours to send."""
        message_id = self._in_history(number, plan, recipient)
        if message_id is None:
            # Help in danger is better twice than never; so is what most likely did not arrive.
            # Anything else once at most.
            in_danger = plan.severity in (Severity.C2, Severity.C3)
            arrived = state is BubbleState.CLAIMED and not in_danger
        else:
            arrived = message_id != ""
        if not arrived:
            return BubbleState.WAITING
        self._outbox.sent(event_key, number, recipient.mailbox, message_id or "")
        return BubbleState.SENT

    def _in_history(self, number: int, plan: Plan, recipient: Recipient) -> str | None:
        """The bubble's message in Zalo's history, '' if it is not there; None without a history."""
        others = self._outbox.said(recipient.mailbox)
        try:
            return recipient.arrived(self._client, plan.bubbles[number], plan, others)
        except ZaloError as error:
            if error.retryable:
                raise
            return None
