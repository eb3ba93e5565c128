"""What an officer reads when something cannot be done: one page, in Vietnamese, with a way on."""

from __future__ import annotations

import structlog
from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from redis.exceptions import RedisError
from werkzeug.exceptions import HTTPException

from bot.errors import BotError

log = structlog.get_logger(__name__)

AWAY = "Máy chủ đang bận hoặc đang bảo trì. Chưa có gì thay đổi; chị thử lại sau ít phút."
STALE_FORM = "Trang này mở đã lâu nên chưa lưu được. Chị quay lại, tải lại trang rồi làm lại."
TITLES = {
    400: "Chưa làm được",
    403: "Chị chưa có quyền mở trang này",
    404: "Không tìm thấy trang này",
    405: "Chưa làm được",
    413: "Tệp quá lớn",
    429: "Chị thử lại sau ít phút",
    500: "Có trục trặc",
    503: "Máy chủ đang bận",
}
SENTENCES = {
    400: "Trang gửi lên chưa đúng. Chị quay lại và thử lần nữa.",
    403: "Việc này dành cho vai trò khác. Nếu chị cần làm, chị nhờ quản trị viên đổi vai trò.",
    404: "Đường dẫn không đúng, hoặc mục này đã được xóa.",
    405: "Chị mở lại trang từ đầu rồi bấm nút trên trang.",
    413: "Tệp chị gửi lớn quá mức cho phép. Chị chia nhỏ tệp rồi gửi lại.",
    429: "Có quá nhiều lần thử trong thời gian ngắn. Chị chờ vài phút rồi thử lại.",
    500: "Lỗi đã được ghi lại. Chị thử lại sau; nếu vẫn vậy, chị báo người phụ trách kỹ thuật.",
}


def prepare(app: Flask) -> None:
    """Errors of the app become pages."""
    app.register_error_handler(CSRFError, lambda _: shown(400, STALE_FORM))
    app.register_error_handler(RedisError, _redis_away)
    app.register_error_handler(BotError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _crashed)


def shown(status: int, sentence: str = "") -> ResponseReturnValue:
    """The page for this status."""
    title = TITLES.get(status, TITLES[400])
    text = sentence or SENTENCES.get(status, SENTENCES[400])
    # A page that asks nobody who is signed in: the database may be what is away.
    bare = status >= 500
    return render_template("console/error.html", title=title, sentence=text, bare=bare), status


def _refused(error: BotError) -> ResponseReturnValue:
    fields = {name: value for name, value in error.log_fields.items() if name != "error"}
    log.warning(
        "request_refused", error=type(error).__name__, http_status=error.http_status, **fields
    )
    if error.http_status == 503:
        return shown(503, AWAY)
    # An error with a sentence of its own is a refusal, whatever the command line makes of it.
    own_words = error.public_message != BotError.public_message
    status = 400 if own_words and error.http_status == 500 else error.http_status
    return shown(status, error.public_message)


def _redis_away(error: RedisError) -> ResponseReturnValue:
    log.warning("request_refused", error=type(error).__name__, http_status=503)
    return shown(503, AWAY)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error
    return shown(error.code or 500)


def _crashed(error: Exception) -> ResponseReturnValue:
    log.error("request_failed", exc_info=error)
    return shown(500)
