"""The way to the pages with which an admin keeps the service in order."""

from __future__ import annotations

from flask import Blueprint, render_template

from bot.console.access import Permission, needs
from bot.console.parts import ConsoleParts

TILES = (
    ("officers.index", "people", "Cán bộ và vai trò", "Thêm, mời, đổi vai trò, khóa"),
    ("duty.index", "calendar-week", "Lịch trực", "Ai trực ngoài giờ làm việc"),
    ("hours.index", "clock", "Giờ làm việc", "Giờ trong tuần, ngày nghỉ riêng"),
    ("oas.index", "broadcast", "Trang Zalo OA", "Kết nối với Zalo còn tốt không"),
    ("account_settings.index", "toggles", "Cài đặt của trang", "Hạn trả lời, từ khóa an toàn"),
    ("trial_mode.index", "cone-striped", "Chạy thử", "Chỉ trả lời người trong danh sách"),
    ("api_tokens.index", "key", "Mã kết nối", "Cho phần mềm khác gửi câu hỏi đáp"),
    ("audit_log.index", "clock-history", "Nhật ký", "Ai đã làm gì, khi nào"),
)
"""Endpoint, icon, name, what it is for."""


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The page."""
    page = Blueprint("administration", __name__)

    @page.get("/quan-tri")
    @needs(Permission.ADMINISTER)
    def index() -> str:
        return render_template("console/administration/index.html", tiles=TILES)

    return page
