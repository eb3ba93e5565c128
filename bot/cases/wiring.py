"""The parts of the duty, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.cases.acts import CaseActs, NameOf
from bot.cases.alerts import CaseAlerts
from bot.cases.carriers import Cases
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store.case_alerts import AlertRepository
from bot.store.cases import CaseRepository
from bot.store.database import Database
from bot.store.times import utc_now
from bot.zalo.client import ZaloClient
from bot.zalo.errors import ZaloError


@dataclass(frozen=True, slots=True)
class CaseRoom:
    """The register, what the worker does with it, and what officers do."""

    register: CaseRepository
    cases: Cases
    acts: CaseActs


def case_room(
    database: Database,
    secret_key: str,
    roster: Roster,
    messages: OfficerMessages,
    name_of: NameOf,
    clock: Callable[[], datetime] = utc_now,
) -> CaseRoom:
    """All of it over one database. Nothing is connected before it is used."""
    register = CaseRepository(database, secret_key)
    alerts = CaseAlerts(AlertRepository(database, secret_key), roster, messages, clock)
    cases = Cases(register, alerts, clock)
    return CaseRoom(register, cases, CaseActs(register, roster, messages, name_of, clock))


def names_from(client: ZaloClient) -> NameOf:
    """Asks Zalo for the name; '' when Zalo does not tell."""

    def name_of(oa_id: str, user_id: str) -> str:
        try:
            return client.user_detail(oa_id, user_id).display_name
        except ZaloError:
            return ""

    return name_of
