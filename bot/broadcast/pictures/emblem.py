"""Our own emblem, a flower of five petals, for wards that have not given their logo."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from PIL import Image, ImageDraw

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]

VIEW = 64.0
"""The petals are written for a square of this size."""
STEPS = 24
SHARPER = 4
"""Drawn so many times larger, then made smaller: its edges are smooth."""

MIDDLE: tuple[Curve, ...] = (
    ((32, 12), (38, 18.5), (40.5, 25), (39.5, 32.5)),
    ((39.5, 32.5), (38.5, 39), (36, 43), (32, 46)),
    ((32, 46), (28, 43), (25.5, 39), (24.5, 32.5)),
    ((24.5, 32.5), (23.5, 25), (26, 18.5), (32, 12)),
)
INNER: tuple[Curve, ...] = (
    ((15.5, 20.5), (20.5, 21.3), (24, 23.5), (26.1, 27.1)),
    ((26.1, 27.1), (23, 34.1), (23.8, 40.3), (28.4, 46.5)),
    ((28.4, 46.5), (19.5, 43.5), (14.3, 34), (15.5, 20.5)),
)
OUTER: tuple[Curve, ...] = (
    ((9.5, 34), (12.5, 33.4), (15.1, 33.8), (17.3, 35.2)),
    ((17.3, 35.2), (18.9, 40.4), (21.9, 44.5), (26.3, 47.5)),
    ((26.3, 47.5), (17.8, 48.5), (11.6, 43.5), (9.5, 34)),
)
PETALS: tuple[tuple[tuple[Curve, ...], bool, int], ...] = (
    (MIDDLE, False, 255),
    (INNER, False, 209),
    (INNER, True, 209),
    (OUTER, False, 158),
    (OUTER, True, 158),
)
"""The petals on the left, which of them stand on the right too, and how dense each is."""


@lru_cache(maxsize=8)
def flower(size: int, *, plain: bool = False) -> Image.Image:
    """The flower as a mask of that size; ``plain``: all petals alike."""
    large = Image.new("L", (size * SHARPER, size * SHARPER))
    draw = ImageDraw.Draw(large)
    for curves, mirrored, density in PETALS:
        points = [_placed(point, mirrored, size * SHARPER) for point in _outline(curves)]
        draw.polygon(points, fill=255 if plain else density)
    return large.resize((size, size), Image.Resampling.BOX)


@lru_cache(maxsize=16)
def rounded(size: tuple[int, int], radius: int) -> Image.Image:
    """A mask with round corners; a disc where the radius is half of the size."""
    width, height = size
    large = Image.new("L", (width * SHARPER, height * SHARPER))
    box = (0, 0, width * SHARPER - 1, height * SHARPER - 1)
    ImageDraw.Draw(large).rounded_rectangle(box, radius * SHARPER, fill=255)
    return large.resize(size, Image.Resampling.BOX)


def _placed(point: Point, mirrored: bool, size: int) -> Point:
    x = VIEW - point[0] if mirrored else point[0]
    return x * size / VIEW, point[1] * size / VIEW


def _outline(curves: tuple[Curve, ...]) -> Iterator[Point]:
    for curve in curves:
        for step in range(STEPS):
            yield _on(curve, step / STEPS)


def _on(curve: Curve, t: float) -> Point:
    """A point of a cubic Bézier curve."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x = sum(weight * point[0] for weight, point in zip(weights, curve, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, curve, strict=True))
    return x, y
