"""How well a question fits texts, against plain loops over them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from knowledge.index.bm25 import saturation
from knowledge.index.fits import Fits
from knowledge.index.matching import Match
from tests.knowledge.index.laws import ASKED, TEXTS, ask, every, match, pairs, stream, terms

Texts = list[list[int]]
Pair = tuple[int, int]


def neighbours(text: list[int]) -> list[Pair]:
    return list(zip(text, text[1:], strict=False))


def bm25(count: int, length: int, average: float) -> float:
    return float(saturation(count, length, average, 1.0, 0.75)) if count else 0.0


@given(ASKED, TEXTS)
def test_terms_and_pairs_are_saturated_as_in_bm25(question: list[int], texts: Texts) -> None:
    fits = Fits(match(question, texts))
    average = max(sum(map(len, texts)) / len(texts), 1)
    single = [[bm25(text.count(t), len(text), average) for t in terms(question)] for text in texts]
    double = [
        [bm25(neighbours(text).count(pair), len(text), average) for pair in pairs(question)]
        for text in texts
    ]
    assert fits.saturated.tolist() == [pytest.approx(row, rel=1e-5) for row in single]
    assert fits.pairs_saturated.tolist() == [pytest.approx(row, rel=1e-5) for row in double]


@given(ASKED, TEXTS)
def test_what_is_held_is_counted(question: list[int], texts: Texts) -> None:
    fits = Fits(match(question, texts))
    held = [[float(term in text) for term in terms(question)] for text in texts]
    pairs_held = [[float(pair in neighbours(text)) for pair in pairs(question)] for text in texts]
    assert fits.held.tolist() == held
    assert fits.pairs_held.tolist() == pairs_held
    assert fits.terms.tolist() == [sum(row) for row in held]
    assert fits.length.tolist() == pytest.approx([float(np.log1p(len(text))) for text in texts])


@given(ASKED, TEXTS, TEXTS)
def test_each_part_as_if_it_stood_alone(question: list[int], one: Texts, other: Texts) -> None:
    """Long texts are long among those of their own part."""
    parts = [(stream(texts), every(texts)) for texts in (one, other)]
    both = Fits(Match.of(ask(question), *parts))
    for part, texts in ((slice(0, len(one)), one), (slice(len(one), None), other)):
        alone = Fits(match(question, texts))
        for name in ("saturated", "pairs_saturated", "held", "pairs_held", "terms", "length"):
            np.testing.assert_array_equal(getattr(both, name)[part], getattr(alone, name))
        np.testing.assert_array_equal(both.run[part], alone.run)
        np.testing.assert_array_equal(both.important_run[part], alone.important_run)
