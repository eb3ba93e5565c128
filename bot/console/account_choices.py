"""What an account may choose for itself, as an officer reads it: names, hints, checked values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.errors import BotError
from bot.staff.account_settings import AccountSettings, read_settings, stored
from bot.store.rosters import RosterRepository
from bot.store.times import utc_now

ELSEWHERE = frozenset({"working_hours", "closed_days", "trial_mode", "trial_word"})
"""Settings with a page of their own."""


class InvalidChoice(BotError):
    """A setting cannot have this value; ``problems`` has a sentence for each name."""

    http_status = 400
    public_message = "Có mục chưa đúng. Chị xem lại các mục được đánh dấu."

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__()
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting: its name, what it is called, what it means; ``unit`` is said after the value."""

    name: str
    label: str
    hint: str = ""
    unit: str = ""
    wanted: str = "Giá trị chưa đúng."

    @property
    def is_switch(self) -> bool:
        """Whether it is on or off."""
        return AccountSettings.model_fields[self.name].annotation is bool


CHOICES = (
    Choice(
        "answer_hours",
        "Hạn trả lời người chờ gặp cán bộ",
        "Tính theo giờ làm việc. Quá hạn, hệ thống báo thêm cán bộ khác.",
        "giờ",
        "Cần một số lớn hơn 0 và không quá 80.",
    ),
    Choice(
        "call_officer_when_unsure",
        "Tự báo cán bộ khi trợ lý hai lần liền chưa chắc câu trả lời",
    ),
    Choice(
        "faq_self_approval",
        "Cho phép người soạn tự duyệt câu hỏi đáp của mình",
        "Chỉ nên bật khi trang chỉ có một cán bộ. Nhật ký ghi rõ lần nào là tự duyệt.",
    ),
    Choice(
        "case_alert_minutes",
        "Báo lại việc khẩn sau mỗi",
        "Khi chưa ai nhận một việc khẩn, hệ thống báo lại và báo thêm người.",
        "phút",
        "Cần số phút từ 1 đến 60.",
    ),
    Choice(
        "case_retention_days",
        "Giữ hồ sơ việc khẩn sau khi kết thúc",
        "Hết thời gian này, nội dung và cách liên hệ bị xóa hẳn.",
        "ngày",
        "Cần số ngày từ 1 đến 3650.",
    ),
    Choice(
        "safe_word",
        "Từ khóa an toàn",
        "Một từ bình thường; ai nhắn riêng từ này là đang cần cứu giúp. Để trống nếu không dùng.",
        "",
        "Nhiều nhất 40 ký tự.",
    ),
)


def chosen(rosters: RosterRepository, oa_id: str) -> AccountSettings:
    """What holds for the account now. Raises ``StateUnavailable``."""
    return read_settings(rosters.read(oa_id, utc_now()).settings or {})


def changed(before: AccountSettings, written: Mapping[str, str]) -> dict[str, Any]:
    """The settings that the form changes, as they are stored. Raises ``InvalidChoice``."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for choice in CHOICES:
        try:
            value = stored(_read(choice, written), choice.name)
        except ValidationError:
            problems[choice.name] = choice.wanted
        else:
            if value != stored(before, choice.name):
                values[choice.name] = value
    if problems:
        raise InvalidChoice(problems)
    return values


def _read(choice: Choice, written: Mapping[str, str]) -> AccountSettings:
    text = written.get(choice.name, "").strip()
    if choice.is_switch:
        return AccountSettings.model_validate({choice.name: bool(text)})
    if AccountSettings.model_fields[choice.name].annotation is not str:
        text = text.replace(",", ".")
    return AccountSettings.model_validate({choice.name: text})
