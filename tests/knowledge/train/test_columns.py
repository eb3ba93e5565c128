"""The features that tell something are kept."""

from __future__ import annotations

from knowledge.index.ranker import COVERAGE
from knowledge.train.columns import KEPT, choose
from tests.knowledge.train.lists import lists

NAMES = tuple(f"noise {place}" for place in range(KEPT + 40)) + (COVERAGE, "telling")


def test_what_tells_is_kept_and_so_is_what_calibration_needs() -> None:
    chosen = choose(lists(60, names=NAMES), seed=0)
    assert {"telling", COVERAGE} <= set(chosen)
    assert len(chosen) == KEPT
    assert list(chosen) == sorted(chosen, key=NAMES.index)


def test_few_features_are_all_kept() -> None:
    few = ("noise", COVERAGE, "telling")
    assert choose(lists(30, names=few), seed=0) == few
