"""What is said about broadcasts: to people who get them, and to officers who send them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.texts.broadcast_reasons import goes_on, why
from handlers.texts.broadcast_reasons import what_to_do as what_to_do

# -- To people --

TO_GET_TIPS, TO_TEXT = "nhận tin", "nhắn"
"""Without accents "nhắn tin" (to text somebody) is "nhận tin"; with them it is another word."""

HOW_TO_STOP = "Không muốn nhận nữa, chị nhắn “ngừng nhận tin”."


def source(place: str) -> str:
    """Under the words: the law they rest on."""
    return f"Căn cứ: {place}."


SUBSCRIBED = (
    "Dạ, khi Hội có tin, Hội gửi cho chị. Chị nhắn “nhận tin” kèm chủ đề để chỉ nhận chủ đề ấy.\n\n"
    "Muốn thôi, lúc nào chị cũng nhắn “ngừng nhận tin” được."
)
STOPPED = "Dạ, từ giờ Hội không gửi tin cho chị nữa. Muốn nhận lại, chị nhắn “nhận tin”."
WHICH_TOPIC = "Hội chưa có chủ đề này. Chị chọn một chủ đề, hoặc nhận tất cả."
ALL_TOPICS = "Nhận tin"


def subscribed(topics: Sequence[str]) -> str:
    """She chose topics."""
    named = ", ".join(f"“{each}”" for each in topics)
    return (
        f"Dạ, khi Hội có tin về {named}, Hội gửi cho chị. Chị nhắn “nhận tin” thì nhận mọi chủ đề."
        "\n\nMuốn thôi, lúc nào chị cũng nhắn “ngừng nhận tin” được."
    )


def subscribe(topic: str) -> str:
    """What she types for one topic."""
    return f"Nhận tin {topic}"


# -- To officers --


_GO_ON = "\n\nXong việc, chị cho gửi tiếp."


def paused(code: str, title: str, reason: str, *, begun: bool) -> str:
    """To the admins of an account: a broadcast stopped by itself."""
    then = _GO_ON if goes_on(reason) else ""
    return f"Tin {code} “{title}” đã tự dừng. {what_to_do(reason, begun=begun)}{then}"


def never_begun(code: str, title: str, reason: str) -> str:
    """To those who approve: its time is over, and it never began; with the reason of its pause."""
    return f"Tin {code} “{title}” đã quá hạn gửi mà chưa gửi cho ai{_because(reason)}. {_NEW_HOUR}"


def not_all(code: str, title: str, missed: int, reason: str) -> str:
    """To those who approve: its time is over, and so many still waited."""
    gone = f"Tin {code} “{title}” đã quá hạn gửi, còn {missed} nơi chưa nhận"
    return f"{gone}{_because(reason)}. {_NEW_HOUR}"


_NEW_HOUR = "Còn cần gửi, chị soạn tin mới với giờ khác."


def _because(reason: str) -> str:
    return f", vì {why(reason)}" if why(reason) else ""


def series_hour(hours: str) -> str:
    """Of a series that is being written: nothing may go out at its hour."""
    return (
        f"Vào giờ này loạt tin không gửi được lần nào: OA chỉ gửi tin {hours}. Chị chọn giờ khác."
    )


def series_unfit(hours: str) -> str:
    """Of a series that was made: nothing may go out at its hour."""
    return (
        f"Vào giờ của loạt tin này thì không gửi được lần nào: OA chỉ gửi tin {hours}. Chị sửa "
        "giờ của loạt tin, hoặc nhờ quản trị đổi giờ gửi tin của OA."
    )


def series_stopped(code: str, name: str, hours: str) -> str:
    """To those who approve: a series was paused before it used up a tip."""
    return f"Loạt tin {code} “{name}” đã tự dừng. {series_unfit(hours)}"


def article_stopped(code: str, title: str, reason: str) -> str:
    """To the admins of an account: an article's broadcast stopped by itself."""
    then = _GO_ON if goes_on(reason) else ""
    return f"Bài {code} “{title}” đã tự dừng. {what_to_do(reason)}{then}"


def article_in_doubt(code: str, title: str, reason: str) -> str:
    """To the admins: nobody knows whether an article's broadcast went out."""
    return f"Bài {code} “{title}”: {what_to_do(reason)} Trong lúc ấy hệ thống không tự gửi lại."
