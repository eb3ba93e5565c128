"""Zalo's windows: 48 hours free, seven days at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.takeover.windows import FREE, REACHABLE, Windows, windows

moments = st.timedeltas(timedelta(0), timedelta(days=2000)).map(
    lambda span: datetime(2026, 1, 1, tzinfo=UTC) + span
)
A_MOMENT = timedelta(microseconds=1)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_free_is_reachable_too_and_a_later_word_never_shuts_a_window(
    wrote: datetime, later: timedelta
) -> None:
    now = wrote + later
    known = windows(wrote)
    assert known.free(now) == (later < FREE)
    assert known.open(now) == (later < REACHABLE)
    assert known.open(now) or not known.free(now)
    again = windows(wrote + later)
    assert again.open(now)
    assert again.free(now)


@given(moments)
def test_the_last_moment_counts_and_the_next_does_not(wrote: datetime) -> None:
    known = windows(wrote)
    assert known.free(wrote + FREE - A_MOMENT)
    assert not known.free(wrote + FREE)
    assert known.open(wrote + REACHABLE - A_MOMENT)
    assert not known.open(wrote + REACHABLE)


def test_who_never_wrote_cannot_be_written_to() -> None:
    assert windows(None) == Windows()
    assert not windows(None).open(datetime(2026, 1, 1, tzinfo=UTC))
