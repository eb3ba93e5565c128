"""Every reason why something of a broadcast did not go out, in words for officers: what is the
matter, and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """``what`` reads on after "vì"; ``advice`` is a whole sentence. ``anew``: only other words or
    another file help.
    """

    what: str
    advice: str
    anew: bool = False

    @property
    def told(self) -> str:
        """Both, as sentences."""
        return self.with_advice(self.advice)

    def with_advice(self, advice: str) -> str:
        """What is the matter, and another advice."""
        return f"{self.what[0].upper()}{self.what[1:]}. {advice}"


NOTHING = "Chị không phải làm gì."
WAITS = "Hệ thống tự gửi lại, chị không phải làm gì."
LOOKS = "Hệ thống tự tra lại trong hội thoại, không gửi trùng."
ASK_HELP = "Chị chụp màn hình này gửi người phụ trách máy chủ."
ON_ZALO = "Chị mở trang quản lý OA của Zalo (oa.zalo.me) để xem và xử lý, rồi cho gửi tiếp."
RECONNECT = "Quản trị vào trang quản lý, mục tài khoản Zalo, bấm kết nối lại, rồi cho gửi tiếp."
WAITS_FOR_HER = "Khi chị ấy nhắn cho OA, lần sau tin lại đến được."
CHANGE = "Chị sửa tin rồi soát, duyệt và hẹn giờ lại."
CHANGE_FILE = "Chị sửa tin, đính tệp khác rồi soát, duyệt và hẹn giờ lại."
BEGUN = (
    "Tin đã bắt đầu gửi nên không sửa được nữa: chị hủy tin này rồi soạn tin mới. Tin mới gửi lại "
    "từ đầu, không bỏ qua người đã nhận tin này."
)


def _anew(what: str, advice: str = CHANGE) -> Reason:
    return Reason(what, advice, anew=True)


REASONS = {
    # Whom it does not go to, and why
    "opted_out": Reason(
        "không nhận tin, hoặc đã thôi nhận", "Chị ấy tự nhắn “nhận tin” khi muốn nhận."
    ),
    "other_topic": Reason("không chọn chủ đề này", NOTHING),
    "other_branch": Reason(
        "không thuộc chi hội đã chọn", "Chị xem lại danh sách chi hội nếu số này lớn bất thường."
    ),
    "other_tag": Reason("không có nhãn đã chọn", "Chị xem lại nhãn nếu số này lớn bất thường."),
    "inactive": Reason("lâu chưa nhắn cho OA", WAITS_FOR_HER),
    "outside_free_window": Reason("quá 48 giờ chưa nhắn cho OA", WAITS_FOR_HER),
    "not_now": Reason("lúc này chưa gửi được", NOTHING),
    "window_passed": Reason("quá 7 ngày chưa nhắn cho OA, Zalo không cho gửi", WAITS_FOR_HER),
    "would_be_billed": Reason(
        "quá 48 giờ chưa nhắn cho OA, gửi sẽ mất phí",
        "Muốn gửi cả những người này, quản trị bật mục gửi tin có thể mất phí.",
    ),
    "weekly_cap": Reason("đã nhận đủ tin trong tuần", "Thứ Hai tuần sau lại gửi được."),
    "trial_mode": Reason(
        "OA đang chạy thử, chỉ cán bộ và người dùng thử nhận",
        "Quản trị tắt chế độ chạy thử khi sẵn sàng.",
    ),
    "not_known_any_more": Reason("không còn trong sổ", NOTHING),
    "cancelled": Reason("tin đã hủy", NOTHING),
    "expired": Reason("tin đã quá hạn gửi", "Còn cần gửi, chị soạn tin mới với giờ khác."),
    "erased": Reason("người nhận đã xin xóa dữ liệu", NOTHING),
    "lost": Reason("máy dừng giữa lúc gửi nên chưa rõ đã đến chưa", LOOKS),
    # Groups
    "group_disabled": Reason(
        "nhóm đã bị khóa hoặc gói của nhóm hết hạn",
        "Chị gia hạn nhóm trên trang quản lý OA; nhóm hết hạn 45 ngày sẽ bị giải tán.",
    ),
    "not_in_group": Reason(
        "OA không còn trong nhóm",
        "OA chỉ gửi được vào nhóm do OA tạo: chị tạo lại nhóm từ OA, hoặc bỏ nhóm này.",
    ),
    "group_gone": Reason(
        "Zalo không còn thấy nhóm này của OA, có thể nhóm đã giải tán",
        "Chị bỏ nhóm này khỏi tin, hoặc tạo nhóm mới từ OA.",
    ),
    # One person
    "no_relation": Reason("chị ấy chưa nhắn và không quan tâm OA", WAITS_FOR_HER),
    "blocks_invitations": Reason("chị ấy chặn lời mời của OA", NOTHING),
    "daily_limit": Reason("hôm nay chị ấy đã nhận đủ số tin Zalo cho phép", "Mai lại gửi được."),
    "banned_or_inactive": Reason("tài khoản Zalo của chị ấy bị khóa hoặc lâu không dùng", NOTHING),
    "no_interaction_in_7_days": Reason("quá 7 ngày chị ấy chưa nhắn cho OA", WAITS_FOR_HER),
    "no_interaction": Reason("chị ấy chưa nhắn cho OA", WAITS_FOR_HER),
    "no_interaction_in_48_hours": Reason("quá 48 giờ chị ấy chưa nhắn cho OA", WAITS_FOR_HER),
    "declines_this_kind": Reason("chị ấy không nhận loại tin này", NOTHING),
    # The account
    "out_of_quota": Reason(
        "OA đã hết lượt gửi tin của gói",
        "Chị mua thêm trên trang quản lý OA hoặc chờ kỳ mới, rồi cho gửi tiếp.",
    ),
    "quota_used_up": Reason(
        "lượt gửi còn trong gói không đủ cho những người quá 48 giờ chưa nhắn",
        "Chị mua thêm lượt rồi cho gửi tiếp, hoặc hủy phần còn lại; ai được gửi miễn phí đã nhận.",
    ),
    "article_quota": Reason(
        "OA đã hết lượt tạo hoặc gửi bài viết của gói",
        "Chị xem lượt còn lại trên trang quản lý OA, nâng gói hoặc chờ tháng sau.",
    ),
    "monthly_articles": Reason(
        "tháng này OA đã gửi đủ số bài ghi trong mục cài đặt",
        "Chị chờ tháng sau, hoặc quản trị sửa số bài mỗi tháng theo gói của OA.",
    ),
    "package_too_low": Reason(
        "gói dịch vụ của OA không gửi được loại tin này, hoặc gói đã hết hạn",
        "Chị gia hạn hoặc nâng gói trên trang quản lý OA.",
    ),
    "account_not_verified": Reason("OA chưa xác thực", "Chị xác thực OA trên trang quản lý OA."),
    "account_disabled": Reason("OA đang bị khóa", "Chị liên hệ hỗ trợ của Zalo."),
    "account_does_not_exist": Reason(
        "Zalo không thấy OA này", "Chị kiểm tra mã OA với người phụ trách máy chủ."
    ),
    "account_type": Reason("loại tài khoản của OA không gửi được tin này", ON_ZALO),
    "cloud_account_empty": Reason(
        "tài khoản Zalo Cloud hết tiền", "Chị nạp thêm rồi cho gửi tiếp."
    ),
    "no_cloud_account": Reason(
        "OA chưa gắn tài khoản Zalo Cloud", "Chị gắn tài khoản trên trang quản lý OA."
    ),
    "api_not_registered": Reason("OA chưa đăng ký dùng tính năng này", ON_ZALO),
    "app_not_activated": Reason("ứng dụng chưa được Zalo kích hoạt tính năng này", ASK_HELP),
    "app_link": Reason("OA chưa liên kết với ứng dụng", RECONNECT),
    "app_not_linked": Reason("OA chưa liên kết với ứng dụng", RECONNECT),
    "app_removed": Reason("ứng dụng đã bị gỡ hoặc tắt", RECONNECT),
    "app_not_authorised": Reason("OA không còn cấp quyền cho ứng dụng", RECONNECT),
    "permission_revoked": Reason("OA đã rút quyền của ứng dụng", RECONNECT),
    "tokens_refused": Reason("Zalo không nhận khóa kết nối của OA", RECONNECT),
    "no_tokens": Reason("OA chưa kết nối với ứng dụng", RECONNECT),
    "reconnect_required": Reason("OA cần được kết nối lại", RECONNECT),
    "appsecret_proof": Reason("khóa bí mật của ứng dụng chưa đúng", ASK_HELP),
    "oauth_app_id": Reason("mã ứng dụng chưa đúng", ASK_HELP),
    "oauth_redirect_uri": Reason("địa chỉ kết nối của ứng dụng chưa đúng", ASK_HELP),
    "access_token_invalid": Reason("Zalo không nhận khóa truy cập của OA", WAITS),
    "access_token_expired": Reason("khóa truy cập của OA hết hạn", WAITS),
    # What is sent
    "attachment_expired": _anew(
        "Zalo không nhận tệp đính kèm, hoặc tệp đã quá 7 ngày", CHANGE_FILE
    ),
    "attachment_missing": _anew("không thấy tệp đính kèm", CHANGE_FILE),
    "content_refused": _anew("Zalo không nhận nội dung này"),
    "law_not_in_force": _anew("điều luật trong tin không còn hoặc chưa có hiệu lực"),
    "policy_violation": _anew("Zalo cho là nội dung trái quy định của Zalo"),
    "invalid_parameter": _anew("Zalo không nhận một phần của tin"),
    "parameter_too_long": _anew("tin hoặc tệp dài quá mức Zalo nhận"),
    "text_empty": _anew("tin không có chữ"),
    "text_too_long": _anew("tin dài quá 2000 chữ cái"),
    "too_large": Reason("tệp lớn quá mức Zalo nhận", "Chị chọn tệp nhỏ hơn."),
    "message_type_unsupported": _anew("Zalo không hỗ trợ loại tin này"),
    "template_without_uid": _anew("mẫu tin không gửi được cho người này"),
    "asset_not_found": Reason("không thấy gói nhóm trên Zalo", ON_ZALO),
    "asset_used": Reason("gói nhóm đã dùng cho nhóm khác", ON_ZALO),
    "form": _anew("Zalo không nhận biểu mẫu này"),
    "still_processing": Reason("Zalo đang xử lý bài viết hoặc tệp", WAITS),
    "upload_without_id": Reason("Zalo nhận tệp nhưng không trả mã", ASK_HELP),
    # Zalo's article broadcast
    "cover_missing": Reason("bài chưa có ảnh bìa dùng được", "Chị chọn ảnh bìa khác cho bài."),
    "cover_refused": Reason(
        "Zalo không tải được ảnh bìa",
        "Ảnh cần nhỏ hơn 1 MB; người phụ trách máy chủ xem mục PUBLIC_URL có mở được từ ngoài.",
    ),
    "no_public_url": Reason(
        "máy chủ chưa có địa chỉ công khai để Zalo tải ảnh bìa",
        "Người phụ trách máy chủ đặt mục PUBLIC_URL, rồi chị cho gửi tiếp.",
    ),
    "made_too_slowly": Reason(
        "Zalo xử lý bài viết quá lâu", "Chị xem bài trên trang quản lý OA rồi cho gửi tiếp."
    ),
    "did_not_arrive": Reason(
        "cán bộ đã xem và thấy bài chưa được gửi", "Chị hẹn giờ gửi lại nếu vẫn cần."
    ),
    "not_answered": Reason(
        "đã giao bài cho Zalo nhưng không nhận được trả lời nên chưa rõ đã gửi chưa",
        "Chị xem mục gửi bài trên trang quản lý OA, rồi ghi vào đây là đã gửi hay chưa.",
    ),
    # Time and speed
    "night": Reason("ban đêm Zalo không cho gửi", "Hệ thống tự gửi tiếp từ 6 giờ sáng."),
    "rate_limit": Reason("Zalo báo gửi quá nhanh", WAITS),
    "http_429": Reason("Zalo báo gửi quá nhanh", WAITS),
    "own_rate_limit": Reason("đang gửi hết tốc độ cho phép", WAITS),
    "account_pauses": Reason("đang nghỉ theo yêu cầu của Zalo", WAITS),
    "answers_first": Reason("đang nhường cho câu trả lời", WAITS),
    "kept_for_answers": Reason("đang nhường cho câu trả lời", WAITS),
    "share_used_up": Reason("đang nhường cho câu trả lời", WAITS),
    "account_share": Reason("đang gửi hết số luồng cho phép", WAITS),
    "broadcast_under_way": Reason("tin đang trên đường đi", WAITS),
    "claim_grew_old": Reason("máy chậm nên lượt gửi này bỏ, làm lại sau", WAITS),
    # The way to Zalo
    "not_connected": Reason("không nối được với Zalo", WAITS),
    "sending_failed": Reason("Zalo gửi không thành công", WAITS),
    "timeout": Reason("Zalo không trả lời kịp nên chưa rõ đã đến chưa", LOOKS),
    "connection_lost": Reason("mất kết nối giữa chừng nên chưa rõ đã đến chưa", LOOKS),
    "not_fetched": Reason("không tải được tệp từ Zalo", WAITS),
    "strange_host": Reason("tệp ở một địa chỉ không phải của Zalo", ASK_HELP),
    "redis_away": Reason("kho tạm của máy chủ đang ngưng", WAITS),
    "refresh_under_way": Reason("đang đổi khóa truy cập của OA", WAITS),
    "neither_error_nor_data": Reason("Zalo trả lời không hiểu được", ASK_HELP),
    "error_is_no_number": Reason("Zalo trả lời không hiểu được", ASK_HELP),
    "unknown_code": Reason("Zalo từ chối vì lý do chưa có trong sổ", ASK_HELP),
    "endpoint_closed": Reason("Zalo đã đóng cách gửi này", ASK_HELP),
    "invalid_mac": Reason("Zalo không nhận chữ ký", ASK_HELP),
}
"""By the code that is kept beside a recipient or a broadcast."""
_ENDINGS = {"_too_large": "too_large"}
_BEGINNINGS = {
    "http_": Reason("Zalo trả lời bằng một trang báo lỗi nên chưa rõ đã đến chưa", LOOKS),
    "not_json_": Reason("Zalo trả lời không hiểu được nên chưa rõ đã đến chưa", LOOKS),
    "refresh_": Reason("chưa đổi được khóa truy cập của OA", WAITS),
}
UNKNOWN = Reason("Zalo đang chặn OA", ON_ZALO)
NO_REASON = frozenset({"", "officer"})
"""Codes of what an officer did herself."""


def reason(code: str) -> Reason:
    """The words for a code; those for "Zalo blocks the account" where it is in no list."""
    found = REASONS.get(code)
    for ending, same in _ENDINGS.items():
        found = found or (REASONS[same] if code.endswith(ending) else None)
    for beginning, words in _BEGINNINGS.items():
        found = found or (words if code.startswith(beginning) else None)
    return found or UNKNOWN


def why(code: str) -> str:
    """What is the matter, as it stands in a list; '' where an officer did it herself."""
    return "" if code in NO_REASON else reason(code).what


def what_to_do(code: str, *, begun: bool = False) -> str:
    """What is the matter and what to do, in sentences; '' where an officer did it herself.
    ``begun``: some may have got it.
    """
    if code in NO_REASON:
        return ""
    found = reason(code)
    return found.with_advice(BEGUN) if begun and found.anew else found.told


def goes_on(code: str) -> bool:
    """Whether it can go on as it is, once what was the matter is mended."""
    return code in NO_REASON or not reason(code).anew
