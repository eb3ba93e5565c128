"""Draws a card: a band with who speaks, the topic and the headline; the words under it; the law
they rest on; a code that leads to the account.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageOps

from bot.broadcast.pictures.colours import GOLD, INK, INK_SOFT, LINE, PAPER, WHITE, Colour, Tone
from bot.broadcast.pictures.emblem import flower, rounded
from bot.broadcast.pictures.fonts import symbols
from bot.broadcast.pictures.icons import icon, tone
from bot.broadcast.pictures.layout import (
    CODE_SPACE,
    EDGE,
    MARGIN,
    NAME_SPACE,
    RULE_SPACE,
    Block,
    Layout,
    lay_out,
)
from bot.broadcast.pictures.shapes import Shape
from bot.broadcast.pictures.words import CardWords

MEDIA_TYPE = "image/png"
COLOURS = 128
"""Flat areas and smooth letters need no more, and the file is a third as large."""
PETALS, PETALS_AT = 760, (-560, -150)
"""The large flower on the band: its size, and where it begins, from the right and from above."""
BAND_LINE, THIN_LINE = 9, 2
SEAL_LOWER = 10
"""The seal hangs a little lower than the badge."""
ICON = 62
"""How much of the seal its symbol fills, in percent."""
BADGE_ROUND, BADGE_INSIDE = 22, 8


def draw_card(words: CardWords, shape: Shape, logo: Image.Image | None = None) -> bytes:
    """The card as a PNG, the same bytes for the same words, shape and logo; without a logo it bears
    our flower. Raises ``CardDoesNotFit``.
    """
    image = Painting(lay_out(words, shape), words.topic, logo).image
    small = image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    file = io.BytesIO()
    small.save(file, "PNG", optimize=True)
    return file.getvalue()


class Painting:
    """One card on its canvas, ``image``."""

    def __init__(self, layout: Layout, topic: str, logo: Image.Image | None) -> None:
        self._layout = layout
        self._tone: Tone = tone(topic)
        self.image = Image.new("RGB", layout.size, PAPER)
        self._pen = ImageDraw.Draw(self.image)
        self._paint_band()
        self._paint_badge(logo)
        self._paint_names()
        self._paint_seal(icon(topic))
        self._write(layout.headline, MARGIN - 3, layout.headline_top, WHITE)
        self._write(layout.text, MARGIN, layout.text_top, INK)
        self._paint_foot()

    def _paint_band(self) -> None:
        """The petals are cut off where the band ends."""
        width, bottom = self._layout.size[0], self._layout.band
        band = Image.new("RGB", (width, bottom), self._tone.band)
        place = (width + PETALS_AT[0], PETALS_AT[1])
        band.paste(self._tone.petal, place, flower(PETALS, plain=True))
        self.image.paste(band, (0, 0))
        self._pen.rectangle((0, bottom, width, bottom + BAND_LINE - 1), fill=GOLD)

    def _paint_badge(self, logo: Image.Image | None) -> None:
        side = self._layout.sizes.badge
        if logo is None:
            self._fill(rounded((side, side), side // 2), (MARGIN, EDGE), WHITE)
            inside = side - 12
            self._fill(flower(inside), (MARGIN + 6, EDGE + 6), self._tone.band)
            return
        self._fill(rounded((side, side), BADGE_ROUND), (MARGIN, EDGE), WHITE)
        inside = side - 2 * BADGE_INSIDE
        shown = ImageOps.contain(logo.convert("RGBA"), (inside, inside), Image.Resampling.LANCZOS)
        left, top = MARGIN + (side - shown.width) // 2, EDGE + (side - shown.height) // 2
        self.image.paste(shown, (left, top), shown)

    def _paint_names(self) -> None:
        name, topic = self._layout.head.name, self._layout.head.topic
        left = MARGIN + self._layout.sizes.badge + NAME_SPACE
        top = EDGE + (self._layout.sizes.badge - name.height - topic.height) // 2
        self._write(name, left, top, WHITE)
        self._write(topic, left, top + name.height, GOLD)

    def _paint_seal(self, sign: str) -> None:
        side, badge = self._layout.sizes.seal, self._layout.sizes.badge
        left = self._layout.size[0] - MARGIN - side
        top = EDGE + (badge - side) // 2 + SEAL_LOWER
        self._fill(rounded((side, side), side // 2), (left, top), GOLD)
        middle = (left + side / 2, top + side / 2)
        font = symbols(side * ICON // 100)
        self._pen.text(middle, sign, font=font, fill=self._tone.band, anchor="mm")

    def _paint_foot(self) -> None:
        layout, foot = self._layout, self._layout.foot
        right, top = layout.size[0] - MARGIN, layout.foot_top
        line = top - RULE_SPACE
        self._pen.rectangle((MARGIN, line, right, line + THIN_LINE - 1), fill=LINE)
        middle = top + foot.height // 2
        self._fill(foot.code, (right - foot.code.width, middle - foot.code.height // 2), INK)
        left = right - foot.code.width - CODE_SPACE - foot.scan.width
        self._write(foot.scan, left, middle - foot.scan.height // 2, self._tone.mark)
        law = middle - (foot.source.height + foot.since.height) // 2
        self._write(foot.source, MARGIN, law, INK_SOFT)
        self._write(foot.since, MARGIN, law + foot.source.height, self._tone.mark)

    def _write(self, block: Block, left: int, top: int, colour: Colour) -> None:
        """Numbers that stand out have the colour of the topic."""
        for line, baseline in block.baselines(top):
            x = float(left)
            for run, strong in block.letters.runs(line):
                font, ink = block.letters.of(strong), self._tone.mark if strong else colour
                self._pen.text((x, baseline), run, font=font, fill=ink, anchor="ls")
                x += font.getlength(run) + block.letters.space

    def _fill(self, mask: Image.Image, at: tuple[int, int], colour: Colour) -> None:
        self.image.paste(colour, at, mask)
