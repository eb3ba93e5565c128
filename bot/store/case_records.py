"""What the register of cases gives out, and what it refuses with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import BotError
from bot.store.case_log import LogEntry
from bot.store.case_models import CaseRow, CaseState


class CaseUnknown(BotError):
    """The account has no case of this number."""

    http_status = 404
    public_message = "Không có hồ sơ mang mã này."


class CaseTaken(BotError):
    """Another officer was faster; ``by`` is her number among the admins."""

    http_status = 409

    def __init__(self, by: int) -> None:
        super().__init__(public_message="Việc này đã có cán bộ khác nhận.")
        self.by = by


class CaseClosed(BotError):
    """The case is over: nothing can be done to it any more."""

    http_status = 409
    public_message = "Hồ sơ này đã đóng."


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """What a case begins with; ``severity``, ``category`` and ``basis`` as in ``OpenCase``."""

    oa_id: str
    user_id: str
    event_key: str
    received_at: datetime
    severity: str
    category: str
    basis: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its officers see it. Times are aware UTC, None for what did not happen yet.

    ``user_id`` is '' once the case is unlinked; ``taken_by`` the number of an admin.
    """

    id: int
    oa_id: str
    number: int
    user_id: str
    severity: str
    category: str
    basis: str
    state: CaseState
    received_at: datetime
    nobody_on_duty: bool
    alert_rounds: int
    next_alert_at: datetime | None
    alerted_at: datetime | None
    taken_at: datetime | None
    taken_by: int | None
    notified_at: datetime | None
    closed_at: datetime | None
    retain_until: datetime | None

    @property
    def code(self) -> str:
        """What officers type: V12."""
        return f"V{self.number}"


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening did: ``fresh`` a new case, ``graver`` an open one that weighs more now."""

    case: Case
    fresh: bool
    graver: bool


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything about a case: how she may be reached in her own words, and its log."""

    case: Case
    contact: str
    log: tuple[LogEntry, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Where a log was tampered with, as a Vietnamese sentence without personal data."""

    oa_id: str
    code: str
    sentence: str


def case_of(row: CaseRow) -> Case:
    """The row as its officers see it."""
    return Case(
        row.id,
        row.oa_id,
        row.number,
        row.user_id or "",
        row.severity,
        row.category,
        row.basis,
        row.state,
        row.received_at,
        row.nobody_on_duty,
        row.alert_rounds,
        row.next_alert_at,
        row.alerted_at,
        row.taken_at,
        row.taken_by,
        row.notified_at,
        row.closed_at,
        row.retain_until,
    )
