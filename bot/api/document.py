"""The API described as OpenAPI 3.1, from the very shapes that are read and written."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from bot.api import shapes
from bot.api.problems import MEDIA_TYPE, TITLES

_REFERENCE = "#/components/schemas/{model}"
_SHAPES = (
    shapes.FaqIn,
    shapes.FaqChange,
    shapes.FaqOut,
    shapes.FaqList,
    shapes.ProblemOut,
)
_CODE = {
    "name": "code",
    "in": "path",
    "required": True,
    "description": "Mã câu hỏi, ví dụ F12.",
    "schema": {"type": "string", "pattern": "^F[1-9][0-9]{0,8}$"},
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Gọi lại với cùng khóa thì không tạo thêm câu hỏi.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
_COMMON = (400, 401, 403, 429, 500, 503)

Json = dict[str, Any]


def document() -> Json:
    """The document, as data."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Hiểu Luật: câu hỏi thường gặp",
            "version": "1",
            "description": (
                "Đưa câu hỏi và câu trả lời vào trợ lý, đọc lại, sửa. Mã truy cập được tạo và thu "
                "hồi ở trang Quản trị. Lỗi được trả bằng tiếng Việt theo RFC 9457."
            ),
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": {
            "/faqs": {"get": _list(), "post": _create()},
            "/faqs/{code}": {"get": _one(), "put": _change()},
            "/openapi.json": {"get": _itself()},
        },
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas() -> Json:
    wanted: Any = [(shape, "validation") for shape in _SHAPES]
    _, found = models_json_schema(wanted, ref_template=_REFERENCE)
    schemas: Json = found["$defs"]
    return schemas


def _list() -> Json:
    return {
        "operationId": "listFaqs",
        "summary": "Liệt kê câu hỏi, mới nhất trước",
        "parameters": _query(),
        "responses": {"200": _answer("FaqList", "Một trang"), **_problems(422)},
    }


def _query() -> list[Json]:
    schema = shapes.FaqQuery.model_json_schema(ref_template=_REFERENCE)
    told = {
        "state": "Chỉ những câu ở bước này.",
        "words": "Chỉ những câu có đủ các chữ này, không kể dấu.",
        "before": "Chỉ những câu có số nhỏ hơn; lấy từ `next` của trang trước.",
        "limit": "Số câu một trang.",
    }
    return [
        {"name": name, "in": "query", "required": False, "description": told[name],
         "schema": _without_null(part)}
        for name, part in schema["properties"].items()
    ]  # fmt: skip


def _without_null(part: Json) -> Json:
    """A parameter that is left out is simply not there."""
    either = [each for each in part.get("anyOf", [part]) if each.get("type") != "null"]
    return {name: value for name, value in either[0].items() if name not in ("title", "default")}


def _create() -> Json:
    made = _answer("FaqOut", "Đã tạo")
    made["headers"] = {"Location": {"description": "Địa chỉ", "schema": {"type": "string"}}}
    return {
        "operationId": "createFaq",
        "summary": "Tạo một câu hỏi: bản nháp, hoặc đăng luôn",
        "parameters": [_KEY],
        "requestBody": _body("FaqIn"),
        "responses": {
            "201": made,
            "200": _answer("FaqOut", "Khóa này đã tạo câu hỏi từ trước"),
            **_problems(409, 413, 415, 422),
        },
    }


def _one() -> Json:
    return {
        "operationId": "readFaq",
        "summary": "Đọc một câu hỏi",
        "parameters": [_CODE],
        "responses": {"200": _answer("FaqOut", "Câu hỏi"), **_problems(404)},
    }


def _change() -> Json:
    return {
        "operationId": "changeFaq",
        "summary": "Viết bản mới của một câu hỏi",
        "parameters": [_CODE],
        "requestBody": _body("FaqChange"),
        "responses": {
            "200": _answer("FaqOut", "Bản mới"),
            **_problems(404, 409, 413, 415, 422),
        },
    }


def _itself() -> Json:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "readDocument",
        "summary": "Tài liệu này",
        "security": [],
        "responses": {"200": {"description": "OpenAPI 3.1", "content": content}},
    }


def _body(shape: str) -> Json:
    schema = {"$ref": _REFERENCE.format(model=shape)}
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _answer(shape: str, told: str) -> Json:
    schema = {"$ref": _REFERENCE.format(model=shape)}
    return {"description": told, "content": {"application/json": {"schema": schema}}}


def _problems(*statuses: int) -> Json:
    schema = {"$ref": _REFERENCE.format(model="ProblemOut")}
    content = {MEDIA_TYPE: {"schema": schema}}
    return {
        str(status): {"description": TITLES[status], "content": content}
        for status in sorted({*_COMMON, *statuses})
    }
