from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculate import ImpossibleFactError, loan
from knowledge.documents import Citation

TODAY = date(2026, 11, 22)
USURY = Citation("100/2015/QH13", "201", "1")


def test_five_thousand_a_million_a_day():
    # 5.000 ÷ 1.000.000 = 0,5% một ngày × 365 = 182,5%; 50 triệu × 20% = 10 triệu một năm
    found = loan.interest(50_000_000, Fraction(1, 2), "ngay", TODAY)
    assert "Lãi 182,5% một năm vượt mức" in found.result
    assert "10.000.000 đồng một năm" in found.lines[1]
    assert "khoảng 91.250.000 đồng" in found.lines[2]
    assert "khoảng 81.250.000 đồng" in found.lines[3]
    assert USURY in found.basis


@pytest.mark.parametrize(
    ("percent", "period", "above", "crime"),
    # Bộ luật Dân sự Điều 468: trên 20% một năm; Bộ luật Hình sự Điều 201: từ 5 lần
    [
        (Fraction(20), "nam", False, False),
        (Fraction(21), "nam", True, False),
        (Fraction(3), "thang", True, False),  # 36%
        (Fraction(1), "thang", False, False),  # 12%
        (Fraction(100), "nam", True, True),
        (Fraction(99), "nam", True, False),
        (Fraction(0), "nam", False, False),
    ],
)
def test_the_borders(percent: Fraction, period: str, above: bool, crime: bool):
    found = loan.interest(1_000_000, percent, period, TODAY)
    assert ("vượt mức luật cho phép là 20% một năm" in found.result) is above
    assert (USURY in found.basis) is crime


@given(st.integers(1, 10**12), st.fractions(0, 50), st.sampled_from(sorted(loan.PERIODS)))
def test_what_is_above_is_what_goes_beyond_a_fifth(principal: int, percent: Fraction, period: str):
    found = loan.interest(principal, percent, period, TODAY)
    assert ("không vượt" in found.result) is (percent * loan.PERIODS[period] <= 20)


@pytest.mark.parametrize(("principal", "percent"), [(0, 1), (1, -1), (1, 10**6)])
def test_what_cannot_be(principal: int, percent: int):
    with pytest.raises(ImpossibleFactError):
        loan.interest(principal, Fraction(percent), "nam", TODAY)


def test_the_rate_alone_tells_whether_it_is_too_high():
    told = loan.interest(None, Fraction(5), "thang", TODAY)
    assert told.result.startswith("Lãi 60% một năm vượt mức luật cho phép là 20% một năm")
    assert any("1,67% một tháng" in line for line in told.lines)
    assert not any("đồng" in line for line in told.lines)
