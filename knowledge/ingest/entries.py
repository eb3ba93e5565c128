"""Lists of entries in the library's YAML files: cards and tips.

Everything that is wrong is a ``Problem`` that names file and entry and says in Vietnamese what to
do; an entry with a wrong shape is left out, the others of its file are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BeforeValidator, Field, ValidationError

from knowledge.ingest.batch import Problem
from knowledge.shapes import Strict


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


#: A text that must be there, and one that may be empty.
Text = Annotated[str, BeforeValidator(_one_line), Field(min_length=1)]
Words = Annotated[str, BeforeValidator(_one_line)]


Shape = TypeVar("Shape", bound=Strict)

_ADVICE = {
    "missing": "thiếu mục này; hãy thêm vào",
    "extra_forbidden": "mục này không có trong mẫu; hãy xóa hoặc sửa tên",
    "literal_error": "chỉ được ghi law, procedure, guide, programme hoặc directory",
    "string_pattern_mismatch": "viết chưa đúng mẫu; xem ví dụ trong docs/cards.md",
    "string_type": "phải là chữ; nếu là số thì đặt trong dấu ngoặc kép",
    "string_too_short": "đang để trống; hãy điền",
    "too_short": "đang để trống; hãy điền",
    "date_from_datetime_parsing": "ngày phải viết dạng 2026-11-21",
    "date_type": "ngày phải viết dạng 2026-11-21",
    "tuple_type": "phải là danh sách, mỗi dòng một gạch đầu dòng",
    "bool_parsing": "chỉ được ghi true hoặc false",
    "model_type": "phải có các mục như trong mẫu; xem docs/cards.md",
}


def read_list(path: Path, shape: type[Shape], noun: str) -> tuple[list[Shape], list[Problem]]:
    """The entries of a file that have the shape, and what is wrong with the others.

    ``noun`` is what one entry is called in a problem: "thẻ", "lời nhắc".
    """
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return [], [Problem(path.name, "", f"Không đọc được tệp: {error}.")]
    except yaml.YAMLError as error:
        return [], [Problem(path.name, _mark(error), "Sai cú pháp YAML; hãy xem dòng này.")]
    if not isinstance(entries, list):
        return [], [Problem(path.name, "", f"Tệp này phải là một danh sách {noun}.")]
    found: list[Shape] = []
    problems: list[Problem] = []
    for place, entry in enumerate(entries, start=1):
        try:
            found.append(shape.model_validate(entry))
        except ValidationError as error:
            where = _name(entry, place, noun)
            problems.extend(Problem(path.name, where, reason) for reason in _reasons(error, noun))
    return found, problems


def _name(entry: Any, place: int, noun: str) -> str:
    name = entry.get("id") if isinstance(entry, dict) else None
    return f"{noun} {name}" if name else f"{noun} thứ {place}"


def _mark(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"dòng {mark.line + 1}" if mark else ""


def _reasons(error: ValidationError, noun: str) -> Iterator[str]:
    for detail in error.errors():
        field = ".".join(str(part) for part in detail["loc"]) or noun
        advice = _ADVICE.get(detail["type"], f"giá trị không hợp lệ ({detail['msg']})")
        yield f"«{field}»: {advice}."
