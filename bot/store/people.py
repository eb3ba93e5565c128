"""People as the Official Accounts know them: when they last wrote, and whether they can be reached.

Zalo lets an account answer for seven days after a person's last interaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, case, delete, select
from sqlalchemy.orm import Session

from bot.store.broadcast_forgetting import forget_recipient, forget_subscriptions
from bot.store.cases import unlink_cases
from bot.store.consents import forget_consents
from bot.store.console_models import TrialPersonRow
from bot.store.data_requests import forget_person
from bot.store.database import Database
from bot.store.handovers import forget_handovers
from bot.store.labels import forget_labels
from bot.store.models import PersonRow
from bot.store.takeover_models import WaitingAnswerRow
from bot.store.times import utc_now
from bot.store.unanswered import forget_questions, forget_who_asked
from bot.store.upsert import Insert, Upsert, insert

_KEY = ("oa_id", "user_id")


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one account. Times are None where nothing happened yet."""

    oa_id: str
    user_id: str
    first_inbound_at: datetime | None
    last_inbound_at: datetime | None
    following: bool
    unreachable_until: datetime | None
    unreachable_reason: str
    crisis_until: datetime | None = None

    def may_be_pushed(self, now: datetime) -> bool:
        """Whether she may be in the audience of a message that she did not ask for just now."""
        quiet = self.crisis_until is not None and self.crisis_until > now
        return not quiet and self.reachable(now)

    def reachable(self, now: datetime) -> bool:
        """Whether no refusal of Zalo stands against writing to her."""
        if not self.unreachable_reason:
            return True
        return self.unreachable_until is not None and self.unreachable_until <= now


class PeopleRepository:
    """The people. Every account named must exist, else SQLAlchemy's ``IntegrityError``.

    Raises ``StateUnavailable`` when the database is away.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def touch_inbound(self, oa_id: str, user_id: str, at: datetime) -> None:
        """She wrote, followed or pressed something at ``at``; she can be reached again.

        Late and repeated news never moves the last time back nor the first time forward.
        """
        row = {"oa_id": oa_id, "user_id": user_id, "following": False, "unreachable_reason": ""}
        row |= {"first_inbound_at": at, "last_inbound_at": at}
        with self._database.writing() as session:
            _TOUCHED.execute(session, row)

    def set_following(self, oa_id: str, user_id: str, following: bool) -> None:
        """She follows the account, or no longer does."""
        self._put(oa_id, user_id, {"following": following})

    def mark_unreachable(
        self, oa_id: str, user_id: str, reason: str, until: datetime | None
    ) -> None:
        """Zalo refuses messages to her until ``until``, or (None) until she writes again."""
        changes = {"unreachable_reason": reason, "unreachable_until": until}
        self._put(oa_id, user_id, changes)

    def keep_quiet(self, oa_id: str, user_id: str, until: datetime) -> None:
        """She told of danger: nothing is pushed to her before ``until``; an earlier time changes
        nothing.
        """
        with self._database.writing() as session:
            statement = insert(session, PersonRow).values(
                oa_id=oa_id,
                user_id=user_id,
                following=False,
                unreachable_reason="",
                crisis_until=until,
            )
            known = PersonRow.crisis_until
            later = {"crisis_until": case((known > until, known), else_=until)}
            session.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=later))

    def get(self, oa_id: str, user_id: str) -> Person | None:
        """The person, or None."""
        with self._database.reading() as session:
            row = session.get(PersonRow, (oa_id, user_id))
            return None if row is None else person_of(row)

    def forget(self, oa_id: str, user_id: str) -> None:
        """Remove everything this database holds about her for this account; of her hand-overs only
        the numbers stay, so that none is given twice. While a case of hers is open, its duty stands
        and nothing is pushed to her: that much is kept until it closes.
        """
        with self._database.writing() as session:
            quiet = _quiet_until(session, oa_id, user_id)
            for table in (PersonRow, WaitingAnswerRow, TrialPersonRow):
                mine = (table.oa_id == oa_id, table.user_id == user_id)
                session.execute(delete(table).where(*mine))
            forget_handovers(session, oa_id, user_id)
            if unlink_cases(session, oa_id, user_id) and quiet:
                session.add(PersonRow(oa_id=oa_id, user_id=user_id, crisis_until=quiet))
            forget_consents(session, oa_id, user_id)
            forget_questions(session, oa_id, user_id)
            forget_subscriptions(session, oa_id, user_id)
            forget_labels(session, oa_id, user_id)
            forget_recipient(session, oa_id, user_id, utc_now())
            forget_person(session, oa_id, user_id, utc_now())

    def forget_who_asked(self, oa_id: str, user_id: str) -> None:
        """Officers may not learn any longer that open questions were hers."""
        with self._database.writing() as session:
            forget_who_asked(session, oa_id, user_id)

    def _put(self, oa_id: str, user_id: str, changes: dict[str, Any]) -> None:
        fresh = {"following": False, "unreachable_reason": "", **changes}
        with self._database.writing() as session:
            statement = insert(session, PersonRow).values(oa_id=oa_id, user_id=user_id, **fresh)
            session.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=changes))


def _quiet_until(session: Session, oa_id: str, user_id: str) -> datetime | None:
    mine = (PersonRow.oa_id == oa_id, PersonRow.user_id == user_id)
    return session.scalar(select(PersonRow.crisis_until).where(*mine))


def _touched(new: Insert) -> Executable:
    first, last = PersonRow.first_inbound_at, PersonRow.last_inbound_at
    begun, now = new.excluded.first_inbound_at, new.excluded.last_inbound_at
    moved = {
        "first_inbound_at": case((first < begun, first), else_=begun),
        "last_inbound_at": case((last > now, last), else_=now),
        "unreachable_until": None,
        "unreachable_reason": "",
    }
    return new.on_conflict_do_update(index_elements=_KEY, set_=moved)


_TOUCHED = Upsert(PersonRow, _touched)


def person_of(row: PersonRow) -> Person:
    """From a row."""
    return Person(
        row.oa_id,
        row.user_id,
        row.first_inbound_at,
        row.last_inbound_at,
        row.following,
        row.unreachable_until,
        row.unreachable_reason,
        row.crisis_until,
    )
