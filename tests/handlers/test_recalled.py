"""What of an answer has to do with new words is a few sentences of it, or nothing."""

from __future__ import annotations

import pytest

from handlers.recalled import recalled
from tests.handlers.library import card

BRIDGE = card(
    "cau-tre",
    "Đi qua cầu tre",
    ("Qua cầu tre thế nào?",),
    kind="procedure",
    answer="Trẻ dưới 6 tuổi có mẹ dắt. Từ đủ 6 đến dưới 14 tuổi tự đi. Trời mưa thì chờ 30 phút. "
    "Mang gánh nặng thì đi chậm.",
    papers=("Giấy đi đường, ví dụ giấy của xóm",),
    steps=("Bước lên cầu",),
)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("con em 8 tuổi", "Từ đủ 6 đến dưới 14 tuổi tự đi."),
        ("chau 3 tuoi", "Trẻ dưới 6 tuổi có mẹ dắt."),
        ("hôm nay trời mưa", "Trời mưa thì chờ 30 phút."),
        ("không có giấy đi đường", "Giấy đi đường, ví dụ giấy của xóm"),
        ("em có con bò", ""),
        ("vậy hả", ""),
    ],
)
def test_the_sentence_on_it(typed: str, told: str):
    assert recalled(BRIDGE, typed) == told
