"""What the audit log's short names mean, for those who read it."""

from __future__ import annotations

import re
from collections.abc import Iterable

ACTIONS = {
    "console_sign_in": "Đăng nhập",
    "account_locked": "Tạm khóa vì nhập sai nhiều lần",
    "password_set": "Đặt mật khẩu bằng lời mời",
    "password_changed": "Đổi mật khẩu",
    "second_factor_set": "Bật xác thực hai lớp",
    "second_factor_dropped": "Bỏ xác thực hai lớp",
    "recovery_code_used": "Dùng mã dự phòng",
    "recovery_codes_renewed": "Tạo mã dự phòng mới",
    "sessions_ended": "Đăng xuất khắp nơi",
    "device_signed_out": "Đăng xuất một máy",
    "officer_added": "Thêm cán bộ",
    "officer_invited": "Tạo lời mời",
    "officer_role_changed": "Đổi vai trò",
    "officer_set": "Giao việc ở trang",
    "officer_set_with_cases": "Giao việc ở trang, nhận cả việc khẩn",
    "officer_removed": "Rút khỏi trang",
    "officer_disabled": "Khóa tài khoản",
    "officer_enabled": "Mở lại tài khoản",
    "shift_added": "Xếp ca trực",
    "shift_removed": "Bỏ ca trực",
    "working_hours_changed": "Đổi giờ làm việc",
    "closed_days_changed": "Đổi ngày nghỉ",
    "account_setting_changed": "Đổi cài đặt của trang",
    "trial_started": "Bắt đầu chạy thử",
    "trial_ended": "Kết thúc chạy thử",
    "trial_list_changed": "Đổi danh sách chạy thử",
    "trial_word_changed": "Đổi từ vào danh sách chạy thử",
    "consent_begun": "Mở trang cấp quyền của Zalo",
    "consent_given": "Cấp quyền Zalo xong",
    "api_token_created": "Tạo mã kết nối",
    "api_token_revoked": "Thu hồi mã kết nối",
    "faq_drafted": "Soạn hỏi đáp",
    "faq_edited": "Sửa hỏi đáp",
    "faq_checked": "Kiểm tra hỏi đáp",
    "faq_sent_back": "Trả lại hỏi đáp",
    "faq_approved": "Duyệt hỏi đáp",
    "faq_approved_by_herself": "Tự duyệt hỏi đáp",
    "faq_published": "Đăng hỏi đáp",
    "faq_unpublished": "Gỡ hỏi đáp",
    "faq_rolled_back": "Quay lại bản hỏi đáp cũ",
    "faq_withdrawn": "Bỏ bản nháp hỏi đáp",
    "question_group_answered": "Trả lời nhóm câu hỏi",
    "question_group_told": "Gửi câu trả lời cho người đã hỏi",
    "question_group_dismissed": "Bỏ qua nhóm câu hỏi",
    "question_group_reopened": "Mở lại nhóm câu hỏi",
    "handover_shown": "Xem hội thoại",
    "handover_passed_on": "Chuyển hội thoại cho người khác",
    "data_request_shown": "Xem yêu cầu về dữ liệu",
    "person_exported": "Xuất dữ liệu của một người",
    "person_erased": "Xóa dữ liệu của một người",
    "report_exported": "Tải báo cáo",
    "statistics_exported": "Tải thống kê",
    "law_import": "Nhập văn bản luật",
    "law_withdraw": "Rút văn bản khỏi kho",
    "law_bring_back": "Dùng lại văn bản đã rút",
    "law_draft": "Soạn văn bản luật",
    "library_build_again": "Dựng lại kho luật",
    "case_opened": "Mở việc khẩn",
    "data_request_opened": "Nhận yêu cầu về dữ liệu",
    "data_request_replied": "Trả lời yêu cầu về dữ liệu",
    "data_request_finished": "Xong yêu cầu về dữ liệu",
    "broadcast_drafted": "Soạn tin gửi nhiều người",
    "broadcast_edited": "Sửa tin gửi nhiều người",
    "broadcast_checked": "Soát tin gửi nhiều người",
    "broadcast_approved": "Duyệt tin gửi nhiều người",
    "broadcast_self_approved": "Tự duyệt tin gửi nhiều người",
    "broadcast_scheduled": "Hẹn giờ gửi tin",
    "broadcast_paused": "Tạm dừng gửi tin",
    "broadcast_resumed": "Gửi tin tiếp",
    "broadcast_stopped": "Dừng gửi tin",
    "broadcast_cancelled": "Hủy tin gửi nhiều người",
    "broadcast_finished": "Gửi tin xong",
    "broadcast_started": "Bắt đầu gửi tin",
    "broadcast_begun": "Bắt đầu gửi tin",
    "broadcast_sent_back": "Trả lại tin để sửa",
    "broadcast_recipients_forgotten": "Xóa danh sách người nhận của tin đã cũ",
    "broadcast_expired": "Hết hạn gửi tin",
    "broadcast_tested": "Gửi thử tin cho mình",
    "series_drafted": "Soạn loạt tin hằng tuần",
    "series_edited": "Sửa loạt tin hằng tuần",
    "series_approved": "Duyệt loạt tin hằng tuần",
    "series_paused": "Tạm dừng loạt tin hằng tuần",
    "series_stopped": "Loạt tin tự dừng vì ngoài giờ gửi",
    "series_resumed": "Chạy tiếp loạt tin hằng tuần",
    "series_ended": "Kết thúc loạt tin hằng tuần",
    "series_ran_out_of_tips": "Loạt tin hết mẹo để gửi",
    "series_tip_passed_over": "Loạt tin bỏ qua một mẹo",
    "article_drafted": "Soạn bài viết gửi qua Zalo",
    "article_edited": "Sửa bài viết gửi qua Zalo",
    "article_checked": "Soát bài viết gửi qua Zalo",
    "article_approved": "Duyệt bài viết gửi qua Zalo",
    "article_self_approved": "Tự duyệt bài viết gửi qua Zalo",
    "article_scheduled": "Hẹn giờ gửi bài viết",
    "article_paused": "Tạm dừng gửi bài viết",
    "article_resumed": "Gửi bài viết tiếp",
    "article_cancelled": "Hủy bài viết gửi qua Zalo",
    "article_found": "Thấy bài viết đã gửi trên Zalo",
    "article_settled_sent": "Ghi bài viết đã gửi",
    "article_settled_not_sent": "Ghi bài viết chưa gửi",
    "article_taken_away": "Gỡ bài viết khỏi Zalo",
    "labels_put": "Ghi chi hội, nhãn",
    "labels_removed": "Gỡ chi hội, nhãn",
    "labels_imported": "Nhập chi hội, nhãn từ tệp",
    "labels_synced": "Lấy nhãn từ Zalo",
    "groups_refreshed": "Cập nhật danh sách nhóm Zalo",
    "picture_added": "Đính ảnh vào tin",
    "file_added": "Đính tệp vào tin",
    "logo_added": "Đặt logo của đơn vị",
    "picture_erased": "Xóa ảnh đã đính",
    "file_erased": "Xóa tệp đã đính",
    "logo_erased": "Bỏ logo của đơn vị",
}
OTHER = "Việc khác"
SYSTEM = "Hệ thống"
COMMAND_LINE = "Máy chủ (dòng lệnh)"


def act(action: str) -> str:
    """What was done, in words."""
    return ACTIONS.get(action, OTHER)


def actor_name(actor: str, emails: dict[str, str]) -> str:
    """Who did it; ``emails`` are the officers' addresses by their number."""
    if actor in ("", "system", "service"):
        return SYSTEM
    if actor in ("command line", "operator"):
        return COMMAND_LINE
    return emails.get(actor, actor)


def subject_words(subject: str, emails: dict[str, str], accounts: Iterable[str]) -> str:
    """What it was done to, without what nobody reads: an officer by her address, "F1, bản 2"."""
    for oa_id in accounts:
        subject = re.sub(rf"^{re.escape(oa_id)}(?:[ :]+|$)", "", subject)
    if subject.startswith("admin:"):
        return emails.get(subject.removeprefix("admin:"), subject)
    return re.sub(r" v(\d+)$", r", bản \1", subject)
