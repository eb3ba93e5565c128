"""The tables of who answers when: officers of an account, shifts, settings that are data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Identity, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import ID_LENGTH, Base
from bot.store.times import UtcDateTime

NAME_LENGTH = 100


def _account() -> Mapped[str]:
    return mapped_column(
        String(ID_LENGTH),
        ForeignKey("official_accounts.oa_id", ondelete="CASCADE"),
        primary_key=True,
    )


class OfficerRow(Base):
    """One officer of one account. Zalo's ids differ from account to account: ``zalo_user_id`` is
    hers here, and where it is empty the one of ``admins`` counts.
    """

    __tablename__ = "account_officers"

    oa_id: Mapped[str] = _account()
    admin_id: Mapped[int] = mapped_column(
        ForeignKey("admins.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    handles_cases: Mapped[bool] = mapped_column(default=False)
    zalo_user_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ShiftRow(Base):
    """A time outside working hours in which an officer is on duty: from ``starts_at``, before
    ``ends_at``.
    """

    __tablename__ = "shifts"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    admin_id: Mapped[int] = mapped_column(ForeignKey("admins.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("uq_shifts_slot", "oa_id", "admin_id", "starts_at", "ends_at", unique=True),
        Index("ix_shifts_oa_id_ends_at", "oa_id", "ends_at"),
    )


class AccountSettingRow(Base):
    """One setting of one account that people change while the service runs."""

    __tablename__ = "account_settings"

    oa_id: Mapped[str] = _account()
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
