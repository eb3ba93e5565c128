"""Alerts about cases: planned in the database, claimed, sent, and their end written down.

An alert that a crash left half-way is sent again: better twice than never.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from bot.store.case_log import CaseLog
from bot.store.case_models import AlertKind, AlertOutcome, CaseAlertRow, CaseRow, CaseState
from bot.store.case_records import Case, case_of
from bot.store.database import Database
from bot.store.models import AdminRow, Role

ABANDONED_AFTER = timedelta(seconds=30)
"""An alert that has been under way so long was left by a crash."""
MOST_ATTEMPTS = 5
"""So often one alert is begun; what comes back every time is given up, the next round follows."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One message to one officer about a case, as it stands now."""

    id: int
    case: Case
    admin_id: int
    kind: AlertKind
    about: str
    round: int
    attempt: int
    at: datetime | None
    outcome: AlertOutcome
    reason: str


def plan_news(session: Session, case: CaseRow, about: str, now: datetime) -> None:
    """Tell whoever has the case, or else everybody who was alerted, that something is new."""
    alerted = select(CaseAlertRow.admin_id).where(CaseAlertRow.case_id == case.id).distinct()
    told = [case.taken_by] if case.taken_by is not None else session.scalars(alerted)
    for admin_id in told:
        session.add(_row(case.id, admin_id, case.alert_rounds, AlertKind.NEWS, now, about))


class AlertRepository:
    """The alerts. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        self._log = CaseLog(secret_key)

    def due(self, now: datetime) -> list[Case]:
        """Cases that nobody has taken and whose next round of alerts is due."""
        with self._database.reading() as session:
            chosen = select(CaseRow).where(_due(now)).order_by(CaseRow.severity.desc(), CaseRow.id)
            return [case_of(row) for row in session.scalars(chosen)]

    def plan_round(
        self,
        case: Case,
        recipients: Sequence[tuple[int, AlertKind]],
        now: datetime,
        next_at: datetime,
        *,
        nobody_on_duty: bool,
    ) -> bool:
        """Plan the next round; False if another process did it, or the case was taken meanwhile."""
        claimed = select(CaseRow).where(
            CaseRow.id == case.id, CaseRow.alert_rounds == case.alert_rounds, _due(now)
        )
        with self._database.writing() as session:
            row = session.scalar(claimed.with_for_update())
            if row is None:
                return False
            row.alert_rounds, row.next_alert_at = case.alert_rounds + 1, next_at
            row.nobody_on_duty = row.nobody_on_duty or nobody_on_duty
            for admin_id, kind in recipients:
                session.add(_row(row.id, admin_id, row.alert_rounds, kind, now))
            told = {"round": str(row.alert_rounds), "officers": str(len(recipients))}
            self._log.append(session, row, "alerting", told, now)
            return True

    def hasten(self, case: Case, rounds: int, next_at: datetime) -> None:
        """The round after this one sooner than planned: the last one reached nobody."""
        with self._database.writing() as session:
            untaken = and_(CaseRow.id == case.id, CaseRow.taken_by.is_(None))
            still = and_(untaken, CaseRow.closed_at.is_(None))
            sooner = {"next_alert_at": next_at, "alert_rounds": rounds}
            session.execute(update(CaseRow).where(still).values(**sooner))

    def claim(self, now: datetime) -> list[Alert]:
        """Alerts to send now; nobody else gets them before ``ABANDONED_AFTER``."""
        abandoned = and_(
            CaseAlertRow.outcome == AlertOutcome.SENDING, CaseAlertRow.at <= now - ABANDONED_AFTER
        )
        waiting = or_(CaseAlertRow.outcome == AlertOutcome.WAITING, abandoned)
        chosen = select(CaseAlertRow).where(waiting).order_by(CaseAlertRow.id)
        with self._database.reading() as session:
            if session.scalar(chosen.limit(1)) is None:
                return []
        with self._database.writing() as session:
            rows = list(session.scalars(chosen.with_for_update(skip_locked=True)))
            for row in rows:
                row.outcome, row.at, row.attempt = AlertOutcome.SENDING, now, row.attempt + 1
                if row.attempt > MOST_ATTEMPTS:
                    row.outcome, row.reason = AlertOutcome.FAILED, "given_up"
            session.flush()
            return [_alert(session, row) for row in rows if row.outcome is AlertOutcome.SENDING]

    def finish(self, alert: Alert, *, ok: bool, reason: str, now: datetime) -> bool:
        """Write down what became of it; whether it is the first that reached anybody."""
        with self._database.writing() as session:
            case = session.scalars(_locked(alert.case.id)).one()
            row = session.get_one(CaseAlertRow, alert.id)
            row.outcome, row.reason = (AlertOutcome.SENT if ok else AlertOutcome.FAILED), reason
            row.at = now
            told = {"officer": str(alert.admin_id), "about": alert.about, "reason": reason}
            kind = "alerted" if ok else "alert_failed"
            self._log.append(session, case, kind, told, now)
            first = ok and case.alerted_at is None
            if first:
                case.alerted_at = now
            if ok and case.state is CaseState.NEW:
                case.state = CaseState.ALERTED
            return first

    def last_round_failed(self, case: Case) -> bool:
        """Whether the last round reached nobody, and nobody may still be reached by it."""
        last = (
            select(CaseAlertRow.id)
            .join(CaseRow, CaseRow.id == CaseAlertRow.case_id)
            .where(
                CaseAlertRow.case_id == case.id,
                CaseAlertRow.round == CaseRow.alert_rounds,
                CaseAlertRow.kind != AlertKind.NEWS,
                CaseAlertRow.outcome != AlertOutcome.FAILED,
            )
        )
        with self._database.reading() as session:
            return session.scalar(last.limit(1)) is None

    def of_case(self, case_id: int) -> list[Alert]:
        """All alerts of a case, oldest first."""
        chosen = select(CaseAlertRow).where(CaseAlertRow.case_id == case_id)
        with self._database.reading() as session:
            rows = session.scalars(chosen.order_by(CaseAlertRow.id))
            return [_alert(session, row) for row in rows]

    def unreached(self) -> list[Case]:
        """Open cases that no officer could be told of."""
        nobody = and_(CaseRow.closed_at.is_(None), CaseRow.alerted_at.is_(None))
        with self._database.reading() as session:
            chosen = select(CaseRow).where(nobody, CaseRow.alert_rounds > 0).order_by(CaseRow.id)
            return [case_of(row) for row in session.scalars(chosen)]

    def admins(self) -> set[int]:
        """Who may widen the circle: the numbers of all admins."""
        with self._database.reading() as session:
            return set(session.scalars(select(AdminRow.id).where(AdminRow.role == Role.ADMIN)))


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(
        CaseRow.closed_at.is_(None), CaseRow.taken_by.is_(None), CaseRow.next_alert_at <= now
    )


def _locked(case_id: int) -> Select[CaseRow]:
    return select(CaseRow).where(CaseRow.id == case_id).with_for_update()


def _row(
    case_id: int, admin_id: int, number: int, kind: AlertKind, now: datetime, about: str = ""
) -> CaseAlertRow:
    return CaseAlertRow(
        case_id=case_id,
        admin_id=admin_id,
        round=number,
        kind=kind,
        about=about,
        planned_at=now,
        attempt=0,
        outcome=AlertOutcome.WAITING,
        reason="",
    )


def _alert(session: Session, row: CaseAlertRow) -> Alert:
    return Alert(
        row.id,
        case_of(session.get_one(CaseRow, row.case_id)),
        row.admin_id,
        row.kind,
        row.about,
        row.round,
        row.attempt,
        row.at,
        row.outcome,
        row.reason,
    )
