from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from pydantic import ValidationError

from bot.staff.account_settings import AccountSettings, ClosedDay, read_settings, stored


def test_nobody_set_anything() -> None:
    settings = read_settings({})
    assert settings == AccountSettings()
    assert sorted(settings.working_hours) == ["fri", "mon", "thu", "tue", "wed"]


def test_what_is_stored_is_read_again() -> None:
    settings = AccountSettings(
        closed_days=(ClosedDay(day=date(2026, 12, 1), name="Đại hội"),), safe_word="hoa sen"
    )
    names = ("working_hours", "closed_days", "answer_hours", "case_alert_minutes", "safe_word")
    assert read_settings({name: stored(settings, name) for name in names}) == settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("working_hours", {"mon": [{"opens": "11:30", "closes": "07:30"}]}),
        ("working_hours", {"mon": []}),
        ("working_hours", {}),
        ("working_hours", {"someday": []}),
        (
            "working_hours",
            {"mon": [{"opens": "07:30", "closes": "11:30"}, {"opens": "11", "closes": "17:00"}]},
        ),
        (
            "working_hours",
            {"mon": [{"opens": "07:30", "closes": "11:30"}, {"opens": "11:00", "closes": "17:00"}]},
        ),
        ("answer_hours", 0),
        ("case_alert_minutes", "soon"),
        ("a_name_of_a_later_version", 1),
    ],
)
def test_what_does_not_fit_leaves_the_default_and_the_rest(name: str, value: Any) -> None:
    settings = read_settings({name: value, "safe_word": "hoa sen"})
    assert settings == AccountSettings(safe_word="hoa sen")


def test_a_week_is_checked_when_it_is_made() -> None:
    with pytest.raises(ValidationError, match="without any"):
        AccountSettings(working_hours={})


def test_a_day_without_a_break_is_fine() -> None:
    week = {"sat": [{"opens": "07:00", "closes": "17:00"}]}
    (span,) = read_settings({"working_hours": week}).working_hours["sat"]
    assert (span.opens, span.closes) == (time(7), time(17))
