"""The typeface of the cards, its signs, and the font that the topics' symbols come from."""

from __future__ import annotations

import io
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from PIL import ImageFont

Font = ImageFont.FreeTypeFont
ABSENT = "\uffff"
"""No font has this sign: it is drawn as the box that stands for signs a font does not have."""


class Weight(StrEnum):
    """How heavy the letters are, by the name of their file."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"
    EXTRABOLD = "ExtraBold"


@lru_cache(maxsize=128)
def letters(weight: Weight, size: int) -> Font:
    """Be Vietnam Pro: a typeface drawn for Vietnamese, with room for two marks on a capital."""
    return _font("fontpkg_be_vietnam_pro", f"files/BeVietnamPro-{weight}.ttf", size)


@lru_cache(maxsize=16)
def symbols(size: int) -> Font:
    """Material Design Icons."""
    return _font("fonticon_mdi7", "fonts/materialdesignicons-webfont.ttf", size)


@lru_cache(maxsize=1024)
def can_write(sign: str) -> bool:
    """Whether the typeface has this sign."""
    font = letters(Weight.REGULAR, 40)
    return sign.isspace() or bytes(font.getmask(sign)) != bytes(font.getmask(ABSENT))


def _font(package: str, path: str, size: int) -> Font:
    return ImageFont.truetype(io.BytesIO((files(package) / path).read_bytes()), size)
