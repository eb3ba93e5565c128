"""What is said about local places and about programmes: names, numbers, and how old they are."""

from __future__ import annotations

NOTE = "Lưu ý"
ADDRESS, PHONE, HOURS = "Địa chỉ", "Điện thoại", "Giờ làm việc"
ISSUED_BY, PERIOD, CONTACT = "Nơi ban hành", "Thời gian thực hiện", "Hỏi thêm"


def verified(day: str) -> str:
    """When somebody last tried the number or went there."""
    return f"(đã kiểm tra ngày {day})"


def verified_long_ago(day: str) -> str:
    """The same where so much time went by that it may no longer hold."""
    return f"(số này kiểm tra lần cuối ngày {day}, có thể đã đổi)"


NEVER_VERIFIED = "(chưa có ai kiểm tra, chị hỏi lại trước khi đi)"
