"""The tables of broadcasts: what is sent, the ledger of who gets it, weekly series, the topics
people subscribed to, and the Zalo groups of an account.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Identity, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import ID_LENGTH, Base, enum_column
from bot.store.times import UtcDateTime

TITLE_LENGTH = 200
REASON_LENGTH = 100


class BroadcastState(StrEnum):
    """How far a broadcast is; ``bot.broadcast.states`` says what may follow what."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class RecipientState(StrEnum):
    """What became of one recipient; a reason goes with refused and skipped."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    DELIVERED = "delivered"
    SEEN = "seen"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


class RecipientKind(StrEnum):
    """A person, or a group that the account owns."""

    PERSON = "person"
    GROUP = "group"


class AttachmentKind(StrEnum):
    """What goes along with the text."""

    NONE = "none"
    PICTURE = "picture"
    FILE = "file"


class SeriesState(StrEnum):
    """Whether a weekly series goes out: only when a second person approved it."""

    DRAFT = "draft"
    APPROVED = "approved"
    PAUSED = "paused"
    ENDED = "ended"


class BroadcastRow(Base):
    """One broadcast, "T12" for people; ``library`` is the version of the library that its law was
    last looked up in.

    ``size`` is how many rows its ledger has, NULL until that is whole. ``held_until``: nothing goes
    out before. ``attachment_key`` is Zalo's id of the upload, ``attachment_uploads`` how often it
    was uploaded since it last worked. ``slot`` is the day of a series' broadcast: one a day.
    ``wished_for`` is the hour that whoever wrote it asks for, ``origin`` the event it was written
    in; from ``forgotten_at`` on its ledger names nobody any more.
    """

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    text: Mapped[str] = mapped_column(Text)
    citation: Mapped[Any] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(String(100))
    attachment: Mapped[AttachmentKind] = mapped_column(enum_column(AttachmentKind, "attachment"))
    attachment_ref: Mapped[str] = mapped_column(String(255))
    attachment_key: Mapped[str] = mapped_column(String(255))
    attachment_uploads: Mapped[int]
    audience: Mapped[Any] = mapped_column(JSON)
    library: Mapped[str] = mapped_column(String(64))
    tip: Mapped[str] = mapped_column(String(100))
    series_id: Mapped[int | None] = mapped_column(
        ForeignKey("broadcast_series.id", ondelete="SET NULL")
    )
    slot: Mapped[str | None] = mapped_column(String(10))
    state: Mapped[BroadcastState] = mapped_column(enum_column(BroadcastState, "broadcast_state"))
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH))
    to_tell: Mapped[bool]
    written_by: Mapped[int | None]
    checked_by: Mapped[int | None]
    approved_by: Mapped[int | None]
    self_approved: Mapped[bool]
    scheduled_for: Mapped[datetime | None] = mapped_column(UtcDateTime)
    not_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    size: Mapped[int | None]
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    wished_for: Mapped[datetime | None] = mapped_column(UtcDateTime)
    forgotten_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    origin: Mapped[str | None] = mapped_column(String(100))

    __table_args__ = (
        UniqueConstraint("series_id", "slot", name="uq_broadcasts_slot"),
        Index("ix_broadcasts_state", "state", "scheduled_for"),
        Index("ix_broadcasts_oa_id", "oa_id", "id"),
        Index("ix_broadcasts_origin", "origin", unique=True),
        Index("ix_broadcasts_begun_at", "begun_at"),
    )


class RecipientRow(Base):
    """One recipient of one broadcast. ``recipient_id`` is NULL once she was forgotten: the row
    stays, so that the numbers add up.

    ``claim`` names the one attempt that is under way, ``claimed_until`` when it counts as lost.
    ``try_after`` is when a waiting row may be claimed, or an unknown one looked up, again.
    ``replied``, ``reacted`` and ``stopped`` are what came back: that it did, and not when.
    """

    __tablename__ = "broadcast_recipients"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id", ondelete="CASCADE"))
    oa_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    kind: Mapped[RecipientKind] = mapped_column(enum_column(RecipientKind, "recipient_kind"))
    recipient_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    state: Mapped[RecipientState] = mapped_column(enum_column(RecipientState, "recipient_state"))
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    claim: Mapped[str | None] = mapped_column(String(32))
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    lookups: Mapped[int] = mapped_column(default=0)
    try_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    message_id: Mapped[str | None] = mapped_column(String(64))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    replied: Mapped[bool] = mapped_column(default=False)
    reacted: Mapped[bool] = mapped_column(default=False)
    stopped: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint(
            "broadcast_id", "kind", "recipient_id", name="uq_broadcast_recipients_recipient"
        ),
        Index("ix_broadcast_recipients_state", "broadcast_id", "state", "id"),
        Index("ix_broadcast_recipients_person", "oa_id", "recipient_id", "sent_at"),
        Index("ix_broadcast_recipients_message", "message_id"),
    )


class SeriesRow(Base):
    """A weekly series of the library's tips: ``last_tip`` is its place, ``last_slot`` the day it
    last went out or was left out; ``at`` is Vietnam's clock ("08:00"). ``picture`` is the card that
    goes along ("card:square"), '' for none.
    """

    __tablename__ = "broadcast_series"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    audience: Mapped[Any] = mapped_column(JSON)
    weekday: Mapped[int]
    at: Mapped[str] = mapped_column(String(5))
    lasts_minutes: Mapped[int]
    last_tip: Mapped[str] = mapped_column(String(100))
    last_slot: Mapped[str] = mapped_column(String(10))
    state: Mapped[SeriesState] = mapped_column(enum_column(SeriesState, "series_state"))
    written_by: Mapped[int | None]
    approved_by: Mapped[int | None]
    self_approved: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    picture: Mapped[str] = mapped_column(String(20), default="", server_default="")

    __table_args__ = (Index("ix_broadcast_series_state", "state"),)


class SubscriptionRow(Base):
    """She wants broadcasts of this topic; who agreed to tips and has no row wants all of them."""

    __tablename__ = "subscriptions"

    oa_id: Mapped[str] = mapped_column(
        ForeignKey("official_accounts.oa_id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    topic: Mapped[str] = mapped_column(String(100), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class GroupRow(Base):
    """A Zalo group that the account owns; ``trouble`` is why nothing can be sent to it, ''
    otherwise.
    """

    __tablename__ = "zalo_groups"

    oa_id: Mapped[str] = mapped_column(
        ForeignKey("official_accounts.oa_id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    members: Mapped[int]
    trouble: Mapped[str] = mapped_column(String(REASON_LENGTH))
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
