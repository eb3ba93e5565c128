"""Postings on disk give back what was compiled."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.index.bm25 import CountedOkapi, idf
from knowledge.index.occurrences import Occurrences
from knowledge.index.postings import Postings, add_up, map_array, write_array
from knowledge.index.terms import TermNumbers

DOCUMENTS = [["con", "nuôi", "con"], ["đất"], [], ["con", "đất", "thừa", "kế"]]
NUMBERS = TermNumbers()


@pytest.fixture
def postings(tmp_path: Path) -> Postings:
    model = CountedOkapi(Occurrences.of(DOCUMENTS, NUMBERS), 1.2, 0.75)
    Postings.write(tmp_path, "body", model.compiled())
    return Postings.open(tmp_path, "body")


def scores(postings: Postings, *terms: str, **options: float) -> np.ndarray:
    return add_up(postings.columns(NUMBERS.of(terms), **options), len(DOCUMENTS))


def test_only_documents_that_hold_a_term_score(postings: Postings) -> None:
    assert np.flatnonzero(scores(postings, "con")).tolist() == [0, 3]


def test_unknown_terms_add_nothing(postings: Postings) -> None:
    assert not scores(postings, "lạ", "xa").any()


def test_a_factor_multiplies(postings: Postings) -> None:
    assert scores(postings, "con", factor=0.5) == pytest.approx(scores(postings, "con") / 2)


def test_scores_of_chosen_documents_are_the_same(postings: Postings) -> None:
    chosen = np.array([3, 0, 2])
    terms = ("con", "đất", "lạ")
    assert postings.of(chosen, NUMBERS.of(terms)) == pytest.approx(scores(postings, *terms)[chosen])


def test_rarity_counts_holders_and_an_unknown_term_is_the_rarest(postings: Postings) -> None:
    rarity = postings.rarity(NUMBERS.of(["con", "kế", "lạ"]), len(DOCUMENTS))
    assert rarity == pytest.approx([idf(2, 4), idf(1, 4), idf(0, 4)])


def test_knows(postings: Postings) -> None:
    assert postings.knows(NUMBERS.of(["con", "lạ"])).tolist() == [True, False]


def test_an_empty_field(tmp_path: Path) -> None:
    model = CountedOkapi(Occurrences.of([[], []], NUMBERS), 1.2, 0.75)
    Postings.write(tmp_path, "aliases", model.compiled())
    empty = Postings.open(tmp_path, "aliases")
    assert not scores(empty, "con").any()
    assert not empty.knows(NUMBERS.of(["con"])).any()
    assert empty.rarity(NUMBERS.of(["con"]), 2) == pytest.approx([idf(0, 2)])


def test_mapped_arrays_cannot_be_written_to(tmp_path: Path) -> None:
    write_array(tmp_path, "numbers", np.arange(3))
    with pytest.raises(ValueError, match="read-only"):
        map_array(tmp_path, "numbers")[0] = 1


def test_terms_that_too_many_documents_hold_are_passed_over(postings: Postings) -> None:
    assert scores(postings, "con", "kế", most=1) == pytest.approx(scores(postings, "kế"))
