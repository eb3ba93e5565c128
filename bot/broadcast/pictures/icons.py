"""Which symbol and which colours belong to a topic."""

from __future__ import annotations

from fonticon_mdi7 import MDI7

from bot.broadcast.pictures.colours import GRAPE, PLUM, ROSE, Tone

ANY_TOPIC = "bullhorn"

FAMILY = {
    "kết hôn": "ring",
    "ly hôn": "file_document_edit",
    "nuôi con": "human_female_boy",
    "cấp dưỡng": "hand_coin",
    "tài sản vợ chồng": "home_heart",
    "thừa kế": "family_tree",
    "trẻ em": "teddy_bear",
    "con nuôi": "baby_carriage",
    "người cao tuổi": "human_cane",
    "người khuyết tật": "wheelchair_accessibility",
    "thai sản": "mother_nurse",
    "dân số": "human_male_female_child",
}
SAFETY = {
    "bạo lực gia đình": "hand_heart",
    "xâm hại tình dục": "shield_account",
    "mua bán người": "shield_alert",
    "bình đẳng giới": "scale_balance",
    "lừa đảo trên mạng": "shield_lock",
    "dữ liệu cá nhân": "account_lock",
    "trợ giúp pháp lý": "gavel",
    "khiếu nại, tố cáo": "email_seal",
    "hòa giải": "handshake",
    "chương trình của Hội": "flower_tulip",
}
LIVELIHOOD = {
    "lao động nữ": "account_hard_hat",
    "việc làm": "briefcase",
    "bảo hiểm xã hội": "umbrella",
    "bảo hiểm y tế": "hospital_box",
    "bảo hiểm thất nghiệp": "briefcase_search",
    "trợ giúp xã hội": "charity",
    "hộ tịch": "file_certificate",
    "cư trú": "home_map_marker",
    "căn cước": "card_account_details",
    "VNeID": "cellphone_check",
    "dịch vụ công": "clipboard_check",
    "thanh toán không tiền mặt": "credit_card_check",
    "đất đai": "map_legend",
    "vay mượn": "cash_multiple",
    "mua bán, đặt cọc": "cart",
    "bồi thường thiệt hại": "receipt_text",
    "chính quyền phường": "town_hall",
}
GROUPS: tuple[tuple[dict[str, str], Tone], ...] = (
    (FAMILY, ROSE),
    (SAFETY, PLUM),
    (LIVELIHOOD, GRAPE),
)


def icon(topic: str) -> str:
    """The sign in the font of symbols."""
    name = next((group[topic] for group, _ in GROUPS if topic in group), ANY_TOPIC)
    return str(getattr(MDI7, name))[-1]


def tone(topic: str) -> Tone:
    """The colours of its cards."""
    return next((tone for group, tone in GROUPS if topic in group), PLUM)
