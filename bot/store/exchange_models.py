"""The tables of what was asked and what became of it. Nothing in them leads to a person, except
``UnansweredQuestionRow.user_id``, which stands only while she allows it and can be answered.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Identity, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import ID_LENGTH, Base, enum_column
from bot.store.times import UtcDateTime

DIGEST_LENGTH = 32
NAME_LENGTH = 100


class Axis(StrEnum):
    """What exchanges are counted by: a day each, or a month (the day is its first one)."""

    TOPIC = "topic"
    HOUR = "hour"
    WAIT = "wait"
    TOPIC_MONTH = "topic_month"
    HOUR_MONTH = "hour_month"
    WAIT_MONTH = "wait_month"
    SOURCE_MONTH = "source_month"


class GroupState(StrEnum):
    """What became of questions that ask for the same: nothing yet; an FAQ; put aside."""

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


class ExchangeRow(Base):
    """One message and what became of it: no text, nobody's id. ``event`` is a keyed digest, so that
    nothing is counted twice.

    Of danger only the day and the outcome are kept: ``at`` is the beginning of the Vietnamese day,
    everything else is empty. ``confidence`` is in percent, ``source`` the card, the FAQ or the
    article that answered; ``milliseconds`` run from her message to the answer handed to Zalo, None
    where nobody measured.
    """

    __tablename__ = "exchanges"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    event: Mapped[str] = mapped_column(String(DIGEST_LENGTH), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    channel: Mapped[str] = mapped_column(String(16))
    intent: Mapped[str] = mapped_column(String(16))
    outcome: Mapped[str] = mapped_column(String(16))
    topic: Mapped[str] = mapped_column(String(NAME_LENGTH))
    source: Mapped[str] = mapped_column(String(NAME_LENGTH))
    confidence: Mapped[int | None]
    milliseconds: Mapped[int | None]

    __table_args__ = (Index("ix_exchanges_oa_id_at", "oa_id", "at"),)


class ExchangeCountRow(Base):
    """How many exchanges of a Vietnamese day had this topic and this outcome; by the other axes
    only questions, whatever became of them. For WAIT the value is the number of a class of
    milliseconds (``bot/exchanges/waits.py``).
    """

    __tablename__ = "exchange_counts"

    oa_id: Mapped[str] = mapped_column(
        ForeignKey("official_accounts.oa_id", ondelete="CASCADE"), primary_key=True
    )
    axis: Mapped[Axis] = mapped_column(enum_column(Axis, "axis"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    value: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(16), primary_key=True)
    count: Mapped[int]


class QuestionGroupRow(Base):
    """Unanswered questions that ask for the same. Its number stays as long as it has a question, so
    that it can be answered once: ``faq_id`` is the FAQ that was written for it, ``told_at`` when
    those who asked were sent the answer. ``central_id`` is the question that stands for all.
    """

    __tablename__ = "question_groups"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    central_id: Mapped[int]
    state: Mapped[GroupState] = mapped_column(enum_column(GroupState, "state"))
    faq_id: Mapped[int | None]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_question_groups_oa_id_state", "oa_id", "state"),)


class UnansweredQuestionRow(Base):
    """A question that was not answered, masked and sealed with the words it was read as. ``reason``
    is why it stands here; ``user_id`` goes when nobody may answer her any longer.
    """

    __tablename__ = "unanswered_questions"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    event: Mapped[str] = mapped_column(String(DIGEST_LENGTH), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    reason: Mapped[str] = mapped_column(String(16))
    sealed: Mapped[str] = mapped_column(Text)
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("question_groups.id", ondelete="SET NULL")
    )

    __table_args__ = (
        Index("ix_unanswered_questions_oa_id_user_id", "oa_id", "user_id"),
        Index("ix_unanswered_questions_group_id", "group_id"),
        Index("ix_unanswered_questions_oa_id_group_id", "oa_id", "group_id"),
        Index("ix_unanswered_questions_at", "at"),
    )
