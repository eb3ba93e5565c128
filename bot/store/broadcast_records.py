"""Broadcasts, their recipients and series as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bot.store.broadcast_models import (
    AttachmentKind,
    BroadcastRow,
    BroadcastState,
    RecipientKind,
    RecipientRow,
    RecipientState,
    SeriesRow,
    SeriesState,
)
from knowledge.documents import Citation


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast is for.

    Persons: those who agreed to tips, and among them who wrote within ``active_days`` (None: no
    matter when), or, with ``free_only``, so lately that Zalo bills nothing. Groups: those named, or
    all where ``every_group``, or where only labels are named. ``branches`` and ``tags`` narrow
    either: whoever has one of each. A broadcast goes to persons or to groups: a group must never
    learn what was meant for one.
    """

    kind: RecipientKind = RecipientKind.PERSON
    active_days: int | None = None
    groups: tuple[str, ...] = ()
    every_group: bool = False
    tags: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    free_only: bool = False

    @property
    def labelled(self) -> bool:
        """Whether branches or tags narrow it."""
        return bool(self.tags or self.branches)

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        lists = {name: list(getattr(self, name)) for name in ("groups", "tags", "branches")}
        return {**asdict(self), "kind": self.kind.value, **lists}


@dataclass(frozen=True, slots=True)
class BroadcastContent:
    """What is said. ``source`` is the citation as it was written out when somebody last checked it:
    what was sent must be found again word for word. ``topic`` is one that people subscribe to, ''
    for everybody who wants tips; ``attachment_ref`` is our own name of a picture or file, ``tip``
    the id of the tip it came from.
    """

    title: str
    text: str
    citation: Citation | None = None
    topic: str = ""
    attachment: AttachmentKind = AttachmentKind.NONE
    attachment_ref: str = ""
    tip: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One broadcast. Times are aware UTC; persons are numbers of officers, None for the operator
    of the server and for what nobody did yet. ``wished_for`` is the hour its writer asks for (None:
    as soon as it is approved), ``origin`` where in chat it was written; from ``forgotten_at`` on
    its ledger names nobody any more.
    """

    id: int
    oa_id: str
    content: BroadcastContent
    audience: Audience
    library: str
    state: BroadcastState
    reason: str = ""
    written_by: int | None = None
    checked_by: int | None = None
    approved_by: int | None = None
    self_approved: bool = False
    scheduled_for: datetime | None = None
    not_after: datetime | None = None
    held_until: datetime | None = None
    size: int | None = None
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    attachment_key: str = ""
    attachment_uploads: int = 0
    series_id: int | None = None
    created_at: datetime | None = None
    wished_for: datetime | None = None
    forgotten_at: datetime | None = None
    origin: str | None = None

    @property
    def code(self) -> str:
        """What people call it: "T12"."""
        return f"T{self.id}"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A recipient whose turn it is, and the attempt that is to be made."""

    row_id: int
    claim: str
    claimed_at: datetime
    attempts: int
    kind: RecipientKind
    recipient_id: str = field(repr=False)
    broadcast: Broadcast


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A recipient of whom it is not known whether it arrived."""

    row_id: int
    lookups: int
    attempts: int
    since: datetime
    kind: RecipientKind
    recipient_id: str = field(repr=False)
    broadcast: Broadcast


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many recipients are in which state, and why, where a reason goes with it."""

    size: int | None
    by_state: Mapping[RecipientState, int]
    by_reason: Mapping[tuple[RecipientState, str], int]

    @property
    def total(self) -> int:
        """All rows; equal to ``size`` once the ledger is whole."""
        return sum(self.by_state.values())


@dataclass(frozen=True, slots=True)
class Series:
    """A weekly series. ``weekday`` 0 is Monday, ``at`` Vietnam's clock; ``picture`` names the card
    that goes along, '' for none.
    """

    id: int
    oa_id: str
    name: str
    audience: Audience
    weekday: int
    at: str
    lasts_minutes: int
    last_tip: str
    last_slot: str
    state: SeriesState
    written_by: int | None
    approved_by: int | None
    self_approved: bool
    picture: str = ""

    @property
    def code(self) -> str:
        """What people call it: "L3"."""
        return f"L{self.id}"


def audience_of(stored: Mapping[str, Any]) -> Audience:
    """From JSON."""
    return Audience(
        RecipientKind(stored["kind"]),
        stored["active_days"],
        tuple(stored["groups"]),
        bool(stored["every_group"]),
        tuple(stored.get("tags", ())),
        tuple(stored.get("branches", ())),
        bool(stored.get("free_only")),
    )


def content_of(row: BroadcastRow) -> BroadcastContent:
    """What a row says."""
    return BroadcastContent(
        row.title,
        row.text,
        Citation(**row.citation) if row.citation else None,
        row.topic,
        row.attachment,
        row.attachment_ref,
        row.tip,
        row.source,
    )


def content_values(content: BroadcastContent) -> dict[str, Any]:
    """The columns of what is said."""
    values = {name: getattr(content, name) for name in BroadcastContent.__slots__}
    return values | {"citation": asdict(content.citation) if content.citation else {}}


def broadcast_of(row: BroadcastRow) -> Broadcast:
    """From a row."""
    same = set(Broadcast.__slots__) - {"content", "audience"}
    return Broadcast(
        content=content_of(row),
        audience=audience_of(row.audience),
        **{name: getattr(row, name) for name in same},
    )


def series_of(row: SeriesRow) -> Series:
    """From a row."""
    same = set(Series.__slots__) - {"audience"}
    return Series(audience=audience_of(row.audience), **{name: getattr(row, name) for name in same})


def numbers_of(size: int | None, rows: Sequence[tuple[RecipientState, str, int]]) -> Numbers:
    """From counts by state and reason."""
    by_state: Counter[RecipientState] = Counter()
    for state, _, count in rows:
        by_state[state] += count
    return Numbers(size, by_state, {(state, why): count for state, why, count in rows if why})


def claimed_of(row: RecipientRow, broadcast: Broadcast) -> Claimed:
    """From a row that was just claimed."""
    return Claimed(
        row.id,
        row.claim or "",
        row.claimed_at or row.changed_at,
        row.attempts,
        row.kind,
        row.recipient_id or "",
        broadcast,
    )
