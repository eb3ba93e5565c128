"""The tables of what goes along with broadcasts: files of officers, an account's logo, cards that
were drawn.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Identity, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import Base, enum_column
from bot.store.times import UtcDateTime

NAME_LENGTH = 120


class MediaKind(StrEnum):
    """What a stored file is for."""

    PICTURE = "picture"
    FILE = "file"
    LOGO = "logo"


class MediaRow(Base):
    """A file that an officer gave, looked at and made fit for Zalo. It lies in the database, so
    that every machine that sends has it; an account has one logo at most.
    """

    __tablename__ = "media_files"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    kind: Mapped[MediaKind] = mapped_column(enum_column(MediaKind, "media_kind"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    added_by: Mapped[str] = mapped_column(String(255))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_media_files_oa_id", "oa_id", "kind"),)


class CardRow(Base):
    """The card of a broadcast: ``words`` are what stands on it, ``library`` the version in which
    its law was looked up, ``logo`` the digest of the logo on it, '' for our own flower.
    """

    __tablename__ = "broadcast_cards"

    broadcast_id: Mapped[int] = mapped_column(
        ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    shape: Mapped[str] = mapped_column(String(20))
    words: Mapped[Any] = mapped_column(JSON)
    library: Mapped[str] = mapped_column(String(64))
    logo: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
