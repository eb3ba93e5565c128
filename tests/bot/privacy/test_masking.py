"""What could lead to a person is taken out; what the question is about stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.masking import masked


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Chồng tôi là Nguyễn Văn An đánh bạc", "Chồng tôi là [tên] đánh bạc"),
        ("sdt 0912 345 678 gọi không được", "sdt [số điện thoại] gọi không được"),
        ("tôi ở số nhà 12 đường Lê Lợi", "tôi ở [địa chỉ] đường [địa chỉ]"),
        ("CCCD 001185012345 bị mất", "CCCD [số] bị mất"),
        ("stk 19036512345678 lừa tôi", "stk [số] lừa tôi"),
        ("viết cho abc.d@gmail.com", "viết cho [thư điện tử]"),
        ("mua ở www.lua-dao.vn/abc", "mua ở [liên kết]"),
        ("con tên là Lan thì sao", "con tên là [tên] thì sao"),
    ],
)
def test_taken_out(text: str, left: str):
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Luật Hôn nhân và Gia đình điều 51 khoản 3",
        "nghị định 123/2021/NĐ-CP phạt 5.000.000đ",
        "lương 15000000 đồng đóng bảo hiểm bao nhiêu",
        "vay 500.000.000 có phải làm giấy không",
        "con tên là gì thì được",
        "đường dây nóng nào gọi được",
        "làm ở Hà Nội, đăng ký ở Hồ Chí Minh",
        "Bảo Hiểm Xã Hội một lần",
    ],
)
def test_left_as_it_is(text: str):
    assert masked(text) == text


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.sampled_from(["", " ", ".", "-"]))
def test_no_telephone_number_is_left(number: str, between: str):
    written = between.join((number[:4], number[4:7], number[7:]))
    digits = "".join(filter(str.isdigit, masked(f"gọi tôi {written} nhé")))
    assert len(digits) < 6
