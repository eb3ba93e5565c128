"""What is said about when an officer answers: only what the roster knows, never more."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handlers.people import Absence, Presence, Staffing
from knowledge.day import VIETNAM, today

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
UNKNOWN = "Tôi chưa có lịch trực của cán bộ, nên không dám hẹn giờ trả lời."
_WORKING = "Bây giờ đang trong giờ làm việc của cán bộ Hội."
_ON_DUTY = "Bây giờ ngoài giờ làm việc, nhưng có cán bộ trực."
_AWAY = {
    Absence.LUNCH: "Bây giờ là giờ nghỉ trưa",
    Absence.AFTER_HOURS: "Bây giờ đã ngoài giờ làm việc",
    Absence.WEEKEND: "Hôm nay là ngày nghỉ cuối tuần",
    Absence.HOLIDAY: "Hôm nay là ngày nghỉ",
    Absence.UNKNOWN: "Bây giờ không có cán bộ làm việc",
}
_NOON, _EVENING = 12, 18


def when_answered(staffing: Staffing, now: datetime) -> str:
    """When an officer can be expected to answer what is written ``now`` (aware): one or two
    sentences.
    """
    match staffing.presence:
        case Presence.WORKING:
            return _WORKING + _tries(staffing, now)
        case Presence.ON_DUTY:
            return _ON_DUTY + _tries(staffing, now)
        case Presence.AWAY if staffing.back_at is not None:
            return f"{_reason(staffing)}. Cán bộ làm việc lại {moment(staffing.back_at, now)}."
        case _:
            return UNKNOWN


def moment(at: datetime, now: datetime) -> str:
    """A time to come as people say it: "lúc 7 giờ 30 sáng mai, thứ Hai 23/11"."""
    local, this_day = at.astimezone(VIETNAM), today(now)
    clock = f"lúc {local.hour} giờ" + (f" {local.minute:02}" if local.minute else "")
    if local.date() == this_day:
        return f"{clock} hôm nay"
    if local.date() == this_day + timedelta(days=1):
        return f"{clock} {_part(local)} mai, {_named(local.date(), this_day)}"
    return f"{clock} {_part(local)} {_named(local.date(), this_day)}"


def _tries(staffing: Staffing, now: datetime) -> str:
    if staffing.answer_by is None:
        return ""
    at = moment(staffing.answer_by, now).removeprefix("lúc ")
    return f" Cán bộ cố gắng trả lời chị trước {at}."


def _reason(staffing: Staffing) -> str:
    name = f" ({staffing.holiday})" if staffing.holiday else ""
    return _AWAY[staffing.absence] + name


def _part(local: datetime) -> str:
    if local.hour < _NOON:
        return "sáng"
    return "chiều" if local.hour < _EVENING else "tối"


def _named(day: date, this_day: date) -> str:
    year = f"/{day.year}" if day.year != this_day.year else ""
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m}{year}"
