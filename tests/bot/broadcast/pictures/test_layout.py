from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.broadcast.pictures.layout import (
    EDGE,
    MARGIN,
    RULE_SPACE,
    SIZES,
    Layout,
    lay_out,
)
from bot.broadcast.pictures.shapes import Shape
from bot.broadcast.pictures.words import CardDoesNotFit
from knowledge.tips import read_tips
from tests.bot.broadcast.pictures.wording import words

PHONE = 390
"""Points that a small phone is wide."""
BODY, SMALLEST = 16, 10
"""Points of the words to read, and of whatever else stands on a card."""
LONG_SOURCE = (
    "Căn cứ: khoản 11 Điều 1 Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế số "
    "51/2024/QH15."
)
TIPS = read_tips()


def points(pixels: float, shape: Shape) -> float:
    return pixels * PHONE / shape.size[0]


def require_order(layout: Layout) -> None:
    """Nothing overlaps, nothing leaves the picture."""
    width, height = layout.size
    places = [
        EDGE + layout.sizes.badge,
        layout.headline_top,
        layout.headline_top + layout.headline.height,
        layout.band,
        layout.text_top,
        layout.text_top + layout.text.height,
        layout.foot_top - RULE_SPACE,
        layout.foot_top,
        layout.foot_top + layout.foot.height,
        height - EDGE,
    ]
    assert places == sorted(places)
    column = width - 2 * MARGIN + 2
    assert max(layout.headline.width, layout.text.width) <= column
    foot = layout.foot
    law = max(foot.source.width, foot.since.width)
    assert law + foot.scan.width + foot.code.width < column
    beside = layout.sizes.badge + layout.sizes.seal + layout.head.name.width
    assert beside < column


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("tip", TIPS, ids=lambda tip: tip.id)
def test_every_tip_fits_and_is_read_on_a_small_phone(tip, shape: Shape):
    layout = lay_out(words(headline=tip.picture, text=tip.text, source=LONG_SOURCE), shape)
    require_order(layout)
    assert points(layout.text.size, shape) >= BODY
    head, foot = layout.head, layout.foot
    small = (head.name, head.topic, foot.source, foot.since, foot.scan)
    assert min(points(block.size, shape) for block in small) >= SMALLEST
    assert layout.headline.size > layout.text.size


@given(st.integers(1, 400), st.integers(1, 14), st.sampled_from(Shape))
def test_whatever_is_written_fits_or_is_told(length: int, title: int, shape: Shape):
    text = " ".join(("Chị nhớ hỏi cán bộ phường trước khi ký giấy tờ. " * 12).split()[:length])
    headline = " ".join("Chị nhớ giữ lại một bản hợp đồng có chữ ký của hai bên".split()[:title])
    try:
        layout = lay_out(words(text=text, headline=headline), shape)
    except CardDoesNotFit as error:
        told = error.public_message
    else:
        told = ""
        require_order(layout)
    assert told == "" or "Chị rút" in told


@pytest.mark.parametrize("shape", Shape)
def test_letters_are_as_large_as_they_can_be(shape: Shape):
    layout = lay_out(words(text="Chị giữ một bản."), shape)
    assert layout.text.size == SIZES[shape].text.largest


def test_a_text_that_is_too_long_is_told_with_how_much_fits():
    text = "Chị nhớ hỏi cán bộ phường. " * 20
    with pytest.raises(CardDoesNotFit) as caught:
        lay_out(words(text=text.strip()), Shape.SQUARE)
    told = caught.value.public_message
    assert f"Lời dài {len(text) - 1} chữ cái" in told
    fitting = int(told.split("khoảng ")[1].split(".")[0])
    lay_out(words(text=text[: fitting - fitting % 27].strip()), Shape.SQUARE)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"headline": "Chị nhớ giữ giấy tờ " * 8}, "dòng lớn trên ảnh"),
        ({"source": "Căn cứ: " + "Luật số 1 và " * 20}, "Căn cứ quá dài"),
        ({"organisation": "Hội Phụ nữ phường " * 8}, "Tên của OA quá dài"),
        ({"text": "https://vi.du/" + "a" * 90}, "dài hơn một dòng"),
    ],
)
def test_whatever_else_is_too_long_is_named(other: dict[str, str], told: str):
    with pytest.raises(CardDoesNotFit) as caught:
        lay_out(words(**other), Shape.SQUARE)
    assert told in caught.value.public_message


def test_a_long_name_takes_smaller_letters_then_two_lines():
    one = lay_out(words(organisation="Hội Phụ nữ phường"), Shape.SQUARE).head.name
    long = "Hội Liên hiệp Phụ nữ phường Nguyệt Viên, tỉnh Thanh Hóa"
    two = lay_out(words(organisation=long), Shape.SQUARE).head.name
    assert (len(one.lines), len(two.lines)) == (1, 2)
    assert two.size < one.size
