"""The days on which Vietnamese offices rest, and days of rest that they work in exchange.

The package ``holidays`` knows public holidays, Tết and the days in lieu (Labour Code 45/2019/QH14,
articles 111 and 112); ``days.yaml`` beside this file adds what it may lack.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import holidays
import yaml
from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("days.yaml")


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    source: str
    checked_on: date


class _OneDay(_Entry):
    day: date


class _EveryYear(_Entry):
    month: int
    day: int
    since: int

    def falls_on(self, day: date) -> bool:
        return (day.month, day.day) == (self.month, self.day) and day.year >= self.since


class _Days(BaseModel):
    model_config = ConfigDict(extra="forbid")

    yearly: tuple[_EveryYear, ...]
    days_off: tuple[_OneDay, ...]
    working_days: tuple[_OneDay, ...]


def holiday(day: date) -> str:
    """What people call the public holiday on that day, '' on any other day."""
    if _is_worked(day):
        return ""
    own = [entry.name for entry in _ours().days_off if entry.day == day]
    own += [entry.name for entry in _ours().yearly if entry.falls_on(day)]
    return own[0] if own else _of_the_package(day.year).get(day, "")


def worked_in_exchange(day: date) -> bool:
    """Whether a day of rest is worked like a weekday, in exchange for another."""
    return _is_worked(day) or day in _worked_by_the_package(day.year)


def _is_worked(day: date) -> bool:
    return any(entry.day == day for entry in _ours().working_days)


@cache
def _ours() -> _Days:
    return _Days.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


@cache
def _of_the_package(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("VN", years=year, language="vi"))


@cache
def _worked_by_the_package(year: int) -> frozenset[date]:
    # A day of one year may be worked in exchange for one of the next.
    known = holidays.country_holidays("VN", years=(year, year + 1), language="vi")
    return frozenset(known.weekend_workdays)
