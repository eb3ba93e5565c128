from __future__ import annotations

import pytest

from knowledge.quantities import Amount, asked_amounts, within


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("hop dong 1 nam nghi bao truoc may ngay", [Amount(12, "thang")]),
        ("trom 3tr thi sao", [Amount(3_000_000, "dong")]),
        ("no 1,5 ty khong tra", [Amount(1_500_000_000, "dong")]),
        ("bi lua 2.500.000 dong", [Amount(2_500_000, "dong")]),
        ("thuong tat 31%", [Amount(31, "%")]),
        ("con 30 thang tuoi", []),
        ("nam 2025 co gi moi", []),
        ("dieu 3 khoan 2", []),
        ("nghi dinh 12/2022", []),
    ],
)
def test_amounts_of_a_question(question: str, amounts: list[Amount]):
    assert list(asked_amounts(question)) == amounts


@pytest.mark.parametrize(
    ("question", "text", "inside"),
    [
        ("lam 1 nam", "co thoi han tu 12 thang den 36 thang", True),
        ("lam 3 nam", "co thoi han tu 12 thang den 36 thang", True),
        ("lam 8 thang", "co thoi han tu 12 thang den 36 thang", False),
        ("lam 8 thang", "co thoi han duoi 12 thang", True),
        ("lam 12 thang", "co thoi han duoi 12 thang", False),
        ("trom 3 trieu", "tri gia tu 2.000.000 dong den duoi 50.000.000 dong", True),
        ("trom 50 trieu", "tri gia tu 2.000.000 dong den duoi 50.000.000 dong", False),
        ("trom 60 trieu", "tri gia tu 50.000.000 dong tro len", True),
        ("dong 15 nam", "dong du tu 15 nam tro len", True),
        ("thuong tat 20%", "ty le ton thuong tu 11% den 30%", True),
        ("thuong tat 61%", "ty le ton thuong tren 61%", False),
        ("nghi 4 ngay", "tu 3 den 5 ngay lam viec", True),
        ("lua 60 trieu", "bi phat tien tu 10.000.000 dong den 100.000.000 dong", False),
        ("doi 3 nam", "thi bi phat tu tu 02 nam den 07 nam", False),
        ("vay 5 nam", "tien tu 5.000.000 dong tro len", False),
        ("khong noi so nao", "tu 12 thang den 36 thang", False),
    ],
)
def test_an_amount_within_a_range(question: str, text: str, inside: bool):
    assert within(asked_amounts(question), text) is inside
