"""Why an act on an FAQ is refused."""

from __future__ import annotations

from bot.errors import BotError
from bot.store.faq_models import FaqState

STATE_NAMES = {
    FaqState.DRAFT: "bản nháp",
    FaqState.CHECKED: "đã soát, chờ duyệt",
    FaqState.APPROVED: "đã duyệt, chờ đăng",
    FaqState.PUBLISHED: "đang đăng",
    FaqState.UNPUBLISHED: "đã gỡ",
}
"""What people call the states."""


class StaleVersion(BotError):
    """Somebody wrote a newer version than the one that was read."""

    http_status = 409
    public_message = (
        "Có người vừa sửa câu hỏi này sau khi chị mở. Chị mở lại để xem bản mới nhất rồi làm tiếp."
    )


class SamePerson(BotError):
    """Whoever wrote the newest version may not approve it, unless the account allows that."""

    http_status = 409
    public_message = (
        "Chị là người viết bản này nên cần một người khác duyệt. Nếu đơn vị chỉ có một cán bộ, "
        "quản trị có thể bật «tự duyệt» trong phần cài đặt."
    )


class WrongState(BotError):
    """The FAQ does not stand where this act begins."""

    http_status = 409

    def __init__(self, state: FaqState, wanted: str) -> None:
        told = f"Câu hỏi này đang là «{STATE_NAMES[state]}», không {wanted} được."
        super().__init__(public_message=told, log_fields={"state": state.value})


class NoSuchVersion(BotError):
    """There is no such version, or people never had it to read."""

    http_status = 409
    public_message = "Chỉ quay lại được bản đã từng đăng. Chị chọn lại trong lịch sử."
