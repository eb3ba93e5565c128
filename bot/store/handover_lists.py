"""Hand-overs as the console lists them: filtered, searched, a page at a time; no word of hers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from bot.store.database import Database
from bot.store.handovers import Handover, handover_of
from bot.store.models import HandoverRow, PersonRow
from bot.store.takeover_models import AnswerState, WaitingAnswerRow
from knowledge.day import VIETNAM

PAGE = 25
_Rows = Select[HandoverRow, datetime | None, bool]


class Shown(StrEnum):
    """Which hand-overs: without an answer yet, those one officer has, all open ones, closed ones.

    The values stand in the console's addresses.
    """

    WAITING = "dang-cho"
    MINE = "cua-toi"
    OPEN = "dang-mo"
    CLOSED = "da-dong"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; ``admin_id`` is who asks, the rest narrows: a topic by its name, the
    officer who has or had it, the day of the call on Vietnam's calendar.
    """

    oa_id: str
    shown: Shown
    admin_id: int
    topic: str = ""
    officer: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A hand-over with when the person last wrote (aware UTC, None for never), and whether an
    officer's answer is not out yet.
    """

    handover: Handover
    last_inbound_at: datetime | None
    answer_waits: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are open, without an answer, and of one officer; and how many of those without an
    answer are past the time they were promised.
    """

    open: int
    waiting: int
    mine: int
    late: int


@dataclass(frozen=True, slots=True)
class AnswerTrace:
    """What became of an officer's answer; its words are not kept once they are out."""

    admin_id: int
    state: AnswerState
    written_at: datetime
    sent_at: datetime | None
    reason: str


class HandoverLists:
    """The lists. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, wanted: Wanted, after: int | None = None, limit: int = PAGE) -> list[Listed]:
        """At most ``limit`` of them behind the one with the number ``after``.

        Open ones: danger first, then what has no answer yet, the nearest promise first. Closed
        ones: the newest first.
        """
        chosen = _with_people().where(*_narrowed(wanted)).limit(limit)
        with self._database.reading() as session:
            ordered = _ordered(session, chosen, wanted, after)
            return [
                Listed(handover_of(row), last_inbound_at, waits)
                for row, last_inbound_at, waits in session.execute(ordered)
            ]

    def counts(self, oa_id: str, admin_id: int, now: datetime) -> Counts:
        """How many there are, for the tabs and the first page."""
        unanswered = HandoverRow.answered_at.is_(None)
        late = and_(unanswered, HandoverRow.answer_by < now)
        chosen = select(
            func.count(),
            _how_many(unanswered),
            _how_many(HandoverRow.taken_by == admin_id),
            _how_many(late),
        ).where(*_open(oa_id))
        with self._database.reading() as session:
            return Counts(*session.execute(chosen).one())

    def topics(self, oa_id: str) -> list[str]:
        """The topics that hand-overs of this account have, in the order of the alphabet."""
        mine = (HandoverRow.oa_id == oa_id, HandoverRow.topic != "")
        chosen = select(HandoverRow.topic).where(*mine).distinct().order_by(HandoverRow.topic)
        with self._database.reading() as session:
            return list(session.scalars(chosen))

    def answers(self, handover_id: int) -> list[AnswerTrace]:
        """What became of the officers' answers in a hand-over, oldest first."""
        mine = (WaitingAnswerRow.handover_id == handover_id, WaitingAnswerRow.admin_id.is_not(None))
        chosen = select(WaitingAnswerRow).where(*mine).order_by(WaitingAnswerRow.id)
        with self._database.reading() as session:
            return [
                AnswerTrace(row.admin_id or 0, row.state, row.written_at, row.sent_at, row.reason)
                for row in session.scalars(chosen)
            ]


def _with_people() -> _Rows:
    waits = exists().where(
        WaitingAnswerRow.handover_id == HandoverRow.id,
        WaitingAnswerRow.admin_id.is_not(None),
        WaitingAnswerRow.state == AnswerState.WAITING,
        WaitingAnswerRow.text_sealed.is_not(None),
    )
    same = and_(PersonRow.oa_id == HandoverRow.oa_id, PersonRow.user_id == HandoverRow.user_id)
    return select(HandoverRow, PersonRow.last_inbound_at, waits).outerjoin(PersonRow, same)


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [HandoverRow.oa_id == wanted.oa_id, HandoverRow.user_id != ""]
    conditions += _of_kind(wanted)
    if wanted.topic:
        conditions.append(HandoverRow.topic == wanted.topic)
    if wanted.officer is not None:
        conditions.append(HandoverRow.taken_by == wanted.officer)
    if wanted.day is not None:
        begins = datetime.combine(wanted.day, time(), VIETNAM)
        conditions.append(HandoverRow.opened_at >= begins)
        conditions.append(HandoverRow.opened_at < begins + timedelta(days=1))
    return conditions


def _of_kind(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    if wanted.shown is Shown.CLOSED:
        return [HandoverRow.closed_at.is_not(None)]
    still_open = [HandoverRow.closed_at.is_(None)]
    if wanted.shown is Shown.WAITING:
        return [*still_open, HandoverRow.answered_at.is_(None)]
    if wanted.shown is Shown.MINE:
        return [*still_open, HandoverRow.taken_by == wanted.admin_id]
    return still_open


def _ordered(session: Session, chosen: _Rows, wanted: Wanted, after: int | None) -> _Rows:
    if wanted.shown is Shown.CLOSED:
        behind = [] if after is None else [HandoverRow.number < after]
        return chosen.where(*behind).order_by(HandoverRow.number.desc())
    rank, due, number = _rank(), _due(), HandoverRow.number
    ordered = chosen.order_by(rank, due, number)
    if after is None:
        return ordered
    place = select(rank, due).where(HandoverRow.oa_id == wanted.oa_id, number == after)
    found = session.execute(place).one_or_none()
    if found is None:
        return ordered
    return ordered.where(_behind((rank, due, number), (*found, after)))


def _behind(
    columns: Sequence[SQLColumnExpression[object]], last: Sequence[object]
) -> ColumnElement[bool]:
    """Whether a row comes after the last one in this order."""
    first, *others = columns
    if not others:
        return first > last[0]
    return or_(first > last[0], and_(first == last[0], _behind(others, last[1:])))


def _rank() -> SQLColumnExpression[int]:
    """Danger before everything, then what has no answer yet."""
    grave = HandoverRow.severity.in_(("C2", "C3"))
    return case((grave, 0), (HandoverRow.answered_at.is_(None), 1), else_=2)


def _due() -> SQLColumnExpression[datetime]:
    return func.coalesce(HandoverRow.answer_by, HandoverRow.opened_at)


def _open(oa_id: str) -> list[ColumnElement[bool]]:
    return [HandoverRow.oa_id == oa_id, HandoverRow.closed_at.is_(None)]


def _how_many(condition: ColumnElement[bool]) -> SQLColumnExpression[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
