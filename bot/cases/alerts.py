"""Alerts to officers: at once, again every few minutes, to ever more of them, until one has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.staff.messages import OfficerMessages
from bot.staff.roster import Officer, Roster
from bot.store.case_alerts import Alert, AlertRepository
from bot.store.case_models import AlertKind
from bot.store.case_records import Case
from bot.store.times import utc_now
from handlers.texts import duty

log = structlog.get_logger(__name__)

OWN_CIRCLE = 2
"""So many rounds go to those on duty, all later ones (from the tenth minute on, by default) to all
who handle cases and to the account's admins.
"""
WIDEST = OWN_CIRCLE + 1
NOBODY_YET = timedelta(minutes=1)
"""So soon it is tried again after nobody at all could be reached."""
NOT_ALLOWED = "not_a_case_officer"
TAKEN = "taken_meanwhile"


class CaseAlerts:
    """Plans and sends alerts. May run in several processes at once: each round goes out once.

    Raises ``StateUnavailable`` or ``RedisError`` when a store is away; the next run goes on.
    """

    def __init__(
        self,
        alerts: AlertRepository,
        roster: Roster,
        messages: OfficerMessages,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._alerts = alerts
        self._roster = roster
        self._messages = messages
        self._clock = clock

    def run(self, now: datetime) -> None:
        """Everything that is due at ``now``. A circle that nobody of could be reached is widened
        at once.
        """
        for _ in range(WIDEST):
            due = self._alerts.due(now)
            planned = [case for case in due if self._plan(case, now)]
            self._send(now)
            hastened = [case for case in planned if self._widened(case, now)]
            if not hastened:
                return

    def _plan(self, case: Case, now: datetime) -> bool:
        self._roster.forget(case.oa_id)  # an officer of half a minute ago may be the only one
        number = case.alert_rounds + 1
        recipients = self._circle(case, number, now)
        minutes = self._roster.settings(case.oa_id).case_alert_minutes
        return self._alerts.plan_round(
            case,
            [(officer.admin_id, _kind(officer, number)) for officer in recipients],
            now,
            now + timedelta(minutes=minutes),
            nobody_on_duty=not self._roster.on_duty(case.oa_id, now),
        )

    def _circle(self, case: Case, number: int, now: datetime) -> list[Officer]:
        """Whom this round goes to."""
        if number < WIDEST:
            on_duty = self._roster.on_duty(case.oa_id, now)
            return on_duty or self._roster.case_officers(case.oa_id)
        admins = self._alerts.admins()
        everybody = self._roster.officers(case.oa_id)
        return [each for each in everybody if each.handles_cases or each.admin_id in admins]

    def _widened(self, case: Case, now: datetime) -> bool:
        """Whether the last round failed altogether and a wider circle is tried at once."""
        number = case.alert_rounds + 1
        if not self._alerts.last_round_failed(case):
            return False
        size = len(self._circle(case, number, now))
        for wider in range(number + 1, WIDEST + 1):
            if len(self._circle(case, wider, now)) > size:
                self._alerts.hasten(case, wider - 1, now)
                return True
        self._alerts.hasten(case, number, now + NOBODY_YET)
        log.error("case_reached_nobody", oa_id=case.oa_id, severity=case.severity)
        return False

    def _send(self, now: datetime) -> None:
        for alert in self._alerts.claim(now):
            ok, reason = self._tried(alert)
            if self._alerts.finish(alert, ok=ok, reason=reason, now=now):
                waited = (self._clock() - alert.case.received_at).total_seconds()
                log.info(
                    "case_alerted",
                    oa_id=alert.case.oa_id,
                    severity=alert.case.severity,
                    seconds=round(waited, 1),
                )

    def _tried(self, alert: Alert) -> tuple[bool, str]:
        case = alert.case
        officers = {officer.admin_id: officer for officer in self._roster.officers(case.oa_id)}
        officer = officers.get(alert.admin_id)
        if officer is None or not (officer.handles_cases or alert.kind is AlertKind.WIDER):
            return False, NOT_ALLOWED
        if alert.kind is not AlertKind.NEWS and case.taken_by is not None:
            return False, TAKEN
        sent = self._messages.send(case.oa_id, officer, _words(alert))
        return sent.ok, sent.reason


def _kind(officer: Officer, number: int) -> AlertKind:
    if not officer.handles_cases:
        return AlertKind.WIDER
    return AlertKind.NEW if number == 1 else AlertKind.AGAIN


def _words(alert: Alert) -> str:
    case = alert.case
    if alert.kind is AlertKind.NEWS:
        return duty.news(case.code, alert.about)
    if alert.kind is AlertKind.WIDER:
        return duty.wider_alert(case.code, case.severity, case.received_at)
    return duty.alert(
        case.code,
        case.severity,
        case.category,
        case.received_at,
        again=alert.kind is AlertKind.AGAIN,
        off_hours=case.nobody_on_duty,
    )
