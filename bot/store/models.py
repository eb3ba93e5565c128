"""The tables. Only the repositories of this room touch them; others get plain dataclasses."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Enum, ForeignKey, Identity, Index, MetaData, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.store.times import UtcDateTime

ID_LENGTH = 64
"""Zalo's ids are opaque strings; those seen have at most 20 digits or 32 hex digits."""


class OaStatus(StrEnum):
    """Whether an Official Account may be used: yes; after a new consent; after a person's act."""

    ACTIVE = "active"
    RECONNECT_REQUIRED = "reconnect_required"
    STOPPED = "stopped"


class Role(StrEnum):
    """What an officer may do in the console, widest first."""

    ADMIN = "admin"
    EDITOR = "editor"
    APPROVER = "approver"
    OFFICER = "officer"
    VIEWER = "viewer"


def enum_column(kind: type[StrEnum], name: str) -> Enum:
    """Stored as the value with a CHECK: a new value needs no type change on PostgreSQL."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """Parent of all tables; constraint names are fixed so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class OfficialAccountRow(Base):
    """One Official Account; ``*_sealed`` columns are encrypted, see ``bot/store/vault.py``."""

    __tablename__ = "official_accounts"

    oa_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    secret_sealed: Mapped[str] = mapped_column(Text)
    status: Mapped[OaStatus] = mapped_column(enum_column(OaStatus, "status"))
    stop_reason: Mapped[str] = mapped_column(String(200), default="")
    access_sealed: Mapped[str | None] = mapped_column(Text)
    access_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refresh_sealed: Mapped[str | None] = mapped_column(Text)
    refresh_issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refresh_unanswered: Mapped[int] = mapped_column(default=0)
    previous_access_sealed: Mapped[str | None] = mapped_column(Text)
    previous_refresh_sealed: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AdminRow(Base):
    """One officer who may use the console; ``email`` is lower case."""

    __tablename__ = "admins"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    role: Mapped[Role] = mapped_column(enum_column(Role, "role"))
    zalo_user_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PersonRow(Base):
    """One person as one Official Account knows her; ids differ from account to account.

    Nothing is ever pushed to her before ``crisis_until``.
    """

    __tablename__ = "people"

    oa_id: Mapped[str] = mapped_column(
        ForeignKey("official_accounts.oa_id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    first_inbound_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_inbound_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    following: Mapped[bool] = mapped_column(default=False)
    unreachable_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    unreachable_reason: Mapped[str] = mapped_column(String(100), default="")
    crisis_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HandoverRow(Base):
    """One hand-over of a conversation to an officer; at most one is open for a person.

    ``number`` counts within the account ("H5") and is never given twice: a person who is forgotten
    leaves the row without her id and without a word. ``taken_by`` is empty where an officer typed
    in Zalo's own tool. ``*_sealed`` are her last questions and the officer's last answer;
    ``claimed_until`` keeps two processes from writing to the officers about it at once.
    """

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    number: Mapped[int]
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    reason: Mapped[str] = mapped_column(String(100))
    severity: Mapped[str] = mapped_column(String(8))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_by: Mapped[datetime | None] = mapped_column(UtcDateTime)
    announced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    escalated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_by: Mapped[int | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_word_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None]
    questions_sealed: Mapped[str | None] = mapped_column(Text)
    answer_sealed: Mapped[str | None] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(String(100), default="", server_default="")

    __table_args__ = (
        Index(
            "ix_handovers_open",
            "oa_id",
            "user_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_handovers_opened_at", "opened_at"),
        Index("uq_handovers_oa_id_number", "oa_id", "number", unique=True),
    )


class AuditRow(Base):
    """One act of an officer or of the service; a trigger refuses change and removal."""

    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor: Mapped[str] = mapped_column(String(254))
    action: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(String(254))

    __table_args__ = (
        Index("ix_audit_log_actor_id", "actor", "id"),
        Index("ix_audit_log_action_id", "action", "id"),
    )
