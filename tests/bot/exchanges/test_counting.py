"""Numbers: classes of waiting times, what is veiled, periods, and the statistics of a month."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchanges.periods import UnreadablePeriod, asked_for, read_month, span_of
from bot.exchanges.statistics import StatisticsReader
from bot.exchanges.veil import FEW, veiled
from bot.exchanges.waits import class_of, percentile
from bot.store import AccountDraft, Database, OaRepository
from bot.store.activity import ActivityCounts
from bot.store.exchange_models import ExchangeRow
from bot.store.exchanges import ExchangeRepository, Period
from handlers.exchange import Outcome
from tests.bot.exchanges.activity import NOW, exchange
from tests.bot.store.conftest import (  # noqa: F401 - the databases, here too
    SECRET_KEY,
    database,
    postgres,
    postgres_template,
    sqlite_template,
    url,
)

OA = "579745863508352884"
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@given(st.lists(st.integers(20, 10_000_000), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_right_to_its_class(waits: list[int], share: float):
    counts: dict[int, int] = {}
    for each in waits:
        counts[class_of(each)] = counts.get(class_of(each), 0) + 1
    found = percentile(counts, share)
    assert found is not None
    exact = sorted(waits)[max(0, -(-int(share * 1e9) * len(waits) // 10**9) - 1)]
    assert exact / 1.6 <= found <= exact * 1.6


def test_without_answers_there_is_no_percentile():
    assert percentile({}, 0.5) is None


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (1, FEW), (4, FEW), (5, "5"), (7, "5"), (8, "10"), (1_234, "1.235")],
)
def test_a_number_is_veiled(count: int, shown: str):
    assert str(veiled(count)) == shown


@given(st.integers(1, 4), st.integers(5, 500))
def test_a_small_number_cannot_be_had_by_subtraction(small: int, other: int):
    """Whatever the small one is, total and remainder may look the same."""
    total, rest = veiled(small + other), veiled(other)
    assert total.value is not None
    assert rest.value is not None
    assert (total.value - rest.value) % 5 == 0
    assert total.value - rest.value in (0, 5)


@given(st.integers(1, 4))
def test_all_small_numbers_look_the_same(small: int):
    assert (veiled(small).size, veiled(small).cell) == (veiled(1).size, FEW)
    assert veiled(small).share(veiled(1000)) == ""


def test_periods_are_read_from_an_address():
    today = date(2026, 11, 20)
    assert asked_for("", "", "", today).days == Period(date(2026, 11, 1), today)
    before = asked_for("thang-truoc", "", "", today).days
    assert before == Period(date(2026, 10, 1), date(2026, 10, 31))
    own = asked_for("chon", "2026-02-01", "2026-02-10", today).days
    assert own == Period(date(2026, 2, 1), date(2026, 2, 10))
    for first, last in (("2026-03-01", "2026-02-01"), ("x", ""), ("2021-01-01", "2026-01-01")):
        with pytest.raises(UnreadablePeriod):
            asked_for("chon", first, last, today)


def test_a_month_is_read_and_one_to_come_refused():
    today = date(2026, 1, 20)
    assert read_month("", today) == Period(date(2025, 12, 1), date(2025, 12, 31))
    for written in ("2026-02", "2026-13", "abc", "1999-01"):
        with pytest.raises(UnreadablePeriod):
            read_month(written, today)


def test_a_month_begins_and_ends_at_midnight_in_vietnam():
    span = span_of(NOVEMBER)
    assert span.begins == datetime(2026, 10, 31, 17, tzinfo=UTC)
    assert span.ends == datetime(2026, 11, 30, 17, tzinfo=UTC)


@pytest.fixture
def records(database: Database) -> ExchangeRepository:  # noqa: F811
    OaRepository(database, SECRET_KEY).add(AccountDraft(OA, "Hội thử", "secret"))
    return ExchangeRepository(database, SECRET_KEY)


def test_the_numbers_of_a_month(records: ExchangeRepository, database: Database):  # noqa: F811
    for number in range(24):
        at = NOW + timedelta(hours=number)
        records.record(exchange(OA, at, topic="ly hôn", source="a", milliseconds=1000))
    records.record(exchange(OA, NOW, Outcome.REFUSED))
    records.record(exchange(OA, NOW, Outcome.OTHER))
    records.record(exchange(OA, NOW, Outcome.DANGER, topic="bạo lực gia đình", source="b"))
    records.record(exchange(OA, NOW - timedelta(days=60), topic="ly hôn"))
    found = StatisticsReader(records, ActivityCounts(database)).of(OA, NOVEMBER)
    assert (found.questions, found.danger) == (25, 1)
    assert found.topics == [("ly hôn", 24), ("", 1)]
    assert found.sources == [("a", 24)]
    assert sum(found.hours) == 25
    assert found.hours[10] == 2
    assert found.median == pytest.approx(1000, rel=0.25)
    assert sum(step.questions for step in found.steps) == 25
    assert len(found.steps) == 30


def test_one_event_counts_once(records: ExchangeRepository):
    once = exchange(OA, NOW, topic="ly hôn")
    assert [records.record(once), records.record(once)] == [True, False]
    counts = records.topics(OA, NOVEMBER)
    assert counts == {"ly hôn": {Outcome.ANSWERED: 1}}


def test_of_danger_only_the_day_is_counted(records: ExchangeRepository, database: Database):  # noqa: F811
    more = {"topic": "bạo lực gia đình", "source": "b", "milliseconds": 5}
    records.record(exchange(OA, NOW, Outcome.DANGER, **more))
    assert records.topics(OA, NOVEMBER) == {"": {Outcome.DANGER: 1}}
    for read in (records.hours, records.sources, records.waits):
        assert read(OA, NOVEMBER) == {}
    with database.reading() as session:
        (row,) = session.query(ExchangeRow).all()
        assert row.at == datetime(2026, 11, 19, 17, tzinfo=UTC)
        kept = (row.channel, row.intent, row.topic, row.source, row.confidence, row.milliseconds)
        assert kept == ("", "", "", "", None, None)


def test_a_long_period_counts_the_same_by_whole_months_and_days(records: ExchangeRepository):
    for number in range(200):
        at = NOW - timedelta(days=number)
        records.record(exchange(OA, at, topic="ly hôn" if number % 2 else "đất đai"))
    for first, last in (("2026-06-17", "2026-11-09"), ("2026-06-01", "2026-10-31")):
        long = Period(date.fromisoformat(first), date.fromisoformat(last))
        days = (long.last - long.first).days + 1
        topics = records.topics(OA, long)
        assert sum(sum(became.values()) for became in topics.values()) == days
        assert sum(records.hours(OA, long).values()) == days
        assert sum(records.by_day(OA, long).values()) == days
        assert sum(records.waits(OA, long).values()) == days
