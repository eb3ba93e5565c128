"""Chances: between 0 and 1, together with "none" they sum up to 1, more evidence never harms."""

from __future__ import annotations

import json
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.card_model import FILE, CardEvidence, CardModel, Evidence, QuestionEvidence
from tests.bench.card_samples import OFF_TOPIC, WORDINGS

KINDS = len(CardEvidence._fields)
AMOUNTS = st.floats(0, 60)


def evidence(*cards: list[float], length: float = 8) -> Evidence:
    """One row a card."""
    kinds = np.array(cards, dtype=np.float64).reshape(-1, KINDS).T
    question = QuestionEvidence(1.0, 30.0, 0.2, length, length**0.5, 5.0)
    return Evidence(CardEvidence(*kinds), question)


def every(of: Evidence) -> np.ndarray:
    return np.ones(len(of.cards.words), dtype=bool)


@given(st.lists(st.lists(AMOUNTS, min_size=KINDS, max_size=KINDS), min_size=1, max_size=5))
def test_chances_share_what_none_leaves(cards: list[list[float]]) -> None:
    seen = evidence(*cards)
    chances = CardModel.shipped().chances(seen, every(seen))
    assert (chances >= 0).all()
    assert chances.sum() <= 1 + 1e-9
    odds = CardModel.shipped().odds(seen.cards)
    assert chances.argmax() in np.flatnonzero(odds > odds.max() - 1e-9)


def test_worked_example() -> None:
    model = CardModel((1.0,) + (0.0,) * (KINDS - 1), (1.0,) + (0.0,) * 5)
    seen = evidence([2.0] + [0.0] * (KINDS - 1), [0.0] * KINDS)
    whole = np.exp(2.0) + np.exp(0.0) + np.exp(1.0)
    expected = [np.exp(2.0) / whole, 1 / whole]
    assert model.chances(seen, every(seen)) == pytest.approx(expected)


def test_what_is_not_possible_has_no_chance_and_takes_none() -> None:
    seen = evidence([40.0] * KINDS, [40.0] * KINDS)
    both = CardModel.shipped().chances(seen, every(seen))
    one = CardModel.shipped().chances(seen, np.array([True, False]))
    assert both == pytest.approx([0.5, 0.5], abs=1e-3)
    assert one == pytest.approx([1.0, 0.0], abs=1e-3)


def test_nothing_possible_is_no_chance() -> None:
    seen = evidence([1.0] * KINDS)
    assert CardModel.shipped().chances(seen, np.array([False])).tolist() == [0.0]


def test_no_evidence_speaks_against_its_card() -> None:
    assert min(CardModel.shipped().card) >= 0


def test_the_weights_were_fitted_on_the_data_beside_the_tests() -> None:
    told = json.loads(FILE.read_text("utf-8"))["data"]
    for path in (WORDINGS, OFF_TOPIC):
        digest = sha256(path.read_bytes()).hexdigest()
        assert told[path.name] == f"sha256:{digest}", "run: python -m tests.bench.card_fit"
