"""Examples are computed by hand from the text of the law that each names."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculate import ImpossibleFactError, work
from knowledge.calculate.work import Conditions, Day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("worked", "insured", "amount"),
    # Bộ luật Lao động Điều 46, Nghị định 145/2020 Điều 8 khoản 3 điểm c
    [
        (24, 0, "9.000.000"),  # 2 năm × nửa tháng × 9.000.000
        (120, 100, "9.000.000"),  # 20 tháng: 8 tháng lẻ là một năm, 2 năm
        (120, 102, "6.750.000"),  # 18 tháng: 6 tháng lẻ là nửa năm, 1,5 năm
    ],
)
def test_severance(worked: int, insured: int, amount: str):
    found = work.severance(worked, insured, 9_000_000, TODAY)
    assert found.result == f"Trợ cấp thôi việc khoảng {amount} đồng, do nơi làm trả."


def test_who_was_insured_all_the_time_has_none():
    assert "Không có" in work.severance(60, 60, 9_000_000, TODAY).result


@pytest.mark.parametrize(
    ("worked", "insured", "wage"), [(11, 0, 1), (24, 25, 1), (24, -1, 1), (24, 0, 0), (900, 0, 1)]
)
def test_no_severance_for_what_cannot_be(worked: int, insured: int, wage: int):
    with pytest.raises(ImpossibleFactError):
        work.severance(worked, insured, wage, TODAY)


@pytest.mark.parametrize(
    ("on", "night", "amount"),
    # Điều 98: 150, 200, 300%. Nghị định 145/2020 Điều 57: thêm 30% và 20% của lương ban ngày
    [
        (Day.ORDINARY, False, "450.000"),
        (Day.REST, False, "600.000"),
        (Day.HOLIDAY, False, "900.000"),
        (Day.ORDINARY, True, "600.000"),  # 150 + 30 + 20% × 100 = 200%
        (Day.REST, True, "810.000"),  # 200 + 30 + 20% × 200 = 270%
        (Day.HOLIDAY, True, "1.170.000"),  # 300 + 30 + 20% × 300 = 390%
    ],
)
def test_overtime(on: Day, night: bool, amount: str):
    found = work.overtime(30_000, Fraction(10), on, night, TODAY)
    assert found.result == f"Tiền làm thêm ít nhất là {amount} đồng."


@given(st.integers(1, 10**7), st.integers(1, 299), st.sampled_from(Day), st.booleans())
def test_one_hour_more_is_more_money(hourly: int, hours: int, on: Day, night: bool):
    def amount(hours: int) -> int:
        words = work.overtime(hourly, Fraction(hours), on, night, TODAY).result
        return int("".join(filter(str.isdigit, words)))

    assert 0 < hourly * hours < amount(hours) < amount(hours + 1)


@pytest.mark.parametrize(
    ("months", "conditions", "days"),
    # Điều 113 khoản 1, 2; Điều 114; Nghị định 145/2020 Điều 66 khoản 1
    [
        (12, Conditions.ORDINARY, "12"),
        (12, Conditions.HARD, "14"),
        (12, Conditions.HARDEST, "16"),
        (59, Conditions.ORDINARY, "12"),
        (60, Conditions.ORDINARY, "13"),
        (130, Conditions.ORDINARY, "14"),
        (7, Conditions.ORDINARY, "7"),
        (7, Conditions.HARD, "8,17"),  # 14 ÷ 12 × 7
    ],
)
def test_annual_leave(months: int, conditions: Conditions, days: str):
    found = work.annual_leave(months, conditions, TODAY)
    assert found.result == f"Chị được {days} ngày phép năm, hưởng nguyên lương."


def test_no_leave_for_what_cannot_be():
    with pytest.raises(ImpossibleFactError):
        work.annual_leave(0, Conditions.ORDINARY, TODAY)
    with pytest.raises(ImpossibleFactError):
        work.overtime(30_000, Fraction(0), Day.REST, False, TODAY)
