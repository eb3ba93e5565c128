"""Examples are computed by hand from the text of the law that each names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculate import Calculation, ImpossibleFactError, maternity
from knowledge.calculate.calculation import money
from knowledge.documents import Citation
from knowledge.values import UnknownValueError

TODAY = date(2026, 11, 22)
births = st.dates(date(2025, 7, 1), date(2027, 8, 1))
children, babies, salaries = st.integers(1, 5), st.integers(1, 5), st.integers(1, 10**9)


def text(calculation: Calculation) -> str:
    return "\n".join((calculation.result, *calculation.lines, *calculation.notes))


@pytest.mark.parametrize(
    ("birth", "child", "twins", "months"),
    [
        (TODAY, 1, 1, 6),  # Bộ luật Lao động Điều 139 khoản 1
        (TODAY, 1, 2, 7),  # như trên: từ con thứ 2 mỗi con thêm 1 tháng
        (TODAY, 1, 3, 8),
        (TODAY, 2, 1, 7),  # sinh con thứ hai từ 01/07/2026
        (date(2026, 7, 1), 2, 1, 7),
        (date(2026, 6, 30), 2, 1, 6),  # sinh trước 01/07/2026 vẫn 6 tháng
        (TODAY, 2, 2, 7),  # ít nhất: chưa rõ có cộng cả hai
        (TODAY, 2, 3, 8),
        (TODAY, 3, 1, 6),
    ],
)
def test_months_of_leave(birth: date, child: int, twins: int, months: int):
    assert maternity.months_of_leave(birth, child, twins)[0] == months


def test_from_when_until_when():
    leave = maternity.leave(date(2026, 12, 10), 1, 1, TODAY)
    # 6 tháng từ 10/12/2026: hết 09/06/2027. Nghỉ trước 2 tháng: 10/10/2026, hết 09/04/2027
    assert "10/12/2026: đến hết ngày 09/06/2027" in text(leave)
    assert "từ 10/10/2026 đến hết 09/04/2027" in text(leave)
    assert "10/04/2027" in text(leave)
    assert leave.estimate
    assert leave.sure


def test_a_second_child_rests_on_words_that_are_not_at_hand():
    leave = maternity.leave(TODAY, 2, 1, TODAY)
    assert not leave.sure
    assert Citation("168/2026/NĐ-CP", "2", "1") in leave.basis
    assert "một con đẻ còn sống" in text(leave)
    before = maternity.leave(date(2026, 6, 30), 2, 1, TODAY)
    assert before.sure
    assert {each.document for each in before.basis} == {"45/2019/QH14", "41/2024/QH15"}


def test_a_second_child_with_a_twin_gets_at_least_the_longer():
    leave = maternity.leave(TODAY, 2, 2, TODAY)
    assert leave.result.startswith("Chị được ít nhất 7 tháng")
    assert maternity.ASK_ABOUT_BOTH in leave.notes


def test_the_money_of_a_first_child():
    # Điều 59: 8.000.000 × 6 = 48.000.000; Điều 58: 2 × 2.530.000 = 5.060.000
    pay = maternity.pay(8_000_000, TODAY, 1, 1, TODAY)
    assert "khoảng 53.060.000 đồng cho 6 tháng" in pay.result
    assert "8.000.000 đồng × 6 tháng = 48.000.000 đồng" in text(pay)


def test_before_july_2026_the_old_level():
    pay = maternity.pay(8_000_000, date(2026, 6, 1), 2, 1, TODAY)
    # 8.000.000 × 6 + 2 × 2.340.000
    assert "52.680.000 đồng cho 6 tháng" in pay.result
    assert not pay.sure


def test_a_high_wage_counts_up_to_twenty_levels():
    # Điều 31 khoản 1 điểm đ: 20 × 2.530.000 = 50.600.000; × 6 + 5.060.000
    pay = maternity.pay(80_000_000, TODAY, 1, 1, TODAY)
    assert "308.660.000 đồng" in pay.result
    assert Citation("41/2024/QH15", "31", "1", "đ") in pay.basis


@given(births, children, babies, salaries, salaries)
def test_more_wage_is_never_less_money(birth: date, child: int, twins: int, one: int, another: int):
    less, more = sorted((one, another))

    def total(salary: int) -> int:
        words = maternity.pay(salary, birth, child, twins, TODAY).lines[-1]
        return int("".join(filter(str.isdigit, words)))

    assert 0 < total(less) <= total(more)


@given(births, children, st.integers(1, 4))
def test_one_more_baby_is_never_fewer_months(birth: date, child: int, twins: int):
    fewer = maternity.months_of_leave(birth, child, twins)[0]
    assert 6 <= fewer <= maternity.months_of_leave(birth, child, twins + 1)[0]


def test_grants():
    assert "10.120.000" in maternity.birth_grant(True, 2, TODAY, TODAY).result
    assert "4.680.000" in maternity.birth_grant(True, 1, date(2026, 6, 30), TODAY).result
    assert "2.000.000" in maternity.birth_grant(False, 1, TODAY, TODAY).result
    assert "4.000.000" in maternity.birth_grant(False, 2, TODAY, TODAY).result


@pytest.mark.parametrize(
    ("child", "twins", "surgery", "days", "point"),
    # Luật BHXH Điều 53 khoản 2 điểm a-d, điểm c đã sửa cho con thứ hai
    [
        (1, 1, False, 5, "a"),
        (1, 1, True, 7, "b"),
        (1, 2, False, 10, "c"),
        (1, 3, False, 13, "c"),
        (1, 2, True, 14, "d"),
        (1, 3, True, 17, "d"),
        (2, 1, False, 10, "c"),
        (2, 1, True, 10, "c"),
        (2, 2, True, 14, "d"),
        (3, 1, False, 5, "a"),
    ],
)
def test_the_husband(child: int, twins: int, surgery: bool, days: int, point: str):
    leave = maternity.husband(TODAY, child, twins, surgery, 4_800_000, TODAY)
    assert leave.result == f"Chồng được nghỉ {days} ngày làm việc."
    assert Citation("41/2024/QH15", "53", "2", point) in leave.basis
    assert "21/01/2027" in text(leave)  # 22/11/2026 + 60 ngày
    # Điều 59 khoản 2: 4.800.000 ÷ 24 = 200.000 một ngày
    assert leave.lines[-1].endswith(f"= {money(200_000 * days)}.")


@pytest.mark.parametrize(
    ("twins", "surgery", "days", "total"),
    # Điều 60: 5, 7 hoặc 10 ngày; 30% × 2.530.000 = 759.000 một ngày
    [(1, False, 5, "3.795.000"), (1, True, 7, "5.313.000"), (2, True, 10, "7.590.000")],
)
def test_recovery(twins: int, surgery: bool, days: int, total: str):
    recovery = maternity.recovery(twins, surgery, TODAY, TODAY)
    assert f"tối đa {days} ngày, được {total} đồng" in recovery.result


@pytest.mark.parametrize(
    ("salary", "birth", "twins"),
    [
        (0, TODAY, 1),
        (-1, TODAY, 1),
        (1, TODAY, 0),
        (1, TODAY, 6),
        (1, date(2025, 6, 30), 1),  # Luật BHXH 2024 có hiệu lực từ 01/07/2025
        (1, date(2028, 1, 1), 1),
    ],
)
def test_what_cannot_be_is_said(salary: int, birth: date, twins: int):
    with pytest.raises((ImpossibleFactError, UnknownValueError)):
        maternity.pay(salary, birth, 1, twins, TODAY)
