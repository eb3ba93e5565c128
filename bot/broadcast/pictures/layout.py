"""Finds the largest letters with which the words of a card fit, and where everything stands."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from PIL import Image

from bot.broadcast.pictures.code import qr_code
from bot.broadcast.pictures.fonts import Weight, letters
from bot.broadcast.pictures.lines import CLAUSE_ENDS, Letters, broken
from bot.broadcast.pictures.shapes import Shape
from bot.broadcast.pictures.words import CardDoesNotFit, CardWords
from handlers.texts import pictures as texts

MARGIN, EDGE = 64, 52
"""Paper left free at the sides, and above and below."""
RULE_SPACE = 28
"""Between the thin line and what stands under it; above the line there is at least as much."""
NAME_SPACE, CODE_SPACE, SOURCE_SPACE = 24, 20, 32
"""Beside the name, between the code and what is said of it, and beside the source."""
LESS_THAN_HEADLINE = 0.75
"""The text is so much smaller than the headline at least: one sees what comes first."""
MOST_HEADLINES, MOST_NAMES, MOST_SOURCES = 3, 2, 4
STEPS = 15
WELL_CUT = 4
"""Steps that letters may be smaller for a headline that is cut where a clause ends."""
CAPITAL = 0.72
"""How high a capital is, as a part of the size of the letters."""


@dataclass(frozen=True, slots=True)
class Range:
    """Sizes of letters."""

    smallest: int
    largest: int

    def at(self, step: int) -> int:
        """The size at a step of ``STEPS``; 0 is the smallest."""
        return self.smallest + (self.largest - self.smallest) * step // STEPS


@dataclass(frozen=True, slots=True)
class Sizes:
    """What depends on the shape, in pixels. On a screen of 390 points a card is 2.77 times smaller:
    45 pixels are 16 points there.
    """

    headline: Range
    text: Range
    source: int
    name: Range
    badge: int
    seal: int
    module: int
    gap: int


SIZES = {
    Shape.SQUARE: Sizes(Range(62, 96), Range(45, 66), 33, Range(28, 34), 92, 132, 5, 32),
    Shape.PORTRAIT: Sizes(Range(72, 116), Range(50, 80), 33, Range(30, 38), 104, 150, 6, 48),
}


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that were cut for a place; ``leading`` is from line to line."""

    lines: tuple[str, ...]
    letters: Letters
    leading: int

    @property
    def size(self) -> int:
        """Of the letters."""
        return round(self.letters.font.size)

    @property
    def height(self) -> int:
        """Of all lines."""
        return self.leading * len(self.lines)

    @property
    def width(self) -> int:
        """Of the widest line."""
        return math.ceil(max(map(self.letters.length, self.lines), default=0))

    def baselines(self, top: int) -> Iterator[tuple[str, int]]:
        """Each line with where its letters stand: a capital is in the middle of its line."""
        rise = (self.leading + round(self.size * CAPITAL)) // 2
        for number, line in enumerate(self.lines):
            yield line, top + number * self.leading + rise


@dataclass(frozen=True, slots=True)
class Style:
    """How a block is set; ``leading`` as a part of the size of the letters, ``figures`` how heavy
    its numbers are.
    """

    weight: Weight
    leading: float
    even: bool = False
    figures: Weight | None = None


HEADLINE = Style(Weight.EXTRABOLD, 1.22, even=True)
TEXT = Style(Weight.MEDIUM, 1.4, figures=Weight.BOLD)
SMALL = Style(Weight.REGULAR, 1.34)
SINCE = Style(Weight.MEDIUM, 1.34)
STRONG = Style(Weight.SEMIBOLD, 1.34)
NAME = Style(Weight.SEMIBOLD, 1.26, even=True)


def block(text: str, style: Style, size: int, width: int) -> Block:
    """The text cut for the width. Raises ``CardDoesNotFit`` for a word that is wider."""
    figures = letters(style.figures, size) if style.figures else None
    font = Letters(letters(style.weight, size), figures)
    lines = broken(text, font, width, even=style.even)
    if lines is None:
        raise CardDoesNotFit(texts.too_wide(max(text.split(), key=font.length)))
    return Block(tuple(lines), font, round(size * style.leading))


@dataclass(frozen=True, slots=True)
class Head:
    """Who speaks, and of what."""

    name: Block
    topic: Block


@dataclass(frozen=True, slots=True)
class Foot:
    """The law, its first day, and the code with what to do with it."""

    source: Block
    since: Block
    scan: Block
    code: Image.Image

    @property
    def height(self) -> int:
        """What stands under the thin line."""
        return max(self.code.height, self.source.height + self.since.height)


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything in its size. Heights count from the top of the picture."""

    size: tuple[int, int]
    sizes: Sizes
    head: Head
    headline: Block
    text: Block
    foot: Foot

    @property
    def spare(self) -> int:
        """What is left over when everything keeps its least distance; negative where the words do
        not fit.
        """
        around = self._band_at_least + self.sizes.gap + 2 * RULE_SPACE + self.foot.height + EDGE
        return self.size[1] - around - self.text.height

    @property
    def band(self) -> int:
        """Where the band ends."""
        return self._band_at_least + self.spare * 36 // 100

    @property
    def headline_top(self) -> int:
        """A little nearer to the end of the band than to the name."""
        begins = EDGE + self.sizes.badge
        return begins + (self.band - begins - self.headline.height) * 54 // 100

    @property
    def foot_top(self) -> int:
        """Where the foot begins; the thin line is ``RULE_SPACE`` above."""
        return self.size[1] - EDGE - self.foot.height

    @property
    def text_top(self) -> int:
        """In the middle between band and line."""
        return self.band + (self.foot_top - RULE_SPACE - self.band - self.text.height) // 2

    @property
    def _band_at_least(self) -> int:
        return EDGE + self.sizes.badge + self.headline.height + 2 * self.sizes.gap


def lay_out(words: CardWords, shape: Shape) -> Layout:
    """The layout with the largest letters. Raises ``CardDoesNotFit``."""
    sizes, width = SIZES[shape], shape.size[0] - 2 * MARGIN
    head, foot = _head(words, sizes, width), _foot(words, sizes, width)
    headlines = _headlines(words, sizes, width)
    bodies = [block(words.text, TEXT, sizes.text.at(step), width) for step in range(STEPS + 1)]
    for headline, text in _largest_first(headlines, bodies):
        layout = Layout(shape.size, sizes, head, headline, text, foot)
        if layout.spare >= 0 and text.size <= headline.size * LESS_THAN_HEADLINE:
            return layout
    raise _too_long(words, Layout(shape.size, sizes, head, headlines[0][1], bodies[0], foot))


def _headlines(words: CardWords, sizes: Sizes, width: int) -> list[tuple[int, Block]]:
    """The headline by step, where it is short enough. Raises ``CardDoesNotFit``."""
    cut = [
        (step, block(words.headline, HEADLINE, sizes.headline.at(step), width))
        for step in range(STEPS + 1)
    ]
    short = [each for each in cut if len(each[1].lines) <= MOST_HEADLINES]
    if not short:
        raise CardDoesNotFit(texts.HEADLINE_TOO_LONG)
    return short


def _largest_first(
    headlines: list[tuple[int, Block]], bodies: list[Block]
) -> Iterator[tuple[Block, Block]]:
    """First the pairs whose smaller part is largest, then by both. A headline grows before the
    text does, and one that is cut well may cost some steps.
    """
    ranked = [
        ((min(one, 2 * other) + WELL_CUT * _merit(headline), one + other), (headline, text))
        for (one, headline), (other, text) in product(headlines, enumerate(bodies))
    ]
    return (pair for _, pair in sorted(ranked, key=lambda each: each[0], reverse=True))


def _merit(headline: Block) -> int:
    """A line that ends where a clause does is good, a single line is thin."""
    if len(headline.lines) == 1:
        return -1
    return any(line.endswith(CLAUSE_ENDS) for line in headline.lines[:-1])


def _head(words: CardWords, sizes: Sizes, width: int) -> Head:
    """The name on one line, in smaller letters where it needs them, on two where it must be."""
    beside = width - sizes.badge - sizes.seal - 3 * NAME_SPACE
    tries = (
        block(words.organisation, NAME, sizes.name.at(step), beside)
        for step in range(STEPS, -1, -1)
    )
    name = next((found for found in tries if len(found.lines) == 1), None)
    name = name or block(words.organisation, NAME, sizes.name.smallest, beside)
    if len(name.lines) > MOST_NAMES:
        raise CardDoesNotFit(texts.NAME_TOO_LONG)
    topic = words.topic[:1].upper() + words.topic[1:]
    return Head(name, block(topic, NAME, sizes.name.at(STEPS // 2), beside))


def _foot(words: CardWords, sizes: Sizes, width: int) -> Foot:
    code = qr_code(words.link, sizes.module)
    scan = block(texts.SCAN, STRONG, sizes.source, width)
    beside = width - code.width - scan.width - CODE_SPACE - SOURCE_SPACE
    source = block(words.source, SMALL, sizes.source, beside)
    since = block(words.since, SINCE, sizes.source, beside)
    foot = Foot(source, since, scan, code)
    if len(source.lines) > MOST_SOURCES:
        raise CardDoesNotFit(texts.SOURCE_TOO_LONG)
    return foot


def _too_long(words: CardWords, least: Layout) -> CardDoesNotFit:
    """How much too long the text is, of a layout that does not fit in the smallest letters."""
    lines = max(0, least.text.height + least.spare) // least.text.leading
    fitting = len(words.text) * lines // len(least.text.lines) // 10 * 10
    return CardDoesNotFit(texts.text_too_long(len(words.text), fitting))
