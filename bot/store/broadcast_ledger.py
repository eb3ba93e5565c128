"""The ledger of a broadcast: one row a recipient, claimed before the send, settled after it.

Every change of a row is one transaction that looks at its state first. The order of locks is always
broadcast, people, rows of the ledger.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from bot.broadcast.states import ENDED, OPEN, may_follow
from bot.store import audiences
from bot.store.audiences import Facts
from bot.store.broadcast_models import (
    BroadcastRow,
    BroadcastState,
    RecipientKind,
    RecipientRow,
    RecipientState,
)
from bot.store.broadcast_records import (
    Claimed,
    Doubtful,
    Numbers,
    audience_of,
    broadcast_of,
    claimed_of,
)
from bot.store.broadcasts import count, locked_broadcast
from bot.store.database import Database
from bot.store.models import AuditRow
from bot.store.upsert import insert

LEASE = timedelta(seconds=60)
"""Three times as long as a send can take: after it nobody is sending any more."""
GLANCE = 20
"""So many waiting rows are looked at for one that may be sent."""
LOOKUPS = 3
LOOK_AGAIN = timedelta(minutes=2)
"""A row of whom nothing is known is looked up so often, so far apart; then it stays unknown."""
_CHUNK = 500

WhyNot = Callable[[Facts | None], str]
"""Why a person may not get it now, '' if she may; None: she is not known any more."""


class Ledger:
    """The ledgers. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- Beginning and end --

    def begin(self, broadcast_id: int, now: datetime) -> int | None:
        """Write the ledger down and let the broadcast run: all of it in one transaction, so that no
        reader ever sees a part. Returns its size; None where it was not scheduled any more.
        """
        with self._database.writing() as session:
            row = locked_broadcast(session, broadcast_id)
            if row is None or row.state is not BroadcastState.SCHEDULED:
                return None
            audience = audience_of(row.audience)
            ids = audiences.members(session, row.oa_id, audience, row.topic, now)
            for start in range(0, len(ids), _CHUNK):
                _write(session, row, audience.kind, ids[start : start + _CHUNK], now)
            row.state, row.size, row.begun_at = BroadcastState.RUNNING, len(ids), now
            _note(session, row, "begun", now)
            return len(ids)

    def finish(self, broadcast_id: int, now: datetime) -> Numbers | None:
        """End it if nobody waits, nothing is on its way and nothing will be looked up; its numbers
        then, else None.
        """
        with self._database.writing() as session:
            row = locked_broadcast(session, broadcast_id)
            if row is None or row.state is not BroadcastState.RUNNING or _left(session, row):
                return None
            row.state, row.ended_at = BroadcastState.FINISHED, now
            _note(session, row, "finished", now)
            return count(session, row)

    # -- Sending --

    def claim(
        self,
        broadcast_id: int,
        now: datetime,
        week: datetime,
        why_not: WhyNot,
        why_no_group: str = "",
    ) -> Claimed | None:
        """The next recipient who may get it, claimed for the caller alone; those who may not are
        skipped, groups for ``why_no_group`` where that is not "". None where nobody is left, or the
        broadcast does not run.
        """
        while True:
            with self._database.writing() as session:
                row = locked_broadcast(session, broadcast_id)
                if row is None or not _runs(row, now):
                    return None
                waiting = session.scalars(_waiting(broadcast_id, now)).all()
                if not waiting:
                    return None
                chosen = _choose(session, row, waiting, week, now, why_not, why_no_group)
                if chosen is not None:
                    return claimed_of(chosen, broadcast_of(row))

    def sent(self, claimed: Claimed, message_id: str, now: datetime) -> None:
        """Zalo took it. News of it may have come before."""
        with self._database.writing() as session:
            row = self._mine(session, claimed)
            if row is not None:
                _out(row, message_id, now)

    def refused(self, claimed: Claimed, reason: str, now: datetime) -> None:
        """Zalo refused it for good."""
        with self._database.writing() as session:
            row = self._mine(session, claimed)
            if row is not None:
                _settle(row, RecipientState.REFUSED, reason, now)

    def unknown(self, claimed: Claimed, reason: str, now: datetime, look_at: datetime) -> None:
        """It may have arrived: it is looked up at that time."""
        with self._database.writing() as session:
            row = self._mine(session, claimed)
            if row is not None:
                _settle(row, RecipientState.UNKNOWN, reason, now)
                row.try_after = look_at

    def release(
        self,
        claimed: Claimed,
        now: datetime,
        *,
        try_after: datetime | None = None,
        counts: bool = False,
    ) -> None:
        """Nothing went out: it waits again, or is skipped where the broadcast ended meanwhile.
        ``counts``: it was a try of its own.
        """
        with self._database.writing() as session:
            broadcast = locked_broadcast(session, claimed.broadcast.id)
            row = self._mine(session, claimed)
            if row is None or broadcast is None:
                return
            row.attempts += counts
            _wait_again(row, broadcast, now)
            row.try_after = try_after

    # -- What a crash left, and what is not known --

    def lost(self, now: datetime) -> int:
        """Claims whose owner is gone: nobody knows whether those arrived. How many they were."""
        with self._database.writing() as session:
            gone = select(RecipientRow).where(
                RecipientRow.state == RecipientState.CLAIMED, RecipientRow.claimed_until <= now
            )
            rows = session.scalars(gone.with_for_update()).all()
            for row in rows:
                _settle(row, RecipientState.UNKNOWN, "lost", now)
                row.try_after = now if row.recipient_id else None
            return len(rows)

    def to_look_up(self, now: datetime, limit: int = 50) -> list[Doubtful]:
        """Recipients to look up now; each once at a time, and ``LOOKUPS`` times in all."""
        chosen = (
            select(RecipientRow)
            .where(
                RecipientRow.state == RecipientState.UNKNOWN,
                RecipientRow.try_after <= now,
                RecipientRow.recipient_id.is_not(None),
            )
            .order_by(RecipientRow.try_after)
            .limit(limit)
        )
        with self._database.writing() as session:
            rows = session.scalars(chosen.with_for_update()).all()
            found = [_doubtful(session, row) for row in rows]
            for row in rows:
                row.lookups += 1
                row.try_after = None if row.lookups >= LOOKUPS else now + LOOK_AGAIN
            return found

    def arrived(self, doubt: Doubtful, message_id: str, now: datetime) -> None:
        """The history shows that it arrived."""
        with self._database.writing() as session:
            row = _still_unknown(session, doubt)
            if row is not None:
                _out(row, message_id, now)

    def never_arrived(self, doubt: Doubtful, now: datetime) -> None:
        """The history shows that it did not: it waits again, or is skipped where the broadcast
        ended.
        """
        with self._database.writing() as session:
            broadcast = locked_broadcast(session, doubt.broadcast.id)
            row = _still_unknown(session, doubt)
            if row is not None and broadcast is not None:
                row.attempts += 1
                _wait_again(row, broadcast, now)

    def look_later(self, doubt: Doubtful, now: datetime) -> None:
        """Nobody could be asked: this look does not count."""
        with self._database.writing() as session:
            row = _still_unknown(session, doubt)
            if row is not None:
                row.lookups -= 1
                row.try_after = now + LOOK_AGAIN

    def unresolved(self, broadcast_id: int) -> bool:
        """Whether something of it is on its way or will be looked up."""
        with self._database.reading() as session:
            row = session.get(BroadcastRow, broadcast_id)
            return row is not None and _left(session, row)

    def _mine(self, session: Session, claimed: Claimed) -> RecipientRow | None:
        """The row, while this attempt has it; an echo or the lease may have settled it."""
        row = session.get(RecipientRow, claimed.row_id, with_for_update=True)
        if row is None or row.claim != claimed.claim:
            return None
        return row


def _note(session: Session, row: BroadcastRow, act: str, now: datetime) -> None:
    row.updated_at = now
    entry = AuditRow(
        at=now, actor="service", action=f"broadcast_{act}", subject=f"broadcast:{row.id}"
    )
    session.add(entry)


def _write(
    session: Session, row: BroadcastRow, kind: RecipientKind, ids: Sequence[str], now: datetime
) -> None:
    same = {
        "broadcast_id": row.id, "oa_id": row.oa_id, "kind": kind, "reason": "", "attempts": 0,
        "lookups": 0, "state": RecipientState.WAITING, "changed_at": now,
    }  # fmt: skip
    added = insert(session, RecipientRow)
    session.execute(added, [{**same, "recipient_id": each} for each in ids])


def _runs(row: BroadcastRow, now: datetime) -> bool:
    held = row.held_until is not None and now < row.held_until
    late = row.not_after is not None and now >= row.not_after
    return row.state is BroadcastState.RUNNING and not held and not late


def _waiting(broadcast_id: int, now: datetime) -> Select[RecipientRow]:
    return (
        select(RecipientRow)
        .where(
            RecipientRow.broadcast_id == broadcast_id,
            RecipientRow.state == RecipientState.WAITING,
            or_(RecipientRow.try_after.is_(None), RecipientRow.try_after <= now),
        )
        .order_by(RecipientRow.id)
        .limit(GLANCE)
    )


def _choose(
    session: Session,
    broadcast: BroadcastRow,
    waiting: Sequence[RecipientRow],
    week: datetime,
    now: datetime,
    why_not: WhyNot,
    why_no_group: str,
) -> RecipientRow | None:
    """The first who may get it; those before her are skipped. Mostly that is the first of all:
    only where she may not are the others looked at, all at once.
    """
    for portion in (waiting[:1], waiting[1:]):
        known = _known(session, broadcast.oa_id, week, portion)
        for row in portion:
            if row.kind is RecipientKind.PERSON:
                why = why_not(known.get(row.recipient_id or ""))
            else:
                group_id = row.recipient_id or ""
                why = why_no_group or audiences.group_trouble(session, broadcast.oa_id, group_id)
            if not why:
                _claim_now(row, now)
                return row
            _settle(row, RecipientState.SKIPPED, why, now)
    return None


def _known(
    session: Session, oa_id: str, week: datetime, rows: Sequence[RecipientRow]
) -> dict[str, Facts]:
    ids = [row.recipient_id or "" for row in rows if row.kind is RecipientKind.PERSON]
    found = audiences.facts(session, oa_id, week, ids) if ids else []
    return {each.person.user_id: each for each in found}


def _claim_now(row: RecipientRow, now: datetime) -> None:
    row.state, row.claim = RecipientState.CLAIMED, secrets.token_hex(8)
    row.claimed_at, row.claimed_until = now, now + LEASE
    row.sent_at = row.changed_at = now  # it counts for the week from here on
    row.try_after = None


def _settle(row: RecipientRow, state: RecipientState, reason: str, now: datetime) -> None:
    if not may_follow(row.state, state):
        return
    row.state, row.reason, row.changed_at = state, reason[:100], now
    row.claimed_until, row.try_after = None, None
    if state is not RecipientState.UNKNOWN:  # its owner may still tell what became of it
        row.claim = None
    if state in (RecipientState.REFUSED, RecipientState.SKIPPED):
        row.sent_at = None


def _out(row: RecipientRow, message_id: str, now: datetime) -> None:
    _settle(row, RecipientState.SENT, "", now)
    row.message_id = row.message_id or message_id or None
    row.sent_at = row.claimed_at or now


def _wait_again(row: RecipientRow, broadcast: BroadcastRow, now: datetime) -> None:
    if broadcast.state in ENDED:
        _settle(row, RecipientState.SKIPPED, broadcast.state.value, now)
    else:
        _settle(row, RecipientState.WAITING, "", now)
        row.sent_at = None


def _left(session: Session, row: BroadcastRow) -> bool:
    """Whether anything is still to be done for somebody."""
    mine = RecipientRow.broadcast_id == row.id
    looked_up = (RecipientRow.state == RecipientState.UNKNOWN) & RecipientRow.try_after.is_not(None)
    undone = or_(RecipientRow.state.in_(OPEN), looked_up)
    return bool(session.scalar(select(func.count()).select_from(RecipientRow).where(mine, undone)))


def _doubtful(session: Session, row: RecipientRow) -> Doubtful:
    broadcast = session.get_one(BroadcastRow, row.broadcast_id)
    return Doubtful(
        row.id,
        row.lookups + 1,
        row.attempts,
        row.claimed_at or row.changed_at,
        row.kind,
        row.recipient_id or "",
        broadcast_of(broadcast),
    )


def _still_unknown(session: Session, doubt: Doubtful) -> RecipientRow | None:
    row = session.get(RecipientRow, doubt.row_id, with_for_update=True)
    if row is None or row.state is not RecipientState.UNKNOWN or row.lookups != doubt.lookups:
        return None
    return row
