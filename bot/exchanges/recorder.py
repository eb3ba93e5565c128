"""Writes down what became of a message once its answer is out."""

from __future__ import annotations

import structlog

from bot.errors import StateUnavailable
from bot.exchanges.reading import words_of
from bot.outbox import Plan
from bot.privacy.masking import masked
from bot.store.exchanges import ExchangeRecord, ExchangeRepository, UnansweredDraft
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event
from handlers.exchange import Exchange, OpenQuestion

log = structlog.get_logger(__name__)

LONGEST_KEPT = 500
_CHANNELS = {EventKind.ANONYMOUS_MESSAGE: "anonymous", EventKind.GROUP_MESSAGE: "group"}


class ExchangeRecorder:
    """May run twice for one event with the same result."""

    def __init__(self, records: ExchangeRepository) -> None:
        self._records = records

    def record(self, event: Event, plan: Plan, milliseconds: int | None) -> None:
        """Write down and count what became of the event; ``milliseconds`` from her message to the
        answer handed to Zalo, None where nobody measured.

        Raises ``StateUnavailable``. Any other error is logged: an answer that is out must not be
        tried again for the sake of a number.
        """
        done = plan.exchange
        if done is None:
            return
        try:
            self._records.record(_record(event, plan.intent, done, milliseconds))
        except StateUnavailable:
            raise
        except Exception as error:
            log.exception("exchange_not_recorded", oa_id=event.oa_id, kind=type(error).__name__)


def _record(event: Event, intent: str, done: Exchange, milliseconds: int | None) -> ExchangeRecord:
    return ExchangeRecord(
        event.oa_id,
        event.key,
        event.timestamp,
        _CHANNELS.get(event.kind, "person"),
        intent,
        done.outcome,
        done.topic,
        done.source,
        done.confidence,
        milliseconds,
        _draft(event, done.missed) if done.missed else None,
    )


def _draft(event: Event, missed: OpenQuestion) -> UnansweredDraft | None:
    """Masked; who asked goes along only where she agreed, and can be answered."""
    text = masked(missed.text)[:LONGEST_KEPT]
    named = missed.may_be_named and event.kind is EventKind.MESSAGE
    words = words_of(text)
    if not words:
        return None
    user_id = event.user_id if named else ""
    return UnansweredDraft(text, words, missed.reason, event.mailbox, user_id)
