"""Reads .xlsx: a row an article, or a row a question with its answer. Errors name sheet and row."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import openpyxl
import yaml
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.citation import parse
from knowledge.documents import Article, Card, Citation, Document
from knowledge.errors import SourceError
from knowledge.ingest.batch import Batch, Problem
from knowledge.ingest.jsonl import read_day
from knowledge.ingest.office import columns, letterhead, refusals
from knowledge.ingest.office.columns import Header, header
from knowledge.ingest.office.facts import Facts, stated
from knowledge.ingest.office.refusals import refused
from knowledge.ingest.register import LIBRARY
from knowledge.text.fold import fold

#: Sheets of the template that only explain.
EXPLAINING = ("Hướng dẫn", "Các chủ đề", "Tên luật")
NO_ROWS = (
    "Không có dòng nào dùng được. Hàng tiêu đề phải có «Điều» và «Nội dung», hoặc «Câu hỏi» và "
    "«Trả lời». "
    "Lấy tệp mẫu bằng lệnh: python -m knowledge template mau.xlsx"
)
NO_HEADER = "Không thấy hàng tiêu đề cột, nên bỏ qua cả trang này. Hãy xem tệp mẫu."
NO_TOPIC = "Không có chủ đề «{}». Hãy chọn một dòng trong trang «Các chủ đề» của tệp mẫu."
NO_PLACE = "Không đọc được căn cứ «{}». Viết như: khoản 3 Điều 81 Luật số 52/2014/QH13."
NOT_A_DAY = "«{}» phải là ngày, viết như 22/11/2026."
_ROWS = 20_000
_COLUMNS = 40
_SECTION = re.compile(r"^(?:Mục|Phần|Phụ lục|Toàn văn)\b")
_ARTICLE = re.compile(r"^(?:Điều\s*)?(\d+[a-zđ]?)\.?$", re.IGNORECASE)
_BETWEEN = re.compile(r"[\n;]+")
_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60


@dataclass(slots=True)
class Table:
    """What the sheets hold; ``places`` goes with the articles of the batch."""

    batch: Batch = field(default_factory=Batch)
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row by the names of its columns."""

    file: str
    place: str
    cells: dict[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")

    def problem(self, reason: str) -> Problem:
        return Problem(self.file, self.place, reason)


def read(data: bytes, file: str, said: Facts, source: str) -> Table:
    """Every row that can be read; each other one is a problem with its place.

    ``said`` stands in where a row names no document of its own.

    Raises:
        SourceError: the file is damaged.
    """
    table = Table()
    for name, rows in pages(data, file):
        _take_sheet(table, name, rows, file, said, source)
    return table


def pages(data: bytes, file: str) -> list[tuple[str, list[list[str]]]]:
    """The sheets by their names, those that only explain left out: each cell as ``written``.

    Raises:
        SourceError: the file is damaged.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [(name, _cells(book[name])) for name in book.sheetnames if name not in EXPLAINING]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise refused(file, refusals.DAMAGED) from error


def _cells(worksheet: Any) -> list[list[str]]:
    if not hasattr(worksheet, "iter_rows"):
        return []
    rows = worksheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS, values_only=True)
    return [[written(value) for value in row] for row in rows]


def written(value: object) -> str:
    """A cell as text: dates as 2026-11-22, whole numbers without ".0", lines kept."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    lines = unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _take_sheet(
    table: Table, name: str, rows: list[list[str]], file: str, said: Facts, source: str
) -> None:
    found = header(rows)
    if found is None:
        if any(any(row) for row in rows):
            table.batch.problems.append(Problem(file, f"trang «{name}»", NO_HEADER))
        return
    for row in _below(found, rows, name, file):
        try:
            if found.of_questions:
                table.batch.cards.append(_card(row, file))
            else:
                _take_article(table, row, said, source)
        except SourceError as error:
            table.batch.problems.append(row.problem(str(error)))


def _below(found: Header, rows: list[list[str]], name: str, file: str) -> Iterator[_Row]:
    for number, row in enumerate(rows[found.row :], start=found.row + 1):
        cells = {column: row[place] for column, place in found.columns.items() if place < len(row)}
        if any(cells.values()):
            yield _Row(file, f"trang «{name}», dòng {number}", cells)


def _required(row: _Row, column: str) -> str:
    if not row.get(column):
        raise SourceError(f"Thiếu «{column}».")
    return row.get(column)


def _day(row: _Row, column: str) -> date | None:
    try:
        return read_day(row.get(column))
    except ValueError as error:
        raise SourceError(NOT_A_DAY.format(column)) from error


def _take_article(table: Table, row: _Row, said: Facts, source: str) -> None:
    own = {"number": row.get(columns.NUMBER), "name": row.get(columns.NAME)}
    facts = stated(own, "Văn bản").over(said)
    if not facts.number:
        raise SourceError(f"Thiếu «{columns.NUMBER}».")
    written = _required(row, columns.ARTICLE)
    number = _ARTICLE.match(written)
    if not number and not _SECTION.match(written):
        raise SourceError(f"«{columns.ARTICLE}» phải là số điều, hoặc tên mục như “Mục II.3”.")
    effective = _day(row, columns.EFFECTIVE) or facts.effective
    kind = facts.kind or letterhead.kind_by_number(facts.number) or "Văn bản"
    table.batch.articles.append(
        Article(
            document=facts.number,
            number=number[1].lower() if number else written,
            title=row.get(columns.TITLE).replace("\n", " "),
            text=_required(row, columns.TEXT),
            headings=tuple(filter(None, [row.get(columns.CHAPTER).replace("\n", " ")])),
            effective=effective,
        )
    )
    table.places.append(row.place)
    known = facts.model_dump(include={"number", "issuer", "issued", "expires"})
    table.batch.add_document(
        Document(**known, kind=kind, name=facts.name or kind, effective=effective, source=source)
    )


def _card(row: _Row, file: str) -> Card:
    question = _required(row, columns.QUESTION).replace("\n", " ")
    checked = _required(row, columns.CHECKED) and _day(row, columns.CHECKED)
    if not checked:
        raise SourceError(f"Thiếu «{columns.CHECKED}».")
    variants = filter(None, map(str.strip, _BETWEEN.split(row.get(columns.VARIANTS))))
    return Card(
        id=_name(question),
        kind="law",
        topic=_topic(_required(row, columns.TOPIC)),
        title=question,
        questions=tuple(variants),
        answer=_required(row, columns.ANSWER),
        citations=tuple(_citations(row.get(columns.BASIS))),
        checked_on=checked,
        checked_against=row.get(columns.AGAINST) or f"Câu trả lời do cán bộ đưa lên: {file}",
    )


def _name(question: str) -> str:
    """The card's id: ``hoi-dap-`` and the folded words of its question."""
    words = _NOT_IN_NAME.sub("-", fold(question).lower()).strip("-")
    return f"hoi-dap-{words[:_LONGEST_NAME].strip('-')}"


def topics() -> list[str]:
    """The topics that cards may have, in their order."""
    listed = yaml.safe_load((LIBRARY / "topics.yaml").read_text(encoding="utf-8"))
    return [str(topic) for topic in listed]


def _topic(written: str) -> str:
    same = (topic for topic in topics() if fold(topic).lower() == fold(written).lower())
    topic = next(same, "")
    if not topic:
        raise SourceError(NO_TOPIC.format(written))
    return topic


def _citations(written: str) -> Iterator[Citation]:
    """The places in the law that a cell names, one a line or divided by semicolons."""
    for place in filter(None, map(str.strip, _BETWEEN.split(written))):
        asked = [each for each in parse(place) if each.article and each.document]
        if not asked:
            raise SourceError(NO_PLACE.format(place))
        for each in asked:
            yield Citation(each.document, each.article, each.clause, each.point)
