"""Who carries out what an answer asks for about cases; every method may run twice for an event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.cases.alerts import CaseAlerts
from bot.requests import Requests
from bot.store.case_records import Case, CaseDraft
from bot.store.cases import CaseRepository
from bot.store.times import utc_now
from bot.zalo.events import Event
from handlers.actions import NoteCase, OpenCase, SafeContact


class Cases:
    """The duty of the worker: cases are opened and alerted at once, and looked after by ``tick``.

    Raises ``StateUnavailable`` or ``RedisError`` when a store is away.
    """

    def __init__(
        self,
        register: CaseRepository,
        alerts: CaseAlerts,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.register = register
        self._alerts = alerts
        self._clock = clock

    def tick(self, now: datetime) -> None:
        """Alerts that are due, and the end of what must not be kept any longer."""
        self._alerts.run(now)
        self.register.purge(now)

    def open(self, event: Event, wish: OpenCase) -> None:
        """Open a case for this person and tell the officers."""
        draft = CaseDraft(
            event.oa_id,
            event.user_id,
            event.key,
            event.timestamp,
            wish.severity.value,
            wish.category,
            wish.basis.value,
        )
        now = self._clock()
        self.register.open(draft, now)
        self._alerts.run(now)

    def note(self, event: Event, wish: NoteCase) -> None:
        """Write down what became known of her open case, and tell who has it."""
        now = self._clock()
        self._told(
            self.register.note(event.oa_id, event.user_id, wish.news.value, event.key, now), now
        )

    def keep_contact(self, event: Event, wish: SafeContact) -> None:
        """Keep how she may be reached, sealed, and tell who has her case that it is there."""
        now = self._clock()
        self._told(
            self.register.keep_contact(event.oa_id, event.user_id, wish.words, event.key, now), now
        )

    def _told(self, changed: Case | None, now: datetime) -> None:
        if changed is not None:
            self._alerts.run(now)


def carry_cases(requests: Requests, cases: Cases) -> Requests:
    """Adds the carriers of cases to the table."""
    return (
        requests.on(OpenCase, cases.open)
        .on(NoteCase, cases.note)
        .on(SafeContact, cases.keep_contact)
    )
