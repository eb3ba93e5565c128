"""What an account may choose for itself, as an officer reads it: names, hints, checked values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from pydantic import ValidationError

from bot.errors import BotError
from bot.staff.account_settings import AccountSettings, read_settings, stored
from bot.store.rosters import RosterRepository
from bot.store.times import utc_now

OF_THE_WHOLE = "broadcast_closes"
"""Where a problem of several settings together is shown: only these two can contradict here."""
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
    def input_type(self) -> str:
        """How it is entered: "checkbox", "time" or "text"."""
        kinds: dict[object, str] = {bool: "checkbox", time: "time"}
        return kinds.get(AccountSettings.model_fields[self.name].annotation, "text")


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
    Choice("broadcast_opens", "Gửi tin cho nhiều người: từ", "Giờ Việt Nam.", "giờ"),
    Choice(
        "broadcast_closes",
        "Gửi tin cho nhiều người: đến",
        "",
        "giờ",
        "Giờ kết thúc phải sau giờ bắt đầu.",
    ),
    Choice(
        "broadcast_weekly_cap",
        "Mỗi người nhận nhiều nhất trong một tuần",
        "Tính từ thứ hai đến chủ nhật.",
        "tin",
        "Cần số tin từ 1 đến 20.",
    ),
    Choice(
        "broadcast_self_approval",
        "Cho phép người soạn tự duyệt tin gửi nhiều người của mình",
        "Chỉ nên bật khi trang chỉ có một cán bộ. Nhật ký ghi rõ.",
    ),
    Choice(
        "broadcast_paid",
        "Gửi cả cho người đã quá 48 giờ không nhắn tin",
        "Zalo có thể tính phí các tin này.",
    ),
    Choice(
        "broadcast_articles_a_month",
        "Số bài viết gói OA cho gửi mỗi tháng",
        "Xem trên trang quản lý OA của Zalo. Ghi 0 nếu chưa rõ; hệ thống dừng khi đã gửi đủ.",
        "bài",
        "Cần một số từ 0 đến 1000.",
    ),
    Choice(
        "broadcast_recipient_days",
        "Sau khi gửi xong, biết ai đã nhận tin trong",
        "Hết hạn thì tên người nhận bị xóa, số liệu vẫn còn.",
        "ngày",
        "Cần số ngày từ 8 đến 365.",
    ),
)


def chosen(rosters: RosterRepository, oa_id: str) -> AccountSettings:
    """What holds for the account now. Raises ``StateUnavailable``."""
    return read_settings(rosters.read(oa_id, utc_now()).settings or {})


def changed(before: AccountSettings, written: Mapping[str, str]) -> dict[str, Any]:
    """The settings that the form changes, as they are stored. Raises ``InvalidChoice``."""
    entered = {choice.name: _entered(choice, written) for choice in CHOICES}
    try:
        after = AccountSettings.model_validate({**before.model_dump(), **entered})
    except ValidationError as error:
        places = {str(each["loc"][0]) if each["loc"] else OF_THE_WHOLE for each in error.errors()}
        wanted = {each.name: each.wanted for each in CHOICES}
        raise InvalidChoice({name: wanted[name] for name in places}) from None
    names = [each.name for each in CHOICES]
    return {
        name: stored(after, name) for name in names if stored(after, name) != stored(before, name)
    }


def _entered(choice: Choice, written: Mapping[str, str]) -> str | bool:
    text = written.get(choice.name, "").strip()
    if choice.input_type == "checkbox":
        return bool(text)
    is_word = AccountSettings.model_fields[choice.name].annotation is str
    return text if is_word else text.replace(",", ".")
