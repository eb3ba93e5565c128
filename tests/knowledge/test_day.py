from __future__ import annotations

from datetime import UTC, date, datetime

from knowledge.day import today, written


def test_the_day_begins_at_vietnamese_midnight():
    assert today(datetime(2026, 11, 20, 16, 59, tzinfo=UTC)) == date(2026, 11, 20)
    assert today(datetime(2026, 11, 20, 17, 0, tzinfo=UTC)) == date(2026, 11, 21)


def test_a_day_is_written_with_the_day_first():
    assert written(date(2026, 7, 1)) == "01/07/2026"
