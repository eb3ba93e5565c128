"""Terms have one number everywhere and for ever."""

from __future__ import annotations

from knowledge.index.terms import FoldedNumbers, TermNumbers, pairs


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
