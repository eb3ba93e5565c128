"""Questions that stayed open, in groups that ask for the same: sealed, and without who asked as
soon as nobody may answer her.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from bot.errors import BotError
from bot.store.database import Database
from bot.store.exchange_models import GroupState, QuestionGroupRow, UnansweredQuestionRow
from bot.store.models import PersonRow
from bot.store.vault import Vault
from bot.store.words import SealedWords
from bot.takeover.windows import REACHABLE
from handlers.exchange import Missed

A_FEW = 500
"""So many ids are named in one statement."""

LONGEST_NAMED = timedelta(days=30)
"""Who asked is not kept longer than that, even if she goes on writing."""


class GroupUnknown(BotError):
    """There is no such group of questions, or all of its questions were erased."""

    public_message = "Nhóm câu hỏi này không còn. Hãy mở lại trang Câu hỏi chưa trả lời được."
    http_status = 404


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question. ``group`` is None until it was put into one."""

    id: int
    at: datetime
    reason: Missed
    text: str = field(repr=False)
    words: str = field(repr=False)
    group: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that ask for the same: how many, the one that stands for all, how many of those who
    asked could be answered now, as far as Zalo's window goes.
    """

    id: int
    oa_id: str
    label: str = field(repr=False)
    count: int
    state: GroupState
    first_at: datetime
    last_at: datetime
    askers: int = 0
    faq_id: int | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """Where questions belong: question → group; for new groups, the questions of each with the one
    that stands for all first; for known ones, the question that stands for all from now on.
    """

    joined: Mapping[int, int]
    begun: Sequence[Sequence[int]]
    central: Mapping[int, int]


class UnansweredQuestions:
    """Raises ``StateUnavailable`` when the database is away, and ``SealedWithAnotherKey``."""

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        self._words = SealedWords(Vault(secret_key))

    # -- What there is --

    def open_groups(self, oa_id: str) -> int:
        """How many groups wait for an answer; questions that are in none yet count as one."""
        row = QuestionGroupRow
        groups = select(func.count()).where(row.oa_id == oa_id, row.state == GroupState.OPEN)
        with self._database.reading() as session:
            fresh = session.scalar(select(exists().where(*_ungrouped(oa_id))))
            return (session.scalar(groups) or 0) + bool(fresh)

    def groups(
        self,
        oa_id: str,
        state: GroupState,
        now: datetime,
        limit: int,
        after: tuple[int, int] | None = None,
    ) -> list[QuestionGroup]:
        """The groups in this state, most asked first; those behind ``after``, the count and the id
        of the last one that was shown.
        """
        size, group = func.count(UnansweredQuestionRow.id), QuestionGroupRow.id
        chosen = _counted(oa_id, now).where(QuestionGroupRow.state == state)
        if after is not None:
            chosen = chosen.having(or_(size < after[0], and_(size == after[0], group < after[1])))
        chosen = chosen.order_by(size.desc(), group.desc()).limit(limit)
        with self._database.reading() as session:
            return [self._group(session, row) for row in session.execute(chosen).all()]

    def group(self, oa_id: str, group_id: int, now: datetime) -> QuestionGroup:
        """One of them. Raises ``GroupUnknown``."""
        chosen = _counted(oa_id, now).where(QuestionGroupRow.id == group_id)
        with self._database.reading() as session:
            found = session.execute(chosen).first()
            if found is None:
                raise GroupUnknown
            return self._group(session, found)

    def questions(self, group_id: int, limit: int = 50) -> list[OpenQuestion]:
        """The questions of a group, the latest first."""
        chosen = select(UnansweredQuestionRow).where(UnansweredQuestionRow.group_id == group_id)
        chosen = chosen.order_by(UnansweredQuestionRow.id.desc()).limit(limit)
        with self._database.reading() as session:
            return [self._question(row) for row in session.scalars(chosen)]

    def fresh(self, oa_id: str, limit: int) -> list[OpenQuestion]:
        """Questions that are in no group yet, oldest first."""
        chosen = select(UnansweredQuestionRow).where(*_ungrouped(oa_id))
        chosen = chosen.order_by(UnansweredQuestionRow.id).limit(limit)
        with self._database.reading() as session:
            return [self._question(row) for row in session.scalars(chosen)]

    def accounts_with_fresh(self) -> list[str]:
        """The accounts that have such questions."""
        none = UnansweredQuestionRow.group_id.is_(None)
        with self._database.reading() as session:
            chosen = select(UnansweredQuestionRow.oa_id).where(none).distinct()
            return list(session.scalars(chosen))

    def grouped_ids(self, oa_id: str) -> dict[int, int]:
        """Question → group, of the groups that wait for an answer."""
        chosen = (
            select(UnansweredQuestionRow.id, UnansweredQuestionRow.group_id)
            .join(QuestionGroupRow, QuestionGroupRow.id == UnansweredQuestionRow.group_id)
            .where(UnansweredQuestionRow.oa_id == oa_id, QuestionGroupRow.state == GroupState.OPEN)
        )
        with self._database.reading() as session:
            return {question: group for question, group in session.execute(chosen) if group}

    def words(self, ids: Sequence[int]) -> dict[int, str]:
        """Question → the words it was read as; those that are gone are left out."""
        row = UnansweredQuestionRow
        found: dict[int, str] = {}
        with self._database.reading() as session:
            for begin in range(0, len(ids), A_FEW):
                chosen = select(row.id, row.sealed).where(row.id.in_(ids[begin : begin + A_FEW]))
                for question, sealed in session.execute(chosen):
                    found[question] = self._words.open(sealed)[1]
        return found

    def askers(self, group_id: int, now: datetime) -> list[tuple[int, str]]:
        """Question and person, where Zalo's window for an answer is open; each person once."""
        row = UnansweredQuestionRow
        chosen = (
            select(func.min(row.id), row.user_id)
            .join(PersonRow, (PersonRow.oa_id == row.oa_id) & (PersonRow.user_id == row.user_id))
            .where(row.group_id == group_id, _reachable(now))
            .group_by(row.user_id)
            .order_by(func.min(row.id))
        )
        with self._database.reading() as session:
            return [(question, person or "") for question, person in session.execute(chosen)]

    # -- What changes --

    def arrange(self, oa_id: str, grouping: Grouping, now: datetime) -> None:
        """Put questions into groups; one that another process put into a group meanwhile stays."""
        with self._database.writing() as session:
            for question, group in grouping.joined.items():
                _put(session, group, [question])
            for members in grouping.begun:
                _begin(session, oa_id, members, now)
            for group, central in grouping.central.items():
                row = session.get(QuestionGroupRow, group)
                if row is not None:
                    row.central_id = central

    def close(
        self,
        oa_id: str,
        group_id: int,
        state: GroupState,
        now: datetime,
        faq_id: int | None = None,
    ) -> None:
        """An FAQ was written for the group, it was put aside, or (OPEN) taken up again. Raises
        ``GroupUnknown``.
        """
        with self._database.writing() as session:
            row = session.get(QuestionGroupRow, group_id, with_for_update=True)
            if row is None or row.oa_id != oa_id:
                raise GroupUnknown
            row.state = state
            row.closed_at = None if state is GroupState.OPEN else now
            row.faq_id = faq_id if faq_id is not None else row.faq_id

    def told(self, group_id: int, now: datetime) -> None:
        """Those who asked were sent the answer: who they are is not kept any longer."""
        with self._database.writing() as session:
            session.execute(
                update(QuestionGroupRow).where(QuestionGroupRow.id == group_id).values(told_at=now)
            )
            session.execute(
                update(UnansweredQuestionRow)
                .where(UnansweredQuestionRow.group_id == group_id)
                .values(user_id=None)
            )

    # -- What goes --

    def let_go(self, now: datetime) -> int:
        """Take out who asked where her window is closed. Returns of how many questions."""
        row = UnansweredQuestionRow
        writes = exists().where(
            PersonRow.oa_id == row.oa_id,
            PersonRow.user_id == row.user_id,
            PersonRow.last_inbound_at > now - REACHABLE,
        )
        over = or_(~writes, row.at < now - LONGEST_NAMED)
        with self._database.writing() as session:
            ids = session.scalars(select(row.id).where(row.user_id.is_not(None), over)).all()
            if ids:
                session.execute(update(row).where(row.id.in_(ids)).values(user_id=None))
            return len(ids)

    def erase(self, asked_before: datetime) -> int:
        """Erase questions that were asked before that time, and the groups that are empty then.
        Returns how many questions.
        """
        row = UnansweredQuestionRow
        with self._database.writing() as session:
            ids = session.scalars(select(row.id).where(row.at < asked_before)).all()
            if ids:
                session.execute(delete(row).where(row.at < asked_before))
                _drop_empty(session)
            return len(ids)

    # -- Rows --

    def _group(
        self, session: Session, found: Row[QuestionGroupRow, int, datetime, datetime, int, int]
    ) -> QuestionGroup:
        row, count, first_at, last_at, some, askers = found
        central = session.get(UnansweredQuestionRow, row.central_id)
        if central is None or central.group_id != row.id:  # it was erased, or she erased it
            central = session.get_one(UnansweredQuestionRow, some)
        label, _ = self._words.open(central.sealed)
        times = (row.faq_id, row.told_at)
        return QuestionGroup(
            row.id, row.oa_id, label, count, row.state, first_at, last_at, askers, *times
        )

    def _question(self, row: UnansweredQuestionRow) -> OpenQuestion:
        text, words = self._words.open(row.sealed)
        return OpenQuestion(row.id, row.at, Missed(row.reason), text, words, row.group_id)


def forget_questions(session: Session, oa_id: str, user_id: str) -> None:
    """Erase what she asked, within a transaction of the caller's."""
    row = UnansweredQuestionRow
    mine = (row.oa_id == oa_id, row.user_id == user_id)
    if session.execute(delete(row).where(*mine).returning(row.id)).first() is not None:
        _drop_empty(session)


def forget_who_asked(session: Session, oa_id: str, user_id: str) -> None:
    """Take her id out of what she asked, within a transaction of the caller's."""
    row = UnansweredQuestionRow
    mine = (row.oa_id == oa_id, row.user_id == user_id)
    session.execute(update(row).where(*mine).values(user_id=None))


def _ungrouped(oa_id: str) -> tuple[ColumnElement[bool], ...]:
    return UnansweredQuestionRow.oa_id == oa_id, UnansweredQuestionRow.group_id.is_(None)


def _counted(
    oa_id: str, now: datetime
) -> Select[QuestionGroupRow, int, datetime, datetime, int, int]:
    """Group, size, first and last time, one of its questions, how many may be answered."""
    question = UnansweredQuestionRow
    asker = and_(
        PersonRow.oa_id == question.oa_id, PersonRow.user_id == question.user_id, _reachable(now)
    )
    return (
        select(
            QuestionGroupRow,
            func.count(question.id),
            func.min(question.at),
            func.max(question.at),
            func.min(question.id),
            func.count(PersonRow.user_id.distinct()),
        )
        .join(question, question.group_id == QuestionGroupRow.id)
        .outerjoin(PersonRow, asker)
        .where(QuestionGroupRow.oa_id == oa_id)
        .group_by(QuestionGroupRow.id)
    )


def _reachable(now: datetime) -> ColumnElement[bool]:
    """Whether Zalo lets us write to her, and no danger speaks against it."""
    quiet = PersonRow.crisis_until
    return and_(
        PersonRow.last_inbound_at > now - REACHABLE,
        or_(PersonRow.unreachable_reason == "", PersonRow.unreachable_until <= now),
        or_(quiet.is_(None), quiet <= now),
    )


def _begin(session: Session, oa_id: str, members: Sequence[int], now: datetime) -> None:
    """A new group of those that are in none; nothing where none is left."""
    row = UnansweredQuestionRow
    free = set(session.scalars(select(row.id).where(row.id.in_(members), row.group_id.is_(None))))
    ours = [each for each in members if each in free]
    if ours:
        group = QuestionGroupRow(
            oa_id=oa_id, central_id=ours[0], state=GroupState.OPEN, opened_at=now
        )
        session.add(group)
        session.flush()
        _put(session, group.id, ours)


def _put(session: Session, group_id: int, members: Iterable[int]) -> None:
    row = UnansweredQuestionRow
    free = (row.id.in_(members), row.group_id.is_(None))
    session.execute(update(row).where(*free).values(group_id=group_id))


def _drop_empty(session: Session) -> None:
    """Groups whose questions are all gone."""
    has_some = exists().where(UnansweredQuestionRow.group_id == QuestionGroupRow.id)
    session.execute(delete(QuestionGroupRow).where(~has_some))
