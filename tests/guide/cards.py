"""``python -m tests.guide.cards``: draws the cards of docs/picture-cards.md anew.

LIBRARY, or var/library, is where their law is looked up; the ward on them does not exist.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bot.broadcast.pictures.shapes import Shape
from bot.broadcast.series import content_of
from bot.cli.broadcast_pictures import example_card
from knowledge.search import Library
from knowledge.tips import read_tips

FOLDER = Path(__file__).parents[2] / "docs" / "images" / "cards"
CARDS = {
    "khai-sinh-trong-60-ngay": Shape.SQUARE,
    "goi-lai-so-quen": Shape.SQUARE,
    "bhyt-ca-nha-cung-mua": Shape.SQUARE,
    "ke-voi-hoi-phu-nu": Shape.SQUARE,
    "tien-mung-tuoi-cua-con": Shape.SQUARE,
    "luong-huu-cho-nguoi-buon-ban": Shape.SQUARE,
    "viec-nha-cung-lam": Shape.SQUARE,
    "sinh-hai-con-truoc-35-tuoi": Shape.PORTRAIT,
    "tu-80-tuoi-kham-truoc": Shape.PORTRAIT,
    "giu-mot-ban-hop-dong": Shape.PORTRAIT,
}
"""Tip → shape: long and short ones, every colour, both shapes."""


def main() -> int:
    """Draw them; returns the exit code."""
    library = Library.open(Path(os.environ.get("LIBRARY") or "var/library"))
    tips = {tip.id: tip for tip in read_tips()}
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, shape in CARDS.items():
        drawn = example_card(content_of(tips[name], shape.ref), library, shape)
        (FOLDER / f"{name}.png").write_bytes(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main())
