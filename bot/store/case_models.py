"""The tables of cases of danger: the register, the log that proves what happened, the alerts.

A case holds its level, its category, its times and, sealed, how she may be reached; no message.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Identity, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import ID_LENGTH, Base, enum_column
from bot.store.times import UtcDateTime

DIGEST_LENGTH = 64
"""Hex digits of SHA-256."""


class CaseState(StrEnum):
    """How far a case is: nobody told, officers told, one has it, chairperson told, over."""

    NEW = "new"
    ALERTED = "alerted"
    TAKEN = "taken"
    NOTIFIED = "notified"
    CLOSED = "closed"


class AlertKind(StrEnum):
    """Why an officer is written to: a case waits, nobody took it, something became known."""

    NEW = "new"
    AGAIN = "again"
    WIDER = "wider"
    NEWS = "news"


class AlertOutcome(StrEnum):
    """What became of an alert."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class CaseRow(Base):
    """One case. ``key_sealed`` opens its log and its contact: without it both are gone for good.

    One case of a person is open at most; ``log_digest`` and ``log_length`` prove the log's end.
    """

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id"))
    number: Mapped[int]
    user_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    event_key: Mapped[str] = mapped_column(String(DIGEST_LENGTH), unique=True)
    severity: Mapped[str] = mapped_column(String(8))
    category: Mapped[str] = mapped_column(String(8))
    basis: Mapped[str] = mapped_column(String(16))
    state: Mapped[CaseState] = mapped_column(enum_column(CaseState, "state"))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    nobody_on_duty: Mapped[bool] = mapped_column(default=False)
    alert_rounds: Mapped[int] = mapped_column(default=0)
    next_alert_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    alerted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("admins.id", ondelete="SET NULL"))
    notified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retain_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    erasure_asked: Mapped[bool] = mapped_column(default=False)
    contact_sealed: Mapped[str | None] = mapped_column(Text)
    key_sealed: Mapped[str | None] = mapped_column(Text)
    log_length: Mapped[int] = mapped_column(default=0)
    log_digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH))

    __table_args__ = (
        UniqueConstraint("oa_id", "number", name="uq_cases_number"),
        Index(
            "ix_cases_open",
            "oa_id",
            "user_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )


class CaseLogRow(Base):
    """One entry of a case's log; a trigger refuses change and removal.

    ``entry_key`` is the digest of the event that led to it, so that a repeated event adds nothing.
    ``digest`` covers the entry and the digest before it.
    """

    __tablename__ = "case_log"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    position: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(32))
    entry_key: Mapped[str | None] = mapped_column(String(DIGEST_LENGTH), unique=True)
    content_sealed: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH))

    __table_args__ = (UniqueConstraint("case_id", "position", name="uq_case_log_position"),)


class CaseAlertRow(Base):
    """One message to one officer about a case, from its planning to its end.

    ``attempt`` counts how often it was begun, ``about`` is the news it tells, if any.
    """

    __tablename__ = "case_alerts"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    admin_id: Mapped[int] = mapped_column(ForeignKey("admins.id", ondelete="CASCADE"))
    round: Mapped[int]
    kind: Mapped[AlertKind] = mapped_column(enum_column(AlertKind, "kind"))
    about: Mapped[str] = mapped_column(String(32), default="")
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempt: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[AlertOutcome] = mapped_column(enum_column(AlertOutcome, "outcome"))
    reason: Mapped[str] = mapped_column(String(100), default="")

    __table_args__ = (
        Index("ix_case_alerts_outcome", "outcome"),
        Index("ix_case_alerts_case_id", "case_id"),
    )
