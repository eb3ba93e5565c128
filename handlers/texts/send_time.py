"""What is said about the time at which something is to go out."""

from __future__ import annotations

from datetime import date

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
NEAR = {0: "hôm nay", 1: "ngày mai"}

EXAMPLES = "8h sáng mai · thứ 7 8:00 · 15h 25/11 · ngay"
UNREADABLE = f"Tôi chưa đọc được giờ này. Chị nhắn như: {EXAMPLES}"
NO_CLOCK = f"Chị nhắn thêm mấy giờ. Ví dụ: {EXAMPLES}"
NO_DAY = f"Giờ ấy hôm nay đã qua. Chị nhắn cả ngày, ví dụ: {EXAMPLES}"
NO_SUCH_DAY = "Lịch không có ngày này. Chị xem lại giúp tôi."


def morning_or_afternoon(hour: int) -> str:
    """It may be either."""
    return f"{hour} giờ sáng hay chiều? Chị nhắn rõ, ví dụ: {hour}h chiều mai."


def not_that_weekday(day: date) -> str:
    """Date and weekday do not fit each other."""
    return f"Ngày {day:%d/%m/%Y} là {WEEKDAYS[day.weekday()]}. Chị xem lại thứ và ngày."


def written(clock: str, day: date, near: str) -> str:
    """A time with its day; ``near`` is "ngày mai", '' where it has no such name."""
    named = f" ({near})" if near else ""
    return f"{clock} {WEEKDAYS[day.weekday()]}, ngày {day:%d/%m/%Y}{named}"
