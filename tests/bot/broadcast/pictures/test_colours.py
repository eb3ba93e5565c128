from __future__ import annotations

from datetime import date
from itertools import chain

import pytest

from bot.broadcast.pictures import icons
from bot.broadcast.pictures.colours import (
    GOLD,
    GRAPE,
    INK,
    INK_SOFT,
    PAPER,
    PLUM,
    ROSE,
    WHITE,
    Tone,
    contrast,
)
from knowledge.check import load_rules
from knowledge.ingest.register import LIBRARY

READABLE = 4.5
"""WCAG 2.2 AA for letters of any size."""


def test_contrast_is_that_of_wcag():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((0x76, 0x76, 0x76), WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast(WHITE, WHITE) == 1


@pytest.mark.parametrize("tone", [PLUM, ROSE, GRAPE])
def test_every_letter_is_read_on_what_is_behind_it(tone: Tone):
    pairs = [
        *((letter, ground) for letter in (WHITE, GOLD) for ground in (tone.band, tone.petal)),
        (tone.band, GOLD),
        (tone.band, WHITE),
        *((letter, PAPER) for letter in (INK, INK_SOFT, tone.mark)),
    ]
    assert min(contrast(*pair) for pair in pairs) >= READABLE


def test_every_topic_has_its_own_symbol_and_an_unknown_one_has_one_too():
    known = [*chain.from_iterable(group for group, _ in icons.GROUPS)]
    assert sorted(known) == sorted(load_rules(LIBRARY, date(2026, 11, 22)).topics)
    assert all(len(icons.icon(topic)) == 1 for topic in known)
    assert icons.icon("chuyện khác") not in map(icons.icon, known)
    assert icons.tone("chuyện khác") is PLUM
