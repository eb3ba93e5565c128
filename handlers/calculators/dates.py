"""Days, months and years of birth as people type them in a chat. The sun's calendar only."""

from __future__ import annotations

import re
from datetime import date, timedelta

from handlers.calculators.heard import Heard
from knowledge.calculate.calculation import plus_months

_SEP = r"\s*[/.\-]\s*"
_DAY = re.compile(
    rf"(?<![\w/.,-])(?P<day>\d{{1,2}}){_SEP}(?P<month>\d{{1,2}})"
    rf"(?:{_SEP}(?P<year>\d{{4}}|\d{{2}}))?"
    r"(?![\w/]|[.,-]\d)"
    r"|(?<!\d)(?P<day2>\d{1,2})\s+thang\s+(?P<month2>\d{1,2})(?:\s*(?:nam|/)?\s*(?P<year2>\d{4}))?\b"
)
_MONTH = re.compile(
    rf"(?<![\w/.,-])(?P<month>\d{{1,2}}){_SEP}(?P<year>(?:19|20)\d\d)(?!\d)"
    r"|\bthang\s+(?P<month2>\d{1,2})\s*(?:nam|/)?\s*(?P<year2>(?:19|20)\d\d)\b"
)
_YEAR = re.compile(
    r"(?<![\w/.,-])(?P<year>(?:19|20)\d\d)(?![\d/]|[.,]\d)"
    r"|\b(?:sinh nam|sinh nhat|sn|sinh|nam)\s+(?P<short>[2-9]\d)\b"
    r"(?!\s*(?:trieu|tr|nam|thang|tuoi))"
)
_ONLY_MONTH = re.compile(r"\bthang\s+(?P<month>\d{1,2})\b")
_LUNAR = re.compile(r"\bam lich\b|\bmong \d|\bmung \d|\bngay am\b")
_NEAR = {"hom nay": 0, "hom qua": -1, "hom kia": -2, "sang nay": 0}
#: A birth so many years away is somebody else's, not that of the baby.
_LATELY = 2
_GROWN_UP = 15

_GLUED = re.compile(r"\bt(\d{1,2})(?=\s*/\s*\d{4})|\bthg\s*(?=\d)")


def past_day(heard: Heard) -> str:
    """A day that has been, as "2026-10-12"; without a year the last such day."""
    found = _day(heard, past=True)
    return found.isoformat() if found else ""


def coming_day(heard: Heard) -> str:
    """A day about now, as of a birth that is due: without a year the nearest such day."""
    found = _day(heard, past=False)
    return found.isoformat() if found else ""


def birth_lately(heard: Heard) -> str:
    """The day of a birth of these years, or the first of its month; "" for none."""
    if day := _day(heard, past=False):
        return day.isoformat() if abs(day.year - heard.day.year) <= _LATELY else ""
    year, month = birth_year(heard), birth_month(heard)
    if not year or not month or abs(int(year) - heard.day.year) > _LATELY:
        return ""
    return date(int(year), int(month), 1).isoformat()


def _day(heard: Heard, *, past: bool) -> date | None:
    if _LUNAR.search(heard.words):
        return None
    for words, shift in _NEAR.items():
        if past and re.search(rf"\b{words}\b", heard.words):
            return heard.day + timedelta(shift)
    hits = (_date(hit, heard.day, past) for hit in _DAY.finditer(heard.words))
    return next((found for found in hits if found), None)


def _date(hit: re.Match[str], today: date, past: bool) -> date | None:
    day, month = int(hit["day"] or hit["day2"]), int(hit["month"] or hit["month2"])
    written = hit["year"] or hit["year2"]
    if written:
        year = int(written) if len(written) == 4 else 2000 + int(written)
        return _made(year, month, day)
    years = (today.year, today.year - 1) if past else (today.year, today.year + 1)
    made = [found for year in years if (found := _made(year, month, day))]
    fitting = [found for found in made if _fits(found, today, past)]
    return next(iter(fitting), None)


def _fits(day: date, today: date, past: bool) -> bool:
    """Whether a day without its year is meant: not to come, or born within the last two months or
    due soon.
    """
    return day <= today if past else day >= plus_months(today, -2)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def birth_year(heard: Heard) -> str:
    """The year of a birth; "71" behind "sinh năm" is 1971; "" for none."""
    words = _GLUED.sub(r"thang \1", heard.words)
    for pattern in (_DAY, _MONTH):
        for hit in pattern.finditer(words):
            if written := hit["year"] or hit["year2"]:
                return written if len(written) == 4 else ""
    hit_year = _YEAR.search(words)
    if hit_year:
        return hit_year["year"] or f"19{hit_year['short']}"
    numbers = re.findall(r"\d+", words)
    if heard.answering and len(numbers) == 1 and heard.bare() and 20 <= int(numbers[0]) <= 99:
        return f"19{numbers[0]}"
    return ""


def elders_year(heard: Heard) -> str:
    """The year of birth of somebody old enough to think of a pension; "" for any later year."""
    year = birth_year(heard)
    return year if year and heard.day.year - int(year) >= _GROWN_UP else ""


def birth_month(heard: Heard) -> str:
    """The month of a birth; "" for none."""
    words = _GLUED.sub(r"thang \1", heard.words)
    for pattern in (_DAY, _MONTH, _ONLY_MONTH):
        if hit := pattern.search(words):
            month = int(hit["month"] or hit["month2"] if pattern is not _ONLY_MONTH else hit[1])
            return str(month) if 1 <= month <= 12 else ""
    numbers = re.findall(r"\d+", words)
    if heard.answering and len(numbers) == 1 and heard.bare() and 1 <= int(numbers[0]) <= 12:
        return str(int(numbers[0]))
    return ""
