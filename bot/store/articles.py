"""The articles that are broadcast to followers: kept, changed under a lock, claimed by one process
at a time.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from bot.broadcast.article_states import require
from bot.broadcast.versions import require_seen
from bot.errors import BotError
from bot.store.article_models import ArticleRow, ArticleState
from bot.store.article_records import (
    Article,
    ArticleContent,
    Filters,
    article_of,
    content_values,
)
from bot.store.broadcasts import Stamp
from bot.store.database import Database
from bot.store.models import AuditRow
from bot.store.times import utc_now

A = ArticleState
LEASE = timedelta(seconds=90)
"""Longer than the few calls of one step can take: after it nobody acts on the article any more."""


class UnknownArticle(BotError):
    """There is no such article."""

    http_status = 404
    public_message = "Không có bài này. Chị xem lại mã bài, ví dụ B7."


class OpenArticle:
    """One article, locked until the transaction ends."""

    def __init__(self, session: Session, row: ArticleRow, stamp: Stamp) -> None:
        self._session = session
        self._stamp = stamp
        self.row = row

    def move(self, following: ArticleState, act: str, wanted: str, reason: str = "") -> None:
        """Into another state, with its line in the audit log; whoever acted on it no longer does.
        Raises ``WrongArticleState``.
        """
        require(self.row.state, following, wanted)
        self.row.state, self.row.reason = following, reason
        self.row.claim, self.row.claimed_until = None, None
        if following in (A.SENT, A.CANCELLED, A.EXPIRED):
            self.row.ended_at = self._stamp.at
        self.note(act)

    def note(self, act: str) -> None:
        """The line in the audit log, without a change of state."""
        self.row.updated_at = self._stamp.at
        entry = AuditRow(
            at=self._stamp.at,
            actor=self._stamp.actor,
            action=f"article_{act}",
            subject=f"article:{self.row.id}",
        )
        self._session.add(entry)

    def put(self, content: ArticleContent, filters: Filters) -> None:
        """Other words, other followers."""
        for name, value in content_values(content).items():
            setattr(self.row, name, value)
        self.row.filters = filters.stored()

    def article(self) -> Article:
        """As it stands now."""
        return article_of(self.row)


class ArticleRepository:
    """The articles. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    def add(
        self, oa_id: str, content: ArticleContent, filters: Filters, actor: str, by: int | None
    ) -> Article:
        """A new draft."""
        stamp = Stamp(actor, self._clock())
        with self._database.writing() as session:
            row = _fresh(oa_id, stamp.at)
            row.written_by = by
            opened = OpenArticle(session, row, stamp)
            opened.put(content, filters)
            session.add(row)
            session.flush()
            opened.note("drafted")
            return opened.article()

    @contextmanager
    def changing(
        self, article_id: int, actor: str, seen: str | None = None
    ) -> Iterator[OpenArticle]:
        """One transaction in which this article is changed; ``seen`` is the version that it must
        still be. Raises ``UnknownArticle``, ``ChangedMeanwhile``.
        """
        with self._database.writing() as session:
            row = session.get(ArticleRow, article_id, with_for_update=True)
            if row is None:
                raise UnknownArticle
            require_seen(article_of(row), seen)
            yield OpenArticle(session, row, Stamp(actor, self._clock()))

    def get(self, article_id: int) -> Article:
        """The article. Raises ``UnknownArticle``."""
        with self._database.reading() as session:
            row = session.get(ArticleRow, article_id)
            if row is None:
                raise UnknownArticle
            return article_of(row)

    def page(
        self,
        oa_id: str = "",
        states: Iterable[ArticleState] = (),
        before: int | None = None,
        limit: int = 25,
    ) -> list[Article]:
        """The newest first, those before a number; of every account with ''."""
        chosen = select(ArticleRow).order_by(ArticleRow.id.desc()).limit(limit)
        if oa_id:
            chosen = chosen.where(ArticleRow.oa_id == oa_id)
        if wanted := tuple(states):
            chosen = chosen.where(ArticleRow.state.in_(wanted))
        if before is not None:
            chosen = chosen.where(ArticleRow.id < before)
        return self._found(chosen)

    def to_act_on(self, now: datetime) -> list[Article]:
        """Everything that is under way, the oldest hour first."""
        live = (A.SCHEDULED, A.MAKING, A.SENDING, A.PAUSED, A.UNKNOWN)
        row = ArticleRow
        made = or_(row.article_id != "", row.token != "")
        ended = row.state.in_((A.CANCELLED, A.EXPIRED)) & made
        chosen = select(row).where(or_(row.state.in_(live), ended))
        return self._found(chosen.order_by(row.scheduled_for, row.id))

    def claim(self, article_id: int, state: ArticleState, now: datetime) -> str:
        """The right to act on it for a while, where it stands there still and nobody has it: a word
        that proves it, '' otherwise.
        """
        with self._database.writing() as session:
            row = session.get(ArticleRow, article_id, with_for_update=True)
            waits = row is not None and row.try_after is not None and now < row.try_after
            if row is None or row.state is not state or waits:
                return ""
            if row.claimed_until is not None and now < row.claimed_until:
                return ""
            row.claim, row.claimed_until = secrets.token_hex(8), now + LEASE
            return row.claim

    @contextmanager
    def mine(self, article_id: int, claim: str, actor: str) -> Iterator[OpenArticle | None]:
        """As ``changing``, for whoever claimed it; None where the claim is no longer hers."""
        with self.changing(article_id, actor) as opened:
            yield opened if opened.row.claim == claim else None

    def handed_over(self, oa_id: str, since: datetime) -> int:
        """How many broadcasts may have gone out since then."""
        counted = (A.SENT, A.UNKNOWN, A.SENDING)
        row = ArticleRow
        chosen = select(func.count()).where(
            row.oa_id == oa_id, row.state.in_(counted), row.sent_at >= since
        )
        with self._database.reading() as session:
            return session.scalar(chosen) or 0

    def to_tell(self) -> list[Article]:
        """Those of whose pause or doubt nobody was told yet; each is given out once."""
        with self._database.writing() as session:
            chosen = select(ArticleRow).where(ArticleRow.to_tell).order_by(ArticleRow.id)
            rows = session.scalars(chosen.with_for_update()).all()
            for row in rows:
                row.to_tell = False
            return [article_of(row) for row in rows]

    def _found(self, chosen: Select[ArticleRow]) -> list[Article]:
        with self._database.reading() as session:
            return [article_of(row) for row in session.scalars(chosen)]


def _fresh(oa_id: str, now: datetime) -> ArticleRow:
    """A draft that says nothing yet."""
    return ArticleRow(
        oa_id=oa_id, library="", state=A.DRAFT, reason="", to_tell=False, self_approved=False,
        attempts=0, lookups=0, made="", token="", article_id="", link="", message_id="",
        created_at=now, updated_at=now,
    )  # fmt: skip
