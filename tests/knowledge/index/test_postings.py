"""Postings on disk give back what was compiled."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.bm25 import CountedOkapi, Weights
from knowledge.index.occurrences import Occurrences
from knowledge.index.postings import Column, Columns, Postings, map_array, write_array
from knowledge.index.terms import TermNumbers

DOCUMENTS = [["con", "nuôi", "con"], ["đất"], [], ["con", "đất", "thừa", "kế"]]
NUMBERS = TermNumbers()


@pytest.fixture
def postings(tmp_path: Path) -> Postings:
    model = CountedOkapi(Occurrences.of(DOCUMENTS, NUMBERS), 1.2, 0.75)
    Postings.write(tmp_path, "words", model.compiled())
    return Postings.open(tmp_path, "words")


def scores(
    postings: Postings, *terms: str, factor: float = 1.0, most: int | None = None
) -> npt.NDArray[np.float32]:
    columns = postings.columns(NUMBERS.of(terms), factor, most)
    return Columns(columns, len(DOCUMENTS)).add_up()


def test_only_documents_that_hold_a_term_score(postings: Postings) -> None:
    assert np.flatnonzero(scores(postings, "con")).tolist() == [0, 3]


def test_unknown_terms_add_nothing(postings: Postings) -> None:
    assert not scores(postings, "lạ", "xa").any()


def test_a_factor_multiplies(postings: Postings) -> None:
    assert scores(postings, "con", factor=0.5) == pytest.approx(scores(postings, "con") / 2)


def test_every_column_knows_its_place_in_the_question(postings: Postings) -> None:
    columns = postings.columns(NUMBERS.of(["lạ", "con", "xa", "đất"]))
    assert [column.place for column in columns] == [1, 3]
    documents = Columns(columns, len(DOCUMENTS)).documents
    assert [held.tolist() for held in documents] == [[0, 3], [1, 3]]


def test_an_empty_field(tmp_path: Path) -> None:
    model = CountedOkapi(Occurrences.of([[], []], NUMBERS), 1.2, 0.75)
    Postings.write(tmp_path, "words", model.compiled())
    empty = Postings.open(tmp_path, "words")
    assert not scores(empty, "con").any()
    assert empty.columns(NUMBERS.of(["con"])) == []


def test_mapped_arrays_cannot_be_written_to(tmp_path: Path) -> None:
    write_array(tmp_path, "numbers", np.arange(3))
    with pytest.raises(ValueError, match="read-only"):
        map_array(tmp_path, "numbers")[0] = 1


def test_terms_that_too_many_documents_hold_are_passed_over(postings: Postings) -> None:
    assert scores(postings, "con", "kế", most=1) == pytest.approx(scores(postings, "kế"))


SIZE = 7
UNIT = 0.25


def dense(columns: list[dict[int, int]]) -> npt.NDArray[np.float32]:
    """What each column adds to each document, shape (documents, columns)."""
    table = np.zeros((SIZE, len(columns)), dtype=np.float32)
    for place, column in enumerate(columns):
        for document, level in column.items():
            table[document, place] = level * UNIT
    return table


def sparse(columns: list[dict[int, int]]) -> Columns:
    """The same, as the postings hand it over: documents ascend."""
    parts = [
        Column(
            np.array(sorted(column), dtype=np.uint16),
            [],
            np.array([column[document] for document in sorted(column)], dtype=np.uint16),
            UNIT,
            place,
        )
        for place, column in enumerate(columns)
    ]
    return Columns(parts, SIZE)


LEVELS = st.dictionaries(st.integers(0, SIZE - 1), st.integers(1, 65_535))
FACTORS = st.integers(0, 8).map(lambda eighths: eighths / 4)


@given(st.lists(st.tuples(LEVELS, FACTORS), max_size=5))
def test_columns_add_up_to_the_dense_sums(drawn: list[tuple[dict[int, int], float]]) -> None:
    columns = [column for column, _ in drawn]
    factors = np.array([factor for _, factor in drawn], dtype=np.float32)
    expected = dense(columns)
    assert sparse(columns).add_up() == pytest.approx(expected.sum(1), rel=1e-5)
    assert sparse(columns).add_up(factors) == pytest.approx(expected @ factors, rel=1e-5)


@given(
    st.lists(LEVELS, max_size=5),
    st.lists(st.integers(0, SIZE - 1), unique=True),
)
def test_a_table_holds_what_each_term_adds_to_chosen_documents(
    columns: list[dict[int, int]], rows: list[int]
) -> None:
    table = sparse(columns).table(np.array(rows, dtype=np.int64))
    np.testing.assert_array_equal(table, dense(columns)[rows])


def test_the_same_term_twice_adds_twice(postings: Postings) -> None:
    assert scores(postings, "con", "con") == pytest.approx(2 * scores(postings, "con"))


#: Documents on both sides of every border between blocks of 65,536.
FAR = st.sampled_from([0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 200_000])


@given(st.lists(st.lists(FAR, min_size=1, unique=True).map(sorted), min_size=1, max_size=4))
def test_documents_come_back_from_their_blocks(holders: list[list[int]]) -> None:
    count = sum(map(len, holders))
    weights = Weights(
        np.arange(len(holders), dtype=np.uint64),
        np.cumsum([0, *map(len, holders)]).astype(np.uint32),
        np.array([document for held in holders for document in held], dtype=np.int32),
        np.arange(1, count + 1, dtype=np.uint16),
        np.array([0.5], dtype=np.float32),
    )
    with TemporaryDirectory() as folder:
        Postings.write(Path(folder), "words", weights)
        columns = Postings.open(Path(folder), "words").columns(weights.terms)
    documents = Columns(columns, 200_001).documents
    assert [held.tolist() for held in documents] == holders
    levels = [level for column in columns for level in column.levels.tolist()]
    assert levels == list(range(1, count + 1))
