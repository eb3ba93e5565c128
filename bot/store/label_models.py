"""The tables of what people and groups are called by for audiences: branch of the Union, tags."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import ID_LENGTH, Base, enum_column
from bot.store.times import UtcDateTime

LABEL_LENGTH = 50


class LabelKind(StrEnum):
    """A branch of the Union (one at most for each), a tag of ours, or a tag as Zalo has it."""

    BRANCH = "branch"
    TAG = "tag"
    ZALO_TAG = "zalo_tag"


class PersonLabelRow(Base):
    """A person has this label."""

    __tablename__ = "person_labels"

    oa_id: Mapped[str] = mapped_column(
        ForeignKey("official_accounts.oa_id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    kind: Mapped[LabelKind] = mapped_column(enum_column(LabelKind, "kind"), primary_key=True)
    name: Mapped[str] = mapped_column(String(LABEL_LENGTH), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_person_labels_name", "oa_id", "kind", "name"),)


class GroupLabelRow(Base):
    """A Zalo group of the account has this label."""

    __tablename__ = "group_labels"

    oa_id: Mapped[str] = mapped_column(
        ForeignKey("official_accounts.oa_id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    kind: Mapped[LabelKind] = mapped_column(enum_column(LabelKind, "kind"), primary_key=True)
    name: Mapped[str] = mapped_column(String(LABEL_LENGTH), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
