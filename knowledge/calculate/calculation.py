"""What every calculator gives, and how numbers and days are written in it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from knowledge.documents import Citation
from knowledge.errors import KnowledgeError

Number = int | Fraction


class ImpossibleFactError(KnowledgeError):
    """A fact that cannot be, or that the law at hand does not cover; ``str()`` may be shown."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """A result with the way to it, for a person to read.

    ``result`` is one sentence, ``lines`` the formula step by step with its numbers, ``day`` the
    day whose law and values were taken. ``estimate`` where only an office can tell the exact
    figure, ``sure`` unless a value in it was not read in an official text.
    """

    title: str
    result: str
    lines: tuple[str, ...]
    basis: tuple[Citation, ...]
    day: date
    notes: tuple[str, ...] = ()
    estimate: bool = False
    sure: bool = True


def money(amount: Number) -> str:
    """An amount in đồng, rounded to whole ones: "8.500.000 đồng"."""
    return f"{_grouped(rounded(amount))} đồng"


def number(value: Number) -> str:
    """A number with at most two decimals, as Vietnamese write it: "1.234,5"."""
    exact = Fraction(value)
    hundredths = rounded(exact * 100)
    whole, rest = divmod(abs(hundredths), 100)
    decimals = f"{rest:02d}".rstrip("0")
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{_grouped(whole)}{',' if decimals else ''}{decimals}"


def rounded(value: Number) -> int:
    """The nearest whole number, halves away from zero."""
    exact = Fraction(value)
    decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
    return int(decimal.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


def years_and_months(months: int) -> str:
    """A length of time: "57 tuổi 8 tháng" without its noun: "57 năm 8 tháng"."""
    years, rest = divmod(months, 12)
    parts = ([f"{years} năm"] if years else []) + ([f"{rest} tháng"] if rest else [])
    return " ".join(parts) or "0 tháng"


def plus_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where there is none.

    Source: Bộ luật Dân sự Điều 148 khoản 3.

    Raises:
        ImpossibleFactError: the year would be none that a calendar has.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise ImpossibleFactError("Năm này tôi chưa tính được. Chị xem lại ngày giúp tôi.")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def plus_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    return plus_months(day, 12 * years)


def age(birth: date, day: date) -> int:
    """Full years of age on a day; negative before birth."""
    years = day.year - birth.year
    return years if plus_years(birth, years) <= day else years - 1


def counted_years(months: int) -> Fraction:
    """Months of insurance as years: 1–6 odd months are half a year, 7–11 a whole one.

    Source: Luật Bảo hiểm xã hội Điều 5 khoản 6.
    """
    years, odd = divmod(months, 12)
    return Fraction(years) + (Fraction(0) if not odd else Fraction(1, 2) if odd <= 6 else 1)


def require(possible: bool, sentence: str) -> None:
    """Raises ``ImpossibleFactError`` with the sentence unless it is possible."""
    if not possible:
        raise ImpossibleFactError(sentence)
