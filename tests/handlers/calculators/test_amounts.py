from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.calculators import amounts
from tests.handlers.calculators.typed import answer, said


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("8tr5", 8_500_000),
        ("8,5 triệu", 8_500_000),
        ("8.5tr", 8_500_000),
        ("8.500.000", 8_500_000),
        ("8.500.000đ", 8_500_000),
        ("8500000 đồng", 8_500_000),
        ("8 triệu rưỡi", 8_500_000),
        ("8 triệu 500 nghìn", 8_500_000),
        ("8tr500", 8_500_000),
        ("10 củ", 10_000_000),
        ("tám triệu", 8_000_000),
        ("hai mươi triệu", 20_000_000),
        ("mười hai triệu rưỡi", 12_500_000),
        ("500k", 500_000),
        ("30 nghìn", 30_000),
        ("2 tỷ", 2_000_000_000),
        ("1 tỷ 2", 1_200_000_000),
        ("luong 8tr sinh con dc bao nhieu", 8_000_000),
    ],
)
def test_amounts_as_people_type_them(typed: str, expected: int):
    assert amounts.amounts(said(typed).words) == [expected]


@pytest.mark.parametrize(
    "typed", ["0912345678", "số 0373 851 666", "3/1971", "12/10/2026", "con 3 tuổi", "điều 51", ""]
)
def test_numbers_that_are_no_amount(typed: str):
    assert amounts.amounts(said(typed).words) == []


@given(st.integers(1, 999), st.integers(0, 9))
def test_any_million(millions: int, tenth: int):
    expected = [millions * 10**6 + tenth * 10**5]
    assert amounts.amounts(f"{millions}tr{tenth}") == expected
    assert amounts.amounts(f"{millions},{tenth} trieu") == expected
    assert amounts.amounts(f"{expected[0]:,}".replace(",", ".")) == expected


@given(st.text(max_size=80))
def test_any_text_is_read(text: str):
    for reader in (
        amounts.amount,
        amounts.wage,
        amounts.principal,
        amounts.rate,
        amounts.length,
        amounts.hours,
        amounts.children,
    ):
        assert isinstance(reader(said(text)), str)
        assert isinstance(reader(answer(text)), str)


def test_a_bare_number_that_answers_is_millions():
    assert amounts.wage(answer("8")) == "8000000"
    assert amounts.wage(answer("khoảng 8,5 ạ")) == "8500000"
    assert amounts.wage(said("8")) == ""
    for other in ("8 năm", "3 con", "điều 8 luật lao động", "8500"):
        assert amounts.wage(answer(other)) == ""


def test_a_wage_stands_behind_its_word():
    assert amounts.wage(said("vay 20 triệu, lương 8 triệu")) == "8000000"
    assert amounts.wage(said("vay 20 triệu")) == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vay 50 triệu lãi 5k/1tr/ngày", "1/2 ngay"),
        ("vay 10 củ lãi 3k 1 triệu 1 ngày", "3/10 ngay"),
        ("lai 5 nghin mot trieu mot ngay", "1/2 ngay"),
        ("lãi 3%/tháng", "3 thang"),
        ("lãi 20% một năm", "20 nam"),
        ("lãi suất 1,5% 1 tháng", "3/2 thang"),
        ("vay 20tr lãi 3 phân", "3 thang"),
        ("cho vay 10 triệu lãi 200 nghìn một tháng", "2 thang"),
        ("lãi 20%", ""),
        ("lãi cao quá", ""),
        ("lãi 0%/tháng", "0 thang"),
    ],
)
def test_interest(typed: str, expected: str):
    assert amounts.rate(said(typed)) == expected


def test_the_principal_is_not_the_interest():
    assert amounts.principal(said("vay 50 triệu lãi 5k/1tr/ngày")) == "50000000"
    assert amounts.principal(said("lãi 5k/1tr/ngày")) == ""
    assert amounts.principal(answer("50tr")) == "50000000"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("20 năm 6 tháng", "246"),
        ("20 năm rưỡi", "246"),
        ("8 năm", "96"),
        ("18 tháng", "18"),
        ("năm 2014", ""),
        ("20", ""),
    ],
)
def test_lengths_of_time(typed: str, expected: str):
    assert amounts.length(said(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("20", "240"), ("0", "0"), ("không đóng", "0"), ("chưa", "0"), ("luật nào", ""), ("2014", "")],
)
def test_a_bare_number_that_answers_is_years(typed: str, expected: str):
    assert amounts.length(answer(typed)) == expected


def test_hours_and_children():
    assert amounts.hours(said("làm thêm 10 tiếng")) == "10"
    assert amounts.hours(answer("10")) == "10"
    assert amounts.hours(said("10")) == ""
    assert amounts.children(said("bố mất, có 4 người con")) == "4"
    assert amounts.children(said("ba đứa con")) == "3"
    assert amounts.children(answer("3")) == "3"
    assert amounts.children(answer("không có")) == "0"
