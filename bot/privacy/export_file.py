"""The file that tells one person what is held about her: in words first, then for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from bot.privacy.one_person import Holdings
from knowledge.day import VIETNAM

MACHINE_PART = "===== JSON ====="
"""From the line after this one on the file is one JSON object."""

_TABLES = {
    "people": "Chị nhắn lần đầu, lần cuối khi nào; có quan tâm OA không",
    "consents": "Những điều chị đã cho phép hoặc rút lại",
    "handovers": "Những lần chị chờ cán bộ",
    "waiting_answers": "Câu trả lời của cán bộ gửi chị",
    "data_requests": "Những lần chị yêu cầu về dữ liệu",
    "unanswered_questions": "Câu hỏi máy chưa trả lời được, chị đã cho giữ",
    "subscriptions": "Những chủ đề chị nhận tin",
    "broadcast_recipients": "Những tin Hội gửi chị",
    "person_labels": "Chi hội và nhóm mà cán bộ ghi cho chị",
}
_OTHER_TABLE = "Bảng “{}”"
_MEMORY = "Điều máy đang nhớ về cuộc trò chuyện"
_CASES = (
    "Hồ sơ việc khẩn, nếu có, được niêm phong riêng. Chỉ cán bộ nhận việc đó mở được; tệp này "
    "không nói có hay không có hồ sơ như vậy."
)


def written(holdings: Holdings) -> str:
    """The whole file."""
    machine = json.dumps(_machine(holdings), ensure_ascii=False, indent=1, default=_plain)
    return "\n".join([*_words(holdings), "", MACHINE_PART, machine, ""])


def _words(holdings: Holdings) -> Iterator[str]:
    yield "DỮ LIỆU CÁ NHÂN TRỢ LÝ ĐANG LƯU"
    yield f"Mã yêu cầu: {holdings.receipt}. In lúc {_plain(holdings.told_at)}."
    yield f"OA {holdings.oa_id}, mã Zalo ở OA này {holdings.user_id}."
    for table, rows in holdings.tables.items():
        yield ""
        yield f"{_TABLES.get(table) or _OTHER_TABLE.format(table)}: {len(rows)} dòng"
        for row in rows:
            told = (f"{name}: {_plain(value)}" for name, value in row.items() if _says(value))
            yield f"- {'; '.join(told)}"
    if holdings.memory:
        yield ""
        yield f"{_MEMORY}: {len(holdings.memory)} mục"
        yield from (f"- {name}: {_plain(value)}" for name, value in holdings.memory.items())
    yield ""
    yield _CASES


def _machine(holdings: Holdings) -> dict[str, Any]:
    return {
        "oa_id": holdings.oa_id,
        "user_id": holdings.user_id,
        "receipt": holdings.receipt,
        "told_at": holdings.told_at,
        "tables": holdings.tables,
        "memory": holdings.memory,
        "note": _CASES,
    }


def _says(value: object) -> bool:
    return value not in (None, "")


def _plain(value: object) -> str:
    """A value as a person reads it; times of Vietnam."""
    match value:
        case datetime():
            return f"{value.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
        case date():
            return f"{value:%d/%m/%Y}"
        case bool():
            return "có" if value else "không"
        case _:
            return str(value)
