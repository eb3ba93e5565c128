from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import asdict
from types import SimpleNamespace
from typing import Any
from unicodedata import normalize

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw

from bot.broadcast.pictures.card import draw_card
from bot.broadcast.pictures.colours import GOLD, INK, PAPER, PLUM, ROSE
from bot.broadcast.pictures.fonts import Weight, letters
from bot.broadcast.pictures.layout import HEADLINE, TEXT, Style, block, lay_out
from bot.broadcast.pictures.shapes import Shape
from bot.broadcast.pictures.words import CardDoesNotFit, card_words
from bot.store.broadcast_records import BroadcastContent
from knowledge.documents import Citation
from tests.bot.broadcast.pictures.wording import LINK, words

STACKED = "ẤẨẪỄỖ ẶẬỆỘ gỵợ Ữ"
"""Capitals with two marks, and letters that reach far down."""
NO_LIBRARY: Any = SimpleNamespace(document=lambda number: None)


def opened(drawn: bytes) -> Image.Image:
    return Image.open(io.BytesIO(drawn)).convert("RGB")


@pytest.mark.parametrize("shape", Shape)
def test_it_is_a_small_png_of_its_shape(shape: Shape):
    drawn = draw_card(words(), shape)
    assert opened(drawn).size == shape.size
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) <= 80 * 1024


def test_the_same_words_give_the_same_bytes_in_another_process():
    program = (
        "import hashlib, json, sys; from bot.broadcast.pictures.card import draw_card;"
        "from bot.broadcast.pictures.shapes import Shape;"
        "from bot.broadcast.pictures.words import CardWords;"
        "card = draw_card(CardWords(**json.loads(sys.stdin.read())), Shape.SQUARE);"
        "sys.stdout.buffer.write(card)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(asdict(words())).encode(),
        capture_output=True,
        env={"PYTHONHASHSEED": "7"},
        check=True,
    )
    assert done.stdout == draw_card(words(), Shape.SQUARE)
    assert done.stdout != draw_card(words(headline="Khác"), Shape.SQUARE)


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("width", [1080, 390])
def test_the_code_leads_to_the_account_also_as_large_as_on_a_phone(shape: Shape, width: int):
    image = opened(draw_card(words(), shape))
    image = image.resize((width, width * image.height // image.width), Image.Resampling.LANCZOS)
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [LINK]


def test_flat_colours_are_those_whose_contrast_is_tested():
    shown = opened(draw_card(words(topic="bạo lực gia đình"), Shape.SQUARE))
    colours = {colour for _, colour in shown.getcolors(256) or []}
    assert {PLUM.band, PLUM.petal, GOLD, PAPER, INK} <= colours
    assert ROSE.band in {
        colour
        for _, colour in opened(draw_card(words(topic="trẻ em"), Shape.SQUARE)).getcolors(256) or []
    }


@pytest.mark.parametrize(("style", "written"), [(HEADLINE, STACKED.lower()), (TEXT, STACKED)])
def test_marks_of_one_line_never_touch_the_letters_of_the_next(style: Style, written: str):
    lines = block("\n".join([written] * 3), style, 60, 2000)
    drawn = []
    for line, baseline in lines.baselines(60):
        image = Image.new("L", (1200, 60 + lines.height + 60))
        ImageDraw.Draw(image).text(
            (10, baseline), line, font=lines.letters.font, fill=255, anchor="ls"
        )
        drawn.append(image)
    for above, below in zip(drawn, drawn[1:], strict=False):
        assert ImageChops.multiply(above, below).getbbox() is None
    top, bottom = drawn[0].getbbox()[1], drawn[-1].getbbox()[3]
    font = letters(Weight.REGULAR, 60)
    assert top >= 60 - font.size * 0.25
    assert bottom <= 60 + lines.height + font.size * 0.25


@pytest.mark.parametrize("shape", Shape)
def test_no_letter_is_cut_at_band_line_or_edge(shape: Shape):
    layout = lay_out(words(headline=STACKED, text=STACKED), shape)
    for part, top, bottom in (
        (layout.headline, layout.headline_top, layout.band),
        (layout.text, layout.text_top, layout.foot_top),
    ):
        image = Image.new("L", layout.size)
        for line, baseline in part.baselines(top):
            ImageDraw.Draw(image).text(
                (64, baseline), line, font=part.letters.font, fill=255, anchor="ls"
            )
        left, upper, right, lower = image.getbbox()
        assert upper > layout.sizes.badge
        assert lower < bottom
        assert 0 < left < right < layout.size[0]


def test_decomposed_letters_are_composed_first():
    plain = BroadcastContent("Khai sinh đủ giấy tờ", "Chị giữ một bản.", topic="hộ tịch")
    apart = BroadcastContent(
        normalize("NFD", plain.title), normalize("NFD", plain.text), topic="hộ tịch"
    )
    one, other = (card_words(each, NO_LIBRARY, "1", "Hội") for each in (plain, apart))
    assert one == other
    assert one.link == "https://zalo.me/1"


def test_signs_without_a_letter_and_an_empty_text_are_told():
    with pytest.raises(CardDoesNotFit) as caught:
        card_words(BroadcastContent("Tết 🎉", "Vui 🎉😀", topic=""), NO_LIBRARY, "1", "Hội")
    assert "🎉 😀" in caught.value.public_message
    with pytest.raises(CardDoesNotFit) as caught:
        card_words(BroadcastContent("Tết", " "), NO_LIBRARY, "1", "Hội")
    assert "chưa có nội dung" in caught.value.public_message


def test_a_law_that_nobody_knows_has_no_first_day():
    content = BroadcastContent(
        "Tên", "Lời.", Citation("1/2020/QH14", "2"), source="Căn cứ: Điều 2."
    )
    assert card_words(content, NO_LIBRARY, "1", "Hội").since == ""


def test_the_wards_logo_takes_the_place_of_the_flower():
    logo = Image.new("RGBA", (300, 100), (0, 120, 60, 255))
    with_logo, without = (opened(draw_card(words(), Shape.SQUARE, each)) for each in (logo, None))
    changed = ImageChops.difference(with_logo, without).getbbox()
    assert changed is not None
    assert with_logo.getpixel((110, 98)) == (0, 120, 60)


def test_a_card_without_law_and_topic_is_a_card_too():
    drawn = draw_card(words(source="", since="", topic=""), Shape.PORTRAIT)
    assert opened(drawn).size == Shape.PORTRAIT.size
