"""When something is to go out, as officers type it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers import send_time
from handlers.send_time import SendTime
from handlers.texts import send_time as texts
from knowledge.day import VIETNAM

MONDAY_NINE = datetime(2026, 11, 30, 9, 0, tzinfo=VIETNAM).astimezone(UTC)


def at(written: str) -> datetime:
    return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8h sáng mai", "2026-12-01 08:00"),
        ("8 giờ sáng mai", "2026-12-01 08:00"),
        ("sang mai 8h", "2026-12-01 08:00"),
        ("sáng mai lúc 8 giờ rưỡi", "2026-12-01 08:30"),
        ("gửi lúc 7h30 ngày mai nhé", "2026-12-01 07:30"),
        ("thứ 7 8:00", "2026-12-05 08:00"),
        ("thứ bảy 8:00", "2026-12-05 08:00"),
        ("T7 8h", "2026-12-05 08:00"),
        ("8h thứ 7 tuần sau", "2026-12-12 08:00"),
        ("8h sáng thứ tư tuần này", "2026-12-02 08:00"),
        ("cn 19:30", "2026-12-06 19:30"),
        ("Chủ nhật, 9h", "2026-12-06 09:00"),
        ("thứ hai 10h", "2026-11-30 10:00"),
        ("thứ hai 8h", "2026-12-07 08:00"),
        ("7h tối nay", "2026-11-30 19:00"),
        ("tối nay 7h", "2026-11-30 19:00"),
        ("3h chiều", "2026-11-30 15:00"),
        ("15h", "2026-11-30 15:00"),
        ("15h 25/12", "2026-12-25 15:00"),
        ("8h ngày 3/1", "2027-01-03 08:00"),
        ("8:00 05/12/2026", "2026-12-05 08:00"),
        ("8h thứ 7 5/12", "2026-12-05 08:00"),
        ("10h30 mốt", "2026-12-02 10:30"),
        ("11h trưa mai", "2026-12-01 11:00"),
        ("1h trưa mai", "2026-12-01 13:00"),
        ("05:30 mai", "2026-12-01 05:30"),
    ],
)
def test_what_is_understood(text: str, expected: str):
    assert send_time.read(text, MONDAY_NINE) == SendTime(at(expected))


@pytest.mark.parametrize("text", ["ngay", "Gửi ngay!", "bây giờ"])
def test_at_once(text: str):
    assert send_time.read(text, MONDAY_NINE) == SendTime()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("8h", texts.NO_DAY),
        ("mai", texts.NO_CLOCK),
        ("thứ 7", texts.NO_CLOCK),
        ("3h mai", texts.morning_or_afternoon(3)),
        ("8h chiều mai", texts.UNREADABLE),
        ("25h mai", texts.UNREADABLE),
        ("8:75 mai", texts.UNREADABLE),
        ("8h hoặc 9h mai", texts.UNREADABLE),
        ("mai mốt 8h", texts.UNREADABLE),
        ("khoảng 8h mai", texts.UNREADABLE),
        ("thứ 7h30", texts.UNREADABLE),
        ("8h 31/2", texts.NO_SUCH_DAY),
        ("8h thứ 6 5/12", "Ngày 05/12/2026 là thứ Bảy. Chị xem lại thứ và ngày."),
    ],
)
def test_what_may_mean_two_times_means_none(text: str, problem: str):
    assert send_time.read(text, MONDAY_NINE) == SendTime(problem=problem)


@pytest.mark.parametrize(
    "text",
    [
        "ly hôn thì con ai nuôi", "1", "hủy", "", "cảm ơn chị nhé",
        "mai tôi lên phường làm khai sinh cho cháu thì cần mang những giấy tờ gì",
    ],
)  # fmt: skip
def test_what_speaks_of_no_time(text: str):
    assert send_time.read(text, MONDAY_NINE) is None


def test_it_is_read_back_with_day_and_date():
    assert send_time.spoken(at("2026-12-05 08:00"), MONDAY_NINE) == (
        "8:00 thứ Bảy, ngày 05/12/2026"
    )
    assert send_time.spoken(at("2026-12-01 19:30"), MONDAY_NINE).endswith("(ngày mai)")
