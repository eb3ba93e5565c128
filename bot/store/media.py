"""Files that go along with broadcasts, and the cards that were drawn for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Delete, delete, or_, select, update
from sqlalchemy.orm import Session, defer

from bot.store.article_models import ArticleRow
from bot.store.broadcast_models import BroadcastRow
from bot.store.broadcasts import locked_broadcast
from bot.store.database import Database
from bot.store.media_models import CardRow, MediaKind, MediaRow
from bot.store.models import AuditRow
from bot.store.times import utc_now

REF = "file:"
"""A broadcast's ``attachment_ref`` names a stored file by this and its number."""


@dataclass(frozen=True, slots=True)
class FitFile:
    """A file that was looked at: what it is, whatever its name says."""

    kind: MediaKind
    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store, without its bytes."""

    id: int
    kind: MediaKind
    name: str
    media_type: str
    size: int

    @property
    def ref(self) -> str:
        """How a broadcast names it."""
        return f"{REF}{self.id}"


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file with who gave it when, and the codes of the broadcasts and articles that name it."""

    file: StoredFile
    added_by: str
    added_at: datetime
    named_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card with what it was drawn from."""

    shape: str
    words: Mapping[str, str]
    library: str
    logo: str
    content: bytes = field(repr=False)


class MediaRepository:
    """The files. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    def add(self, oa_id: str, file: FitFile, actor: str) -> StoredFile:
        """Keep it; a logo takes the place of the one before."""
        with self._database.writing() as session:
            if file.kind is MediaKind.LOGO:
                session.execute(_logos(oa_id))
            row = MediaRow(
                oa_id=oa_id, kind=file.kind, name=file.name, media_type=file.media_type,
                size=len(file.content), content=file.content, added_by=actor,
                added_at=self._clock(),
            )  # fmt: skip
            session.add(row)
            session.flush()
            self._note(session, actor, f"{file.kind}_added", f"media:{row.id}")
            return _stored(row)

    def find(self, oa_id: str, ref: str) -> StoredFile | None:
        """What is stored under that ref of that account."""
        with self._database.reading() as session:
            row = _row(session, oa_id, ref)
            return _stored(row) if row else None

    def content(self, oa_id: str, ref: str) -> FitFile | None:
        """The same with its bytes."""
        with self._database.reading() as session:
            row = _row(session, oa_id, ref)
            return _fit(row) if row else None

    def listed(self, oa_id: str, before: int | None, limit: int) -> list[ListedFile]:
        """The account's pictures and files, the newest first, those before a number."""
        chosen = select(MediaRow).where(MediaRow.oa_id == oa_id, MediaRow.kind != MediaKind.LOGO)
        if before is not None:
            chosen = chosen.where(MediaRow.id < before)
        newest = chosen.options(defer(MediaRow.content)).order_by(MediaRow.id.desc()).limit(limit)
        with self._database.reading() as session:
            rows = session.scalars(newest).all()
            named = _named_by(session, oa_id, [f"{REF}{row.id}" for row in rows])
            return [
                ListedFile(_stored(row), row.added_by, row.added_at, named[f"{REF}{row.id}"])
                for row in rows
            ]

    def logo(self, oa_id: str) -> FitFile | None:
        """The account's logo."""
        mine = (MediaRow.oa_id == oa_id, MediaRow.kind == MediaKind.LOGO)
        with self._database.reading() as session:
            row = session.scalars(select(MediaRow).where(*mine)).first()
            return _fit(row) if row else None

    def drop_logo(self, oa_id: str, actor: str) -> bool:
        """The account has none any more; whether it had one."""
        with self._database.writing() as session:
            dropped = session.execute(_logos(oa_id).returning(MediaRow.id)).all()
            if dropped:
                self._note(session, actor, "logo_erased", f"account:{oa_id}")
            return bool(dropped)

    def erase(self, oa_id: str, ref: str, actor: str) -> bool:
        """Gone at once, whoever still uses it; whether there was one."""
        with self._database.writing() as session:
            row = _row(session, oa_id, ref)
            if row is None:
                return False
            session.delete(row)
            self._note(session, actor, f"{row.kind}_erased", f"media:{row.id}")
            return True

    def drop_unused(self, added_before: datetime, ended_before: datetime) -> int:
        """Erase files that were added before, and that no broadcast or article names but those that
        ended before; how many they were.
        """
        with self._database.writing() as session:
            old = (MediaRow.added_at < added_before, MediaRow.kind != MediaKind.LOGO)
            found = session.scalars(select(MediaRow.id).where(*old)).all()
            used = _used(session, ended_before)
            gone = [each for each in found if f"{REF}{each}" not in used]
            session.execute(delete(MediaRow).where(MediaRow.id.in_(gone)))
            return len(gone)

    def _note(self, session: Session, actor: str, act: str, subject: str) -> None:
        session.add(AuditRow(at=self._clock(), actor=actor, action=act, subject=subject))


class CardRepository:
    """The drawn cards. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    def get(self, broadcast_id: int) -> DrawnCard | None:
        """The card that was kept for it."""
        with self._database.reading() as session:
            row = session.get(CardRow, broadcast_id)
            if row is None:
                return None
            return DrawnCard(row.shape, row.words, row.library, row.logo, row.content)

    def put(self, broadcast_id: int, card: DrawnCard) -> None:
        """Keep it; what was uploaded of another one does not count any more."""
        with self._database.writing() as session:
            if locked_broadcast(session, broadcast_id) is None:
                return
            row = session.get(CardRow, broadcast_id) or CardRow(broadcast_id=broadcast_id)
            changed = row.content != card.content
            row.shape, row.words, row.library = card.shape, dict(card.words), card.library
            row.logo, row.content, row.drawn_at = card.logo, card.content, self._clock()
            session.add(row)
            if changed:
                mine = update(BroadcastRow).where(BroadcastRow.id == broadcast_id)
                session.execute(mine.values(attachment_key="", attachment_uploads=0))

    def drop_ended(self, before: datetime) -> int:
        """Erase the cards of broadcasts that ended before; how many they were."""
        ended = select(BroadcastRow.id).where(BroadcastRow.ended_at < before)
        gone = (
            delete(CardRow).where(CardRow.broadcast_id.in_(ended)).returning(CardRow.broadcast_id)
        )
        with self._database.writing() as session:
            return len(session.execute(gone).all())


def _row(session: Session, oa_id: str, ref: str) -> MediaRow | None:
    number = ref.removeprefix(REF)
    if number == ref or not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    row = session.get(MediaRow, int(number))
    return row if row is not None and row.oa_id == oa_id else None


def _logos(oa_id: str) -> Delete:
    return delete(MediaRow).where(MediaRow.oa_id == oa_id, MediaRow.kind == MediaKind.LOGO)


def _used(session: Session, ended_before: datetime) -> frozenset[str]:
    """The refs that are still of use."""
    broadcasts = select(BroadcastRow.attachment_ref).where(
        BroadcastRow.attachment_ref.startswith(REF),
        or_(BroadcastRow.ended_at.is_(None), BroadcastRow.ended_at >= ended_before),
    )
    articles = select(ArticleRow.cover).where(
        ArticleRow.cover.startswith(REF),
        or_(ArticleRow.ended_at.is_(None), ArticleRow.ended_at >= ended_before),
    )
    return frozenset([*session.scalars(broadcasts), *session.scalars(articles)])


def _named_by(session: Session, oa_id: str, refs: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The codes of whatever names these, by ref."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(refs, ())
    for sign, table, ref in (
        ("T", BroadcastRow, BroadcastRow.attachment_ref),
        ("B", ArticleRow, ArticleRow.cover),
    ):
        chosen = select(ref, table.id).where(table.oa_id == oa_id, ref.in_(refs))
        for name, number in session.execute(chosen.order_by(table.id)):
            found[name] = (*found[name], f"{sign}{number}")
    return found


def _stored(row: MediaRow) -> StoredFile:
    return StoredFile(row.id, row.kind, row.name, row.media_type, row.size)


def _fit(row: MediaRow) -> FitFile:
    return FitFile(row.kind, row.name, row.media_type, row.content)
