"""The reliability diagram shows what was said and what was right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.bench.reliability import BINS, Said, bins, draw


def said(shift: float = 0.0, size: int = 4000) -> Said:
    """Chances that are exact, or too low by ``shift``."""
    random = np.random.default_rng(7)
    chances = random.random(size).astype(np.float32)
    return Said(chances, random.random(size) < np.minimum(chances + shift, 1))


def test_bins_hold_the_same_number_and_rise() -> None:
    found = bins(said())
    assert len(found) == BINS
    assert [each.named for each in found] == sorted(each.named for each in found)
    assert all(abs(each.named - each.right) < 4 * each.error for each in found)


def test_the_error_is_how_far_the_chances_are_off() -> None:
    assert said().error < 0.03
    assert said(shift=0.2).error == pytest.approx(0.18, abs=0.03)


def test_a_bin_without_any_right_answer_still_has_a_bar() -> None:
    never = Said(np.linspace(0, 1, 20, dtype=np.float32), np.zeros(20, dtype=bool))
    assert all(each.right == 0 and each.error > 0 for each in bins(never))


def test_fewer_questions_than_bins() -> None:
    assert len(bins(said(size=3))) == 3


def test_the_diagram_is_the_same_picture_every_time(tmp_path: Path) -> None:
    one, other = tmp_path / "images" / "one.png", tmp_path / "other.png"
    for path in (one, other):
        draw(path, {"with accents": said(), "without": said(shift=0.2)})
    assert one.read_bytes() == other.read_bytes()
    with Image.open(one) as picture:
        assert picture.size == (600, 700)
