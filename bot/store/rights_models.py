"""The tables of a person's rights over her data: what she agreed to, and what she asked for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Identity, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import ID_LENGTH, Base, enum_column
from bot.store.times import UtcDateTime
from handlers.actions import Right
from handlers.people import Purpose

DIGEST_LENGTH = 64
"""Hex digits of SHA-256."""


class Source(StrEnum):
    """Where a request came from: her message, or Zalo's news that she withdrew."""

    CHAT = "chat"
    ZALO = "zalo"


class ConsentRow(Base):
    """She agreed to a purpose, or took it back; the latest row of a purpose counts.

    ``wording`` names the text that she was shown. A trigger refuses change; erasure removes.
    """

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose, "purpose"))
    given: Mapped[bool]
    wording: Mapped[str] = mapped_column(String(64))
    event_key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("event_key", "purpose", name="uq_consents_event_key"),
        Index("ix_consents_person", "oa_id", "user_id", "id"),
    )


class DataRequestRow(Base):
    """One use of a right, "DL-2026-0007" for people. Kept after erasure, so it names nobody:
    ``person`` is a keyed digest, ``user_id`` is there only while an officer has something to do.
    """

    __tablename__ = "data_requests"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id"))
    year: Mapped[int]
    number: Mapped[int]
    person: Mapped[str] = mapped_column(String(DIGEST_LENGTH))
    user_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    kind: Mapped[Right] = mapped_column(enum_column(Right, "kind"))
    source: Mapped[Source] = mapped_column(enum_column(Source, "source"))
    event_key: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reply_by: Mapped[datetime] = mapped_column(UtcDateTime)
    finish_by: Mapped[datetime] = mapped_column(UtcDateTime)
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(32), default="")
    warned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("oa_id", "year", "number", name="uq_data_requests_number"),
        UniqueConstraint("oa_id", "event_key", name="uq_data_requests_event_key"),
        Index("ix_data_requests_finished_at", "finished_at"),
    )
