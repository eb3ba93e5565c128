"""The compiled weights are rank-bm25's scores."""

from __future__ import annotations

from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from knowledge.index.bm25 import CountedOkapi, Okapi, idf, saturation
from knowledge.index.occurrences import Occurrences
from knowledge.index.postings import Columns, Postings
from knowledge.index.terms import TermNumbers

LETTERS = st.lists(st.sampled_from("abcdefgh"), max_size=12)


def test_idf_worked_example() -> None:
    assert idf(1, 3) == pytest.approx(log(1 + 2.5 / 1.5))


def test_idf_of_a_term_in_half_of_the_documents_is_not_zero() -> None:
    assert idf(2, 4) == pytest.approx(log(2))


def test_idf_of_a_term_in_all_documents_is_positive() -> None:
    assert idf(100, 100) > 0


def test_saturation_worked_examples() -> None:
    assert saturation(1, 10, average=10, k1=1.2, b=0.75) == pytest.approx(1)
    assert saturation(2, 20, average=10, k1=1.0, b=0.5) == pytest.approx(4 / 3.5)
    assert saturation(0, 10, average=10, k1=1.2, b=0.75) == 0


def test_saturation_never_reaches_its_limit() -> None:
    assert 2.1 < saturation(1000, 10, average=10, k1=1.2, b=0.75) < 2.2


def test_our_okapi_differs_from_the_stock_one_only_in_idf() -> None:
    documents = [["ly_hôn", "con"], ["con", "con", "nuôi"], ["đất"]]
    ours, stock = Okapi(documents), BM25Okapi(documents)
    stock.idf = ours.idf
    question = ["con", "ly_hôn", "lạ"]
    assert ours.get_scores(question).tolist() == stock.get_scores(question).tolist()


def compiled_scores(
    documents: list[list[str]], question: list[str], k1: float, b: float
) -> npt.NDArray[np.float32]:
    numbers = TermNumbers()
    model = CountedOkapi(Occurrences.of(documents, numbers), k1, b)
    with TemporaryDirectory() as folder:
        Postings.write(Path(folder), "words", model.compiled())
        columns = Postings.open(Path(folder), "words").columns(numbers.of(question))
    return Columns(columns, len(documents)).add_up()


@settings(max_examples=200)
@given(
    st.lists(LETTERS, min_size=1, max_size=12).filter(any),
    LETTERS,
    st.sampled_from([0.5, 0.9, 1.2, 2.0]),
    st.sampled_from([0.0, 0.5, 0.75]),
)
def test_compiled_scores_are_the_oracle_s(
    documents: list[list[str]], question: list[str], k1: float, b: float
) -> None:
    oracle = Okapi(documents, k1=k1, b=b).get_scores(question)
    assert compiled_scores(documents, question, k1, b) == pytest.approx(oracle, abs=1e-3)


def test_a_corpus_without_any_term() -> None:
    assert compiled_scores([[], []], ["a"], 1.2, 0.75).tolist() == [0, 0]
