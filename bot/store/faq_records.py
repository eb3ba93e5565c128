"""FAQs as others see them: plain records made from rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from bot.faq.content import FaqContent
from bot.store.faq_models import FaqAct, FaqEventRow, FaqRow, FaqSource, FaqState, FaqVersionRow
from knowledge.documents import Citation

Key = TypeVar("Key")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Faq:
    """An FAQ as it stands; ``oa_id`` is '' where every account shows it.

    ``content`` is the newest version and ``state`` how far that is; ``live_content`` what people
    read now (None: nothing), ``published_version`` its number. ``updated_by`` is an e-mail address,
    '' when not known; ``written_by`` the id of who wrote the newest version.
    """

    id: int
    oa_id: str
    state: FaqState
    version: int
    published_version: int | None
    content: FaqContent
    live_content: FaqContent | None
    source: FaqSource
    written_by: int | None
    approved_at: datetime | None
    created_at: datetime
    updated_at: datetime
    updated_by: str
    handover_id: int | None

    @property
    def number(self) -> int:
        """The number that people use; it counts all accounts together and comes once."""
        return self.id

    @property
    def code(self) -> str:
        """ "F12"."""
        return f"F{self.id}"

    def expired(self, on: date) -> bool:
        """Whether what is live, or else the newest version, is not shown any more on that day."""
        end = (self.live_content or self.content).expires_on
        return end is not None and end <= on


@dataclass(frozen=True, slots=True)
class FaqVersion:
    """One version with who wrote it (e-mail address, '' when not known), why and how."""

    version: int
    content: FaqContent
    source: FaqSource
    why: str
    written_by: str
    written_at: datetime
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class FaqEvent:
    """One act: what was done to which version, by whom (e-mail address), and why."""

    at: datetime
    faq_id: int
    version: int
    act: FaqAct
    actor: str
    admin_id: int | None
    self_approved: bool
    why: str


@dataclass(frozen=True, slots=True)
class LiveFaq:
    """What people read: ``approved_at`` is when this version was approved, else written."""

    id: int
    oa_id: str
    version: int
    content: FaqContent
    approved_at: datetime

    @property
    def code(self) -> str:
        """ "F12"."""
        return f"F{self.id}"


LIVE_COLUMNS = (
    FaqRow.id,
    FaqRow.oa_id,
    FaqVersionRow.version,
    FaqVersionRow.question,
    FaqVersionRow.answer,
    FaqVersionRow.variants,
    FaqVersionRow.citations,
    FaqVersionRow.expires_on,
    FaqVersionRow.approved_at,
    FaqVersionRow.written_at,
)
"""All of what is live; ten thousand are read as plain rows, in a third of the time of objects."""


def content_of(row: Any) -> FaqContent:
    """The words of a version, out of its row or of one that has its columns."""
    citations = tuple(Citation(*each) for each in row.citations)
    return FaqContent(row.question, row.answer, tuple(row.variants), citations, row.expires_on)


def citation_lists(citations: Sequence[Citation]) -> list[list[str]]:
    """Citations as they are stored."""
    return [[each.document, each.article, each.clause, each.point] for each in citations]


def faq_of(
    row: FaqRow, newest: FaqVersionRow, live: FaqVersionRow | None, updated_by: str | None
) -> Faq:
    """The record of an FAQ with its newest and its live version."""
    return Faq(
        row.id,
        row.oa_id or "",
        row.state,
        row.version,
        row.published_version,
        content_of(newest),
        content_of(live) if live else None,
        newest.source,
        newest.written_by,
        newest.approved_at,
        row.created_at,
        row.updated_at,
        updated_by or "",
        row.handover_id,
    )


def version_of(row: FaqVersionRow, written_by: str | None) -> FaqVersion:
    """The record of a version."""
    return FaqVersion(
        row.version,
        content_of(row),
        row.source,
        row.why,
        written_by or "",
        row.written_at,
        row.approved_at,
    )


def event_of(row: FaqEventRow) -> FaqEvent:
    """The record of an act."""
    return FaqEvent(
        row.at,
        row.faq_id,
        row.version,
        row.act,
        row.actor,
        row.admin_id,
        row.self_approved,
        row.why,
    )


def live_of(row: Any) -> LiveFaq:
    """The record of what is live, out of a row of ``LIVE_COLUMNS``."""
    approved = row.approved_at or row.written_at
    return LiveFaq(row.id, row.oa_id or "", row.version, content_of(row), approved)


def in_portions(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """So many at a time as a statement may name."""
    return (keys[begin : begin + _AT_ONCE] for begin in range(0, len(keys), _AT_ONCE))
