"""What an officer states about her document herself: in a small file beside it, or as options.

``ke-hoach.docx.yaml`` beside ``ke-hoach.docx`` holds lines such as ``number: 12/KH-UBND`` and
``effective: 2026-03-01``. Options stand above it, and both above what the text says.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from knowledge.errors import SourceError
from knowledge.ingest.naming import clean_number
from knowledge.ingest.office.lines import clean

SUFFIX = ".yaml"
NUMBER_EXAMPLE = "12/KH-UBND"
_NUMBER = re.compile(r"^\d[^\s]*[-/][^\s]+$")


class Facts(BaseModel):
    """The facts of a document as far as they are stated; ``""`` and None are not stated."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: str = ""
    kind: str = ""
    name: str = ""
    issuer: str = ""
    place: str = ""
    issued: date | None = None
    effective: date | None = None
    expires: date | None = None

    @field_validator("kind", "name", "issuer", "place")
    @classmethod
    def _one_line(cls, value: str) -> str:
        return clean(value)

    @field_validator("number")
    @classmethod
    def _canonical(cls, value: str) -> str:
        number = clean_number(clean(value)) if value.strip() else ""
        if number and not _NUMBER.match(number):
            raise ValueError("number")
        return number

    def over(self, other: Facts) -> Facts:
        """These facts, their gaps filled from the others."""
        stated = {name: value for name, value in self.model_dump().items() if value}
        return other.model_copy(update=stated)


def stated(values: dict[str, Any], where: str) -> Facts:
    """The facts in these fields.

    Raises:
        SourceError: a field is unknown or has an impossible value; ``where`` says which source.
    """
    try:
        return Facts.model_validate({name: value for name, value in values.items() if value})
    except ValidationError as error:
        raise SourceError(f"{where}: {' '.join(map(_reason, error.errors()))}") from error


def beside(path: Path) -> Facts:
    """The facts in the file beside a document; nothing where there is none.

    Raises:
        SourceError: the file is no YAML with these fields.
    """
    note = path.with_name(path.name + SUFFIX)
    if not note.is_file():
        return Facts()
    try:
        values = yaml.safe_load(note.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SourceError(
            f"{note.name}: sai cú pháp YAML. Mỗi dòng viết «mục: giá trị»."
        ) from error
    if not isinstance(values, dict):
        raise SourceError(
            f"{note.name}: mỗi dòng phải viết «mục: giá trị», ví dụ number: 12/KH-UBND."
        )
    return stated(values, note.name)


def _reason(detail: Any) -> str:
    field = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        known = ", ".join(Facts.model_fields)
        return f"không có mục «{field}»; chỉ có {known}."
    if field in ("issued", "effective", "expires"):
        return f"«{field}» phải là ngày viết dạng 2026-03-01."
    if field == "number":
        return f"«number» phải là số ký hiệu văn bản, ví dụ {NUMBER_EXAMPLE}."
    return f"«{field}» phải là chữ."
