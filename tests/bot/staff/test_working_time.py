from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.staff.account_settings import AccountSettings, ClosedDay, Span
from bot.staff.working_time import NoWorkingTime, WorkingTime
from knowledge.day import today
from tests.bot.staff.conftest import at

OFFICE = WorkingTime(AccountSettings())
SATURDAY_MORNING = WorkingTime(
    AccountSettings(
        working_hours={
            "mon": (Span(opens=time(8), closes=time(11)),),
            "sat": (Span(opens=time(7), closes=time(9)), Span(opens=time(9), closes=time(11, 15))),
        },
        closed_days=(ClosedDay(day=today(at("2026-11-28 08:00"))),),
    )
)
CALENDARS = st.sampled_from([OFFICE, SATURDAY_MORNING])
TIMES = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001
    datetime(2028, 12, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
HOURS = st.floats(0, 60, allow_nan=False)


def within(calendar: WorkingTime, moment: datetime) -> bool:
    return any(opens <= moment <= closes for opens, closes in calendar.spans(today(moment)))


def worked(calendar: WorkingTime, start: datetime, end: datetime) -> timedelta:
    """Working time between two times, counted span by span."""
    days = (today(end) - today(start)).days
    spans = [
        span
        for number in range(days + 1)
        for span in calendar.spans(today(start) + timedelta(days=number))
    ]
    overlaps = (min(closes, end) - max(opens, start) for opens, closes in spans)
    return sum((each for each in overlaps if each > timedelta(0)), timedelta(0))


@given(CALENDARS, TIMES, HOURS)
def test_a_deadline_is_within_working_hours(
    calendar: WorkingTime, start: datetime, hours: float
) -> None:
    end = calendar.deadline(start, hours)
    assert end >= start
    assert end.tzinfo is UTC
    assert within(calendar, end)


@given(CALENDARS, TIMES, HOURS)
def test_a_deadline_leaves_exactly_so_much_working_time(
    calendar: WorkingTime, start: datetime, hours: float
) -> None:
    end = calendar.deadline(start, hours)
    assert worked(calendar, start, end) == timedelta(hours=hours)


@given(CALENDARS, TIMES, HOURS, st.timedeltas(timedelta(0), timedelta(days=20)), HOURS)
def test_later_or_longer_never_ends_earlier(
    calendar: WorkingTime, start: datetime, hours: float, later: timedelta, more: float
) -> None:
    end = calendar.deadline(start, hours)
    assert calendar.deadline(start + later, hours) >= end
    assert calendar.deadline(start, hours + more) >= end


@given(CALENDARS, TIMES)
def test_the_next_opening_is_the_first_open_moment(calendar: WorkingTime, moment: datetime) -> None:
    opens = calendar.opens_next(moment)
    assert opens > moment
    assert calendar.is_open(opens)
    if not calendar.is_open(moment):
        assert worked(calendar, moment, opens) == timedelta(0)


@given(TIMES)
def test_the_clock_in_vietnam_never_changes(moment: datetime) -> None:
    for opens, closes in OFFICE.spans(today(moment)):
        assert (opens.hour, opens.minute) in ((0, 30), (6, 30))
        assert (closes.hour, closes.minute) in ((4, 30), (10, 0))


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-23 07:30", 4, "2026-11-23 11:30"),
        ("2026-11-23 07:30", 4.25, "2026-11-23 13:45"),
        ("2026-11-23 11:30", 1, "2026-11-23 14:30"),
        ("2026-11-23 12:00", 0, "2026-11-23 13:30"),
        ("2026-11-23 16:00", 2, "2026-11-25 08:30"),  # over 24 November
        ("2026-11-20 16:30", 1, "2026-11-23 08:00"),  # over the weekend
        ("2026-12-31 16:00", 2, "2027-01-04 08:30"),  # over New Year's Day and a weekend
        ("2026-08-21 17:00", 8, "2026-08-24 08:00"),  # Saturday the 22nd is worked
        ("2026-08-28 16:30", 1, "2026-09-03 08:00"),  # National Day and the exchanged Monday
    ],
)
def test_known_deadlines(start: str, hours: float, end: str) -> None:
    assert OFFICE.deadline(at(start), hours) == at(end)


@pytest.mark.parametrize(
    ("last", "back"),
    [
        ("2026-02-13 17:00", "2026-02-23 07:30"),
        # Which days in lieu the Government will choose is an estimate; Tết itself is not.
        ("2027-02-03 17:00", "2027-02-11 07:30"),
        ("2028-01-21 17:00", "2028-01-31 07:30"),
    ],
)
def test_tet(last: str, back: str) -> None:
    assert OFFICE.opens_next(at(last)) == at(back)


def test_a_closed_day_is_named_or_not() -> None:
    assert SATURDAY_MORNING.closed_for(today(at("2026-11-28 08:00"))) == ""
    assert SATURDAY_MORNING.closed_for(today(at("2026-11-24 08:00"))) == "Ngày Văn hóa Việt Nam"
    assert SATURDAY_MORNING.closed_for(today(at("2026-11-23 08:00"))) is None
    assert not SATURDAY_MORNING.is_open(at("2026-11-28 08:00"))
    assert SATURDAY_MORNING.is_open(at("2026-12-05 09:00"))


def test_an_office_that_never_opens_is_said() -> None:
    first = today(at("2026-11-23 08:00"))
    closed = tuple(ClosedDay(day=first + timedelta(days=number)) for number in range(500))
    never = WorkingTime(AccountSettings(closed_days=closed))
    with pytest.raises(NoWorkingTime):
        never.opens_next(at("2026-11-23 08:00"))
    with pytest.raises(NoWorkingTime):
        never.deadline(at("2026-11-23 08:00"), 1)
