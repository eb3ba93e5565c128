"""A week of working hours as a form of times: two parts a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from bot.errors import BotError
from bot.staff.account_settings import WEEKDAYS, AccountSettings, Week, stored

PARTS = (1, 2)
"""Morning and afternoon; what an account has set beyond that is kept by ``bot hours`` only."""
DAY_NAMES = dict(
    zip(
        WEEKDAYS,
        ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật"),
        strict=True,
    )
)


class InvalidWeek(BotError):
    """These cannot be working hours."""

    http_status = 400
    public_message = (
        "Giờ làm việc chưa đúng. Mỗi buổi cần đủ giờ mở và giờ đóng, giờ đóng sau giờ mở, buổi "
        "chiều sau buổi sáng, và một tuần phải có ít nhất một buổi."
    )


def shown_week(week: Week) -> dict[str, str]:
    """The week as values of the form: "mon-1-opens" → "07:30"."""
    return {
        f"{day}-{number}-{end}": f"{getattr(span, end):%H:%M}"
        for day, spans in week.items()
        for number, span in zip(PARTS, spans, strict=False)
        for end in ("opens", "closes")
    }


def read_week(written: Mapping[str, str]) -> Any:
    """The week as it is stored. Raises ``InvalidWeek``."""
    week = {day: spans for day in WEEKDAYS if (spans := _spans(day, written))}
    try:
        return stored(AccountSettings.model_validate({"working_hours": week}), "working_hours")
    except ValidationError:
        raise InvalidWeek from None


def _spans(day: str, written: Mapping[str, str]) -> list[dict[str, str]]:
    parts = [
        {end: written.get(f"{day}-{number}-{end}", "").strip() for end in ("opens", "closes")}
        for number in PARTS
    ]
    return [each for each in parts if any(each.values())]
