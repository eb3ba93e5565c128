"""The FAQs: lists and histories to read, and one transaction in which they are changed.

Which change is allowed when, and to whom, is the life-cycle's (``bot/faq/life_cycle.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.errors import BotError
from bot.faq.content import folded
from bot.store.database import Database
from bot.store.faq_models import FaqEventRow, FaqReleaseRow, FaqRow, FaqState, FaqVersionRow
from bot.store.faq_records import (
    LIVE_COLUMNS,
    Faq,
    FaqEvent,
    FaqVersion,
    LiveFaq,
    event_of,
    faq_of,
    in_portions,
    live_of,
    version_of,
)
from bot.store.faq_writing import FaqWriting
from bot.store.models import AdminRow

PAGE = 25


class UnknownFaq(BotError):
    """There is no such FAQ, or not in this account."""

    http_status = 404
    public_message = "Không tìm thấy câu hỏi thường gặp này. Chị xem lại mã trong danh sách."


class FaqRepository:
    """The FAQs. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def database(self) -> Database:
        """Where they are."""
        return self._database

    @contextmanager
    def writing(self) -> Iterator[FaqWriting]:
        """One transaction: all that is done in it comes true together, or nothing."""
        with self._database.writing() as session:
            writing = FaqWriting(session)
            yield writing
            writing.finish()

    def get(self, faq_id: int) -> Faq:
        """One FAQ. Raises ``UnknownFaq``."""
        found = self._read(_chosen().where(FaqRow.id == faq_id))
        if not found:
            raise UnknownFaq
        return found[0]

    def page(
        self,
        oa_id: str | None,
        states: Iterable[FaqState] = FaqState,
        *,
        before: int | None = None,
        words: str = "",
        limit: int = PAGE,
    ) -> list[Faq]:
        """Those that the account shows (None: of every account), newest number first, from below
        ``before`` on; with ``words`` only those in whose questions they all stand.
        """
        chosen = _chosen().where(FaqRow.state.in_(list(states)))
        if oa_id is not None:
            chosen = chosen.where(_seen_by(oa_id))
        if before is not None:
            chosen = chosen.where(FaqRow.id < before)
        for word in folded(words).split():
            chosen = chosen.where(FaqRow.folded.contains(word, autoescape=True))
        return self._read(chosen.order_by(FaqRow.id.desc()).limit(limit))

    def counts(self, oa_id: str) -> dict[FaqState, int]:
        """How many FAQs that the account shows are in each state; every state is there."""
        chosen = select(FaqRow.state, func.count()).where(_seen_by(oa_id)).group_by(FaqRow.state)
        counts = dict.fromkeys(FaqState, 0)
        with self._database.reading() as session:
            for state, count in session.execute(chosen):
                counts[state] = count
        return counts

    def questions(self, oa_id: str) -> dict[int, tuple[str, ...]]:
        """Of each FAQ that the account shows the newest question and variants, without accents;
        what was taken down is left out.
        """
        alive = or_(FaqRow.state != FaqState.UNPUBLISHED, FaqRow.published_version.is_not(None))
        chosen = select(FaqRow.id, FaqRow.folded).where(_seen_by(oa_id), alive)
        with self._database.reading() as session:
            return {number: tuple(told.split("\n")) for number, told in session.execute(chosen)}

    def questions_since(self, oa_id: str, moment: datetime) -> dict[int, tuple[str, ...]]:
        """The same for those that were changed since; () for what was taken down."""
        columns = (FaqRow.id, FaqRow.folded, FaqRow.state, FaqRow.published_version)
        chosen = select(*columns).where(_seen_by(oa_id), FaqRow.updated_at >= moment)
        with self._database.reading() as session:
            return {
                number: ()
                if state is FaqState.UNPUBLISHED and not live
                else tuple(told.split("\n"))
                for number, told, state, live in session.execute(chosen)
            }

    def mark(self, oa_id: str) -> tuple[int, datetime | None]:
        """Another one after every change of what ``questions`` tells."""
        chosen = select(func.count(), func.max(FaqRow.updated_at)).where(_seen_by(oa_id))
        with self._database.reading() as session:
            count, newest = session.execute(chosen).one()
            return count, newest

    def several(self, faq_ids: Iterable[int]) -> list[Faq]:
        """Those of these FAQs that there are, in this order."""
        wanted, found = list(faq_ids), dict[int, Faq]()
        for numbers in in_portions(wanted):
            found |= {faq.id: faq for faq in self._read(_chosen().where(FaqRow.id.in_(numbers)))}
        return [found[number] for number in wanted if number in found]

    def versions(self, faq_id: int) -> list[FaqVersion]:
        """Every version, oldest first; none where there is no such FAQ."""
        chosen = (
            select(FaqVersionRow, AdminRow.email)
            .outerjoin(AdminRow, AdminRow.id == FaqVersionRow.written_by)
            .where(FaqVersionRow.faq_id == faq_id)
            .order_by(FaqVersionRow.version)
        )
        with self._database.reading() as session:
            return [version_of(row, email) for row, email in session.execute(chosen)]

    def events(self, faq_id: int) -> list[FaqEvent]:
        """Every act, oldest first."""
        chosen = select(FaqEventRow).where(FaqEventRow.faq_id == faq_id).order_by(FaqEventRow.id)
        with self._database.reading() as session:
            return [event_of(row) for row in session.scalars(chosen)]

    def release(self) -> int:
        """How often what is live was changed so far."""
        with self._database.reading() as session:
            return _release(session)

    def live_versions(self) -> tuple[int, dict[str, dict[int, int]]]:
        """The release, and which version of which FAQ is live, by account ('': in all)."""
        chosen = select(FaqRow.oa_id, FaqRow.id, FaqRow.published_version)
        live: defaultdict[str, dict[int, int]] = defaultdict(dict)
        with self._database.reading() as session:
            number = _release(session)
            published = FaqRow.published_version.is_not(None)
            for oa_id, faq_id, version in session.execute(chosen.where(published)):
                live[oa_id or ""][faq_id] = version or 0
        return number, dict(live)

    def live(self, versions: Mapping[int, int]) -> list[LiveFaq]:
        """What these versions of FAQs say, by number."""
        found: list[LiveFaq] = []
        with self._database.reading() as session:
            for numbers in in_portions(sorted(versions)):
                found.extend(_live(session, numbers))
        return [faq for faq in found if versions.get(faq.id) == faq.version]

    def _read(self, chosen: Any) -> list[Faq]:
        with self._database.reading() as session:
            return [faq_of(*row) for row in session.execute(chosen)]


@cache
def _chosen() -> Any:
    """Every FAQ with its newest version, its live one, and who changed it last."""
    newest, live = aliased(FaqVersionRow), aliased(FaqVersionRow)
    of_newest = (newest.faq_id == FaqRow.id) & (newest.version == FaqRow.version)
    of_live = (live.faq_id == FaqRow.id) & (live.version == FaqRow.published_version)
    return (
        select(FaqRow, newest, live, AdminRow.email)
        .join(newest, of_newest)
        .outerjoin(live, of_live)
        .outerjoin(AdminRow, AdminRow.id == FaqRow.updated_by)
    )


def _seen_by(oa_id: str) -> ColumnElement[bool]:
    return or_(FaqRow.oa_id == oa_id, FaqRow.oa_id.is_(None))


def _release(session: Session) -> int:
    return session.scalar(select(FaqReleaseRow.number).where(FaqReleaseRow.id == 1)) or 0


def _live(session: Session, faq_ids: Iterable[int]) -> Iterator[LiveFaq]:
    is_live = (FaqVersionRow.faq_id == FaqRow.id) & (
        FaqVersionRow.version == FaqRow.published_version
    )
    chosen = select(*LIVE_COLUMNS).join(FaqVersionRow, is_live).order_by(FaqRow.id)
    for row in session.execute(chosen.where(FaqRow.id.in_(list(faq_ids)))):
        yield live_of(row)
