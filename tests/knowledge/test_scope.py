"""What words alone say about a message being of our field."""

from __future__ import annotations

import json

import numpy as np
import pytest

from knowledge.scope import FILE, Scope, numbers_of, terms_of
from tests.bench.scope_fit import exam, fit, judged

SMALL = fit(
    ["ly hôn chia tài sản", "ly hon can giay to gi", "chia tài sản khi ly hôn", "tai san rieng"],
    ["nấu canh chua", "nau canh ca", "canh chua cá lóc", "ca loc nuong"],
)


@pytest.mark.parametrize("text", ["ly hôn", "LY HON thi tai san", "xin chia tai san"])
def test_words_of_our_field_speak_for_it(text: str) -> None:
    assert judged(SMALL, [text])[0] > 0


@pytest.mark.parametrize("text", ["nấu canh", "CA LOC nau canh chua"])
def test_words_of_others_speak_against_it(text: str) -> None:
    assert judged(SMALL, [text])[0] < 0


@pytest.mark.parametrize("text", ["", "…", "xyz qwrt"])
def test_words_that_nobody_knows_say_nothing(text: str) -> None:
    assert SMALL.log_odds(text) is None


def test_a_term_counts_once_however_often_it_comes() -> None:
    assert list(terms_of("ly ly ly")) == sorted(set(terms_of("ly ly ly")))


def test_it_knows_only_libraries_with_its_cards() -> None:
    scope = Scope(np.empty(0, np.uint64), np.empty(0, np.float32), 0.0, numbers_of("abcd"))
    assert scope.knows("ab")
    assert scope.knows("abcdefgh")
    assert not scope.knows("axyz")
    assert not SMALL.knows([])


def test_the_shipped_model_holds_on_its_exam() -> None:
    kept, refused = (judged(Scope.shipped(), texts) for texts in exam())
    told = json.loads(FILE.with_suffix(".json").read_text("utf-8"))["exam"]
    assert float(np.mean(kept > 0)) == pytest.approx(told["kept"])
    assert told["kept"] >= 0.93
    assert float(np.mean(refused <= 0)) == pytest.approx(told["refused"])
    assert told["refused"] >= 0.8
