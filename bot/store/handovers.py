"""Conversations that were handed to an officer, from the call to the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import (
    Case,
    ColumnElement,
    Select,
    SQLColumnExpression,
    case,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from bot.errors import BotError
from bot.store.database import Database
from bot.store.faq_writing import forget_faqs
from bot.store.models import HandoverRow, OfficialAccountRow
from bot.store.times import utc_now
from bot.store.upsert import insert

TYPED = "officer_typed"
"""Reason of a hand-over that nobody asked for: an officer began to type in Zalo's own tool."""

News = Literal["announced", "escalated"]
"""What officers are told of a hand-over: that it is there, that it waits for too long."""


class HandoverUnknown(BotError):
    """The account has no hand-over of this number."""

    http_status = 404
    public_message = "Không có cuộc trò chuyện nào mang mã này."


class HandoverClosed(BotError):
    """It is over: nothing can be done to it any more."""

    http_status = 409
    public_message = "Cuộc trò chuyện này đã đóng."


class HandoverTaken(BotError):
    """Another officer was faster; ``by`` is her number among the admins."""

    http_status = 409
    public_message = "Cán bộ khác đã nhận cuộc trò chuyện này."

    def __init__(self, by: int) -> None:
        super().__init__("taken by another officer")
        self.by = by


@dataclass(frozen=True, slots=True)
class Handover:
    """A hand-over, open while ``closed_at`` is None; ``severity`` as in ``handlers.turn``.

    ``taken_by`` and ``closed_by`` are numbers of admins: None for nobody, for an officer in Zalo's
    own tool, and for the service itself. ``last_word_at`` is when the officer last acted. ``topic``
    is what the library calls the matter she asked about last, '' when it is not known.
    """

    id: int
    oa_id: str
    number: int
    user_id: str
    reason: str
    severity: str
    opened_at: datetime
    answer_by: datetime | None
    announced_at: datetime | None
    escalated_at: datetime | None
    taken_at: datetime | None
    taken_by: int | None
    answered_at: datetime | None
    last_word_at: datetime | None
    closed_at: datetime | None
    closed_by: int | None
    topic: str = ""

    @property
    def code(self) -> str:
        """What officers type: H5."""
        return f"H{self.number}"


class HandoverRepository:
    """The hand-overs. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(
        self,
        oa_id: str,
        user_id: str,
        reason: str,
        severity: str,
        answer_by: datetime | None = None,
        now: datetime | None = None,
        topic: str = "",
    ) -> Handover:
        """Open a hand-over. One that is already open stays, and takes on the graver of the two;
        one that an officer merely began to type in takes on the wish.
        """
        with self._database.writing() as session:
            wish = {"severity": severity, "reason": reason, "topic": topic}
            at = now or utc_now()
            return handover_of(_opened(session, oa_id, user_id, wish, answer_by, at))

    def close(self, oa_id: str, user_id: str) -> bool:
        """Close the open hand-over of this person; False if there is none."""
        with self._database.writing() as session:
            row = session.scalars(_open_for(oa_id, user_id).with_for_update()).one_or_none()
            if row is None:
                return False
            row.closed_at = utc_now()
            return True

    def close_number(
        self, oa_id: str, number: int, admin_id: int | None, now: datetime
    ) -> Handover:
        """Close this one; again by the same officer changes nothing.

        Raises ``HandoverUnknown``, ``HandoverClosed`` when another closed it.
        """
        with self._database.writing() as session:
            row = _numbered(session, oa_id, number)
            if row.closed_at is not None and row.closed_by != admin_id:
                raise HandoverClosed
            if row.closed_at is None:
                row.closed_at, row.closed_by = now, admin_id
            return handover_of(row)

    def take(self, oa_id: str, number: int, admin_id: int, now: datetime) -> Handover:
        """She has it now; again by the same officer changes nothing. One that waits for an answer
        past its time may be taken from the officer who has it.

        Raises ``HandoverUnknown``, ``HandoverClosed``, ``HandoverTaken`` when another was faster.
        """
        with self._database.writing() as session:
            return handover_of(_taken(session, oa_id, number, admin_id, now))

    def answer(self, oa_id: str, number: int, admin_id: int, now: datetime) -> Handover:
        """She has it now and has answered. Raises as ``take``."""
        with self._database.writing() as session:
            row = _taken(session, oa_id, number, admin_id, now)
            row.answered_at = row.last_word_at = now
            return handover_of(row)

    def typed(self, oa_id: str, user_id: str, at: datetime) -> Handover:
        """An officer answered her in Zalo's own tool: what is open is taken and answered, and where
        nothing is open a hand-over begins.
        """
        with self._database.writing() as session:
            row = session.scalars(_open_for(oa_id, user_id).with_for_update()).one_or_none()
            wish = {"severity": "N", "reason": TYPED, "topic": ""}
            row = row or _opened(session, oa_id, user_id, wish, None, at)
            row.taken_at, row.answered_at = row.taken_at or at, at
            row.last_word_at = max(row.last_word_at or at, at)
            session.flush()
            return handover_of(row)

    def pass_on(
        self,
        oa_id: str,
        number: int,
        giver: int,
        receiver: int,
        now: datetime,
        answer_by: datetime | None = None,
    ) -> Handover:
        """Another officer has it now, and has until ``answer_by`` to answer. Whoever has it may
        give it away, anybody what nobody has; the same again changes nothing.

        Raises ``HandoverUnknown``, ``HandoverClosed``, ``HandoverTaken`` when it is another's.
        """
        with self._database.writing() as session:
            row = _numbered(session, oa_id, number)
            if row.closed_at is not None:
                raise HandoverClosed
            if row.taken_by not in (None, giver, receiver):
                raise HandoverTaken(row.taken_by or 0)
            if row.taken_by != receiver:
                row.taken_at, row.taken_by, row.last_word_at = now, receiver, now
                row.answer_by, row.answered_at, row.escalated_at = answer_by, None, None
            return handover_of(row)

    def get(self, oa_id: str, number: int) -> Handover:
        """The hand-over, open or closed. Raises ``HandoverUnknown``."""
        with self._database.reading() as session:
            return handover_of(_numbered(session, oa_id, number))

    def of_person(self, oa_id: str, user_id: str) -> Handover | None:
        """The open hand-over of this person."""
        with self._database.reading() as session:
            row = session.scalars(_open_for(oa_id, user_id)).one_or_none()
            return handover_of(row) if row else None

    def list_open(self, oa_id: str) -> list[Handover]:
        """The open hand-overs of an account, gravest first, then oldest first."""
        return self.list(oa_id)

    def list(self, oa_id: str = "", *, closed_too: bool = False) -> list[Handover]:
        """Open hand-overs (or all), gravest first, then oldest first; of one account or of all."""
        order = (_gravity(HandoverRow.severity).desc(), HandoverRow.opened_at, HandoverRow.id)
        chosen = select(HandoverRow).order_by(*order)
        if oa_id:
            chosen = chosen.where(HandoverRow.oa_id == oa_id)
        if not closed_too:
            chosen = chosen.where(HandoverRow.closed_at.is_(None))
        with self._database.reading() as session:
            return [handover_of(row) for row in session.scalars(chosen)]

    def claim(
        self, news: News, now: datetime, hold: timedelta, only: int | None = None
    ) -> Sequence[Handover]:
        """Those whose officers have to be told this news, for us alone during ``hold``; of one
        hand-over if ``only`` is its id.

        Whoever claimed must say ``told``; after a crash they are claimed again.
        """
        chosen = select(HandoverRow).where(*_untold(news, now))
        if only is not None:
            chosen = chosen.where(HandoverRow.id == only)
        chosen = chosen.order_by(HandoverRow.id).with_for_update(skip_locked=True)
        with self._database.writing() as session:
            rows = session.scalars(chosen).all()
            for row in rows:
                row.claimed_until = now + hold
            return [handover_of(row) for row in rows]

    def told(self, handover_id: int, news: News, now: datetime, *, done: bool = True) -> None:
        """The officers were told; not ``done``: nobody was there to be told, later again."""
        with self._database.writing() as session:
            row = session.get(HandoverRow, handover_id, with_for_update=True)
            if row is None:
                return
            row.claimed_until = None
            if done and news == "announced":
                row.announced_at = now
            elif done:
                row.escalated_at = now

    def release_unanswered(self, silent_since: datetime) -> Sequence[Handover]:
        """Give back those that were taken and left without a word since then; they wait again."""
        with self._database.writing() as session:
            rows = session.scalars(
                _silent(silent_since).where(HandoverRow.answered_at.is_(None))
            ).all()
            for row in rows:
                row.taken_at = row.taken_by = row.last_word_at = row.announced_at = None
            return [handover_of(row) for row in rows]

    def close_silent(self, silent_since: datetime, now: datetime) -> Sequence[Handover]:
        """Close those that were answered and in which no officer acted since then."""
        with self._database.writing() as session:
            rows = session.scalars(
                _silent(silent_since).where(HandoverRow.answered_at.is_not(None))
            ).all()
            for row in rows:
                row.closed_at = now
            return [handover_of(row) for row in rows]


def forget_handovers(session: Session, oa_id: str, user_id: str) -> None:
    """Take her id and every word out of her hand-overs, and end them; FAQs that were made of them
    lose her words too.
    """
    mine = (HandoverRow.oa_id == oa_id, HandoverRow.user_id == user_id)
    of_hers = select(HandoverRow.id).where(*mine)
    forget_faqs(session, of_hers)
    erased = {"questions_sealed": None, "answer_sealed": None}
    ended = func.coalesce(HandoverRow.closed_at, utc_now())
    session.execute(update(HandoverRow).where(*mine).values(user_id="", closed_at=ended, **erased))


def _opened(
    session: Session,
    oa_id: str,
    user_id: str,
    wish: Mapping[str, str],
    answer_by: datetime | None,
    at: datetime,
) -> HandoverRow:
    # One after the other within an account: numbers have no gaps and no doubles.
    account = select(OfficialAccountRow.oa_id).where(OfficialAccountRow.oa_id == oa_id)
    session.scalar(account.with_for_update())
    last = session.scalar(select(func.max(HandoverRow.number)).where(HandoverRow.oa_id == oa_id))
    statement = insert(session, HandoverRow).values(
        oa_id=oa_id,
        number=(last or 0) + 1,
        user_id=user_id,
        opened_at=at,
        answer_by=answer_by,
        **wish,
    )
    graver = _gravity(statement.excluded.severity) > _gravity(HandoverRow.severity)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["oa_id", "user_id"],
            index_where=HandoverRow.closed_at.is_(None),
            set_=dict(wish),
            where=or_(graver, HandoverRow.reason == TYPED),
        )
    )
    return session.scalars(_open_for(oa_id, user_id)).one()


def _taken(session: Session, oa_id: str, number: int, admin_id: int, now: datetime) -> HandoverRow:
    row = _numbered(session, oa_id, number)
    if row.closed_at is not None:
        raise HandoverClosed
    left_lying = row.escalated_at is not None and row.answered_at is None
    if row.taken_by not in (None, admin_id) and not left_lying:
        raise HandoverTaken(row.taken_by or 0)
    if row.taken_by != admin_id:
        row.taken_at, row.taken_by = now, admin_id
    row.last_word_at = now
    return row


def _untold(news: News, now: datetime) -> list[ColumnElement[bool]]:
    free = or_(HandoverRow.claimed_until.is_(None), HandoverRow.claimed_until <= now)
    waiting = [HandoverRow.closed_at.is_(None), HandoverRow.answered_at.is_(None), free]
    if news == "announced":
        return [*waiting, HandoverRow.announced_at.is_(None), HandoverRow.taken_at.is_(None)]
    return [*waiting, HandoverRow.escalated_at.is_(None), HandoverRow.answer_by <= now]


def _silent(since: datetime) -> Select[HandoverRow]:
    chosen = select(HandoverRow).where(
        HandoverRow.closed_at.is_(None), HandoverRow.last_word_at <= since
    )
    return chosen.with_for_update(skip_locked=True)


def _gravity(severity: SQLColumnExpression[str]) -> Case[str]:
    """Sorts N before C1, C2, C3."""
    return case((severity == "N", ""), else_=severity)


def _open_for(oa_id: str, user_id: str) -> Select[HandoverRow]:
    return select(HandoverRow).where(
        HandoverRow.oa_id == oa_id,
        HandoverRow.user_id == user_id,
        HandoverRow.closed_at.is_(None),
    )


def _numbered(session: Session, oa_id: str, number: int) -> HandoverRow:
    chosen = select(HandoverRow).where(HandoverRow.oa_id == oa_id, HandoverRow.number == number)
    row = session.scalar(chosen.with_for_update())
    if row is None or not row.user_id:
        raise HandoverUnknown
    return row


def handover_of(row: HandoverRow) -> Handover:
    """The row as others see it."""
    return Handover(
        row.id,
        row.oa_id,
        row.number,
        row.user_id,
        row.reason,
        row.severity,
        row.opened_at,
        row.answer_by,
        row.announced_at,
        row.escalated_at,
        row.taken_at,
        row.taken_by,
        row.answered_at,
        row.last_word_at,
        row.closed_at,
        row.closed_by,
        row.topic,
    )
