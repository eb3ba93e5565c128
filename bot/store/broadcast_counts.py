"""Broadcasts counted for the pages: how many stand where, and how far several of them are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.store.broadcast_models import BroadcastRow, BroadcastState, GroupRow, RecipientRow
from bot.store.broadcast_records import Numbers, numbers_of
from bot.store.database import Database
from bot.store.models import AuditRow


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A Zalo group of an account; ``trouble`` is why nothing can be sent to it, '' otherwise."""

    group_id: str
    name: str
    members: int
    trouble: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did to a broadcast or a series: an act of the audit log."""

    at: datetime
    actor: str
    action: str
    subject: str


class BroadcastCounts:
    """Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def states(self, oa_id: str) -> Counter[BroadcastState]:
        """How many of the account's broadcasts are in which state."""
        chosen = select(BroadcastRow.state, func.count()).where(BroadcastRow.oa_id == oa_id)
        with self._database.reading() as session:
            return Counter(dict(session.execute(chosen.group_by(BroadcastRow.state)).all()))

    def stopped(self, oa_id: str) -> list[tuple[int, str, str, bool]]:
        """Number, title and reason of the broadcasts that stopped by themselves, and whether they
        had begun.
        """
        row = BroadcastRow
        chosen = (
            select(row.id, row.title, row.reason, row.size.is_not(None))
            .where(
                BroadcastRow.oa_id == oa_id,
                BroadcastRow.state == BroadcastState.PAUSED,
                BroadcastRow.reason.not_in(("", "officer")),
            )
            .order_by(BroadcastRow.id)
        )
        with self._database.reading() as session:
            return [(*each,) for each in session.execute(chosen)]

    def numbers(self, broadcast_ids: Iterable[int]) -> dict[int, Numbers]:
        """The numbers of the ledgers of these broadcasts, of those that have one."""
        wanted = list(broadcast_ids)
        row = RecipientRow
        grouped = (
            select(row.broadcast_id, row.state, row.reason, func.count())
            .where(row.broadcast_id.in_(wanted))
            .group_by(row.broadcast_id, row.state, row.reason)
        )
        sizes = select(BroadcastRow.id, BroadcastRow.size).where(
            BroadcastRow.id.in_(wanted), BroadcastRow.size.is_not(None)
        )
        with self._database.reading() as session:
            found = defaultdict(list)
            for number, state, why, count in session.execute(grouped):
                found[number].append((state, why, count))
            return {
                number: numbers_of(size, found[number]) for number, size in session.execute(sizes)
            }

    def groups(self, oa_id: str) -> list[KnownGroup]:
        """The Zalo groups of the account: those with a trouble first, then by name."""
        chosen = select(GroupRow).where(GroupRow.oa_id == oa_id)
        ordered = chosen.order_by(GroupRow.trouble == "", GroupRow.name, GroupRow.group_id)
        with self._database.reading() as session:
            return [
                KnownGroup(row.group_id, row.name, row.members, row.trouble, row.seen_at)
                for row in session.scalars(ordered)
            ]

    def steps(self, subject: str, actions: Iterable[str], limit: int = 50) -> list[Step]:
        """Which of these acts were done to this broadcast ("broadcast:12") or series ("series:3"),
        newest first; also what was noted with something behind its name.
        """
        about = (AuditRow.subject == subject) | AuditRow.subject.startswith(f"{subject} ")
        chosen = select(AuditRow).where(AuditRow.action.in_(tuple(actions)), about)
        chosen = chosen.order_by(AuditRow.id.desc()).limit(limit)
        with self._database.reading() as session:
            rows = session.scalars(chosen)
            return [Step(row.at, row.actor, row.action, row.subject) for row in rows]
