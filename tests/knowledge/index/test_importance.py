"""What is known of a question's terms, and how a network weighs them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.fields import FIELDS
from knowledge.index.importance import WEIGHED, Matrix, Network, traits, word_spans
from knowledge.index.question import Question
from knowledge.index.term_counts import TermCounts
from knowledge.ingest.batch import Batch
from knowledge.snapshot import build
from knowledge.text.segment import syllables
from tests.knowledge import samples
from tests.knowledge.index import laws as made_up

TRAITS = 21
ARTICLES = len(made_up.ARTICLES)
BODIES = [article.text for article in made_up.ARTICLES]
RARITY, BEGINS, BOUND, DIGITS, REPEATED, UNACCENTED = 0, 5, 12, 13, 19, 20
BOUND_LEFT, BOUND_RIGHT = 10, 11


def seen(folder: Path, text: str, articles: int = ARTICLES) -> dict[str, Matrix]:
    counts = {field.name: TermCounts(folder, field.name) for field in FIELDS}
    return traits(Question.of(text), counts, articles)


@pytest.mark.parametrize("text", ["", "?", "hôn", "xyzzy", "xyzzy plugh", *made_up.QUESTIONS])
def test_every_term_has_finite_traits(laws_folder: Path, text: str) -> None:
    question, found = Question.of(text), seen(laws_folder, text)
    for field in WEIGHED:
        assert found[field].shape == (len(getattr(question, field)), TRAITS)
        assert np.isfinite(found[field]).all()


@settings(max_examples=50)
@given(text=st.text(max_size=80))
def test_any_text_has_finite_traits(laws_folder: Path, text: str) -> None:
    assert all(np.isfinite(found).all() for found in seen(laws_folder, text).values())


def test_a_library_of_cards_alone_has_no_terms(tmp_path: Path) -> None:
    build(tmp_path / "cards", Batch(cards=list(samples.CARDS)))
    found = seen(tmp_path / "cards", "vợ chồng ly hôn", articles=0)
    assert all(np.isfinite(part).all() for part in found.values())


def test_rarity_counts_bodies(laws_folder: Path) -> None:
    holders = [sum(word in syllables(body) for body in BODIES) for word in ("con", "phường")]
    assert holders[0] > holders[1] > 0
    rarity = seen(laws_folder, "con phường xyzzy")["syllables"][:, RARITY]
    expected = [*np.log1p(ARTICLES / (np.array(holders) + 0.5)), 12]
    assert rarity == pytest.approx(np.array(expected) / 6 - 1, rel=0.01)


def test_places_digits_and_repetitions(laws_folder: Path) -> None:
    found = seen(laws_folder, "nuôi con 36 tháng nuôi")["syllables"]
    assert found[:, BEGINS].tolist() == [-0.5, -0.25, 0, 0.25, 0.5]
    assert found[:, DIGITS].tolist() == [0, 0, 1, 0, 0]
    assert found[:, REPEATED].tolist() == [1, 0, 0, 0, 1]


def test_words_that_belong_together_are_bound(laws_folder: Path) -> None:
    found = seen(laws_folder, "ly hôn con")["pairs"]
    assert found[0, BOUND] > found[1, BOUND]


def test_a_syllable_knows_how_it_is_bound_to_its_neighbours(laws_folder: Path) -> None:
    found = seen(laws_folder, "yêu cầu ly hôn")
    bonds = found["pairs"][:, BOUND].tolist()
    assert all(bonds)
    assert found["syllables"][:, BOUND_LEFT].tolist() == [0, *bonds]
    assert found["syllables"][:, BOUND_RIGHT].tolist() == [*bonds, 0]


def test_a_question_without_accents_says_so(laws_folder: Path) -> None:
    assert not seen(laws_folder, "vợ chồng ly hôn")["syllables"][:, UNACCENTED].any()
    assert seen(laws_folder, "vo chong ly hon")["syllables"][:, UNACCENTED].all()


@pytest.mark.parametrize("text", ["Vợ chồng yêu cầu ly hôn", "hôn", "", "con dưới 36 tháng tuổi"])
def test_word_spans(text: str) -> None:
    question = Question.of(text)
    begins, ends = word_spans(question, len(question.syllables))
    expected, place = [], 0
    for size in question.word_sizes.tolist():
        expected.append((place, place + size - 1))
        place += size
    assert list(zip(begins.tolist(), ends.tolist(), strict=True)) == expected


def network(hidden: int = 3, seed: int = 0) -> Network:
    random = np.random.default_rng(seed)
    shapes = {
        "inner": (3, TRAITS, hidden), "bias": (3, hidden), "outer": (3, hidden), "base": (3,),
        "mean": (TRAITS,), "spread": (TRAITS,),
    }  # fmt: skip
    drawn = {name: random.standard_normal(shape, np.float32) for name, shape in shapes.items()}
    return Network(**{**drawn, "spread": np.abs(drawn["spread"]) + 1})


def test_a_network_that_knows_nothing_weighs_all_the_same() -> None:
    made = network()
    nothing = made._replace(outer=np.zeros_like(made.outer), base=np.zeros_like(made.base))
    assert nothing.weights(0, np.ones((4, TRAITS), np.float32)).tolist() == [1] * 4


@pytest.mark.parametrize("field", range(3))
def test_the_network_is_one_hidden_layer(field: int) -> None:
    made = network()
    terms = np.random.default_rng(1).standard_normal((5, TRAITS), np.float32)
    expected = []
    for term in terms:
        scaled = (term - made.mean) / made.spread
        hidden = [
            np.tanh(scaled @ made.inner[field][:, unit] + made.bias[field, unit])
            for unit in range(3)
        ]
        total = sum(made.outer[field] * hidden) + made.base[field]
        expected.append(2 / (1 + np.exp(-total)))
    found = made.weights(field, terms)
    assert found == pytest.approx(np.array(expected), rel=1e-4)
    assert ((found >= 0) & (found <= 2)).all()
