"""When something is to go out, as an officer types it: "8h sáng mai", "thứ 7 8:00", "20h 25/11".

Read strictly: every word must have its meaning, and what may mean two times means none. What was
understood is read back with day and date (``spoken``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from handlers.texts import send_time as texts
from knowledge.day import VIETNAM, today
from knowledge.text.fold import fold
from knowledge.text.unicode import normalise

_WEEKDAYS = {
    "2": 0, "hai": 0, "3": 1, "ba": 1, "4": 2, "tu": 2, "5": 3, "nam": 3, "6": 4, "sau": 4,
    "7": 5, "bay": 5,
}  # fmt: skip
_SUNDAY = 6
_RELATIVE = {"hom nay": 0, "nay": 0, "mai": 1, "mot": 2, "kia": 2}
_DATE = re.compile(
    r"(?:\bngay\s+)?(?<!\d)(?P<day>\d{1,2})\s?[/-]\s?(?P<month>\d{1,2})(?:\s?[/-]\s?(?P<year>\d{4}))?(?!\d)"
)
_WEEKDAY = re.compile(
    r"\b(?:(?:thu\s*|t)(?P<name>hai|ba|tu|nam|sau|bay|[2-7](?!\d|\s*(?:h|g|:)))|chu nhat|cn)\b"
    r"(?:\s+tuan\s+(?P<week>nay|sau|toi)\b)?"
)
_DAY = re.compile(r"\b(?:ngay\s+)?(?P<day>hom nay|nay|mai|mot|kia)\b")
_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})\s*(?::\s*(?P<minute>\d{2})|(?:gio|h|g)(?:\s*(?P<after>\d{2}|ruoi)\b)?"
    r"(?:\s*phut\b)?)(?!\d)"
)
_PART = re.compile(r"\b(?P<part>sang|trua|chieu|toi|dem)\b")
_FILLER = re.compile(r"\b(?:luc|vao|gui|hen|nhe|nha|a|buoi|ngay|gio)\b|[,.\s]+")
_AT_ONCE = frozenset(
    {"ngay", "gui ngay", "bay gio", "gui luon", "ngay bay gio", "gui ngay bay gio"}
)
_PARTS = {"sang": (1, 11), "trua": (10, 13), "chieu": (12, 18), "toi": (18, 23), "dem": (20, 23)}
"""The hours that a part of the day may name; an hour of a clock with twelve is moved into it."""
_MORNING = 7
"""A bare number below it may be morning or afternoon."""


@dataclass(frozen=True, slots=True)
class SendTime:
    """``at`` is aware UTC, None for "at once"; where ``problem`` is not '', it is no time."""

    at: datetime | None = None
    problem: str = ""


def read(text: str, now: datetime) -> SendTime | None:
    """The time that a message names, or what is wrong with it; None where it speaks of no time."""
    words = " ".join(fold(normalise(text)).split()).strip(" .!")
    if words in _AT_ONCE:
        return SendTime()
    clock = _CLOCK.search(_without_date(words))
    days = [*_WEEKDAY.finditer(words), *_DATE.finditer(words), *_DAY.finditer(words)]
    if clock is None and (not days or len(words.split()) > _LONGEST):
        return None
    if _rest(words):
        return SendTime(problem=texts.UNREADABLE) if len(words.split()) <= _LONGEST else None
    return _understood(words, now)


_LONGEST = 10
"""Whatever has more words is no time but a message in which one stands."""


def spoken(at: datetime, now: datetime) -> str:
    """The time as it is read back: "8:00 thứ Bảy, ngày 28/11/2026 (ngày mai)"."""
    local = at.astimezone(VIETNAM)
    near = texts.NEAR.get((local.date() - today(now)).days, "")
    return texts.written(f"{local.hour}:{local:%M}", local.date(), near)


def _without_date(words: str) -> str:
    return _WEEKDAY.sub(" ", _DATE.sub(" ", words))


def _rest(words: str) -> str:
    """What is left when everything that has a meaning is taken away, each once."""
    rest = words
    for pattern in (_DATE, _WEEKDAY, _DAY, _CLOCK, _PART):
        rest = pattern.sub(" ", rest, count=1)
    return _FILLER.sub("", rest)


def _understood(words: str, now: datetime) -> SendTime:
    try:
        at = _time(words)
        day = _day(words, now, at)
    except _Unclear as error:
        return SendTime(problem=str(error))
    return SendTime(datetime.combine(day, at, VIETNAM).astimezone(UTC))


class _Unclear(ValueError):
    """The text says what is unclear, in Vietnamese."""


def _time(words: str) -> time:
    found = _CLOCK.search(_without_date(words))
    if found is None:
        raise _Unclear(texts.NO_CLOCK)
    after = found["minute"] or found["after"] or "0"
    hour, minute = int(found["hour"]), 30 if after == "ruoi" else int(after)
    part = _PART.search(_without_date(words))
    if part is not None:
        hour = _within(hour, part["part"])
    elif 0 < hour < _MORNING and not found["hour"].startswith("0"):
        raise _Unclear(texts.morning_or_afternoon(hour))
    if hour > 23 or minute > 59:
        raise _Unclear(texts.UNREADABLE)
    return time(hour, minute)


def _within(hour: int, part: str) -> int:
    first, last = _PARTS[part]
    for each in (hour, hour + 12):
        if first <= each <= last:
            return each
    raise _Unclear(texts.UNREADABLE)


def _day(words: str, now: datetime, at: time) -> date:
    """The day, which all that names it must agree on."""
    named = [
        *(_of_date(each, now) for each in _DATE.finditer(words)),
        *(_of_word(each, now) for each in _DAY.finditer(_without_date(words))),
    ]
    weekday = _WEEKDAY.search(words)
    if weekday is not None:
        return _of_weekday(weekday, named, now, at)
    if named:
        return named[0]
    if datetime.combine(today(now), at, VIETNAM) <= now:
        raise _Unclear(texts.NO_DAY)
    return today(now)


def _of_date(found: re.Match[str], now: datetime) -> date:
    """Without a year the next such day."""
    year = int(found["year"] or today(now).year)
    try:
        day = date(year, int(found["month"]), int(found["day"]))
        past = not found["year"] and day < today(now)
        return day.replace(year=year + 1) if past else day
    except ValueError:
        raise _Unclear(texts.NO_SUCH_DAY) from None


def _of_word(found: re.Match[str], now: datetime) -> date:
    return today(now) + timedelta(days=_RELATIVE[found["day"]])


def _of_weekday(found: re.Match[str], named: list[date], now: datetime, at: time) -> date:
    """The next such day whose hour has not passed, or the one of the week that is named."""
    weekday = _WEEKDAYS[found["name"]] if found["name"] else _SUNDAY
    if named:
        if named[0].weekday() != weekday:
            raise _Unclear(texts.not_that_weekday(named[0]))
        return named[0]
    monday = today(now) - timedelta(days=today(now).weekday())
    day = monday + timedelta(days=weekday)
    if found["week"] is not None:
        return day + timedelta(days=0 if found["week"] == "nay" else 7)
    ahead = datetime.combine(day, at, VIETNAM) > now
    return day if ahead else day + timedelta(days=7)
