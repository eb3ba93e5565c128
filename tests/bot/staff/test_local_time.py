from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.staff.local_time import UnreadableTime, read_day, read_time, show_time

EVENING = datetime(2026, 11, 23, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-23 17:05",
        "2026-11-23T17:05",
        "2026-11-23 17:05:00",
        "23/11/2026 17:05",
        " 23/11/2026  17h05 ",
        "17h05 23/11/2026",
        "17 giờ 05 phút 23/11/2026",
    ],
)
def test_a_time_in_any_usual_form(written: str) -> None:
    assert read_time(written) == EVENING


@pytest.mark.parametrize(
    "written",
    ["", "17:05", "23/11/2026", "23/11 17:05", "31/11/2026 17:05", "23/11/2026 25:00", "mai 17h"]
    + ["23/11/2026 17:05 18:05", "23/11/2026 17:5"],
)
def test_what_is_no_time_is_named(written: str) -> None:
    with pytest.raises(UnreadableTime) as caught:
        read_time(written)
    assert f"“{written}”" in caught.value.public_message


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_is_shown_can_be_typed_again(at: datetime) -> None:
    minute = at.replace(second=0, microsecond=0)
    assert read_time(show_time(minute)) == minute


def test_a_day() -> None:
    assert read_day(" 1/12/2026 ") == read_day("2026-12-01") == date(2026, 12, 1)
