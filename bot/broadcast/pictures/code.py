"""The QR code that leads to the Official Account."""

from __future__ import annotations

from functools import lru_cache

import segno
from PIL import Image

QUIET = 4
"""Modules of paper that a reader wants around the code."""


@lru_cache(maxsize=32)
def qr_code(link: str, module: int) -> Image.Image:
    """The code as a mask, without the quiet zone; ``module`` pixels a module."""
    rows = segno.make(link, error="m", micro=False, boost_error=False).matrix
    mask = Image.new("L", (len(rows[0]), len(rows)))
    mask.putdata([255 * bit for row in rows for bit in row])
    return mask.resize((mask.width * module, mask.height * module), Image.Resampling.NEAREST)
