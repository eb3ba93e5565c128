from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.calculators import dates
from tests.handlers.calculators.typed import TODAY, answer, said


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("con sinh 12/10 hạn khai sinh đến ngày nào", "2026-10-12"),
        ("con sinh 12/12", "2025-12-12"),  # 12/12 năm nay chưa tới
        ("12/10/2026", "2026-10-12"),
        ("12-10-2026", "2026-10-12"),
        ("12.10.2026", "2026-10-12"),
        ("ngày 12 tháng 10 năm 2026", "2026-10-12"),
        ("ngay 12 thang 10", "2026-10-12"),
        ("hôm qua", "2026-11-21"),
        ("bé sinh hôm nay", "2026-11-22"),
        ("31/02/2026", ""),
        ("45/13", ""),
        ("3/1971", ""),
        ("mùng 5 âm lịch", ""),
        ("nđ 12/2022/nđ-cp", ""),
        ("", ""),
    ],
)
def test_days_that_have_been(typed: str, expected: str):
    assert dates.past_day(said(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dự sinh 20/12", "2026-12-20"),
        ("dự sinh 5/3", "2027-03-05"),
        ("sinh 12/10", "2026-10-12"),
        ("20/12/26", "2026-12-20"),
    ],
)
def test_days_about_now(typed: str, expected: str):
    assert dates.coming_day(said(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "year", "month"),
    [
        ("nữ sinh 3/1971 bao giờ về hưu", "1971", "3"),
        ("nu sinh thang 3 nam 1971", "1971", "3"),
        ("sinh t3/1971", "1971", "3"),
        ("sinh ngày 15/03/1971", "1971", "3"),
        ("sinh năm 1971", "1971", ""),
        ("sn 71", "1971", ""),
        ("sinh năm 71", "1971", ""),
        ("đóng 20 năm", "", ""),
        ("lương 8 triệu", "", ""),
    ],
)
def test_births(typed: str, year: str, month: str):
    assert dates.birth_year(said(typed)) == year
    assert dates.birth_month(said(typed)) == month


def test_bare_numbers_that_answer():
    assert dates.birth_year(answer("1971")) == "1971"
    assert dates.birth_year(answer("71")) == "1971"
    assert dates.birth_month(answer("3")) == "3"
    assert dates.birth_month(answer("13")) == ""
    assert dates.birth_month(said("3")) == ""


def test_a_year_to_come_is_nobodys_birth():
    assert dates.elders_year(said("năm 2027 bao nhiêu tuổi nghỉ hưu")) == ""
    assert dates.elders_year(said("sinh năm 1971")) == "1971"


def test_a_birth_of_these_years():
    assert dates.birth_lately(said("sinh con tháng 5/2026")) == "2026-05-01"
    assert dates.birth_lately(said("em sinh 3/1990")) == ""
    assert dates.birth_lately(said("sinh 12/10/2026")) == "2026-10-12"


@given(st.dates(date(1920, 1, 1), TODAY))
def test_any_day_is_read_as_it_was_written(day: date):
    for written in (f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}"):
        assert dates.past_day(said(f"sinh {written}")) == day.isoformat()


@given(st.text(max_size=80))
def test_any_text_is_read(text: str):
    for reader in (dates.past_day, dates.coming_day, dates.birth_lately, dates.birth_month):
        assert isinstance(reader(said(text)), str)
        assert isinstance(reader(answer(text)), str)
