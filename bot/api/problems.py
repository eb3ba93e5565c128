"""What cannot be done, as application/problem+json (RFC 9457), in Vietnamese."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from flask import Flask, Response
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from bot.errors import BotError
from bot.faq.content import InvalidContent

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Yêu cầu chưa đúng",
    401: "Chưa có mã truy cập",
    403: "Không được phép",
    404: "Không tìm thấy",
    405: "Không dùng được cách gọi này",
    409: "Không hợp với hiện trạng",
    413: "Nội dung quá lớn",
    415: "Sai kiểu nội dung",
    422: "Nội dung chưa đạt",
    429: "Gọi quá nhanh",
    500: "Trục trặc ở máy chủ",
    503: "Tạm thời chưa dùng được",
}
_DETAILS = {
    400: "Phần thân phải là một đối tượng JSON viết đúng.",
    404: "Không có địa chỉ này.",
    405: "Xem tài liệu tại /api/v1/openapi.json.",
    413: "Một câu hỏi với câu trả lời không thể dài như vậy.",
    415: "Gửi nội dung với Content-Type: application/json.",
    429: "Chờ một lát rồi gọi lại.",
    500: "Lỗi đã được ghi lại. Thử lại sau ít phút.",
}
_WORDS = {
    "missing": "Thiếu trường này.",
    "extra_forbidden": "Không có trường này.",
    "string_type": "Phải là chữ.",
    "bool_type": "Phải là true hoặc false.",
    "json_invalid": "Không phải JSON viết đúng.",
}
_OTHERWISE = "Giá trị không đúng."


class ApiError(BotError):
    """A call that is refused; ``more`` stands in the answer beside the sentence."""

    http_status = 400

    def __init__(
        self,
        sentence: str,
        status: int,
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(public_message=sentence)
        self.status = status
        self.more = dict(more or {})
        self.headers = dict(headers or {})


def problem(
    status: int,
    detail: str,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer that says what is wrong."""
    body = {"type": "about:blank", "title": TITLES.get(status, TITLES[400]), "status": status}
    text = json.dumps({**body, "detail": detail, **(more or {})}, ensure_ascii=False)
    return Response(text, status, headers=dict(headers or {}), content_type=MEDIA_TYPE)


def prepare(app: Flask) -> None:
    """Every error of the application becomes such an answer."""

    @app.errorhandler(ApiError)
    def refuse(error: ApiError) -> Response:
        return problem(error.status, error.public_message, error.more, error.headers)

    @app.errorhandler(InvalidContent)
    def invalid(error: InvalidContent) -> Response:
        found = [{"field": each.field, "message": each.message} for each in error.problems]
        return problem(error.http_status, error.public_message, {"errors": found})

    @app.errorhandler(ValidationError)
    def malformed(error: ValidationError) -> Response:
        found = _faults(error)
        if any(each["code"] == "json_invalid" for each in found):
            return problem(400, _DETAILS[400])
        shown = [{"field": each["field"], "message": each["message"]} for each in found]
        return problem(422, "Có trường chưa đúng.", {"errors": shown})

    @app.errorhandler(BotError)
    def failed(error: BotError) -> Response:
        headers = {"Retry-After": "5"} if error.retryable else {}
        return problem(error.http_status, error.public_message, headers=headers)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        status = error.code or 500
        kept = {n: v for n, v in error.get_headers() if n == "Allow"}
        kept |= {"Retry-After": "60"} if status == 429 else {}
        return problem(status, _DETAILS.get(status, TITLES.get(status, TITLES[400])), headers=kept)

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        log.error("request_failed", exc_info=error)
        return problem(500, _DETAILS[500])


def _faults(error: ValidationError) -> Sequence[dict[str, str]]:
    details = error.errors(include_input=False, include_url=False, include_context=True)
    return [
        {
            "code": each["type"],
            "field": ".".join(map(str, each["loc"])),
            "message": _said(each),
        }
        for each in details
    ]


def _said(detail: Mapping[str, Any]) -> str:
    """Our own validators speak Vietnamese themselves."""
    own = detail.get("ctx", {}).get("error")
    return str(own) if isinstance(own, ValueError) else _WORDS.get(detail["type"], _OTHERWISE)
