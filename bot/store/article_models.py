"""The table of Zalo articles that are broadcast to followers. It names no recipient: Zalo tells
none.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Identity, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import ID_LENGTH, Base, enum_column
from bot.store.times import UtcDateTime

TITLE_LENGTH, DESCRIPTION_LENGTH, AUTHOR_LENGTH = 140, 250, 50
"""What Zalo surely takes: its own page says 150 and 300, and refuses exactly those."""


class ArticleState(StrEnum):
    """How far it is; ``bot.broadcast.article_states`` says what may follow what."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    MAKING = "making"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class ArticleRow(Base):
    """One article and its one broadcast, "B7" for people.

    ``made`` is the digest of what Zalo was last given, ``token`` what Zalo makes the article under,
    ``article_id`` Zalo's number of it. ``claim`` names the one process that acts on it until
    ``claimed_until``; ``attempts`` counts what was asked of Zalo, ``lookups`` how often it was
    looked up what became of a broadcast that got no answer.
    """

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text)
    citation: Mapped[Any] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(Text)
    cover: Mapped[str] = mapped_column(String(255))
    tip: Mapped[str] = mapped_column(String(100))
    filters: Mapped[Any] = mapped_column(JSON)
    library: Mapped[str] = mapped_column(String(64))
    state: Mapped[ArticleState] = mapped_column(enum_column(ArticleState, "article_state"))
    reason: Mapped[str] = mapped_column(String(100))
    to_tell: Mapped[bool]
    written_by: Mapped[int | None]
    checked_by: Mapped[int | None]
    approved_by: Mapped[int | None]
    self_approved: Mapped[bool]
    scheduled_for: Mapped[datetime | None] = mapped_column(UtcDateTime)
    not_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    try_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claim: Mapped[str | None] = mapped_column(String(32))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int]
    lookups: Mapped[int]
    made: Mapped[str] = mapped_column(String(64))
    token: Mapped[str] = mapped_column(String(255))
    article_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    link: Mapped[str] = mapped_column(Text)
    views: Mapped[int | None]
    message_id: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index("ix_articles_state", "state", "scheduled_for"),
        Index("ix_articles_oa_id", "oa_id", "id"),
    )
