"""The table of what people think of answers. Nothing in it says whose opinion it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Identity, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import Base
from bot.store.times import UtcDateTime


class FeedbackRow(Base):
    """One opinion on one answer; ``reason`` and ``card`` are '' without one, ``citations`` are
    lists of document, article, clause and point.
    """

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    answer: Mapped[str] = mapped_column(String(64), unique=True)
    useful: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(16), default="")
    card: Mapped[str] = mapped_column(String(100), default="")
    citations: Mapped[Any] = mapped_column(JSON)
    library: Mapped[str] = mapped_column(String(64), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_feedback_at", "at"),)
