from __future__ import annotations

import pytest

from handlers.crisis.numbers import NUMBERS
from knowledge.check import load_rules
from knowledge.check.phones import numbers
from knowledge.ingest.register import LIBRARY
from tests.knowledge.check.samples import TODAY


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chị gọi 113 hoặc 115.", ["113", "115"]),
        ("Nguy hiểm thì gọi ngay Công an (113) và tổng đài 111!", ["113", "111"]),
        ("Cần nói chuyện: 1900 969 680 (có cước).", ["1900969680"]),
        ("Liên hệ 0237.3851.666 hoặc +84 912 345 678", ["02373851666", "84912345678"]),
        ("Số của chị Lan: (0237) 385 1666", ["02373851666"]),
        ("Nhắn tin tới 5656 hoặc gọi 156", ["5656", "156"]),
        ("Tổng đài 18001567", ["18001567"]),
    ],
)
def test_numbers_to_call_are_found(text: str, found: list[str]) -> None:
    assert list(numbers(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "Chị nhận 2.530.000 đồng, hạn đến 01/07/2026.",
        "Phạt 150 triệu đồng. Theo Điều 134, đi tù đến 3 năm.",
        "Chị gọi cho Hội trong 180 ngày, theo Luật 113/2025/QH15.",
        "Gọi là tội này ở Điều 156 khoản 2.",
        "Gọi lại vào năm 2027, trước ngày 15/08/2027.",
        "Trực tổng đài 24/7.",
        "Từ năm 1900 tới nay, 100% đều thế.",
        "Mức 4.680.000 đồng thay bằng 5.060.000 đồng.",
        "Gọi video trong 150 phút mất 500 nghìn.",
        "Số định danh có 12 chữ số.",
    ],
)
def test_sums_days_and_articles_are_no_numbers_to_call(text: str) -> None:
    assert list(numbers(text)) == []


def test_the_numbers_of_the_crisis_cards_may_be_shown_everywhere() -> None:
    allowed = load_rules(LIBRARY, TODAY).numbers
    assert {number.replace(" ", "") for number in NUMBERS.values()} <= allowed
    assert allowed == {"111", "113", "114", "115", "1900969680"}
