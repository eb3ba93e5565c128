"""Reads .txt: a paragraph a line, or lines that were broken at a fixed width."""

from __future__ import annotations

from knowledge.ingest.batch import Problem
from knowledge.ingest.office.encoding import decoded
from knowledge.ingest.office.lines import Line, Reading, clean
from knowledge.ingest.office.wrapped import unwrapped

CONVERTED = (
    "Tệp dùng bảng mã cũ {}; đã chuyển sang Unicode. Hãy đọc lại vài dòng xem chữ có đúng không."
)


def read(data: bytes, file: str) -> Reading:
    """The lines of a text file.

    Raises:
        SourceError: its letters cannot be read.
    """
    text, encoding = decoded(data, file)
    rows = enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1)
    lines = [Line(clean(row), f"dòng {number}") for number, row in rows]
    reading = Reading(unwrapped(lines))
    if encoding:
        reading.problems.append(Problem(file, "", CONVERTED.format(encoding)))
    return reading
