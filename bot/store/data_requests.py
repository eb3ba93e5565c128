"""The register of what people asked for about their data, with its clocks; it names nobody."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from bot.errors import BotError
from bot.store.database import Database
from bot.store.models import AuditRow, OfficialAccountRow
from bot.store.rights_models import DataRequestRow, Source
from handlers.actions import Right
from knowledge.day import today

_CODE = re.compile(r"DL-(\d{4})-(\d{4,})", re.IGNORECASE)
ERASED = "erased"
"""Outcome of what was still open when she had everything erased."""
AGAIN = timedelta(days=1)
"""So long after a warning about an overdue request the next one follows."""


class RequestUnknown(BotError):
    """No account has a request with this code."""

    http_status = 404
    public_message = "Không có yêu cầu nào mang mã này. Mã đúng có dạng DL-2026-0007."


class RequestFinished(BotError):
    """The request is over."""

    http_status = 409
    public_message = "Yêu cầu này đã xong từ trước."


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request as it comes in; ``keeps_person``: an officer must know who it was, until it is
    done.
    """

    oa_id: str
    user_id: str
    right: Right
    source: Source
    event_key: str
    received_at: datetime
    reply_by: datetime
    finish_by: datetime
    keeps_person: bool = False


@dataclass(frozen=True, slots=True)
class DataRequest:
    """A request as the register has it. ``person`` is a digest; ``user_id`` is '' unless an
    officer still has something to do. Times are aware UTC, None for what did not happen yet.
    """

    oa_id: str
    code: str
    person: str
    user_id: str
    right: Right
    source: Source
    received_at: datetime
    reply_by: datetime
    finish_by: datetime
    replied_at: datetime | None
    finished_at: datetime | None
    outcome: str

    def overdue(self, now: datetime) -> bool:
        """Whether she should have been answered, or it should have been done, before ``now``."""
        if self.finished_at is not None:
            return False
        return self.finish_by < now or (self.replied_at is None and self.reply_by < now)


class DataRequestRepository:
    """The register. Raises ``StateUnavailable`` when the database is away.

    Every opening, reply and end is written into the audit log in the same transaction.
    """

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        derivation = HKDF(SHA256(), length=32, salt=None, info=b"hieu-luat register v1")
        self._key = derivation.derive(secret_key.encode())

    def person(self, oa_id: str, user_id: str) -> str:
        """The digest that stands for this person: without the key it leads to nobody."""
        return hmac.new(self._key, f"{oa_id}\x1f{user_id}".encode(), hashlib.sha256).hexdigest()

    def open(self, draft: RequestDraft) -> DataRequest:
        """Enter a request under the next number of its year; one event enters one."""
        with self._database.writing() as session:
            _lock_account(session, draft.oa_id)
            row = session.scalar(_of_event(draft.oa_id, draft.event_key))
            if row is None:
                row = self._row(session, draft)
                session.add(row)
                session.flush()
                _audit(session, "", "data_request_opened", row, draft.received_at)
            return request_of(row)

    def _row(self, session: Session, draft: RequestDraft) -> DataRequestRow:
        year = today(draft.received_at).year
        return DataRequestRow(
            oa_id=draft.oa_id,
            year=year,
            number=_next_number(session, draft.oa_id, year),
            person=self.person(draft.oa_id, draft.user_id),
            user_id=draft.user_id if draft.keeps_person else None,
            kind=draft.right,
            source=draft.source,
            event_key=draft.event_key,
            received_at=draft.received_at,
            reply_by=draft.reply_by,
            finish_by=draft.finish_by,
        )

    def finish_at_once(self, oa_id: str, event_key: str, outcome: str, now: datetime) -> None:
        """What this event asked for is done; nothing where it is over already."""
        with self._database.writing() as session:
            row = session.scalar(_of_event(oa_id, event_key))
            if row is not None and row.finished_at is None:
                _finish(session, row, "", outcome, now)

    def reply(self, code: str, actor: str, now: datetime, oa_id: str = "") -> DataRequest:
        """She was answered. Raises ``RequestUnknown``, ``RequestFinished``."""
        with self._database.writing() as session:
            row = _still_open(session, code, oa_id)
            if row.replied_at is None:
                row.replied_at = now
                _audit(session, actor, "data_request_replied", row, now)
            return request_of(row)

    def finish(
        self, code: str, actor: str, outcome: str, now: datetime, oa_id: str = ""
    ) -> DataRequest:
        """It is done; her id goes. Raises ``RequestUnknown``, ``RequestFinished``."""
        with self._database.writing() as session:
            row = _still_open(session, code, oa_id)
            _finish(session, row, actor, outcome, now)
            return request_of(row)

    def get(self, code: str, oa_id: str = "") -> DataRequest:
        """The request. Raises ``RequestUnknown``."""
        with self._database.reading() as session:
            return request_of(_coded(session, code, oa_id))

    def list(self, oa_id: str = "", *, all_of_them: bool = False) -> list[DataRequest]:
        """Open requests (or all), the most urgent first; of one account or of every one."""
        chosen = select(DataRequestRow).order_by(DataRequestRow.finish_by, DataRequestRow.id)
        if oa_id:
            chosen = chosen.where(DataRequestRow.oa_id == oa_id)
        if not all_of_them:
            chosen = chosen.where(DataRequestRow.finished_at.is_(None))
        with self._database.reading() as session:
            return [request_of(row) for row in session.scalars(chosen)]

    def open_codes(self, oa_id: str, user_id: str) -> tuple[str, ...]:
        """The codes of this person's requests that are not over, oldest first."""
        chosen = select(DataRequestRow).where(
            DataRequestRow.oa_id == oa_id,
            DataRequestRow.person == self.person(oa_id, user_id),
            DataRequestRow.finished_at.is_(None),
        )
        with self._database.reading() as session:
            rows = session.scalars(chosen.order_by(DataRequestRow.id))
            return tuple(_code(row) for row in rows)

    def claim_overdue(self, now: datetime) -> Sequence[DataRequest]:
        """The overdue requests of which nobody was warned within a day; they count as warned now,
        so that of several processes one gets each.
        """
        warned = DataRequestRow.warned_at
        due = select(DataRequestRow).where(
            past_due(now), or_(warned.is_(None), warned <= now - AGAIN)
        )
        with self._database.writing() as session:
            rows = list(session.scalars(due.with_for_update(skip_locked=True)))
            for row in rows:
                row.warned_at = now
            return [request_of(row) for row in rows]


def forget_person(session: Session, oa_id: str, user_id: str, now: datetime) -> None:
    """Take her id out of the register, within a transaction of the caller's; what an officer had
    still to do for her is over.
    """
    mine = (DataRequestRow.oa_id == oa_id, DataRequestRow.user_id == user_id)
    for row in session.scalars(select(DataRequestRow).where(*mine).with_for_update()):
        _finish(session, row, "", ERASED, now)


def past_due(now: datetime) -> ColumnElement[bool]:
    """Those rows that ``DataRequest.overdue`` is true of."""
    unanswered = and_(DataRequestRow.replied_at.is_(None), DataRequestRow.reply_by < now)
    late = or_(DataRequestRow.finish_by < now, unanswered)
    return and_(DataRequestRow.finished_at.is_(None), late)


def _lock_account(session: Session, oa_id: str) -> None:
    """Requests of one account are entered one after the other: their numbers have no gaps."""
    session.scalar(
        select(OfficialAccountRow.oa_id).where(OfficialAccountRow.oa_id == oa_id).with_for_update()
    )


def _next_number(session: Session, oa_id: str, year: int) -> int:
    mine = (DataRequestRow.oa_id == oa_id, DataRequestRow.year == year)
    return (session.scalar(select(func.max(DataRequestRow.number)).where(*mine)) or 0) + 1


def _of_event(oa_id: str, event_key: str) -> Select[DataRequestRow]:
    return select(DataRequestRow).where(
        DataRequestRow.oa_id == oa_id, DataRequestRow.event_key == event_key
    )


def _coded(session: Session, code: str, oa_id: str) -> DataRequestRow:
    """The row of a code; of several accounts that have it, none without ``oa_id``."""
    match = _CODE.fullmatch(code.strip())
    if match is None:
        raise RequestUnknown
    year, number = map(int, match.groups())
    chosen = select(DataRequestRow).where(
        DataRequestRow.year == year, DataRequestRow.number == number
    )
    if oa_id:
        chosen = chosen.where(DataRequestRow.oa_id == oa_id)
    rows = list(session.scalars(chosen.with_for_update()))
    if len(rows) > 1:
        raise RequestUnknown(public_message="Nhiều OA có mã này. Hãy thêm --oa và mã OA.")
    if not rows:
        raise RequestUnknown
    return rows[0]


def _still_open(session: Session, code: str, oa_id: str) -> DataRequestRow:
    row = _coded(session, code, oa_id)
    if row.finished_at is not None:
        raise RequestFinished
    return row


def _finish(session: Session, row: DataRequestRow, actor: str, outcome: str, now: datetime) -> None:
    row.finished_at, row.outcome, row.user_id = now, outcome, None
    row.replied_at = row.replied_at or now
    _audit(session, actor, "data_request_finished", row, now)


def _audit(session: Session, actor: str, action: str, row: DataRequestRow, now: datetime) -> None:
    session.add(AuditRow(at=now, actor=actor, action=action, subject=f"{row.oa_id} {_code(row)}"))


def _code(row: DataRequestRow) -> str:
    return f"DL-{row.year}-{row.number:04d}"


def request_of(row: DataRequestRow) -> DataRequest:
    """The row as others see it."""
    return DataRequest(
        row.oa_id,
        _code(row),
        row.person,
        row.user_id or "",
        row.kind,
        row.source,
        row.received_at,
        row.reply_by,
        row.finish_by,
        row.replied_at,
        row.finished_at,
        row.outcome,
    )
