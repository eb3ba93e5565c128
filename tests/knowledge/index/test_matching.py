"""Where a question's terms stand, against plain loops over small texts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.forward import Stream
from knowledge.index.matching import Match, asked, shares, sizes_between
from tests.knowledge.index.laws import (
    ASKED,
    FOLDED,
    NUMBERS,
    PLAIN,
    TEXTS,
    VOCABULARY,
    ask,
    every,
    match,
    pairs,
    stream,
    terms,
    weights,
)  # fmt: skip

Texts = list[list[int]]


@given(ASKED, TEXTS)
def test_counts(question: list[int], texts: Texts) -> None:
    found = match(question, texts)
    expected = [[text.count(term) for term in terms(question)] for text in texts]
    assert found.counts.tolist() == expected
    assert found.held.tolist() == [[count > 0 for count in counts] for counts in expected]


def neighbours(text: list[int]) -> list[tuple[int, int]]:
    return list(zip(text, text[1:], strict=False))


@given(ASKED, TEXTS)
def test_pair_counts(question: list[int], texts: Texts) -> None:
    found = match(question, texts)
    expected = [[neighbours(text).count(pair) for pair in pairs(question)] for text in texts]
    assert found.pair_counts.tolist() == expected
    assert found.pairs_held.tolist() == [[count > 0 for count in counts] for counts in expected]


@given(ASKED, TEXTS)
def test_hits_and_adjacent_pairs_know_their_places(question: list[int], texts: Texts) -> None:
    found = match(question, texts)
    hits = [
        (number, place, terms(question).index(syllable))
        for number, text in enumerate(texts)
        for place, syllable in enumerate(text)
        if syllable in terms(question)
    ]
    columns = (found.holders, found.positions, found.terms)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == hits
    left, which = found.adjacent
    places = zip(found.holders[left], found.positions[left], which, strict=True)
    assert [tuple(map(int, place)) for place in places] == [
        (number, place, pairs(question).index(pair))
        for number, text in enumerate(texts)
        for place, pair in enumerate(neighbours(text))
        if pair in pairs(question)
    ]


def heaviest_stretch(question: list[int], text: list[int]) -> float:
    """Every stretch of the question that the text has, tried one by one."""
    weight = dict(zip(pairs(question), weights(len(pairs(question))).tolist(), strict=True))
    best = 0.0
    for begin in range(len(question)):
        for end in range(begin + 2, len(question) + 1):
            stretch = question[begin:end]
            places = range(len(text) - len(stretch) + 1)
            if -1 not in stretch and any(text[at : at + len(stretch)] == stretch for at in places):
                best = max(best, sum(weight[pair] for pair in neighbours(stretch)))
    return best


@given(st.permutations((-1, *NUMBERS)), TEXTS)
def test_longest_run(question: list[int], texts: Texts) -> None:
    found = match(question, texts).longest_run(weights(len(pairs(question))))
    assert found.tolist() == [heaviest_stretch(question, text) for text in texts]


def test_a_run_ends_where_the_question_goes_on_otherwise() -> None:
    found = match([1, 2, 3, 1, 4], [[2, 3, 1, 2]])
    weight = weights(4)
    assert found.longest_run(weight).tolist() == [weight[1] + weight[2]]


def test_some_of_the_texts_by_themselves() -> None:
    texts = [[1, 2], [], [2, 1, 2], [3]]
    whole, alone = match([1, 2], texts), match([1, 2], texts[1:3])
    some = whole.between(slice(1, 3))
    for name in ("sizes", "begins", "numbers", "hits", "holders", "terms", "counts", "pair_counts"):
        np.testing.assert_array_equal(getattr(some, name), getattr(alone, name))
    np.testing.assert_array_equal(some.adjacent, alone.adjacent)
    assert whole.between(slice(4, 4)).texts == 0


@given(ASKED, TEXTS, st.data())
def test_any_rows_in_any_order(question: list[int], texts: Texts, data: st.DataObject) -> None:
    rows = np.array(data.draw(st.permutations(range(len(texts)))), dtype=np.int64)
    whole = match(question, texts)
    found = Match.of(ask(question), (stream(texts), rows))
    np.testing.assert_array_equal(found.counts, whole.counts[rows])
    np.testing.assert_array_equal(found.pair_counts, whole.pair_counts[rows])
    weight = weights(len(pairs(question)))
    np.testing.assert_array_equal(found.longest_run(weight), whole.longest_run(weight)[rows])


@given(st.lists(st.sampled_from((-1, 1, 2, 3)), max_size=6), TEXTS)
def test_a_question_without_accents_finds_every_accented_form(
    question: list[int], texts: Texts
) -> None:
    numbers = np.array(question, dtype=np.int64)
    importance = {
        "syllables": weights(len(question)),
        "pairs": weights(max(len(question) - 1, 0)),
    }
    plain = [[int(FOLDED[number]) for number in text] for text in texts]
    through = asked(numbers, importance, PLAIN, len(FOLDED), FOLDED)
    straight = asked(numbers, importance, PLAIN, 4, None)
    assert (through.accented, straight.accented) == (False, True)
    found = Match.of(through, (stream(texts), every(texts)))
    expected = Match.of(straight, (stream(plain), every(plain)))
    np.testing.assert_array_equal(found.counts, expected.counts)
    np.testing.assert_array_equal(found.pair_counts, expected.pair_counts)


def test_what_a_question_asks_for() -> None:
    importance = {
        "syllables": np.array([1, 2, 0, 1], np.float32),
        "pairs": np.array([1, 0, 2], np.float32),
    }
    found = asked(np.array([3, 5, -1, 3]), importance, VOCABULARY, 7, None)
    assert (found.terms, found.pairs) == (2, 1)
    assert found.rarity.tolist() == [2, 3]
    assert found.pair_rarity.tolist() == [2.5]
    # 3 stands twice, as (1 + 1 + 1) / 3 and (1 + 2 + 1) / 3: the higher counts.
    by_hand = [2 * 4 / 3, 3 * (2 + 1 + 0) / 3]
    assert found.importance.tolist() == pytest.approx(by_hand)
    assert found.pair_importance.tolist() == [2.5]
    assert found.lookup.tolist() == [-1, -1, -1, 0, -1, 1, -1]


def test_no_text_has_what_nobody_asks_for() -> None:
    found = match([], [[1, 2], []])
    assert found.counts.shape == found.pair_counts.shape == (2, 0)
    assert found.longest_run(weights(0)).tolist() == [0, 0]


def test_lengths_are_those_of_the_whole_texts() -> None:
    cut = stream([[1, 2], [3]])
    whole = Stream(cut.numbers, cut.starts, np.array([70, 1], np.float32), 35.5)
    found = Match.of(ask([1]), (whole, every([[], []])))
    assert found.lengths.tolist() == [70, 1]
    assert found.sizes.tolist() == [2, 1]


def test_shares() -> None:
    assert shares(np.array([1, 3], np.float32)).tolist() == [0.25, 0.75]
    assert shares(np.zeros(2, np.float32)).tolist() == [0, 0]


@given(st.lists(st.integers(0, 4)))
def test_sizes_between_places(sizes: list[int]) -> None:
    begins = np.cumsum(sizes, dtype=np.int64) - sizes
    assert sizes_between(begins, sum(sizes)).tolist() == sizes
