from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculate.calculation import (
    ImpossibleFactError,
    age,
    counted_years,
    money,
    number,
    plus_months,
    plus_years,
    years_and_months,
)

days = st.dates(date(1900, 1, 1), date(2200, 1, 1))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0 đồng"),
        (8_500_000, "8.500.000 đồng"),
        (Fraction(1, 2), "1 đồng"),
        (Fraction(833_333_333, 1000), "833.333 đồng"),
    ],
)
def test_money_is_whole(value: Fraction, shown: str):
    assert money(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (7, "7"),
        (Fraction(15, 2), "7,5"),
        (Fraction(365, 2), "182,5"),
        (Fraction(1, 3), "0,33"),
        (1234, "1.234"),
        (Fraction(-3, 2), "-1,5"),
    ],
)
def test_numbers_as_vietnamese_write_them(value: Fraction, shown: str):
    assert number(value) == shown


def test_months_end_with_the_month_where_it_is_too_short():
    assert plus_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert plus_months(date(2026, 1, 15), -2) == date(2025, 11, 15)
    assert plus_years(date(2024, 2, 29), 18) == date(2042, 2, 28)
    with pytest.raises(ImpossibleFactError):
        plus_years(date(9000, 1, 1), 2000)


@given(days, st.integers(0, 1200), st.integers(0, 1200))
def test_more_months_are_never_earlier(day: date, fewer: int, more: int):
    fewer, more = sorted((fewer, more))
    assert day <= plus_months(day, fewer) <= plus_months(day, more)


@given(days, st.integers(0, 99))
def test_a_birthday_makes_a_year_older(birth: date, years: int):
    birthday = plus_years(birth, years)
    assert age(birth, birthday) == years
    assert age(birth, date.fromordinal(birthday.toordinal() - 1)) == years - 1


@pytest.mark.parametrize(
    ("months", "years"),
    # Luật BHXH Điều 5 khoản 6: tháng lẻ 1-6 là nửa năm, 7-11 là một năm
    [(180, 15), (181, 15.5), (186, 15.5), (187, 16), (191, 16), (192, 16), (6, 0.5), (0, 0)],
)
def test_odd_months_are_half_a_year_or_a_whole_one(months: int, years: float):
    assert counted_years(months) == Fraction(years)


def test_a_length_of_time_in_words():
    assert years_and_months(77) == "6 năm 5 tháng"
    assert years_and_months(24) == "2 năm"
    assert years_and_months(0) == "0 tháng"
