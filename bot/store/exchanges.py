"""What was asked and what became of it: written once a message, counted in the same transaction."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVarTuple

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from bot.exchanges.waits import class_of
from bot.store.database import Database
from bot.store.exchange_models import (
    NAME_LENGTH,
    Axis,
    ExchangeCountRow,
    ExchangeRow,
    UnansweredQuestionRow,
)
from bot.store.upsert import Upsert, insert
from bot.store.vault import Vault
from bot.store.words import SealedWords
from handlers.exchange import Missed, Outcome
from knowledge.day import VIETNAM, today

ASKED = (Outcome.ANSWERED, Outcome.UNSURE, Outcome.REFUSED, Outcome.HANDED_OVER)
"""What became of a question; OTHER are greetings, thanks and the like, DANGER stands for itself."""
BY_DAYS = timedelta(days=62)
"""A longer period is read month by month."""
DAY = timedelta(days=1)
Columns = TypeVarTuple("Columns")
QUESTION = "question"
"""In the place of an outcome where only questions are counted."""


_WRITTEN = Upsert(
    ExchangeRow,
    lambda new: new.on_conflict_do_nothing(index_elements=["event"]).returning(ExchangeRow.id),
)
_COUNTED = Upsert(
    ExchangeCountRow,
    lambda new: new.on_conflict_do_update(
        index_elements=["oa_id", "axis", "day", "value", "outcome"],
        set_={"count": ExchangeCountRow.count + 1},
    ),
)


@dataclass(frozen=True, slots=True)
class UnansweredDraft:
    """A question that stayed open, masked, with the words it was read as; ``user_id`` '' where who
    asked is not kept. ``asker`` tells apart who asks the same on one day, and is not kept itself.
    """

    text: str = field(repr=False)
    words: str = field(repr=False)
    reason: Missed
    asker: str = field(default="", repr=False)
    user_id: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ExchangeRecord:
    """One message and what became of it. ``milliseconds`` None where nobody measured."""

    oa_id: str
    event_key: str
    at: datetime
    channel: str
    intent: str
    outcome: Outcome
    topic: str = ""
    source: str = ""
    confidence: float | None = None
    milliseconds: int | None = None
    unanswered: UnansweredDraft | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Vietnamese days from ``first`` to ``last``, both included."""

    first: date
    last: date


class ExchangeRepository:
    """The exchanges. Raises ``StateUnavailable`` when the database is away, and SQLAlchemy's
    ``IntegrityError`` for an account that is not there.
    """

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        self._words = SealedWords(Vault(secret_key))
        derivation = HKDF(SHA256(), length=32, salt=None, info=b"hieu-luat exchanges v1")
        self._key = derivation.derive(secret_key.encode())

    def record(self, record: ExchangeRecord) -> bool:
        """Write it down and count it; False if this event was counted before."""
        row = self._row(_of_danger(record) if record.outcome is Outcome.DANGER else record)
        with self._database.writing() as session:
            if _WRITTEN.execute(session, row).first() is None:
                return False
            _count(session, record)
            if record.unanswered is not None and record.outcome is not Outcome.DANGER:
                self._keep(session, record, record.unanswered)
            return True

    def topics(self, oa_id: str, period: Period) -> Mapping[str, Mapping[Outcome, int]]:
        """Topic → outcome → how many."""
        value, outcome = ExchangeCountRow.value, ExchangeCountRow.outcome
        chosen = select(value, outcome, func.sum(ExchangeCountRow.count)).group_by(value, outcome)
        found: dict[str, Counter[Outcome]] = {}
        for name, became, count in self._counted(chosen, oa_id, Axis.TOPIC, period):
            found.setdefault(name, Counter())[Outcome(became)] += int(count)
        return found

    def hours(self, oa_id: str, period: Period) -> Mapping[str, int]:
        """Hour ("07") → how many questions."""
        return self._totals(oa_id, Axis.HOUR, period)

    def waits(self, oa_id: str, period: Period) -> Mapping[int, int]:
        """Class of milliseconds → how many questions."""
        found = self._totals(oa_id, Axis.WAIT, period)
        return {int(number): count for number, count in found.items()}

    def sources(self, oa_id: str, period: Period) -> Mapping[str, int]:
        """What answered → how often, in all months that the period has a day of."""
        whole = Period(period.first.replace(day=1), period.last)
        return self._totals(oa_id, Axis.SOURCE_MONTH, whole)

    def by_day(self, oa_id: str, period: Period) -> Mapping[date, int]:
        """Day → how many questions; of a long period the first day of a month for all of it."""
        day = ExchangeCountRow.day
        chosen = select(day, func.sum(ExchangeCountRow.count)).group_by(day)
        return {on: int(n) for on, n in self._counted(chosen, oa_id, Axis.HOUR, period)}

    def _totals(self, oa_id: str, axis: Axis, period: Period) -> Counter[str]:
        value = ExchangeCountRow.value
        chosen = select(value, func.sum(ExchangeCountRow.count)).group_by(value)
        found = Counter[str]()
        for name, count in self._counted(chosen, oa_id, axis, period):
            found[name] += int(count)
        return found

    def _counted(
        self, chosen: Select[*Columns], oa_id: str, axis: Axis, period: Period
    ) -> Iterator[Row[*Columns]]:
        """The rows of the query, for the months and for the days of the period."""
        with self._database.reading() as session:
            for counted, days in _pieces(axis, period):
                yield from session.execute(chosen.where(*_within(oa_id, counted, days)))

    def _row(self, record: ExchangeRecord) -> dict[str, object]:
        return {
            "oa_id": record.oa_id,
            "event": self._digest(record.event_key),
            "at": record.at,
            "channel": record.channel,
            "intent": record.intent,
            "outcome": record.outcome.value,
            "topic": record.topic[:NAME_LENGTH],
            "source": record.source[:NAME_LENGTH],
            "confidence": None if record.confidence is None else round(100 * record.confidence),
            "milliseconds": record.milliseconds,
        }

    def _keep(self, session: Session, record: ExchangeRecord, draft: UnansweredDraft) -> None:
        """The same question of the same person counts once a day."""
        asked = (record.oa_id, draft.asker, today(record.at).isoformat(), draft.words)
        statement = insert(session, UnansweredQuestionRow).values(
            oa_id=record.oa_id,
            event=self._digest(*asked) if draft.asker else self._digest(record.event_key),
            at=record.at,
            user_id=draft.user_id or None,
            reason=draft.reason.value,
            sealed=self._words.seal(draft.text, draft.words),
        )
        session.execute(statement.on_conflict_do_nothing(index_elements=["event"]))

    def _digest(self, *parts: str) -> str:
        digest = hmac.new(self._key, "\x1f".join(parts).encode(), hashlib.sha256)
        return digest.hexdigest()[:32]


def _of_danger(record: ExchangeRecord) -> ExchangeRecord:
    """Nothing but the day and that there was danger."""
    begins = datetime.combine(today(record.at), time.min, VIETNAM)
    return ExchangeRecord(record.oa_id, record.event_key, begins, "", "", Outcome.DANGER)


def _within(oa_id: str, axis: Axis, period: Period) -> tuple[ColumnElement[bool], ...]:
    return (
        ExchangeCountRow.oa_id == oa_id,
        ExchangeCountRow.axis == axis,
        ExchangeCountRow.day.between(period.first, period.last),
    )


def _count(session: Session, record: ExchangeRecord) -> None:
    rows = [
        {
            "oa_id": record.oa_id,
            "axis": axis,
            "day": day,
            "value": value[:NAME_LENGTH],
            "outcome": outcome,
            "count": 1,
        }
        for axis, day, value, outcome in _places(record)
    ]
    _COUNTED.execute(session, rows)


def _places(record: ExchangeRecord) -> Iterator[tuple[Axis, date, str, str]]:
    """Where it is counted. Of danger no more than that there was some on that day; by hour, wait
    and source only questions.
    """
    day = today(record.at)
    month = day.replace(day=1)
    topic = "" if record.outcome is Outcome.DANGER else record.topic
    yield Axis.TOPIC, day, topic, record.outcome.value
    yield Axis.TOPIC_MONTH, month, topic, record.outcome.value
    if record.outcome not in ASKED:
        return
    hour = f"{record.at.astimezone(VIETNAM).hour:02d}"
    yield Axis.HOUR, day, hour, QUESTION
    yield Axis.HOUR_MONTH, month, hour, QUESTION
    if record.milliseconds is not None:
        wait = str(class_of(record.milliseconds))
        yield Axis.WAIT, day, wait, QUESTION
        yield Axis.WAIT_MONTH, month, wait, QUESTION
    if record.source:
        yield Axis.SOURCE_MONTH, month, record.source, QUESTION


_MONTHLY = {
    Axis.TOPIC: Axis.TOPIC_MONTH,
    Axis.HOUR: Axis.HOUR_MONTH,
    Axis.WAIT: Axis.WAIT_MONTH,
}


def _pieces(axis: Axis, period: Period) -> Iterator[tuple[Axis, Period]]:
    """What has to be read for the period: of a long one its whole months, and the days around."""
    if axis not in _MONTHLY or period.last - period.first <= BY_DAYS:
        yield axis, period
        return
    begins = _first_of_next(period.first - DAY)
    ends = (period.last + DAY).replace(day=1) - DAY
    yield _MONTHLY[axis], Period(begins, ends)
    if period.first < begins:
        yield axis, Period(period.first, begins - DAY)
    if ends < period.last:
        yield axis, Period(ends + DAY, period.last)


def _first_of_next(day: date) -> date:
    """The first day of the month after that of the day."""
    return (day.replace(day=28) + 4 * DAY).replace(day=1)
