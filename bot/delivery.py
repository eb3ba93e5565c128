"""Sends a planned answer, bubble by bubble, and finds out what became of one that a crash left
open.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot import metrics
from bot.outbox import BubbleState, Outbox, Plan
from bot.recipients import Recipient
from bot.zalo.client import ZaloClient
from bot.zalo.errors import DeliveryUnknown, RequestRejected, UserUnreachable, ZaloError
from handlers.turn import Severity

log = structlog.get_logger(__name__)


class Delivery:
    """Carries a plan out, at most once a bubble."""

    def __init__(self, outbox: Outbox, client: ZaloClient) -> None:
        self._outbox = outbox
        self._client = client

    def deliver(
        self,
        event_key: str,
        plan: Plan,
        recipient: Recipient,
        still_ours: Callable[[], object] = lambda: None,
    ) -> UserUnreachable | None:
        """Send what was not sent yet.

        Returns why the person cannot be reached, if so. Raises a retryable ``ZaloError`` when the
        rest must wait; calling again with the same key goes on where it stopped. ``still_ours`` is
        called before each bubble and may raise to stop.
        """
        for number in range(len(plan.bubbles)):
            still_ours()
            state = self._outbox.claim(event_key, number)
            if state is BubbleState.CLAIMED:
                state = self._look_up(event_key, number, plan, recipient)
            if state is BubbleState.WAITING:
                stopped = self._send(event_key, number, plan, recipient)
                if stopped is not None:
                    return stopped
        return None

    def _send(
        self, event_key: str, number: int, plan: Plan, recipient: Recipient
    ) -> UserUnreachable | None:
        try:
            recipient.send(self._client, plan.bubbles[number])
        except ZaloError as error:
            metrics.count_send(type(error).__name__)
            return self._after_refusal(event_key, number, error)
        metrics.count_send("ok")
        self._outbox.mark(event_key, number, BubbleState.SENT)
        return None

    def _after_refusal(
        self, event_key: str, number: int, error: ZaloError
    ) -> UserUnreachable | None:
        """What a failed send leads to. Raises the error again when the bubble must wait."""
        match error:
            case DeliveryUnknown():  # stays claimed: it is looked up before anything else is done
                raise error
            case UserUnreachable():
                self._outbox.mark(event_key, number, BubbleState.REFUSED)
                return error
            case RequestRejected():
                self._outbox.mark(event_key, number, BubbleState.REFUSED)
                log.error("bubble_refused", **error.log_fields)
                return None
            case _:
                self._outbox.mark(event_key, number, BubbleState.WAITING)
                raise error

    def _look_up(
        self, event_key: str, number: int, plan: Plan, recipient: Recipient
    ) -> BubbleState:
        """A claimed bubble without an end: sent if the history shows it, otherwise ours to send."""
        try:
            arrived = recipient.arrived(self._client, plan.bubbles[number], plan)
        except ZaloError as error:
            if error.retryable:
                raise
            # The history is closed to us. Help in danger is better twice than never; anything else
            # once at most.
            arrived = plan.severity not in (Severity.C2, Severity.C3)
        if arrived:
            self._outbox.mark(event_key, number, BubbleState.SENT)
            return BubbleState.SENT
        return BubbleState.WAITING
