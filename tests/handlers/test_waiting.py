from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.people import Absence, Presence, Staffing
from handlers.texts.waiting import UNKNOWN, moment, when_answered
from knowledge.day import VIETNAM


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=VIETNAM).astimezone(UTC)


MONDAY_NOON = at("2026-11-23 12:00")


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2026-11-23 13:30", "lúc 13 giờ 30 hôm nay"),
        ("2026-11-23 15:00", "lúc 15 giờ hôm nay"),
        ("2026-11-24 08:05", "lúc 8 giờ 05 sáng mai, thứ Ba 24/11"),
        ("2026-11-24 14:00", "lúc 14 giờ chiều mai, thứ Ba 24/11"),
        ("2026-11-25 07:30", "lúc 7 giờ 30 sáng thứ Tư 25/11"),
        ("2026-11-29 19:00", "lúc 19 giờ tối Chủ nhật 29/11"),
        ("2027-01-04 07:30", "lúc 7 giờ 30 sáng thứ Hai 04/01/2027"),
    ],
)
def test_a_time_is_said_as_people_say_it(time: str, said: str) -> None:
    assert moment(at(time), MONDAY_NOON) == said


def test_the_day_is_vietnam_s() -> None:
    # 17:30 UTC on the 23rd is half past midnight on the 24th in Vietnam.
    now = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
    assert moment(at("2026-11-24 07:30"), now) == "lúc 7 giờ 30 hôm nay"


def away(absence: Absence, back_at: str, holiday: str = "") -> Staffing:
    return Staffing(Presence.AWAY, at(back_at), None, absence, holiday)


@pytest.mark.parametrize(
    ("staffing", "now", "said"),
    [
        (
            away(Absence.LUNCH, "2026-11-23 13:30"),
            "2026-11-23 12:00",
            "Bây giờ là giờ nghỉ trưa. Cán bộ làm việc lại lúc 13 giờ 30 hôm nay.",
        ),
        (
            away(Absence.HOLIDAY, "2026-11-25 07:30", "Ngày Văn hóa Việt Nam"),
            "2026-11-24 09:00",
            (
                "Hôm nay là ngày nghỉ (Ngày Văn hóa Việt Nam). Cán bộ làm việc lại lúc 7 giờ 30 "
                "sáng mai, thứ Tư 25/11."
            ),
        ),
        (
            away(Absence.WEEKEND, "2026-11-23 07:30"),
            "2026-11-21 09:00",
            "Hôm nay là ngày nghỉ cuối tuần. Cán bộ làm việc lại lúc 7 giờ 30 sáng thứ Hai 23/11.",
        ),
        (
            Staffing(Presence.WORKING, answer_by=at("2026-11-23 14:00")),
            "2026-11-23 08:00",
            (
                "Bây giờ đang trong giờ làm việc của cán bộ Hội. Cán bộ cố gắng trả lời chị "
                "trước 14 giờ hôm nay."
            ),
        ),
        (
            Staffing(Presence.ON_DUTY),
            "2026-11-23 20:00",
            "Bây giờ ngoài giờ làm việc, nhưng có cán bộ trực.",
        ),
    ],
)
def test_what_the_roster_knows_is_said(staffing: Staffing, now: str, said: str) -> None:
    assert when_answered(staffing, at(now)) == said


@pytest.mark.parametrize("staffing", [Staffing(), Staffing(Presence.AWAY)])
def test_without_a_roster_no_time_is_named(staffing: Staffing) -> None:
    said = when_answered(staffing, MONDAY_NOON)
    assert said == UNKNOWN
    assert not any(letter.isdigit() for letter in said)


@pytest.mark.parametrize("presence", list(Presence))
@pytest.mark.parametrize("absence", list(Absence))
def test_every_state_has_a_sentence(presence: Presence, absence: Absence) -> None:
    later = at("2026-11-25 07:30")
    said = when_answered(Staffing(presence, later, later, absence), MONDAY_NOON)
    assert said.endswith(".")
    assert len(said) < 200
