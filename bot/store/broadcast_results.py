"""What came back on messages of broadcasts: replies, reactions, who stopped; and how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from bot.broadcast.states import OUT
from bot.store.broadcast_models import BroadcastRow, RecipientKind, RecipientRow, RecipientState
from bot.store.database import Database

REPLY_WITHIN = timedelta(hours=24)
"""What she writes so long after a broadcast counts as an answer to it."""
STOP_WITHIN = timedelta(hours=48)
"""Whoever stops so long after a broadcast stopped because of it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many recipients: ``sent`` reached Zalo, of whom ``delivered`` got it and ``seen`` saw it
    (who saw it also got it); ``replied``, ``reacted``, ``stopped``.
    """

    sent: int = 0
    delivered: int = 0
    seen: int = 0
    reacted: int = 0
    replied: int = 0
    stopped: int = 0


@dataclass(frozen=True, slots=True)
class TipCounts:
    """What came back on one tip of the library, sent ``times`` times."""

    tip: str
    title: str
    times: int
    counts: Counts


class ResultRepository:
    """Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- What comes --

    def replied(self, oa_id: str, user_id: str, at: datetime) -> bool:
        """She wrote: an answer to the last broadcast she got, if that was lately."""
        return self._mark_last(oa_id, user_id, at, REPLY_WITHIN, "replied")

    def quoted(self, oa_id: str, message_id: str) -> bool:
        """Somebody answered this very message, however long ago it was."""
        return self._mark(_of_message(oa_id, message_id), "replied")

    def stopped(self, oa_id: str, user_id: str, at: datetime) -> bool:
        """She wants no more broadcasts: because of the last one, if that was lately."""
        return self._mark_last(oa_id, user_id, at, STOP_WITHIN, "stopped")

    def reacted(self, oa_id: str, message_id: str, *, taken_back: bool = False) -> bool:
        """Somebody put a reaction on this message, or took it back."""
        return self._mark(_of_message(oa_id, message_id), "reacted", value=not taken_back)

    def _mark_last(
        self, oa_id: str, user_id: str, at: datetime, within: timedelta, name: str
    ) -> bool:
        """Every message of everybody comes by here: whoever got nothing lately is told apart by a
        question that was put together once.
        """
        asked = {"oa_id": oa_id, "user_id": user_id, "after": at - within}
        with self._database.reading() as session:
            if session.connection().execute(_LATELY, asked).first() is None:
                return False
        return self._mark(_last_of(oa_id, user_id, at, within), name)

    def _mark(self, chosen: Select[RecipientRow], name: str, *, value: bool = True) -> bool:
        """Whether there is such a row, which says so from now on."""
        with self._database.reading() as session:
            found = session.scalars(chosen).first()
            if found is None or getattr(found, name) == value:
                return found is not None
            row_id = found.id
        with self._database.writing() as session:
            row = session.get(RecipientRow, row_id, with_for_update=True)
            if row is not None:
                setattr(row, name, value)
        return True

    # -- How often --

    def of_broadcast(self, broadcast_id: int) -> Counts:
        """What came back on one broadcast."""
        with self._database.reading() as session:
            return _counted(session, RecipientRow.broadcast_id == broadcast_id)

    def of_period(self, oa_id: str, begin: datetime, end: datetime) -> tuple[int, Counts]:
        """How many broadcasts began within it, and what came back on them; '' is every account."""
        within = _begun(oa_id, begin, end)
        number = select(func.count()).select_from(BroadcastRow).where(*within)
        mine = RecipientRow.broadcast_id.in_(select(BroadcastRow.id).where(*within))
        with self._database.reading() as session:
            return session.scalar(number) or 0, _counted(session, mine)

    def of_tips(self, oa_id: str, begin: datetime, end: datetime) -> list[TipCounts]:
        """The same for each tip of the library that was sent within it."""
        chosen = (
            select(
                BroadcastRow.tip,
                func.max(BroadcastRow.title),
                func.count(BroadcastRow.id.distinct()),
                *_sums(),
            )
            .join(RecipientRow, RecipientRow.broadcast_id == BroadcastRow.id)
            .where(*_begun(oa_id, begin, end), BroadcastRow.tip != "")
            .group_by(BroadcastRow.tip)
            .order_by(BroadcastRow.tip)
        )
        with self._database.reading() as session:
            return [
                TipCounts(tip, title, times, _counts(sums))
                for tip, title, times, *sums in session.execute(chosen)
            ]


_LATELY = (
    select(RecipientRow.id)
    .where(
        RecipientRow.oa_id == bindparam("oa_id"),
        RecipientRow.recipient_id == bindparam("user_id"),
        RecipientRow.sent_at > bindparam("after"),
    )
    .limit(1)
)


def _last_of(oa_id: str, user_id: str, at: datetime, within: timedelta) -> Select[RecipientRow]:
    """The last message of a broadcast that reached her so lately."""
    return (
        select(RecipientRow)
        .where(
            RecipientRow.oa_id == oa_id,
            RecipientRow.recipient_id == user_id,
            RecipientRow.kind == RecipientKind.PERSON,
            RecipientRow.state.in_(OUT),
            RecipientRow.sent_at > at - within,
            RecipientRow.sent_at <= at,
        )
        .order_by(RecipientRow.sent_at.desc(), RecipientRow.id.desc())
        .limit(1)
    )


def _of_message(oa_id: str, message_id: str) -> Select[RecipientRow]:
    mine = (RecipientRow.message_id == message_id, RecipientRow.oa_id == oa_id)
    return select(RecipientRow).where(*mine).limit(1)


def _begun(oa_id: str, begin: datetime, end: datetime) -> list[ColumnElement[bool]]:
    within = [BroadcastRow.begun_at >= begin, BroadcastRow.begun_at < end]
    return [*within, BroadcastRow.oa_id == oa_id] if oa_id else within


def _sums() -> list[ColumnElement[int]]:
    out = RecipientRow.state.in_(OUT)
    got = RecipientRow.state.in_((RecipientState.DELIVERED, RecipientState.SEEN))
    seen = RecipientRow.state == RecipientState.SEEN
    came_back = (RecipientRow.reacted, RecipientRow.replied, RecipientRow.stopped)
    return [func.sum(case((each, 1), else_=0)) for each in (out, got, seen, *came_back)]


def _counted(session: Session, *mine: ColumnElement[bool]) -> Counts:
    return _counts(session.execute(select(*_sums()).where(*mine)).one())


def _counts(sums: Iterable[Any]) -> Counts:
    return Counts(*(int(each or 0) for each in sums))
