"""The table gives back every weight that went in, and nothing for a term that it does not know."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.bm25 import CountedOkapi, Weights
from knowledge.index.card_table import CardTable, Wanted
from knowledge.index.occurrences import Occurrences
from knowledge.index.terms import TermNumbers

WORDS = "đẻ nghỉ tiền con chồng đất".split()
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6), min_size=1, max_size=4)


def weights(texts: list[list[str]]) -> Weights:
    return CountedOkapi(Occurrences.of(texts, TermNumbers()), k1=1.5, b=0.75).compiled()


def value(of: Weights, word: str, text: int) -> float:
    """Looked up one by one."""
    term = TermNumbers().of([word])[0]
    for place in np.flatnonzero(np.repeat(of.terms, np.diff(of.starts)) == term):
        if of.documents[place] == text:
            return float(of.values()[place])
    return 0.0


@settings(deadline=None, max_examples=40)
@given(TEXTS, TEXTS, st.lists(st.sampled_from([*WORDS, "lạ"]), unique=True))
def test_sums_are_those_of_the_single_weights(
    first: list[list[str]], second: list[list[str]], asked: list[str]
) -> None:
    fields = [(weights(first), len(first)), (weights(second), len(second))]
    with TemporaryDirectory() as folder:
        CardTable.of(fields).write(Path(folder))
        table = CardTable.open(Path(folder))
        all_of_it, one = TermNumbers().of(asked), TermNumbers().of(asked[:1])
        sums = table.sums([Wanted(all_of_it, (0, 1)), Wanted(one, (1,)), Wanted(one, (0,))])
        holders = table.holders(TermNumbers().of(asked))
        held = table.holders_in(1, all_of_it)
    wanted = [(asked, 0), (asked, 1), (asked[:1], 1), (asked[:1], 0)]
    expected = [
        [sum(value(fields[n][0], word, text) for word in words) for text in range(fields[n][1])]
        for words, n in wanted
    ]
    found = [block.tolist() for blocks in sums for block in blocks]
    assert found == [pytest.approx(each, rel=1e-5) for each in expected]
    assert held.tolist() == [sum(word in text for text in second) for word in asked]
    assert holders.tolist() == [sum(word in text for text in first) for word in asked]


def test_fields_stand_side_by_side(tmp_path: Path) -> None:
    table = CardTable.of([(weights([["con"]]), 1), (weights([["con"], ["đất"]]), 2)])
    assert table.bounds == [0, 1, 3]
    asked = TermNumbers().of(["đất", "con"])
    for field, expected in ((0, [(1, 0)]), (1, [(0, 1), (1, 0)])):
        cells = table.cells(asked, field)
        found = zip(cells.term.tolist(), cells.column.tolist(), strict=True)
        assert sorted(found) == expected
