"""What was asked in a time and what became of it, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.exchanges.periods import month_of, span_of
from bot.exchanges.waits import percentile
from bot.store.activity import ActivityCounts, OpinionCounts
from bot.store.exchanges import ASKED, BY_DAYS, ExchangeRepository, Period
from handlers.exchange import Outcome

ENOUGH_WAITS = 20
"""Of fewer answers no percentile is told."""


@dataclass(frozen=True, slots=True)
class Step:
    """A day or a month of a period and how many questions it had."""

    first: date
    whole_month: bool
    questions: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The numbers of a period, as they are; what is shown of them goes through ``veil``.

    ``questions`` are all that were asked, without danger and talk; ``topics`` most asked first, ''
    for those of no topic, ``became`` what became of each; ``hours`` 0…23; ``sources`` what
    answered; ``median`` and ``slow`` (95 of 100 were faster) milliseconds, None without enough.
    """

    period: Period
    questions: int
    outcomes: Mapping[Outcome, int]
    danger: int
    topics: list[tuple[str, int]]
    became: Mapping[str, Mapping[Outcome, int]]
    hours: list[int]
    steps: list[Step]
    sources: list[tuple[str, int]]
    median: float | None
    slow: float | None
    opinions: list[OpinionCounts] = field(default_factory=list)

    @property
    def useful(self) -> int:
        """How many said that an answer was of use."""
        return sum(each.useful for each in self.opinions)

    @property
    def useless(self) -> int:
        """How many said that it was not."""
        return sum(each.count - each.useful for each in self.opinions)


class StatisticsReader:
    """Reads counts only: as fast over a million exchanges as over a thousand. Raises
    ``StateUnavailable`` when the database is away.
    """

    def __init__(self, exchanges: ExchangeRepository, activity: ActivityCounts) -> None:
        self._exchanges = exchanges
        self._activity = activity

    def of(self, oa_id: str, period: Period) -> Statistics:
        """The numbers of an account in these days."""
        topics = self._exchanges.topics(oa_id, period)
        outcomes = Counter[Outcome]()
        for became in topics.values():
            outcomes.update(became)
        hours = self._exchanges.hours(oa_id, period)
        median, slow = self._waits(oa_id, period)
        return Statistics(
            period,
            sum(outcomes[each] for each in ASKED),
            outcomes,
            outcomes[Outcome.DANGER],
            _most(_asked_by(topics)),
            topics,
            [hours.get(f"{hour:02d}", 0) for hour in range(24)],
            self._steps(oa_id, period),
            _most(self._exchanges.sources(oa_id, period)),
            median,
            slow,
            self._activity.opinions(oa_id, span_of(period)),
        )

    def questions(self, oa_id: str, period: Period) -> int:
        """How many questions there were."""
        return sum(self._exchanges.by_day(oa_id, period).values())

    def _waits(self, oa_id: str, period: Period) -> tuple[float | None, float | None]:
        """The median and the 95th percentile, of answers to questions."""
        waits = self._exchanges.waits(oa_id, period)
        if sum(waits.values()) < ENOUGH_WAITS:
            return None, None
        return percentile(waits, 0.5), percentile(waits, 0.95)

    def _steps(self, oa_id: str, period: Period) -> list[Step]:
        by_month = period.last - period.first > BY_DAYS
        steps = dict.fromkeys(_begins(period, by_month), 0)
        for day, count in self._exchanges.by_day(oa_id, period).items():
            steps[_begin(day, period, by_month)] += count
        return [Step(first, by_month, count) for first, count in steps.items()]


def _begins(period: Period, by_month: bool) -> Iterable[date]:
    day = period.first
    while day <= period.last:
        yield day
        day = (month_of(day).last if by_month else day) + timedelta(days=1)


def _begin(day: date, period: Period, by_month: bool) -> date:
    return max(day.replace(day=1), period.first) if by_month else day


def _asked_by(counts: Mapping[str, Mapping[Outcome, int]]) -> dict[str, int]:
    """Value → how many questions; values without one are left out."""
    found = {value: sum(became.get(each, 0) for each in ASKED) for value, became in counts.items()}
    return {value: count for value, count in found.items() if count}


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
