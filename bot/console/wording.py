"""What officers call the kinds of answers, of danger, and of what else is done with an answer."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.actions import Intent
from handlers.severity import Severity

INTENTS: Mapping[Intent, str] = {
    Intent.LAW: "Trích luật",
    Intent.FAQ: "Hỏi đáp",
    Intent.PROCEDURE: "Thủ tục",
    Intent.GUIDE: "Hướng dẫn",
    Intent.PROGRAMME: "Chương trình",
    Intent.DIRECTORY: "Danh bạ",
    Intent.CALCULATOR: "Tính giúp",
    Intent.CRISIS: "Giúp người gặp nguy hiểm",
    Intent.OFFICER: "Gặp cán bộ",
    Intent.MENU: "Danh mục chủ đề",
    Intent.SMALLTALK: "Chào hỏi",
    Intent.PRIVACY: "Dữ liệu cá nhân",
    Intent.FEEDBACK: "Góp ý",
    Intent.REFUSAL: "Chưa trả lời được",
    Intent.MEDIA: "Ảnh, tệp, ghi âm",
    Intent.SILENCE: "Im lặng",
}

SEVERITIES: Mapping[Severity, str] = {
    Severity.N: "Không thấy nguy hiểm",
    Severity.C1: "Có thể đang buồn khổ",
    Severity.C2: "Nghiêm trọng",
    Severity.C3: "Nguy hiểm ngay",
}
SEVERITY_KINDS: Mapping[Severity, str] = {
    Severity.N: "quiet",
    Severity.C1: "waiting",
    Severity.C2: "bad",
    Severity.C3: "bad",
}

REQUESTS: Mapping[str, str] = {
    "call_officer": "chuyển cuộc trò chuyện cho cán bộ",
    "add_question": "giữ câu hỏi cho cán bộ đang nhận cuộc này",
    "warn_officer": "báo cán bộ đang nhận cuộc này là có dấu hiệu nguy hiểm",
    "open_case": "mở một vụ việc và báo ngay cán bộ trực",
    "note_case": "ghi thêm vào vụ việc",
    "safe_contact": "giữ kín cách liên lạc an toàn",
    "record_consent": "ghi lại sự đồng ý của người hỏi",
    "use_right": "ghi một yêu cầu về dữ liệu cá nhân",
    "rate_answer": "ghi lại góp ý về câu trả lời",
}
"""By kind of request: what would have been done besides, for a person who really asks."""
