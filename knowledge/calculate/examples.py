"""Every calculator in all its cases, so that whatever they cite can be listed and opened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product

from knowledge.calculate import ages, deadlines, family, loan, maternity, pension, work
from knowledge.calculate.calculation import Calculation

#: A day whose law every calculator knows, and one before the population law changed the leave.
DAY, BEFORE = date(2026, 11, 22), date(2026, 6, 30)


def examples() -> Iterator[tuple[str, Calculation]]:
    """Calculations that together cite every place, each with the module that made it."""
    for module, calculations in (
        ("maternity", _maternity()),
        ("pension", _pension()),
        ("work", _work()),
        ("loan", [loan.interest(50_000_000, Fraction(1, 2), "ngay", DAY)]),
        ("family", _family()),
        ("deadlines", _deadlines()),
        ("ages", _ages()),
    ):
        yield from ((module, each) for each in calculations)


def _maternity() -> Iterator[Calculation]:
    for birth, child, babies in product((DAY, BEFORE), (1, 2, 3), (1, 2, 3)):
        yield maternity.leave(birth, child, babies, DAY)
        yield maternity.pay(90_000_000, birth, child, babies, DAY)
        for yes in (True, False):
            yield maternity.birth_grant(yes, babies, birth, DAY)
            yield maternity.husband(birth, child, babies, yes, None, DAY)
            yield maternity.recovery(babies, yes, birth, DAY)


def _pension() -> Iterator[Calculation]:
    for sex, year in product(pension.Sex, range(1950, 2000)):
        yield pension.retirement(year, 5, sex, DAY)
        yield pension.pension(sex, 12 * (year - 1949), 5_000_000, DAY)
        yield pension.social_pension(year, 5, year % 2 == 0, DAY)
    yield pension.lump_sum(30, 30, 5_000_000, DAY)


def _work() -> Iterator[Calculation]:
    yield work.severance(30, 10, 5_000_000, DAY)
    for on, night in product(work.Day, (True, False)):
        yield work.overtime(30_000, Fraction(5), on, night, DAY)
    for conditions, months in product(work.Conditions, (5, 70)):
        yield work.annual_leave(months, conditions, DAY)


def _family() -> Iterator[Calculation]:
    yield family.inheritance(True, 1, 1, 10, True, DAY)
    yield family.inheritance(False, 0, 0, None, False, DAY)
    yield family.child_support(date(2015, 1, 1), DAY)


def _deadlines() -> Iterator[Calculation]:
    calculators = (
        deadlines.birth_registration,
        deadlines.death_registration,
        deadlines.labour_dispute,
        deadlines.inheritance_claim,
    )
    return (calculate(DAY, DAY) for calculate in calculators)


def _ages() -> Iterator[Calculation]:
    births = (date(year, 1, 1) for year in range(DAY.year, DAY.year - 70, -1))
    cases = product(births, ages.QUESTIONS)
    return (ages.at_age(birth, (key,), DAY) for birth, key in cases)
