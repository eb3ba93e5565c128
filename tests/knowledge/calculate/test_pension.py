"""Examples are computed by hand from the text of the law that each names."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculate import Calculation, ImpossibleFactError, pension
from knowledge.calculate.pension import Sex
from knowledge.documents import Citation

TODAY = date(2026, 11, 22)
sexes = st.sampled_from(Sex)


def text(calculation: Calculation) -> str:
    return "\n".join((calculation.result, *calculation.lines, *calculation.notes))


@pytest.mark.parametrize(
    ("born", "sex", "reached", "at"),
    # Nghị định 135/2020 Điều 4 khoản 2: tuổi theo năm nghỉ hưu; Điều 3: hết tháng đủ tuổi
    [
        ((1971, 3), Sex.WOMAN, "11/2028", "57 tuổi 8 tháng"),
        ((1970, 8), Sex.WOMAN, "12/2027", "57 tuổi 4 tháng"),
        ((1970, 9), Sex.WOMAN, "05/2028", "57 tuổi 8 tháng"),  # 12/2027 mới 57 tuổi 3 tháng
        ((1966, 1), Sex.WOMAN, "05/2021", "55 tuổi 4 tháng"),
        ((1969, 5), Sex.WOMAN, "05/2026", "57 tuổi"),
        ((1980, 1), Sex.WOMAN, "01/2040", "60 tuổi"),
        ((1961, 1), Sex.MAN, "04/2021", "60 tuổi 3 tháng"),
        ((1965, 1), Sex.MAN, "07/2026", "61 tuổi 6 tháng"),
        ((1980, 12), Sex.MAN, "12/2042", "62 tuổi"),
    ],
)
def test_retirement(born: tuple[int, int], sex: Sex, reached: str, at: str):
    found = pension.retirement(*born, sex, TODAY)
    assert f"tháng {reached}, khi {at}." in found.result


def test_the_pension_begins_with_the_next_month():
    found = pension.retirement(1971, 3, Sex.WOMAN, TODAY)
    assert "30/11/2028" in text(found)
    assert "01/12/2028" in text(found)


@pytest.mark.parametrize(("born", "sex"), [((1965, 12), Sex.WOMAN), ((1960, 12), Sex.MAN)])
def test_before_the_schedule(born: tuple[int, int], sex: Sex):
    # Nghị định 135/2020 Điều 7 khoản 2
    found = pension.retirement(*born, sex, TODAY)
    assert found.result.endswith("đã đủ tuổi nghỉ hưu từ trước năm 2021.")
    assert Citation("135/2020/NĐ-CP", "7", "2") in found.basis


@given(st.integers(1961, 2026), st.integers(1, 12), sexes)
def test_the_younger_never_retire_earlier(year: int, month: int, sex: Sex):
    def reached(year: int, month: int) -> str:
        words = pension.retirement(year, month, sex, date(2027, 1, 1)).result
        tail = words.split("vào tháng ")
        return tail[1][3:7] + tail[1][:2] if len(tail) > 1 else ""

    later = divmod(year * 12 + month, 12)
    assert reached(year, month) <= reached(later[0], later[1] + 1)


@pytest.mark.parametrize(
    ("sex", "months", "percent"),
    # Luật BHXH Điều 66 khoản 1, Điều 5 khoản 6
    [
        (Sex.WOMAN, 179, 0),
        (Sex.WOMAN, 180, 45),
        (Sex.WOMAN, 181, 46),  # tháng lẻ là nửa năm: 45 + 2 × 0,5
        (Sex.WOMAN, 20 * 12, 55),
        (Sex.WOMAN, 30 * 12, 75),
        (Sex.WOMAN, 40 * 12, 75),
        (Sex.MAN, 15 * 12, 40),
        (Sex.MAN, 19 * 12, 44),
        (Sex.MAN, 20 * 12, 45),
        (Sex.MAN, 35 * 12, 75),
    ],
)
def test_share_of_the_wage(sex: Sex, months: int, percent: int):
    assert pension.share(sex, months) == Fraction(percent)


@given(sexes, st.integers(1, 700), st.integers(1, 700))
def test_more_months_are_never_a_smaller_share(sex: Sex, one: int, another: int):
    less, more = sorted((one, another))
    assert 0 <= pension.share(sex, less) <= pension.share(sex, more) <= 75


def test_the_monthly_pension():
    found = pension.pension(Sex.WOMAN, 20 * 12, 6_000_000, TODAY)
    assert "55%" in found.result
    assert "3.300.000 đồng" in found.result
    assert "Nữ đóng 15 năm: 45%." in found.lines
    assert "Thêm 5 năm × 2% = 10%." in found.lines
    assert "khoảng" not in pension.pension(Sex.WOMAN, 20 * 12, None, TODAY).result
    assert "Cao nhất chỉ tính 75%." in pension.pension(Sex.MAN, 36 * 12, None, TODAY).lines


def test_too_few_years():
    found = pension.pension(Sex.MAN, 14 * 12 + 1, None, TODAY)
    assert "còn thiếu 11 tháng" in found.result


@pytest.mark.parametrize(
    ("born", "poor", "words"),
    # Luật BHXH Điều 21: đủ 75, hoặc đủ 70 nếu thuộc hộ nghèo, cận nghèo
    [
        ((1951, 11), False, "đã đủ tuổi từ tháng 11/2026"),
        ((1951, 12), False, "đủ tuổi vào tháng 12/2026"),
        ((1956, 11), True, "đã đủ tuổi từ tháng 11/2026"),
        ((1957, 1), True, "đủ tuổi vào tháng 01/2027"),
    ],
)
def test_social_pension(born: tuple[int, int], poor: bool, words: str):
    found = pension.social_pension(*born, poor, TODAY)
    assert words in found.result
    assert "540.000 đồng" in text(found)
    assert not found.sure


@pytest.mark.parametrize(
    ("before", "since", "months"),
    # Điều 70 khoản 3: 1,5 tháng mỗi năm trước 2014, 2 tháng từ 2014; tháng lẻ chuyển sang sau
    [
        (24, 60, "13 tháng"),  # 2 × 1,5 + 5 × 2
        (31, 100, "21 tháng"),  # 2 × 1,5 + (100 + 7 tháng = 9 năm) × 2
        (0, 66, "11 tháng"),  # 5,5 × 2
        (66, 0, "8,25 tháng"),  # 5,5 × 1,5
    ],
)
def test_taking_the_money_out(before: int, since: int, months: str):
    found = pension.lump_sum(before, since, 5_000_000, TODAY)
    assert found.lines[-1].startswith(f"{months} × 5.000.000 đồng")


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 10**8))
def test_a_month_more_since_2014_is_never_less(before: int, since: int, wage: int):
    def total(since: int) -> int:
        words = pension.lump_sum(before, since, wage, TODAY).lines[-1].split("= ")[1]
        return int("".join(filter(str.isdigit, words)))

    if before + since >= 12 and since:
        assert 0 < total(since) <= total(since + 1)


@pytest.mark.parametrize(
    ("before", "since", "wage"), [(5, 6, 1), (-1, 24, 1), (24, 0, 0), (600, 600, 1)]
)
def test_no_lump_sum_for_what_cannot_be(before: int, since: int, wage: int):
    with pytest.raises(ImpossibleFactError):
        pension.lump_sum(before, since, wage, TODAY)


@pytest.mark.parametrize(("year", "month"), [(1971, 0), (1971, 13), (2027, 1), (1890, 1)])
def test_no_age_for_who_cannot_be(year: int, month: int):
    with pytest.raises(ImpossibleFactError):
        pension.retirement(year, month, Sex.WOMAN, TODAY)
    with pytest.raises(ImpossibleFactError):
        pension.social_pension(year, month, False, TODAY)
