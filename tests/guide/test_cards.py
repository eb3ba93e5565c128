"""The page of picture cards shows ten that are there, small, and drawn from tips."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from knowledge.tips import read_tips
from tests.guide.cards import CARDS, FOLDER

PAGE = FOLDER.parents[1] / "picture-cards.md"
MOST_BYTES = 80 * 1024


def test_the_page_shows_them_all_with_the_line_of_each() -> None:
    shown = dict(
        re.findall(r'images/cards/([\w-]+)\.png" width="390" alt="([^"]+)"', PAGE.read_text())
    )
    tips = {tip.id: tip.picture for tip in read_tips()}
    assert shown == {name: tips[name] for name in CARDS}
    assert len(shown) == 10


@pytest.mark.parametrize("name", CARDS)
def test_each_is_a_small_picture_of_its_shape(name: str) -> None:
    path = FOLDER / f"{name}.png"
    assert path.stat().st_size <= MOST_BYTES
    with Image.open(path) as image:
        assert image.size == CARDS[name].size


def test_nothing_else_lies_there() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(CARDS)
