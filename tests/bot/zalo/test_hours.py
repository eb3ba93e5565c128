from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.zalo.errors import error_for
from bot.zalo.hours import VIETNAM, tomorrow, until_morning, until_next_minute


def _vietnam(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (_vietnam(21, 22, 30), _vietnam(22, 6, 5)),
        (_vietnam(21, 0, 0), _vietnam(21, 6, 5)),
        (_vietnam(21, 6, 4), _vietnam(21, 6, 5)),
        (_vietnam(21, 6, 5), _vietnam(22, 6, 5)),
    ],
)
def test_the_morning_is_vietnams(now: datetime, opens: datetime) -> None:
    with time_machine.travel(now, tick=False):
        assert until_morning() == opens - now
        assert error_for(-234).wait == opens - now


@pytest.mark.parametrize("hour", [0, 5, 17, 23])
def test_tomorrow_is_vietnams_midnight(hour: int) -> None:
    with time_machine.travel(_vietnam(21, hour, 59), tick=False):
        assert tomorrow() == datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
        assert error_for(-218).until == tomorrow()


@pytest.mark.parametrize("second", [0, 1, 59])
def test_the_next_minute_has_begun_after_the_wait(second: int) -> None:
    now = datetime(2026, 11, 21, 3, 7, second, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        after = now + until_next_minute()
    assert after > datetime(2026, 11, 21, 3, 8, tzinfo=UTC)
    assert until_next_minute() <= timedelta(seconds=61)
