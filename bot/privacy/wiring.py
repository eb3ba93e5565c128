"""The parts of a person's rights, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from redis import Redis

from bot.opinions import Opinions
from bot.privacy.consents import Consents
from bot.privacy.overdue import OverdueRequests
from bot.privacy.rights import Rights
from bot.requests import Requests
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store.cases import CaseRepository
from bot.store.consents import ConsentRepository
from bot.store.data_requests import DataRequestRepository
from bot.store.database import Database
from bot.store.feedback import FeedbackRepository
from bot.store.handovers import HandoverRepository
from bot.store.people import PeopleRepository
from bot.store.times import utc_now
from handlers.actions import RateAnswer, RecordConsent, UseRight


@dataclass(frozen=True, slots=True)
class PrivacyRoom:
    """What turns and carriers use, the clocks, and what people think of answers."""

    rights: Rights
    overdue: OverdueRequests
    opinions: Opinions


def privacy_room(
    redis: Redis,
    database: Database,
    secret_key: str,
    roster: Roster,
    messages: OfficerMessages,
    clock: Callable[[], datetime] = utc_now,
) -> PrivacyRoom:
    """All of it over one database. Nothing is connected before it is used."""
    register = DataRequestRepository(database, secret_key)
    rights = Rights(
        Consents(redis, ConsentRepository(database)),
        register,
        PeopleRepository(database),
        HandoverRepository(database),
        CaseRepository(database, secret_key),
        roster,
        clock,
    )
    overdue = OverdueRequests(register, roster, messages)
    return PrivacyRoom(rights, overdue, Opinions(FeedbackRepository(database)))


def carry_privacy(requests: Requests, room: PrivacyRoom) -> Requests:
    """Adds the carriers of consents, rights and opinions to the table."""
    return (
        requests.on(RecordConsent, room.rights.record)
        .on(UseRight, room.rights.use)
        .on(RateAnswer, room.opinions.keep)
    )
