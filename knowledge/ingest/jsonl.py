"""Reads corpora of articles as JSON lines, plain or packed with xz.

A row has ``law_id``, ``article_id``, ``law_name``, ``title`` and ``text``; it may have ``demuc``
(subject), ``effective`` (dd/mm/yyyy or yyyy-mm-dd), ``url`` and ``snapshot`` (where it comes from).
"""

from __future__ import annotations

import json
import lzma
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import IO

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from tqdm import tqdm

from knowledge.documents import Article, Document
from knowledge.errors import SourceError
from knowledge.ingest.batch import Batch, Problem
from knowledge.ingest.broken_lines import heading_rejoined, rejoined
from knowledge.ingest.naming import (
    KIND_PATTERN,
    NUMBER_PATTERN,
    clean_number,
    full_name,
    heading_or_text,
    kind_of,
    known_kind,
)
from knowledge.ingest.note_marks import without_note_marks
from knowledge.ingest.remarks import without_remarks
from knowledge.ingest.stamps import without_stamps

SUFFIXES = (".jsonl", ".jsonl.xz")
MAX_LINE_CHARS = 32 * 1024 * 1024

GAZETTE = "congbao_phapluat8chude"
"""The snapshot that was taken from printed pages."""

# Rows of any other snapshot are mostly repealed and serve benchmarks alone. Rows that name none are
# the operator's own.
TRUSTED_SNAPSHOTS = {
    "": "",
    "quangthai2026": "Bộ pháp điển, bản sao năm 2026",
    GAZETTE: "Công báo, bản thu thập tháng 06/2026",
    "thuvienphapluat_johnPa02": "bản chép của Thư viện Pháp luật",
}
"""Snapshots that may be quoted, and what people read as their source."""

_LAW_ID = re.compile(r"\d[^\W\d_]?[-/]\S")
_NUMBER_BEGINS = re.compile(r"^[^\d]*(?=\d)")
_WHOLE_NUMBER = re.compile(NUMBER_PATTERN)
_TITLE_CODE = re.compile(r"^\d+\.[A-ZĐ]+\.(?:\d+\.)?\d+[a-zđ]*\.\s*")
_KIND_FIRST = re.compile(rf"(?P<kind>{KIND_PATTERN})\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_NUMBER_IN_NAME = re.compile(rf"\s*\(?(?:\bsố\b\s*:?\s*)*\(?{NUMBER_PATTERN}\)?", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"\bsố\b|\bnày gồm\b", re.IGNORECASE)


class Row(BaseModel):
    """One line of a corpus file."""

    model_config = ConfigDict(extra="ignore", strict=True)

    law_id: str
    article_id: str
    text: str = ""
    law_name: str = ""
    title: str = ""
    demuc: str = ""
    effective: date | None = None
    url: str = ""
    snapshot: str = ""

    @field_validator("law_id")
    @classmethod
    def _numbered(cls, value: str) -> str:
        """Refuses a bare "105": it stands for several documents that were cut at a blank."""
        if not _LAW_ID.search(value):
            raise ValueError("số văn bản")
        return value.strip()

    @field_validator("article_id")
    @classmethod
    def _filled(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("trống")
        return value.strip()

    @field_validator("text", "law_name", "title", "demuc", "url", "snapshot", mode="before")
    @classmethod
    def _nothing_is_empty(cls, value: object) -> object:
        return "" if value is None else value

    @field_validator("effective", mode="before")
    @classmethod
    def _day(cls, value: object) -> date | None:
        return read_day(value)


def read(path: Path, progress: bool = False) -> Batch:
    """Every row that can be read; each one that cannot is a ``Problem`` with its line number.

    Raises:
        SourceError: the file cannot be opened, is no text, or its xz data is damaged.
    """
    batch = Batch()
    try:
        with _opened(path) as stream:
            lines = tqdm(stream, desc=path.name, unit=" dòng", disable=not progress)
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    _take(line, number, path.name, batch)
    except (OSError, lzma.LZMAError, EOFError, UnicodeDecodeError) as error:
        raise SourceError(
            f"Không đọc được tệp {path.name}: tệp hỏng hoặc không phải UTF-8."
        ) from error
    return batch


def _opened(path: Path) -> IO[str]:
    if path.name.lower().endswith(".xz"):
        return lzma.open(path, "rt", encoding="utf-8-sig")
    return path.open(encoding="utf-8-sig")


def _take(line: str, number: int, file: str, batch: Batch) -> None:
    place = f"dòng {number}"
    if len(line) > MAX_LINE_CHARS:
        batch.problems.append(Problem(file, place, "Dòng quá dài."))
        return
    try:
        row = Row.model_validate(json.loads(line))
    except ValidationError as error:
        batch.problems.extend(Problem(file, place, reason) for reason in _reasons(error))
    except (ValueError, RecursionError):
        batch.problems.append(Problem(file, place, "Không phải một đối tượng JSON đúng."))
    else:
        document = _document(row)
        article = _article(row, document.number)
        if not article.text:
            batch.problems.append(Problem(file, place, f"Điều {article.id} không có nội dung."))
            return
        batch.add_document(document)
        batch.articles.append(article)


def _reasons(error: ValidationError) -> Iterator[str]:
    for detail in error.errors():
        field = ".".join(str(part) for part in detail["loc"]) or "dòng"
        missing = detail["type"] == "missing"
        yield f"Thiếu «{field}»." if missing else f"«{field}» không hợp lệ hoặc để trống."


def _document(row: Row) -> Document:
    number = _number(row)
    kind, name = kind_and_name(row.law_name, number)
    return Document(
        number=number,
        kind=kind,
        name=name,
        effective=row.effective,
        source=TRUSTED_SNAPSHOTS.get(row.snapshot, row.snapshot),
        answerable=row.snapshot in TRUSTED_SNAPSHOTS,
    )


def _number(row: Row) -> str:
    """The document's number; where ``law_id`` was cut at a blank, its rest is in the name."""
    number = clean_number(_NUMBER_BEGINS.sub("", row.law_id))
    named = _WHOLE_NUMBER.search(row.law_name)
    whole = clean_number(named[0]) if named else ""
    return whole if whole.startswith(number) else number


def kind_and_name(law_name: str, number: str) -> tuple[str, str]:
    """Kind and name of a document; where ``law_name`` is only a topic, both come from the number.

    ``Luật số 52/2014/QH13 Hôn nhân và gia đình`` gives ``("Luật", "Luật Hôn nhân và gia đình")``;
    ``Hợp đồng lao động`` with ``12/2022/NĐ-CP`` gives ``("Nghị định", "Nghị định")``.
    """
    found = _KIND_FIRST.match(" ".join(unescape(law_name).split()).lstrip("( "))
    if not found:
        kind = kind_of(number)
        return kind, kind
    kind = known_kind(found["kind"], number)
    title = _NUMBER_IN_NAME.sub("", found["rest"], count=1).strip()
    again = _KIND_FIRST.match(title)
    if again and number in clean_number(title):
        title = _NUMBER_IN_NAME.sub("", again["rest"], count=1).strip()
    return (kind, kind) if _NOT_A_NAME.match(title) else (kind, full_name(kind, title))


def _article(row: Row, document: str) -> Article:
    title = without_note_marks(_TITLE_CODE.sub("", _nfc(row.title)).strip())
    text = _mended(row.text)
    if row.snapshot == GAZETTE:
        title, text = heading_rejoined(title, text)
    title, text = heading_or_text(title, text)
    return Article(
        document=document,
        number=row.article_id.lower(),
        title=title,
        text=text,
        headings=(row.demuc,) if row.demuc else (),
        effective=row.effective,
        url=row.url,
        answerable=row.snapshot in TRUSTED_SNAPSHOTS,
    )


def _mended(text: str) -> str:
    """The words of the law alone, its sentences whole."""
    words = without_note_marks(without_remarks(without_stamps(_nfc(text))))
    return rejoined(words.strip())


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def read_day(value: object) -> date | None:
    """A day written ``22/11/2026`` or ``2026-11-22``; None where nothing is written.

    Raises:
        ValueError: it is written in another way.
    """
    if value is None or value == "":
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(str(value), form).date()  # noqa: DTZ007 - a calendar day
        except ValueError:
            continue
    raise ValueError("ngày")
