"""How the corpus uses a term, counted by hand."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.fields import Parts
from knowledge.index.occurrences import Occurrences
from knowledge.index.term_counts import Counts, TermCounts, compile_counts, counts_of
from knowledge.index.terms import TermNumbers

TEXT = st.lists(st.sampled_from("abc"), max_size=4)
ARTICLES = st.lists(st.tuples(TEXT, TEXT, st.integers(0, 2)), max_size=6)
NAMES = st.lists(TEXT, min_size=3, max_size=3)
NUMBERS = TermNumbers()
TERMS = ("a", "b", "c", "unknown")

Texts = list[list[str]]


def counted(titles: Texts, bodies: Texts, names: Texts, owners: list[int]) -> Counts:
    """What the file on disk tells of ``TERMS``."""
    title, body, name = (Occurrences.of(part, NUMBERS) for part in (titles, bodies, names))
    asked, none = Occurrences.of([], NUMBERS), np.zeros(len(titles), dtype=np.int64)
    parts = Parts(title, body, name, asked, np.array(owners, dtype=np.int64), none)
    terms = np.unique(parts.whole().terms)
    with TemporaryDirectory() as path:
        folder = Path(path)
        np.save(folder / "words.terms.npy", terms)
        compile_counts(folder, "words", parts, terms)
        return counts_of([(TermCounts(folder, "words"), NUMBERS.of(TERMS))])


@given(ARTICLES, NAMES)
def test_counts(articles: list[tuple[list[str], list[str], int]], names: Texts) -> None:
    titles = [title for title, _, _ in articles]
    bodies = [body for _, body, _ in articles]
    owners = sorted(owner for _, _, owner in articles)
    found = counted(titles, bodies, names, owners)
    # A word that stands only in names of documents without an article finds none.
    known = {
        word for text in [*titles, *bodies, *(names[owner] for owner in owners)] for word in text
    }
    by_hand = {
        "titles": [sum(term in title for title in titles) for term in TERMS],
        "bodies": [sum(term in body for body in bodies) for term in TERMS],
        "names": [sum(term in name for name in names) if term in known else 0 for term in TERMS],
        "documents": [
            len({owner for body, owner in zip(bodies, owners, strict=True) if term in body})
            for term in TERMS
        ],
        "occurrences": [sum(body.count(term) for body in bodies) for term in TERMS],
    }
    for name, expected in by_hand.items():
        assert getattr(found, name).tolist() == pytest.approx(expected, rel=0.003), name


@pytest.mark.parametrize("often", [1, 2_900, 3_100, 50_000, 900_000])
def test_high_counts_are_nearly_right(often: int) -> None:
    found = counted([[]], [["a"] * often], [[]], [0])
    assert found.occurrences[0] == pytest.approx(often, rel=0.004)
