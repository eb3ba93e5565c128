"""Ragged term arrays behave like lists of lists."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.occurrences import Occurrences
from knowledge.index.terms import TermNumbers, pairs

TEXT = st.lists(st.sampled_from("abc"), max_size=4)
TEXTS = st.lists(TEXT, max_size=6)
NUMBERS = TermNumbers()


def rows(occurrences: Occurrences) -> list[list[int]]:
    ends = np.cumsum(occurrences.lengths)[:-1]
    parts = np.split(occurrences.terms, ends) if len(occurrences.lengths) else []
    return [part.tolist() for part in parts]


def expected(texts: list[list[str]]) -> list[list[int]]:
    return [NUMBERS.of(text).tolist() for text in texts]


@given(TEXTS)
def test_of(texts: list[list[str]]) -> None:
    assert rows(Occurrences.of(texts, NUMBERS)) == expected(texts)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=6))
def test_then(both: list[tuple[list[str], list[str]]]) -> None:
    first = Occurrences.of([one for one, _ in both], NUMBERS)
    second = Occurrences.of([two for _, two in both], NUMBERS)
    assert rows(first.then(second)) == expected([one + two for one, two in both])


@given(TEXTS)
def test_pairs_stay_within_their_document(texts: list[list[str]]) -> None:
    found = rows(Occurrences.of(texts, NUMBERS).pairs())
    assert found == [pairs(NUMBERS.of(text)).tolist() for text in texts]


@given(TEXTS, st.integers(1, 3))
def test_times(texts: list[list[str]], often: int) -> None:
    found = rows(Occurrences.of(texts, NUMBERS).times(often))
    assert [sorted(row) for row in found] == [sorted(row * often) for row in expected(texts)]


@given(st.lists(TEXTS, max_size=4))
def test_joined(groups: list[list[list[str]]]) -> None:
    flat = Occurrences.of([text for group in groups for text in group], NUMBERS)
    found = flat.joined(np.array([len(group) for group in groups], dtype=np.int64))
    assert rows(found) == expected([[word for text in group for word in text] for group in groups])


@given(TEXTS.filter(bool), st.data())
def test_take(texts: list[list[str]], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=8))
    taken = Occurrences.of(texts, NUMBERS).take(np.array(chosen, dtype=np.int64))
    assert rows(taken) == expected([texts[row] for row in chosen])
