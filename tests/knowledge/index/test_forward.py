"""The streams give back the texts, and their vocabularies the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.bm25 import idf
from knowledge.index.fields import Parts
from knowledge.index.forward import (
    LONGEST,
    RARE,
    Forward,
    Stream,
    Vocabulary,
    compile_forward,
    folded_terms,
)  # fmt: skip
from knowledge.index.occurrences import Occurrences
from knowledge.index.terms import TermNumbers
from knowledge.text.fold import fold
from knowledge.text.segment import syllables
from tests.knowledge.index import laws as made_up
from tests.knowledge.index.laws import TEXTS, VOCABULARY, stream

ARTICLES = made_up.selection().articles
NUMBERS = TermNumbers()


def read(one: Stream, row: int) -> list[int]:
    (numbers,), _ = one.texts(np.array([row]))
    return [int(number) for number in numbers]


def numbered(vocabulary: Vocabulary, words: Sequence[str]) -> list[int]:
    return [int(number) for number in vocabulary.of(NUMBERS.of(words))]


@pytest.fixture(scope="module")
def forward(laws_folder: Path) -> Forward:
    return Forward(laws_folder)


@pytest.mark.parametrize("row", range(len(ARTICLES)))
def test_the_streams_hold_titles_and_bodies(forward: Forward, row: int) -> None:
    for part, text in ((forward.title, ARTICLES[row].title), (forward.body, ARTICLES[row].text)):
        words = syllables(text)
        assert read(part, row) == numbered(forward.accented, words)
        assert part.lengths[row] == len(words)
        folded = forward.folded[read(part, row)].tolist()
        assert folded == numbered(forward.plain, [fold(word) for word in words])


def test_a_name_is_kind_number_and_name(forward: Forward) -> None:
    first = made_up.selection().documents[0]
    words = syllables(f"{first.number} {first.name}")
    assert read(forward.name, 0) == numbered(forward.accented, words)


def test_rarity_is_the_idf_of_the_bodies(forward: Forward) -> None:
    bodies = [set(syllables(article.text)) for article in ARTICLES]
    for word in ("ly", "con", "phường", "phạt"):
        holders = sum(word in body for body in bodies)
        (number,) = numbered(forward.accented, [word])
        assert forward.accented.rarity[number] == pytest.approx(idf(holders, len(bodies)))
    holders = sum("hon" in {fold(word) for word in body} for body in bodies)
    (number,) = numbered(forward.plain, ["hon"])
    assert forward.plain.rarity[number] == pytest.approx(idf(holders, len(bodies)))


def test_unknown_terms_have_no_number(forward: Forward) -> None:
    assert numbered(forward.accented, ["xyzzy", "hon", "hôn"])[:2] == [-1, -1]
    assert numbered(forward.plain, ["hôn", "hon"])[0] == -1
    assert RARE not in numbered(forward.accented, ["hôn", "con"])


def test_an_empty_vocabulary() -> None:
    empty = VOCABULARY._replace(terms=VOCABULARY.terms[:0], numbers=VOCABULARY.numbers[:0])
    assert empty.of(VOCABULARY.terms).tolist() == [-1] * 6


@given(TEXTS, st.data())
def test_some_texts(texts: list[list[int]], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=6))
    numbers, sizes = stream(texts).texts(np.array(rows, dtype=np.int64))
    assert [text.tolist() for text in numbers] == [texts[row] for row in rows]
    assert sizes.tolist() == [len(texts[row]) for row in rows]


def compiled(folder: Path, bodies: Sequence[Sequence[str]]) -> tuple[Forward, TermNumbers]:
    accented = TermNumbers()
    nothing = Occurrences.of([[] for _ in bodies], accented)
    owners = unasked = np.zeros(len(bodies), dtype=np.int64)
    parts = Parts(nothing, Occurrences.of(bodies, accented), nothing, nothing, owners, unasked)
    compile_forward(folder, parts, *folded_terms(accented))
    return Forward(folder), accented


def test_only_the_beginning_of_a_long_text_is_kept(tmp_path: Path) -> None:
    words = [f"từ{number % 7}" for number in range(LONGEST["body"] + 50)]
    forward, _ = compiled(tmp_path, [["ly"], words, ["hôn"]])
    kept = [read(forward.body, row) for row in range(3)]
    assert kept[1] == numbered(forward.accented, words)[: LONGEST["body"]]
    assert kept[2] == numbered(forward.accented, ["hôn"])
    assert forward.body.lengths.tolist() == [1, len(words), 1]
    assert forward.body.average == pytest.approx((len(words) + 2) / 3)


def test_what_16_bits_do_not_reach_is_rare(tmp_path: Path) -> None:
    many = [f"từ{number}" for number in range(70_000)]
    parts = [many[start : start + 1_000] for start in range(0, len(many), 1_000)]
    forward, _ = compiled(tmp_path, [*parts, ["ly", "ly"]])
    found = np.array(numbered(forward.accented, many))
    assert np.count_nonzero(found == -1) == len(many) + 1 - 65_535
    assert len(np.unique(found[found >= 0])) == np.count_nonzero(found >= 0)
    assert numbered(forward.accented, ["ly"]) == [1]  # the most frequent
    assert forward.accented.rarity[RARE] == forward.folded[RARE] == RARE
    unreached = int(np.flatnonzero(found == -1)[0])
    assert read(forward.body, unreached // 1_000)[unreached % 1_000] == RARE
