"""Reads our own plain-language cards from YAML files (schema: ``docs/cards.md``).

Everything that is wrong is a ``Problem`` that names file and card and says in Vietnamese what to
do; a card with a wrong shape is left out, the others of its file are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from knowledge.documents import Card, Citation, canonical_number
from knowledge.errors import SourceError
from knowledge.ingest.batch import Batch, Problem

#: Where the cards lie within a library folder.
FOLDER = "cards"


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_one_line), Field(min_length=1)]
Words = Annotated[str, BeforeValidator(_one_line)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Citation(_Strict):
    document: Annotated[str, Field(pattern=r"^\d[^\s]*[-/][^\s]+$")]
    article: Annotated[str, Field(pattern=r"^\d+[a-zđ]*$")]
    clause: Annotated[str, Field(pattern=r"^(\d+[a-zđ]*)?$")] = ""
    point: Annotated[str, Field(pattern=r"^[a-zđ]?\d*$")] = ""


class _Card(_Strict):
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    kind: Literal["law", "procedure", "guide"]
    topic: Text
    title: Text
    questions: tuple[Text, ...]
    answer: Text
    citations: tuple[_Citation, ...] = ()
    checked_on: date
    checked_against: Text
    effective: date | None = None
    expires: date | None = None
    needs_officer_check: bool = False
    related: tuple[str, ...] = ()
    steps: tuple[Text, ...] = ()
    papers: tuple[Text, ...] = ()
    where: Words = ""
    fee: Words = ""
    duration: Words = ""
    link: Annotated[str, Field(pattern=r"^(https://\S+)?$")] = ""


_ADVICE = {
    "missing": "thiếu mục này; hãy thêm vào",
    "extra_forbidden": "mục này không có trong mẫu thẻ; hãy xóa hoặc sửa tên",
    "literal_error": "chỉ được ghi law, procedure hoặc guide",
    "string_pattern_mismatch": "viết chưa đúng mẫu; xem ví dụ trong docs/cards.md",
    "string_type": "phải là chữ; nếu là số thì đặt trong dấu ngoặc kép",
    "string_too_short": "đang để trống; hãy điền",
    "too_short": "đang để trống; hãy điền",
    "date_from_datetime_parsing": "ngày phải viết dạng 2026-11-21",
    "date_type": "ngày phải viết dạng 2026-11-21",
    "tuple_type": "phải là danh sách, mỗi dòng một gạch đầu dòng",
    "bool_parsing": "chỉ được ghi true hoặc false",
    "model_type": "phải có các mục document, article",
}


def read_folder(folder: Path) -> Batch:
    """All cards of a library folder, in the order of files and lines.

    Raises:
        SourceError: the folder does not exist.
    """
    batch = Batch()
    for path in files(folder):
        batch.extend(read_file(path))
    return batch


def files(folder: Path) -> list[Path]:
    """The card files of a library folder, by name.

    Raises:
        SourceError: the folder does not exist.
    """
    cards = folder / FOLDER
    if not cards.is_dir():
        raise SourceError(f"Không thấy thư mục thẻ {cards}.")
    return sorted(cards.glob("*.yaml"))


def read_file(path: Path) -> Batch:
    """The cards of one file."""
    batch = Batch()
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        batch.problems.append(Problem(path.name, "", f"Không đọc được tệp: {error}."))
    except yaml.YAMLError as error:
        batch.problems.append(
            Problem(path.name, _mark(error), "Sai cú pháp YAML; hãy xem dòng này.")
        )
    else:
        if isinstance(entries, list):
            for place, entry in enumerate(entries, start=1):
                _take(entry, place, path.name, batch)
        else:
            batch.problems.append(Problem(path.name, "", "Tệp thẻ phải là một danh sách thẻ."))
    return batch


def _mark(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"dòng {mark.line + 1}" if mark else ""


def _take(entry: Any, place: int, file: str, batch: Batch) -> None:
    name = entry.get("id") if isinstance(entry, dict) else None
    where = f"thẻ {name}" if name else f"thẻ thứ {place}"
    try:
        batch.cards.append(_card(_Card.model_validate(entry)))
    except ValidationError as error:
        batch.problems.extend(Problem(file, where, reason) for reason in _reasons(error))


def _reasons(error: ValidationError) -> Iterator[str]:
    for detail in error.errors():
        field = ".".join(str(part) for part in detail["loc"]) or "thẻ"
        advice = _ADVICE.get(detail["type"], f"giá trị không hợp lệ ({detail['msg']})")
        yield f"«{field}»: {advice}."


def _card(entry: _Card) -> Card:
    given = {name: getattr(entry, name) for name in _Card.model_fields}
    citations = tuple(
        Citation(canonical_number(place.document), place.article, place.clause, place.point)
        for place in entry.citations
    )
    return Card(**(given | {"citations": citations}))
