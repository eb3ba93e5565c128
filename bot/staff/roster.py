"""Who of the Union answers when, for any account; kept in memory for half a minute."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from threading import Lock

import structlog

from bot.errors import StateUnavailable
from bot.staff.account_settings import AccountSettings, read_settings
from bot.staff.permissions import PERMISSIONS, Permission
from bot.staff.working_time import NoWorkingTime, WorkingTime
from bot.store.models import Role
from bot.store.rosters import OfficerRecord, RosterRecord, RosterRepository, Shift
from bot.store.times import utc_now
from handlers.people import Absence, Presence, Staffing
from knowledge.day import today

log = structlog.get_logger(__name__)

FRESH_SECONDS = 30.0
RETRY_SECONDS = 5.0
"""So long the database is left alone after it did not answer."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer of an account; ``zalo_user_id`` is '' when not known, ``role`` None where nobody
    asked for it.
    """

    admin_id: int
    name: str
    zalo_user_id: str
    handles_cases: bool
    role: Role | None = field(default=None, compare=False)
    email: str = field(default="", compare=False)

    def may(self, permission: Permission) -> bool:
        """Whether her role allows it."""
        return self.role is not None and permission in PERMISSIONS[self.role]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of an account, and when to look again."""

    look_again: float
    officers: tuple[Officer, ...]
    shifts: tuple[Shift, ...]
    settings: AccountSettings
    working: WorkingTime
    others: tuple[Officer, ...] = ()


class Roster:
    """The rosters of all accounts. What others changed in the last half minute may be missing.

    While the database is away, what was known last counts; what was never known raises
    ``StateUnavailable``, except in ``staffing`` and ``officer_of``, which every turn needs.
    """

    def __init__(
        self, records: RosterRepository, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._records = records
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self._away_until = 0.0
        self._reading = Lock()

    def officers(self, oa_id: str) -> list[Officer]:
        """All officers of the account, in the order they were added."""
        return list(self._of(oa_id).officers)

    def case_officers(self, oa_id: str) -> list[Officer]:
        """Those who may see cases of danger."""
        return [officer for officer in self._of(oa_id).officers if officer.handles_cases]

    def on_duty(self, oa_id: str, at: datetime) -> list[Officer]:
        """Whom a case is told now: all case officers in working hours, outside them those of them
        whose shift it is.
        """
        return _on_duty(self._of(oa_id), at)

    def shifts(self, oa_id: str) -> list[Shift]:
        """The shifts that end after yesterday's time of day, in the order they begin."""
        return list(self._of(oa_id).shifts)

    def officer_of(self, oa_id: str, zalo_user_id: str) -> Officer | None:
        """The officer who writes from this Zalo id, None for everybody else."""
        try:
            officers = self._of(oa_id).officers
        except StateUnavailable:
            return None
        chosen = (each for each in officers if zalo_user_id and each.zalo_user_id == zalo_user_id)
        return next(chosen, None)

    def colleagues(self, oa_id: str) -> list[Officer]:
        """The officers of the account, and whoever else may use the console and has a Zalo id."""
        known = self._of(oa_id)
        return [*known.officers, *known.others]

    def colleague_of(self, oa_id: str, zalo_user_id: str) -> Officer | None:
        """As ``officer_of``, and whoever may use the console without being entered as an officer
        of this account.
        """
        try:
            others = self._of(oa_id).others
        except StateUnavailable:
            return None
        chosen = (each for each in others if zalo_user_id and each.zalo_user_id == zalo_user_id)
        return self.officer_of(oa_id, zalo_user_id) or next(chosen, None)

    def staffing(self, oa_id: str, at: datetime) -> Staffing:
        """Who can answer at that time; all unknown without officers or without a database."""
        try:
            known = self._of(oa_id)
            found = _staffing(known, at) if known.officers else Staffing()
            return replace(found, called_when_unsure=known.settings.call_officer_when_unsure)
        except (StateUnavailable, NoWorkingTime):
            return Staffing()

    def working_deadline(self, oa_id: str, start: datetime, hours: float) -> datetime:
        """``start`` and so many working hours, aware UTC. Raises ``NoWorkingTime``."""
        return self._of(oa_id).working.deadline(start, hours)

    def working_time(self, oa_id: str) -> WorkingTime:
        """When the account's officers work."""
        return self._of(oa_id).working

    def closed_for(self, oa_id: str, day: date) -> str | None:
        """Why the account rests on a day ('' without a name for it), None where it does not."""
        return self._of(oa_id).working.closed_for(day)

    def settings(self, oa_id: str) -> AccountSettings:
        """The account's settings that are data."""
        return self._of(oa_id).settings

    def safe_word(self, oa_id: str) -> str:
        """The word by which anybody calls the numbers without raising suspicion."""
        return self.settings(oa_id).safe_word

    def forget(self, oa_id: str) -> None:
        """Read this account anew at the next question, after it was changed here."""
        self._known.pop(oa_id, None)

    def _of(self, oa_id: str) -> _Known:
        known = self._known.get(oa_id)
        if known is not None and self._clock() < known.look_again:
            return known
        with self._reading:
            return self._read(oa_id)

    def _read(self, oa_id: str) -> _Known:
        known, now = self._known.get(oa_id), self._clock()
        if known is not None and now < known.look_again:
            return known
        try:
            if now < self._away_until:
                raise StateUnavailable("SQL was away a moment ago")
            record = self._records.read(oa_id, utc_now() - timedelta(days=1))
        except StateUnavailable:
            self._away_until = max(self._away_until, now + RETRY_SECONDS)
            if known is None:
                raise
            return known
        fresh = _known(record, now + FRESH_SECONDS)
        self._known[oa_id] = fresh
        return fresh


def _known(record: RosterRecord, look_again: float) -> _Known:
    settings = read_settings(record.settings or {})
    officers = tuple(map(_officer, record.officers))
    others = tuple(map(_officer, record.others))
    return _Known(look_again, officers, record.shifts, settings, WorkingTime(settings), others)


def _officer(record: OfficerRecord) -> Officer:
    return Officer(
        record.admin_id,
        record.name,
        record.zalo_user_id,
        record.handles_cases,
        record.role,
        record.email,
    )


def _on_duty(known: _Known, at: datetime) -> list[Officer]:
    ready = [officer for officer in known.officers if officer.handles_cases]
    if known.working.is_open(at):
        return ready
    now = {shift.admin_id for shift in known.shifts if shift.holds(at)}
    return [officer for officer in ready if officer.admin_id in now]


def _staffing(known: _Known, at: datetime) -> Staffing:
    answer_by = known.working.deadline(at, known.settings.answer_hours)
    if known.working.is_open(at):
        return Staffing(Presence.WORKING, answer_by=answer_by)
    if _on_duty(known, at):
        return Staffing(Presence.ON_DUTY, answer_by=answer_by)
    absence, holiday = _absence(known.working, at)
    return Staffing(Presence.AWAY, _back_at(known, at), answer_by, absence, holiday)


def _back_at(known: _Known, at: datetime) -> datetime:
    """When somebody can look again: the next working time or the next shift."""
    ready = {officer.admin_id for officer in known.officers if officer.handles_cases}
    shifts = (
        shift.starts_at
        for shift in known.shifts
        if shift.starts_at > at and shift.admin_id in ready
    )
    return min([known.working.opens_next(at), *shifts])


def _absence(working: WorkingTime, at: datetime) -> tuple[Absence, str]:
    """Why nobody works at that time, and the name of the holiday."""
    day = today(at)
    closed = working.closed_for(day)
    if closed is not None:
        return Absence.HOLIDAY, closed
    spans = working.spans(day)
    if not spans:
        return (Absence.WEEKEND if day.weekday() >= _SATURDAY else Absence.HOLIDAY), ""
    within = spans[0][0] <= at < spans[-1][1]
    return (Absence.LUNCH if within else Absence.AFTER_HOURS), ""
