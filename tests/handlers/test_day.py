from __future__ import annotations

from datetime import date

import pytest

from handlers.day import EventTime


@pytest.mark.parametrize(
    ("time", "first", "last"),
    [
        (EventTime(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (EventTime(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (EventTime(2024, 2, 7), date(2024, 2, 7), date(2024, 2, 7)),
    ],
)
def test_a_time_lasts_from_its_first_to_its_last_day(time: EventTime, first: date, last: date):
    assert (time.first, time.last) == (first, last)


@pytest.mark.parametrize("time", [EventTime(2024, 13), EventTime(2023, 2, 29)])
def test_a_day_that_no_calendar_has_is_refused(time: EventTime):
    with pytest.raises(ValueError, match=r"."):
        _ = time.last


def test_a_day_is_the_time_from_itself_to_itself():
    day = date(2026, 11, 22)
    assert EventTime.of(day).first == EventTime.of(day).last == day
