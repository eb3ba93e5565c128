"""The tables of the FAQs: each with all its versions, what was done to it, and what is live."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Identity, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import Base, enum_column
from bot.store.times import UtcDateTime

WHY_LENGTH = 500
ORIGIN_LENGTH = 160


class FaqState(StrEnum):
    """Where the newest version of an FAQ stands; what people read may be an older one."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"


class FaqSource(StrEnum):
    """Which way a version came in."""

    FORM = "form"
    CHAT = "chat"
    FILE = "file"
    API = "api"
    HANDOVER = "handover"


class FaqAct(StrEnum):
    """What was done to an FAQ."""

    DRAFTED = "drafted"
    EDITED = "edited"
    CHECKED = "checked"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    ROLLED_BACK = "rolled_back"
    WITHDRAWN = "withdrawn"


class FaqRow(Base):
    """One FAQ, "F12" for people by its id, which is never given twice. ``oa_id`` is NULL where
    every account shows it; ``folded`` are the newest question and its variants without accents, a
    line each; ``handover_id`` is the conversation it was made from, ``origin`` the key of the
    message or call that brought it, so that the same one does not bring it twice.
    """

    __tablename__ = "faqs"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str | None] = mapped_column(
        ForeignKey("official_accounts.oa_id", ondelete="CASCADE")
    )
    state: Mapped[FaqState] = mapped_column(enum_column(FaqState, "state"))
    version: Mapped[int]
    published_version: Mapped[int | None]
    folded: Mapped[str] = mapped_column(Text)
    handover_id: Mapped[int | None] = mapped_column(
        ForeignKey("handovers.id", ondelete="SET NULL"), unique=True
    )
    origin: Mapped[str | None] = mapped_column(String(ORIGIN_LENGTH), unique=True)
    updated_by: Mapped[int | None] = mapped_column(ForeignKey("admins.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index("ix_faqs_oa_id_state_id", "oa_id", "state", "id"),
        Index("ix_faqs_oa_id_published_version", "oa_id", "published_version"),
        {"sqlite_autoincrement": True},
    )


class FaqVersionRow(Base):
    """What an FAQ said at one time, and who wrote it; ``citations`` are lists of document, article,
    clause and point. A version is never written anew.
    """

    __tablename__ = "faq_versions"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    faq_id: Mapped[int] = mapped_column(ForeignKey("faqs.id", ondelete="CASCADE"))
    version: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    variants: Mapped[Any] = mapped_column(JSON)
    citations: Mapped[Any] = mapped_column(JSON)
    expires_on: Mapped[date | None]
    source: Mapped[FaqSource] = mapped_column(enum_column(FaqSource, "source"))
    why: Mapped[str] = mapped_column(String(WHY_LENGTH), default="")
    written_by: Mapped[int | None] = mapped_column(ForeignKey("admins.id", ondelete="SET NULL"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("faq_id", "version", name="uq_faq_versions_version"),)


class FaqEventRow(Base):
    """One act on an FAQ; a trigger refuses change and removal, so it outlives the FAQ and the
    officer: ``actor`` is her e-mail address at that time. Nothing of the FAQ's words is in it.
    """

    __tablename__ = "faq_events"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    faq_id: Mapped[int]
    version: Mapped[int]
    act: Mapped[FaqAct] = mapped_column(enum_column(FaqAct, "act"))
    admin_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(String(254))
    self_approved: Mapped[bool]
    why: Mapped[str] = mapped_column(String(WHY_LENGTH))

    __table_args__ = (Index("ix_faq_events_faq_id", "faq_id", "id"),)


class FaqReleaseRow(Base):
    """The one row that counts how often what is live was changed: whoever changes it holds the row,
    so that the count grows in the order in which changes can be seen.
    """

    __tablename__ = "faq_release"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
