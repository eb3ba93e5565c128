"""The times that statistics can be asked for, in Vietnamese days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.errors import BotError
from bot.store.activity import Span
from bot.store.exchanges import Period
from knowledge.day import VIETNAM

FIRST_YEAR = 2020


class UnreadablePeriod(BotError):
    """The period that was asked for cannot be one."""

    http_status = 400
    public_message = (
        "Khoảng thời gian chưa đúng: ngày đầu phải trước ngày cuối, và không quá hai năm."
    )


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period with the word that asks for it in an address, and its name."""

    key: str
    name: str
    days: Period


LONGEST = timedelta(days=731)
CHOSEN = "chon"
"""The word for a period with days of one's own."""


def month_of(day: date) -> Period:
    """The calendar month of the day."""
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def month_before(day: date) -> Period:
    """The calendar month before that of the day."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def quarter_of(day: date) -> Period:
    """The calendar quarter of the day."""
    first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return Period(first, month_of(first.replace(month=first.month + 2)).last)


#: Word in an address → name, and the period on a day.
_KINDS: dict[str, tuple[str, Callable[[date], Period]]] = {
    "7-ngay": ("7 ngày qua", lambda day: Period(day - timedelta(days=6), day)),
    "thang-nay": ("Tháng này", month_of),
    "thang-truoc": ("Tháng trước", month_before),
    "quy-nay": ("Quý này", quarter_of),
    "nam-nay": ("Năm nay", lambda day: Period(date(day.year, 1, 1), date(day.year, 12, 31))),
    "12-thang": ("12 tháng qua", lambda day: Period(day - timedelta(days=364), day)),
}
USUAL = "thang-nay"


def offered(today: date) -> list[NamedPeriod]:
    """The periods to pick from; none goes on after today."""
    found = [(key, name, of(today)) for key, (name, of) in _KINDS.items()]
    return [NamedPeriod(key, name, Period(days.first, min(days.last, today)))
            for key, name, days in found]  # fmt: skip


def asked_for(key: str, first: str, last: str, today: date) -> NamedPeriod:
    """The period of a request: a known word, or days of one's own (2026-11-22). A word that nobody
    knows means the usual one. Raises ``UnreadablePeriod``.
    """
    if key == CHOSEN:
        return NamedPeriod(CHOSEN, "Tự chọn ngày", _own(first, last))
    known = {each.key: each for each in offered(today)}
    return known.get(key, known[USUAL])


def _own(first: str, last: str) -> Period:
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        raise UnreadablePeriod from None
    long = period.last - period.first > LONGEST
    if period.last < period.first or long or period.first.year < FIRST_YEAR:
        raise UnreadablePeriod
    return period


def read_month(written: str, today: date) -> Period:
    """The month of "2026-10"; the one before today's where nothing is written. Raises
    ``UnreadablePeriod``, also for a month that has not begun.
    """
    if not written:
        return month_before(today)
    try:
        found = month_of(date.fromisoformat(f"{written}-01"))
    except ValueError:
        raise UnreadablePeriod(public_message="Tháng phải viết như: 2026-10.") from None
    if found.first > today or found.first.year < FIRST_YEAR:
        raise UnreadablePeriod(public_message="Tháng này chưa tới, nên chưa có số liệu.")
    return found


def span_of(period: Period) -> Span:
    """From the first midnight to the last one."""
    end = period.last + timedelta(days=1)
    return Span(
        datetime.combine(period.first, time.min, VIETNAM),
        datetime.combine(end, time.min, VIETNAM),
    )
