"""The broadcasts themselves: kept, changed under a lock, found. Their ledger is
``bot.store.broadcast_ledger``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from bot.broadcast.states import require
from bot.broadcast.versions import require_seen
from bot.errors import BotError
from bot.store.broadcast_models import (
    BroadcastRow,
    BroadcastState,
    RecipientRow,
    RecipientState,
)
from bot.store.broadcast_records import (
    Audience,
    Broadcast,
    BroadcastContent,
    Numbers,
    broadcast_of,
    content_values,
    numbers_of,
)
from bot.store.database import Database
from bot.store.models import AuditRow
from bot.store.times import utc_now

LIVE = (BroadcastState.SCHEDULED, BroadcastState.RUNNING, BroadcastState.PAUSED)


class UnknownBroadcast(BotError):
    """There is no such broadcast."""

    http_status = 404
    public_message = "Không có tin này. Chị xem lại mã tin, ví dụ T12."


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who did it (an e-mail address, "operator", "service"), and when."""

    actor: str
    at: datetime


class OpenBroadcast:
    """One broadcast, locked until the transaction ends."""

    def __init__(self, session: Session, row: BroadcastRow, stamp: Stamp) -> None:
        self._session = session
        self._stamp = stamp
        self.row = row

    def move(self, following: BroadcastState, act: str, wanted: str, reason: str = "") -> None:
        """Into another state, with its line in the audit log. Raises ``WrongBroadcastState``,
        ``AlreadyBegun``.
        """
        require(self.row.state, following, wanted, begun=self.row.size is not None)
        self.row.state, self.row.reason = following, reason
        self.note(act)

    def note(self, act: str) -> None:
        """The line in the audit log, without a change of state."""
        self.row.updated_at = self._stamp.at
        entry = AuditRow(
            at=self._stamp.at,
            actor=self._stamp.actor,
            action=f"broadcast_{act}",
            subject=f"broadcast:{self.row.id}",
        )
        self._session.add(entry)

    def put(self, content: BroadcastContent, audience: Audience) -> None:
        """Other words, another audience; what was uploaded before is uploaded again."""
        for name, value in content_values(content).items():
            setattr(self.row, name, value)
        self.row.audience = audience.stored()
        self.row.attachment_key, self.row.attachment_uploads = "", 0

    def end(self, state: BroadcastState, act: str, wanted: str) -> int:
        """Into a state after which nothing goes out: whoever still waits is skipped. How many."""
        self.move(state, act, wanted, self.row.reason)
        self.row.ended_at, self.row.to_tell = self._stamp.at, False
        return drop_waiting(self._session, self.row.id, state.value, self._stamp.at)

    def broadcast(self) -> Broadcast:
        """As it stands now."""
        return broadcast_of(self.row)


class BroadcastRepository:
    """The broadcasts. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    def add(
        self,
        oa_id: str,
        content: BroadcastContent,
        audience: Audience,
        actor: str,
        written_by: int | None = None,
        wished_for: datetime | None = None,
        origin: str = "",
    ) -> Broadcast:
        """A new draft; the one that has this origin already, where there is one."""
        stamp = Stamp(actor, self._clock())
        if origin and (known := self.of_origin(oa_id, origin)):
            return known
        with self._database.writing() as session:
            row = fresh_row(oa_id, content, audience, stamp.at)
            row.written_by, row.wished_for, row.origin = written_by, wished_for, origin or None
            session.add(row)
            session.flush()
            opened = OpenBroadcast(session, row, stamp)
            opened.note("drafted")
            return opened.broadcast()

    @contextmanager
    def changing(
        self, broadcast_id: int, actor: str, seen: str | None = None
    ) -> Iterator[OpenBroadcast]:
        """One transaction in which this broadcast is changed; ``seen`` is the version that it must
        still be. Raises ``UnknownBroadcast``, ``ChangedMeanwhile``.
        """
        with self._database.writing() as session:
            row = locked_broadcast(session, broadcast_id)
            if row is None:
                raise UnknownBroadcast
            require_seen(broadcast_of(row), seen)
            yield OpenBroadcast(session, row, Stamp(actor, self._clock()))

    def get(self, broadcast_id: int) -> Broadcast:
        """The broadcast. Raises ``UnknownBroadcast``."""
        with self._database.reading() as session:
            row = session.get(BroadcastRow, broadcast_id)
            if row is None:
                raise UnknownBroadcast
            return broadcast_of(row)

    def of_origin(self, oa_id: str, origin: str) -> Broadcast | None:
        """The one that was written in this conversation."""
        chosen = select(BroadcastRow).where(
            BroadcastRow.origin == origin, BroadcastRow.oa_id == oa_id
        )
        return next(iter(self._found(chosen)), None)

    def page(
        self,
        oa_id: str = "",
        states: Iterable[BroadcastState] = (),
        before: int | None = None,
        limit: int = 25,
    ) -> list[Broadcast]:
        """The newest first, those before a number; of every account with ''."""
        chosen = select(BroadcastRow).order_by(BroadcastRow.id.desc()).limit(limit)
        if oa_id:
            chosen = chosen.where(BroadcastRow.oa_id == oa_id)
        if wanted := tuple(states):
            chosen = chosen.where(BroadcastRow.state.in_(wanted))
        if before is not None:
            chosen = chosen.where(BroadcastRow.id < before)
        return self._found(chosen)

    def live(self) -> list[Broadcast]:
        """Everything that is scheduled, running or paused, the oldest time first."""
        chosen = select(BroadcastRow).where(BroadcastRow.state.in_(LIVE))
        return self._found(chosen.order_by(BroadcastRow.scheduled_for, BroadcastRow.id))

    def to_tell(self) -> list[Broadcast]:
        """Broadcasts of whose pause or end nobody was told yet; each is given out once."""
        with self._database.writing() as session:
            chosen = select(BroadcastRow).where(BroadcastRow.to_tell).order_by(BroadcastRow.id)
            rows = session.scalars(chosen.with_for_update()).all()
            for row in rows:
                row.to_tell = False
            return [broadcast_of(row) for row in rows]

    def numbers(self, broadcast_id: int) -> Numbers:
        """How many recipients are in which state. Raises ``UnknownBroadcast``."""
        with self._database.reading() as session:
            row = session.get(BroadcastRow, broadcast_id)
            if row is None:
                raise UnknownBroadcast
            return count(session, row)

    def note(self, broadcast_id: int, act: str, actor: str) -> None:
        """A line in the audit log. Raises ``UnknownBroadcast``."""
        with self.changing(broadcast_id, actor) as opened:
            opened.note(act)

    def keep_upload(self, broadcast_id: int, key: str) -> None:
        """What was uploaded has this id with Zalo."""
        with self._database.writing() as session:
            changed = update(BroadcastRow).where(BroadcastRow.id == broadcast_id)
            session.execute(changed.values(attachment_key=key))

    def _found(self, chosen: Select[BroadcastRow]) -> list[Broadcast]:
        with self._database.reading() as session:
            return [broadcast_of(row) for row in session.scalars(chosen)]


def count(session: Session, row: BroadcastRow) -> Numbers:
    """The numbers of one ledger, within a transaction of the caller's."""
    grouped = (
        select(RecipientRow.state, RecipientRow.reason, func.count())
        .where(RecipientRow.broadcast_id == row.id)
        .group_by(RecipientRow.state, RecipientRow.reason)
    )
    return numbers_of(row.size, [(state, why, n) for state, why, n in session.execute(grouped)])


def locked_broadcast(session: Session, broadcast_id: int) -> BroadcastRow | None:
    """The row, locked until the transaction ends; always before any row of its ledger."""
    return session.get(BroadcastRow, broadcast_id, with_for_update=True)


def drop_waiting(session: Session, broadcast_id: int, why: str, now: datetime) -> int:
    """Nobody who waits gets it, within a transaction of the caller's that holds the broadcast. How
    many they were.
    """
    waiting = update(RecipientRow).where(
        RecipientRow.broadcast_id == broadcast_id, RecipientRow.state == RecipientState.WAITING
    )
    skipped = waiting.values(
        state=RecipientState.SKIPPED, reason=why, changed_at=now, try_after=None
    )
    return len(session.scalars(skipped.returning(RecipientRow.id)).all())


def fresh_row(
    oa_id: str, content: BroadcastContent, audience: Audience, now: datetime
) -> BroadcastRow:
    """A draft that is not kept yet."""
    return BroadcastRow(
        oa_id=oa_id,
        **content_values(content),
        audience=audience.stored(),
        attachment_key="",
        attachment_uploads=0,
        library="",
        state=BroadcastState.DRAFT,
        reason="",
        to_tell=False,
        self_approved=False,
        created_at=now,
        updated_at=now,
    )
