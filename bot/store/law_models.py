"""The tables of the documents that officers bring, and of the libraries built with them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Identity, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import Base, enum_column
from bot.store.times import UtcDateTime

NUMBER_LENGTH = 100
FILE_LENGTH = 255


class ImportState(StrEnum):
    """What became of a version of a document: it counts, a newer one does, or none does."""

    IN_USE = "in_use"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class BuildState(StrEnum):
    """How far a library is. One that failed is not built again before an officer says so."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    TRIED_AGAIN = "tried_again"


class LawImportRow(Base):
    """A version of a document; ``stored`` is its folder, ``number`` as the gazette prints it.

    ``ended_by``, ``ended_at`` and ``ended_why`` tell who took it out of use.
    """

    __tablename__ = "law_imports"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(String(64))
    number: Mapped[str] = mapped_column(String(NUMBER_LENGTH))
    version: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(FILE_LENGTH))
    stored: Mapped[str] = mapped_column(String(64), unique=True)
    parts: Mapped[int]
    state: Mapped[ImportState] = mapped_column(enum_column(ImportState, "import_state"))
    added_by: Mapped[str] = mapped_column(String(255))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[str] = mapped_column(String(255), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        UniqueConstraint("number", "version", name="uq_law_imports_number_version"),
        Index("ix_law_imports_state", "state"),
    )


class LibraryBuildRow(Base):
    """One attempt to build a library; ``target`` names the base and the documents in it,
    ``remarks`` are the places that could not be read, ``problem`` says why it failed.
    """

    __tablename__ = "library_builds"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    target: Mapped[str] = mapped_column(String(64))
    state: Mapped[BuildState] = mapped_column(enum_column(BuildState, "build_state"))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    library: Mapped[str] = mapped_column(String(64), default="")
    articles: Mapped[int] = mapped_column(default=0)
    documents: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[Any] = mapped_column(JSON)

    __table_args__ = (Index("ix_library_builds_target", "target"),)
