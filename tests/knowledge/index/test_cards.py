"""The cards of this project on wordings that no card has, and the evidence worked out by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.found import CARD_SURE
from knowledge.documents import Card
from knowledge.index.card_kin import kin
from knowledge.index.card_model import CardModel, Evidence
from knowledge.index.card_question import CardQuestion
from knowledge.index.cards import WINDOW, CardIndex
from knowledge.train import noise
from tests.bench.card_samples import (
    OFF_TOPIC,
    OFF_TOPIC_EXAM,
    WORDINGS,
    WORDINGS_EXAM,
    Forecast,
    Sampler,
    Spoil,
    cards,
    forecast,
    index,
    messages,
    rows,
    spoiler,
)
from tests.bench.cards import calibration_error
from tests.knowledge.samples import CARDS


@pytest.fixture(scope="module")
def ours() -> list[Card]:
    return cards()


@pytest.fixture(scope="module")
def all_cards(ours: list[Card], tmp_path_factory: pytest.TempPathFactory) -> CardIndex:
    return index(ours, tmp_path_factory.mktemp("cards") / "all")


@pytest.fixture(scope="module")
def few_cards(tmp_path_factory: pytest.TempPathFactory) -> CardIndex:
    return index(CARDS, tmp_path_factory.mktemp("cards") / "few")


def seen(by: CardIndex, text: str) -> Evidence:
    return by.evidence(CardQuestion.of(text))


def _exam(by: CardIndex, of: list[Card], spoil: Spoil) -> Forecast:
    asked = messages(WORDINGS_EXAM, OFF_TOPIC_EXAM)
    samples = Sampler(by, of).samples(asked, spoil)
    return forecast(samples, lambda _: CardModel.shipped(), kin(of))


@pytest.mark.parametrize(
    ("spoil", "least"),
    [(str, 0.74), (noise.plain, 0.73), (spoiler(2), 0.71)],
    ids=["typed", "no accents", "noisy"],
)
def test_new_wordings_and_chatter(
    all_cards: CardIndex, ours: list[Card], spoil: Spoil, least: float
) -> None:
    found = _exam(all_cards, ours, spoil)
    sure = found.chance >= CARD_SURE
    assert found.correct[found.answerable].mean() >= least
    assert found.correct[sure].mean() >= 0.85
    assert sure[~found.answerable].mean() <= 0.09
    assert calibration_error(found) <= 0.1


def test_every_question_of_a_card_finds_it(all_cards: CardIndex, ours: list[Card]) -> None:
    asked = [(place, text) for place, card in enumerate(ours) for text in card.questions]
    found = [place in all_cards.match(text, 1).places for place, text in asked]
    assert np.mean(found) >= 0.985


def test_the_data_are_new_and_whole(ours: list[Card]) -> None:
    known = {noise.plain(text).lower().strip(" ?.") for card in ours for text in card.questions}
    wordings = [*rows(WORDINGS), *rows(WORDINGS_EXAM)]
    answered = Counter(card for ids, _ in wordings for card in ids.split(","))
    assert set(answered) <= {card.id for card in ours}
    assert np.mean([answered[card.id] >= 1 for card in ours]) >= 0.55
    off = [*rows(OFF_TOPIC), *rows(OFF_TOPIC_EXAM)]
    assert len(off) >= 400
    texts = [text for _, text in wordings + off]
    assert len(set(texts)) == len(texts)
    assert not known & {noise.plain(text).lower().strip(" ?.") for text in texts}


def test_words_of_all_questions_of_a_card_count_together(few_cards: CardIndex) -> None:
    words = seen(few_cards, "ly hôn con nhỏ bố mẹ").cards.words
    assert words.argmax() == 0
    single = [seen(few_cards, word).cards.words[0] for word in "ly hôn con nhỏ bố mẹ".split()]
    assert words[0] == pytest.approx(sum(single), rel=1e-5)


def test_a_word_said_twice_counts_once(few_cards: CardIndex) -> None:
    once, twice = seen(few_cards, "ly hôn"), seen(few_cards, "hôn ly hôn ly hôn")
    assert twice.cards.words == pytest.approx(once.cards.words)


def test_of_a_long_story_the_best_run_counts(few_cards: CardIndex) -> None:
    question = "ly hôn thì con nhỏ ai được nuôi"
    story = "hôm qua trời mưa to lắm nhà dột khắp nơi mà thợ chưa đến sửa " * 2
    short, long = seen(few_cards, question).cards, seen(few_cards, f"{story}. {question}").cards
    assert len(CardQuestion.of(story).terms) > WINDOW
    assert long.window[0] >= short.window[0] * 0.99
    assert long.window[0] <= long.words[0] + long.pairs[0]


def test_a_question_that_a_card_has_is_wholly_covered(few_cards: CardIndex) -> None:
    assert seen(few_cards, CARDS[0].questions[0]).cards.variant[0] == pytest.approx(1, abs=1e-4)


def test_what_no_card_explains_is_counted(few_cards: CardIndex) -> None:
    known, strange = seen(few_cards, "ly hôn").question, seen(few_cards, "hộ chiếu").question
    assert (known.unknown_pairs, strange.unknown_pairs) == (0.0, 1.0)
    assert strange.rarity > known.rarity
    assert strange.other_law > 0
    assert (strange.length, strange.constant) == (2, 1.0)


def test_only_allowed_cards_are_matched(few_cards: CardIndex) -> None:
    allowed = np.array([False, True, True])
    text = CARDS[0].questions[0]
    assert 0 in few_cards.match(text, 3).places
    assert 0 not in few_cards.match(text, 3, allowed).places


def test_without_cards_nothing_is_matched(tmp_path: Path) -> None:
    assert not len(index([], tmp_path / "none").match("ly hôn " * 20, 3).places)


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=120))
def test_any_text_may_be_matched(few_cards: CardIndex, text: str) -> None:
    found = few_cards.match(text, 3)
    assert len(found.places) == len(set(found.places.tolist())) <= 3
    assert (np.diff(found.chances) <= 0).all()
    assert ((0 <= found.chances) & (found.chances <= 1)).all()
    assert found.chances.sum() <= 1 + 1e-9
