"""Holidays against the almanac: lunar dates below were worked out by hand from the new moons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.staff import days
from bot.staff.days import holiday, worked_in_exchange


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-01",
        "2026-02-16",  # the eve of Tết Bính Ngọ
        "2026-02-17",
        "2026-02-20",
        "2026-04-26",  # Giỗ Tổ, the 10th of the third month, a Sunday
        "2026-04-27",  # in lieu of it
        "2026-04-30",
        "2026-05-01",
        "2026-08-31",  # the Government's exchange for Saturday, 22 August
        "2026-09-01",
        "2026-09-02",
        "2026-11-24",  # the Day of Vietnam's Culture, for the first time
        "2027-02-05",  # the eve of Tết Đinh Mùi
        "2027-02-06",
        "2027-02-07",
        "2027-02-08",
        "2027-02-09",
        "2027-04-16",
        "2027-11-24",
        "2028-01-25",  # the eve of Tết Mậu Thân
        "2028-01-26",
        "2028-01-27",
        "2028-01-28",
        "2028-01-29",
        "2028-04-04",
        "2028-11-24",
    ],
)
def test_a_holiday_is_known_by_name(day: str) -> None:
    assert holiday(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day",
    ["2025-11-24", "2026-02-13", "2026-02-23", "2026-04-25", "2026-08-28", "2026-09-03"]
    + ["2026-11-23", "2026-11-25", "2027-02-03", "2027-02-12", "2028-01-21", "2028-01-31"],
)
def test_an_ordinary_day_is_none(day: str) -> None:
    assert holiday(date.fromisoformat(day)) == ""


@pytest.mark.parametrize(
    ("off", "worked"), [("2026-01-02", "2026-01-10"), ("2026-08-31", "2026-08-22")]
)
def test_a_day_is_exchanged_for_another(off: str, worked: str) -> None:
    assert holiday(date.fromisoformat(off))
    assert worked_in_exchange(date.fromisoformat(worked))
    assert not holiday(date.fromisoformat(worked))
    assert not worked_in_exchange(date.fromisoformat(worked) + timedelta(days=7))


def test_the_name_is_one_name() -> None:
    named = [holiday(date(2020, 1, 1) + timedelta(days=number)) for number in range(12 * 366)]
    assert not [name for name in named if ";" in name or "(dự kiến" in name]


def test_every_day_of_ours_has_a_source_and_is_of_use() -> None:
    ours = days._ours()
    entries = [*ours.yearly, *ours.days_off, *ours.working_days]
    assert all(entry.source and entry.checked_on <= date.today() for entry in entries)  # noqa: DTZ011
    off = [entry.day for entry in ours.days_off]
    assert len(off) == len(set(off))
    assert not set(off) & {entry.day for entry in ours.working_days}
    assert all(day.weekday() < 5 for day in off)
