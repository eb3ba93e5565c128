"""The table of officers taking over: answers on their way to a person."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Identity, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import ID_LENGTH, Base, enum_column
from bot.store.times import UtcDateTime

KEY_LENGTH = 64


class AnswerState(StrEnum):
    """What became of an officer's answer: not out yet, out, refused by Zalo for good."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


class WaitingAnswerRow(Base):
    """A text for one person that an officer wrote, or that tells her of the officer; without a
    hand-over it answers what she asked once.

    ``event_key`` is that of the message it was written with, so that nothing is written twice;
    ``attempt`` counts what Zalo refused because she could not be reached. The text goes as soon as
    it is sent.
    """

    __tablename__ = "waiting_answers"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("handovers.id", ondelete="CASCADE"))
    admin_id: Mapped[int | None]
    event_key: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)
    text_sealed: Mapped[str | None] = mapped_column(Text)
    state: Mapped[AnswerState] = mapped_column(enum_column(AnswerState, "state"))
    attempt: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    try_after: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(100), default="")

    __table_args__ = (
        Index("ix_waiting_answers_state", "state", "oa_id", "user_id"),
        Index("ix_waiting_answers_handover_id", "handover_id"),
    )
