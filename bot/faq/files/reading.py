"""From the rows of a file to FAQs: every row that cannot be one is told with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from bot.errors import BotError
from bot.faq.content import FaqContent, errors, faults_of_shape, folded
from bot.faq.files.rows import FaqFile, FaqRow, RawRow, RowProblem
from bot.faq.files.split import split
from knowledge.documents import Citation
from knowledge.ingest.jsonl import read_day
from knowledge.ingest.office import columns

MAX_ROWS = 2_000
TOO_MANY = f"Tệp có hơn {MAX_ROWS} câu hỏi. Hãy chia thành nhiều tệp."
NO_QUESTION = "Thiếu câu hỏi."
NO_DAY = "«Thôi dùng từ ngày» là «{}», phải viết như 31/12/2026."
TWICE = "Câu hỏi này trùng với {}: «{}»."
_VARIANTS_BETWEEN = re.compile(r"[\n;|]+")
_BULLET = re.compile(r"^\s*(?:[-–•*+]|\d{1,2}[.)])\s+")

ReadBasis = Callable[[str], tuple[Citation, ...]]
"""From an officer's words to places in the law; raises a ``BotError`` whose message tells why."""


def read_file(data: bytes, name: str, read_basis: ReadBasis) -> FaqFile:
    """The FAQs of the file and everything that is wrong with it, all at once.

    Raises ``UnreadableFile`` where the file as a whole cannot be read.
    """
    raw = split(data, name)
    if len(raw.rows) > MAX_ROWS:
        return FaqFile(problems=(RowProblem("", 0, TOO_MANY),))
    rows: list[FaqRow] = []
    problems = list(raw.problems)
    for each in raw.rows:
        content, wrong = _content(each, read_basis)
        problems += (RowProblem(each.place, each.line, message) for message in wrong)
        rows.append(FaqRow(each.place, each.line, content))
    problems += _doubled(rows)
    return FaqFile(tuple(rows), tuple(sorted(problems, key=lambda problem: problem.line)))


def _content(row: RawRow, read_basis: ReadBasis) -> tuple[FaqContent, list[str]]:
    """As much of the row as can be understood, and what is wrong with it."""
    wrong: list[str] = []
    citations: tuple[Citation, ...] = ()
    expires: date | None = None
    try:
        citations = read_basis(row.get(columns.BASIS))
    except BotError as error:
        wrong.append(error.public_message)
    try:
        expires = read_day(row.get(columns.EXPIRES))
    except ValueError:
        wrong.append(NO_DAY.format(row.get(columns.EXPIRES)))
    content = FaqContent(
        row.get(columns.QUESTION).replace("\n", " "),
        row.get(columns.ANSWER),
        tuple(variants(row.get(columns.VARIANTS))),
        citations,
        expires,
    ).tidy()
    return content, wrong + [each.message for each in errors(faults_of_shape(content))]


def variants(written: str) -> Iterator[str]:
    """Other ways to ask, one a line or divided by semicolons."""
    for piece in _VARIANTS_BETWEEN.split(written):
        if asked := _BULLET.sub("", piece).strip():
            yield asked


def _doubled(rows: list[FaqRow]) -> Iterator[RowProblem]:
    """Each question of the file that another row before it asks as well."""
    known: dict[str, FaqRow] = {}
    for row in rows:
        for asked in map(folded, row.content.asked):
            first = known.setdefault(asked, row) if asked else row
            if first is not row:
                message = TWICE.format(first.place, first.content.question)
                yield RowProblem(row.place, row.line, message)
                break
