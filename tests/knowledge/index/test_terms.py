"""Terms have one number everywhere and for ever."""

from __future__ import annotations

import numpy as np

from knowledge.index.terms import FoldedNumbers, SortedTerms, TermNumbers, pairs


def test_the_number_of_a_term_never_changes() -> None:
    assert TermNumbers()["ly_hôn"] == 0x5DAD41ADE49FE1D7


def test_different_terms_have_different_numbers() -> None:
    numbers = TermNumbers()
    assert len({numbers[f"từ{i}"] for i in range(10_000)}) == 10_000


def test_folded_terms_share_a_number() -> None:
    folded = FoldedNumbers()
    assert folded["Hôn"] == folded["hon"] == TermNumbers()["hon"]


def test_a_pair_knows_its_order() -> None:
    numbers = TermNumbers()
    there, back = pairs(numbers.of(["nuôi", "con"])), pairs(numbers.of(["con", "nuôi"]))
    assert there.shape == (1,)
    assert there != back


def test_one_term_and_none_have_no_pairs() -> None:
    numbers = TermNumbers()
    assert len(pairs(numbers.of(["con"]))) == len(pairs(numbers.of([]))) == 0


def test_terms_are_found_among_sorted_ones() -> None:
    known = SortedTerms(np.array([3, 5, 9], dtype=np.uint64))
    for asked in ([9, 4, 3, 12], [5], []):
        terms = np.array(asked, dtype=np.uint64)
        for _ in range(2):  # the second answer is remembered
            places = known.find(terms)
            assert places.known.tolist() == [term in (3, 5, 9) for term in asked]
            assert known.find(terms[places.known]).at.tolist() == places.at[places.known].tolist()
            assert [(3, 5, 9)[at] for at in places.at[places.known]] == [
                term for term in asked if term in (3, 5, 9)
            ]
