"""The best line and point, against plain loops over small bodies."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.lines import Lines
from knowledge.index.passages import highest, passages, ranges
from tests.knowledge.index.laws import (
    ASKED,
    SYLLABLE,
    every,
    match,
    pairs,
    terms,
)  # fmt: skip

#: A body: its lines, each with whether it opens a clause.
BODY = st.lists(st.tuples(st.lists(SYLLABLE, min_size=1, max_size=6), st.booleans()), max_size=4)
BODIES = st.lists(BODY, min_size=1, max_size=3)
Body = list[tuple[list[int], bool]]


def joined(body: Body) -> list[int]:
    return [number for line, _ in body for number in line]


def offsets(counts: list[int]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.array([sum(counts[:place]) for place in range(len(counts) + 1)], dtype=np.uint32)


def leads(body: Body) -> list[int]:
    """The line that opens the clause of each line; the first where none has begun."""
    opened, found = 0, []
    for place, (_, opens) in enumerate(body):
        opened = place if opens else opened
        found.append(opened)
    return found


def lines_of(bodies: list[Body]) -> Lines:
    starts = [sum(len(line) for line, _ in body[:n]) for body in bodies for n in range(len(body))]
    return Lines(
        offsets([len(body) for body in bodies]),
        np.array(starts, dtype=np.uint16),
        np.array([lead for body in bodies for lead in leads(body)], dtype=np.uint16),
    )


def held_in(question: list[int], body: Body, place: int) -> set[int]:
    """The columns of the terms in a line and, after them, those of the pairs that begin there."""
    text = joined(body)
    begin = sum(len(line) for line, _ in body[:place])
    within = range(begin, begin + len(body[place][0]))
    asked_terms, asked_pairs = terms(question), pairs(question)
    found = {asked_terms.index(text[at]) for at in within if text[at] in asked_terms}
    neighbours = (tuple(text[at : at + 2]) for at in within)
    begun = (asked_pairs.index(pair) for pair in neighbours if pair in asked_pairs)
    return found | {len(asked_terms) + pair for pair in begun}


def marked(held: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> list[set[int]]:
    return [set(np.flatnonzero(row).tolist()) for row in held]


@given(ASKED, BODIES)
def test_lines_and_points(question: list[int], bodies: list[Body]) -> None:
    texts = [joined(body) for body in bodies]
    found = passages(match(question, texts), lines_of(bodies), every(texts))
    held = [[held_in(question, body, n) for n in range(len(body))] for body in bodies]
    assert marked(found.line) == [line for body in held for line in body]
    assert marked(found.point) == [
        line | of_body[lead]
        for body, of_body in zip(bodies, held, strict=True)
        for line, lead in zip(of_body, leads(body), strict=True)
    ]
    assert found.owners.tolist() == [n for n, body in enumerate(bodies) for _ in body]
    assert found.sizes.tolist() == [len(line) for body in bodies for line, _ in body]


def test_an_article_is_answered_by_its_best_line() -> None:
    body = [([1, 2], True), ([3], False), ([1, 2, 3], True)]
    found = passages(match([1, 2, 3], [joined(body), []]), lines_of([body, []]), every([[], []]))
    share = np.array([1, 1, 1, 0, 0], np.float32)
    assert (found.line @ share).tolist() == [2, 1, 3]
    assert (found.point @ share).tolist() == [2, 3, 3]
    assert found.highest(found.line @ share).tolist() == [3, 0]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=5), st.data())
def test_ranges(counts: list[int], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, len(counts) - 1), max_size=6))
    places, owners, begins = ranges(offsets(counts), np.array(rows, dtype=np.int64))
    chosen = [list(range(sum(counts[:row]), sum(counts[: row + 1]))) for row in rows]
    assert places.tolist() == [place for row in chosen for place in row]
    assert owners.tolist() == [n for n, row in enumerate(chosen) for _ in row]
    assert begins.tolist() == [sum(map(len, chosen[:n])) for n in range(len(chosen))]


@given(st.lists(st.lists(st.integers(-5, 5), max_size=3), min_size=1, max_size=5))
def test_highest(groups: list[list[int]]) -> None:
    values = np.array([value for group in groups for value in group], dtype=np.float32)
    begins = np.array([sum(map(len, groups[:n])) for n in range(len(groups))], dtype=np.int64)
    expected = [max([0, *group]) for group in groups]
    assert highest(values, begins).tolist() == expected
    assert highest(np.stack([values, values]), begins).tolist() == [expected, expected]
