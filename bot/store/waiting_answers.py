"""Officers' answers on their way to a person: written down first, sent when Zalo lets them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from bot.store.database import Database
from bot.store.models import PersonRow
from bot.store.takeover_models import AnswerState, WaitingAnswerRow
from bot.store.upsert import insert
from bot.store.vault import Vault


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """A text for one person; ``admin_id`` None where the service itself speaks of the officer,
    ``handover_id`` None where it answers a question outside of one.
    """

    oa_id: str
    user_id: str
    handover_id: int | None
    admin_id: int | None
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WaitingAnswer:
    """A text that was written down; ``text`` is '' once it is out or erased."""

    id: int
    oa_id: str
    user_id: str
    handover_id: int | None
    admin_id: int | None
    text: str = field(repr=False)
    state: AnswerState
    attempt: int
    written_at: datetime

    @property
    def key(self) -> str:
        """The key of its plan in the outbox; another one after a refusal."""
        return f"answer:{self.id}:{self.attempt}"


class WaitingAnswers:
    """The answers. Raises ``StateUnavailable`` when the database is away, and
    ``SealedWithAnotherKey``.
    """

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        self._vault = Vault(secret_key)

    def write(self, draft: AnswerDraft, event_key: str, now: datetime) -> WaitingAnswer:
        """Write an answer down; what was written with the same event stays as it is."""
        with self._database.writing() as session:
            statement = insert(session, WaitingAnswerRow).values(
                oa_id=draft.oa_id,
                user_id=draft.user_id,
                handover_id=draft.handover_id,
                admin_id=draft.admin_id,
                event_key=event_key,
                text_sealed=self._vault.seal(draft.text),
                state=AnswerState.WAITING,
                attempt=0,
                written_at=now,
                try_after=now,
                reason="",
            )
            session.execute(statement.on_conflict_do_nothing(index_elements=["event_key"]))
            chosen = select(WaitingAnswerRow).where(WaitingAnswerRow.event_key == event_key)
            return self._answer(session.scalars(chosen).one())

    def of_person(self, oa_id: str, user_id: str) -> list[WaitingAnswer]:
        """What still has to go out to her, in the order it was written."""
        mine = _waiting().where(
            WaitingAnswerRow.oa_id == oa_id, WaitingAnswerRow.user_id == user_id
        )
        with self._database.reading() as session:
            return [self._answer(row) for row in session.scalars(mine)]

    def due(self, now: datetime, reachable_for: timedelta) -> list[tuple[str, str]]:
        """Accounts and persons for whom something can go out now: they wrote within that time."""
        reachable = (
            _waiting()
            .join(
                PersonRow,
                (PersonRow.oa_id == WaitingAnswerRow.oa_id)
                & (PersonRow.user_id == WaitingAnswerRow.user_id),
            )
            .where(
                PersonRow.last_inbound_at > now - reachable_for,
                or_(PersonRow.unreachable_reason == "", PersonRow.unreachable_until <= now),
                WaitingAnswerRow.try_after <= now,
            )
        )
        with self._database.reading() as session:
            rows = session.scalars(reachable).all()
            return list(dict.fromkeys((row.oa_id, row.user_id) for row in rows))

    def waiting_in(self, handover_id: int) -> int:
        """How many answers of officers in this hand-over are not out yet."""
        mine = _waiting().where(
            WaitingAnswerRow.handover_id == handover_id, WaitingAnswerRow.admin_id.is_not(None)
        )
        with self._database.reading() as session:
            return len(session.scalars(mine).all())

    def sent(self, answer_id: int, now: datetime) -> None:
        """It is out; its text is not kept any longer."""
        self._end(answer_id, AnswerState.SENT, "", now)

    def refused(self, answer_id: int, reason: str, now: datetime) -> None:
        """Zalo refused this text for good."""
        self._end(answer_id, AnswerState.REFUSED, reason, now)

    def unreachable(self, answer_id: int, reason: str) -> None:
        """Zalo does not let us write to her now: it waits for her next message."""
        with self._database.writing() as session:
            row = _locked(session, answer_id)
            if row is not None and row.state is AnswerState.WAITING:
                row.attempt, row.reason = row.attempt + 1, reason

    def later(self, answer_id: int, try_after: datetime) -> None:
        """It could not be sent; not again before that time."""
        with self._database.writing() as session:
            row = _locked(session, answer_id)
            if row is not None:
                row.try_after = try_after

    def erase_loose(self, written_before: datetime) -> None:
        """Erase answers outside of hand-overs that were written before that time."""
        old = (WaitingAnswerRow.handover_id.is_(None), WaitingAnswerRow.written_at < written_before)
        with self._database.writing() as session:
            session.execute(delete(WaitingAnswerRow).where(*old))

    def _end(self, answer_id: int, state: AnswerState, reason: str, now: datetime) -> None:
        with self._database.writing() as session:
            row = _locked(session, answer_id)
            if row is not None:
                row.state, row.reason, row.sent_at, row.text_sealed = state, reason, now, None

    def _answer(self, row: WaitingAnswerRow) -> WaitingAnswer:
        return WaitingAnswer(
            row.id,
            row.oa_id,
            row.user_id,
            row.handover_id,
            row.admin_id,
            self._vault.open(row.text_sealed) if row.text_sealed else "",
            row.state,
            row.attempt,
            row.written_at,
        )


def _waiting() -> Select[WaitingAnswerRow]:
    return (
        select(WaitingAnswerRow)
        .where(WaitingAnswerRow.state == AnswerState.WAITING)
        .where(WaitingAnswerRow.text_sealed.is_not(None))
        .order_by(WaitingAnswerRow.id)
    )


def _locked(session: Session, answer_id: int) -> WaitingAnswerRow | None:
    return session.get(WaitingAnswerRow, answer_id, with_for_update=True)
