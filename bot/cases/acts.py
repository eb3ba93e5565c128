"""What officers do to cases from their phones, and what they are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.staff.messages import OfficerMessages
from bot.staff.roster import Officer, Roster
from bot.store.case_log import LogEntry
from bot.store.case_records import Case, CaseClosed, CaseFile, CaseTaken, CaseUnknown
from bot.store.cases import CaseRepository
from bot.store.times import utc_now
from bot.zalo.events import Event
from handlers import desk
from handlers.actions import OfficerAct
from handlers.people import CaseInBrief
from handlers.texts import duty
from handlers.turn import Severity

NameOf = Callable[[str, str], str]
"""The name that Zalo shows for a person of an account, '' where it cannot be had."""


class CaseActs:
    """Carries out the commands of ``handlers.desk`` that name a case.

    Whoever is not a named case officer changes and sees nothing. Raises ``StateUnavailable`` or
    ``RedisError`` when a store is away.
    """

    def __init__(
        self,
        register: CaseRepository,
        roster: Roster,
        messages: OfficerMessages,
        name_of: NameOf,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._register = register
        self._roster = roster
        self._messages = messages
        self._name_of = name_of
        self._clock = clock

    def carry_out(self, event: Event, act: OfficerAct) -> None:
        """Do it; what cannot be done is told to the officer who wished it."""
        officer = self._roster.officer_of(event.oa_id, event.user_id)
        if officer is None or not officer.handles_cases:
            return
        try:
            self._do(event.oa_id, officer, act)
        except CaseTaken as error:
            self._tell(event.oa_id, officer, duty.taken_before(act.code, self._named(event, error)))
        except CaseClosed:
            self._tell(event.oa_id, officer, duty.over(act.code))
        except CaseUnknown:
            self._tell(event.oa_id, officer, duty.unknown_code(act.code))

    def _do(self, oa_id: str, officer: Officer, act: OfficerAct) -> None:
        now = self._clock()
        if act.act == desk.LIST:
            for case in self._register.list(oa_id):
                self._register.look(oa_id, case.number, officer.admin_id, "list", now)
            return
        number = int(act.code[1:])
        match act.act:
            case desk.TAKE:
                self._register.take(oa_id, number, officer.admin_id, now)
                self._show(oa_id, officer, number, now)
            case desk.LOOK:
                self._show(oa_id, officer, number, now)
            case desk.NOTICE:
                self._register.look(oa_id, number, officer.admin_id, "notice", now)
            case desk.NOTIFIED:
                self._register.notified(oa_id, number, officer.admin_id, now)
            case desk.CLOSE:
                self._close(oa_id, officer, number, act.text, now)

    def _close(self, oa_id: str, officer: Officer, number: int, ending: str, now: datetime) -> None:
        keep = timedelta(days=self._roster.settings(oa_id).case_retention_days)
        try:
            self._register.close(oa_id, number, officer.admin_id, ending, now, keep)
        except CaseClosed:  # hers alone may run twice; the first time said everything
            if self._register.get(oa_id, number).taken_by != officer.admin_id:
                raise

    def _show(self, oa_id: str, officer: Officer, number: int, now: datetime) -> None:
        file = self._register.look(oa_id, number, officer.admin_id, "chat", now)
        name = self._name_of(oa_id, file.case.user_id) if file.case.user_id else ""
        self._tell(oa_id, officer, shown(file, name))

    def _named(self, event: Event, error: CaseTaken) -> str:
        return officer_name(self._roster, event.oa_id, error.by)

    def _tell(self, oa_id: str, officer: Officer, words: str) -> None:
        self._messages.send(oa_id, officer, words)


def in_brief(case: Case, taken_by: str = "") -> CaseInBrief:
    """The case as lists and notices tell it."""
    return CaseInBrief(
        case.code,
        Severity(case.severity),
        case.category,
        case.received_at,
        taken_by,
        case.notified_at is not None,
    )


def officer_name(roster: Roster, oa_id: str, admin_id: int | None) -> str:
    """The officer's name as people know her; '' for nobody."""
    if admin_id is None:
        return ""
    officers = roster.officers(oa_id)
    known = (each.name for each in officers if each.admin_id == admin_id)
    return next(known, "cán bộ khác")


def shown(file: CaseFile, name: str) -> str:
    """The file as the officer reads it."""
    return duty.case_file(file.case.code, name, file.contact, happened(file.log))


def happened(log: tuple[LogEntry, ...]) -> list[str]:
    """What became known of her, with the times; what officers and the service did is left out."""
    return [
        f"{duty.clock(entry.at)}: {duty.NEWS[entry.content['news']]}"
        for entry in log
        if entry.kind == "news" and entry.content.get("news") in duty.NEWS
    ]
