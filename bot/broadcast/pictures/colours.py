"""The colours of a card, and whether one can be read on another."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]

INK: Colour = (0x22, 0x19, 0x1D)
INK_SOFT: Colour = (0x5C, 0x50, 0x56)
PAPER: Colour = (0xFF, 0xFB, 0xF8)
WHITE: Colour = (0xFF, 0xFF, 0xFF)
GOLD: Colour = (0xFF, 0xD9, 0x8A)
LINE: Colour = (0xEC, 0xD5, 0xDE)


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours that change from topic to topic: the band, the petals on it, and what stands out
    on the paper.
    """

    band: Colour
    petal: Colour
    mark: Colour


PLUM = Tone((0x8A, 0x1A, 0x4B), (0x9C, 0x31, 0x60), (0x8A, 0x1A, 0x4B))
ROSE = Tone((0xA6, 0x12, 0x49), (0xB2, 0x2B, 0x5E), (0xA6, 0x12, 0x49))
GRAPE = Tone((0x5E, 0x1F, 0x5C), (0x72, 0x38, 0x70), (0x5E, 0x1F, 0x5C))
"""Dark shades of the Union's rose, so that white letters are read on each."""


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of WCAG 2: from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
