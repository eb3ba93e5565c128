"""What is said about broadcasts: to people who get them, and to officers who send them."""

from __future__ import annotations

from collections.abc import Sequence

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

WHAT_TO_DO = {
    "out_of_quota": "OA đã hết lượt gửi tin. Chị mua thêm hoặc chờ kỳ mới trên trang Zalo OA.",
    "package_too_low": "Gói dịch vụ của OA không gửi được loại tin này. Chị nâng gói trên Zalo OA.",
    "account_not_verified": "OA chưa xác thực. Chị xác thực OA trên trang Zalo OA.",
    "cloud_account_empty": "Tài khoản Zalo Cloud hết tiền. Chị nạp thêm rồi gửi tiếp.",
    "no_cloud_account": "OA chưa gắn tài khoản Zalo Cloud. Chị gắn trên trang Zalo OA.",
    "app_not_authorised": "OA chưa cấp quyền cho ứng dụng. Chị vào trang quản lý để kết nối lại.",
    "account_disabled": "OA đang bị khóa. Chị liên hệ hỗ trợ của Zalo.",
    "attachment_expired": "Zalo không nhận tệp đính kèm. Chị thay tệp khác rồi gửi lại.",
    "attachment_missing": "Không thấy tệp đính kèm. Chị đính lại tệp rồi gửi tiếp.",
    "content_refused": "Zalo không nhận nội dung này. Chị sửa lời hoặc tệp đính kèm rồi gửi lại.",
    "law_not_in_force": "Điều luật trong tin không còn hoặc chưa có hiệu lực. Chị sửa tin.",
    "group_disabled": "Nhóm đã bị khóa hoặc hết hạn. Chị gia hạn nhóm trên trang Zalo OA.",
    "not_in_group": "OA không còn trong nhóm. Chị mời OA vào lại, hoặc bỏ nhóm khỏi danh sách.",
}
"""Reason → what is wrong and what to do, for whoever runs the account."""
LOOK_AT_ACCOUNT = "Zalo đang chặn OA. Chị kiểm tra OA trên trang của Zalo rồi gửi tiếp."


def what_to_do(reason: str) -> str:
    """In plain words; '' for a reason that asks for nothing."""
    return WHAT_TO_DO.get(reason, "" if reason in ("", "officer") else LOOK_AT_ACCOUNT)


def paused(code: str, title: str, reason: str) -> str:
    """To the admins of an account: a broadcast stopped by itself."""
    return f"Tin {code} “{title}” đã tự dừng. {what_to_do(reason)}\n\nXong việc, chị cho gửi tiếp."
