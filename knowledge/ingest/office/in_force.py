"""From which day a document says of itself that it binds."""

from __future__ import annotations

import re
from datetime import date

from knowledge.ingest.office.lines import Line

#: Kinds that bind from a day; a plan or a notice need not name one.
BINDING = (
    "Hiến pháp",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Nghị định",
    "Nghị quyết",
    "Thông tư",
    "Quyết định",
)

_THIS = re.compile(
    r"\bnày\b.{0,40}?có hiệu lực(?: thi hành)?,?(?: kể)? từ\s+(?P<when>.{0,40})", re.IGNORECASE
)
_SIGNING = re.compile(r"(?:ngày\s+)?(?:ký|ban hành)\b", re.IGNORECASE)
_WORDS = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_FIGURES = re.compile(r"(?:ngày\s+)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.IGNORECASE)


def first_day(lines: list[Line], issued: date | None) -> date | None:
    """The day in "Quyết định này có hiệu lực từ ngày …"; the last such sentence counts."""
    day = None
    for line in lines:
        for found in _THIS.finditer(line.text):
            day = _day(found["when"], issued) or day
    return day


def _day(when: str, issued: date | None) -> date | None:
    if _SIGNING.match(when):
        return issued
    found = _WORDS.match(when) or _FIGURES.match(when)
    if not found:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
