"""Longest common subsequence and substring, against dynamic programming."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.alignment import Alignment, align
from tests.knowledge.index.laws import ASKED, SYLLABLE, TEXT, TEXTS, match

LONGEST_QUESTION, LONGEST_TITLE = 63, 40


def aligned(question: list[int], titles: list[list[int]]) -> Alignment:
    found = match(question, titles)
    return align(found, found.question.places)


def subsequence(question: list[int], title: list[int]) -> int:
    row = [0] * (len(title) + 1)
    for asked in question:
        before = row[:]
        for place, syllable in enumerate(title, 1):
            same = asked == syllable
            row[place] = before[place - 1] + 1 if same else max(before[place], row[place - 1])
    return row[-1]


def substring(question: list[int], title: list[int]) -> int:
    best, row = 0, [0] * (len(title) + 1)
    for asked in question:
        before = row[:]
        for place, syllable in enumerate(title, 1):
            row[place] = before[place - 1] + 1 if asked == syllable else 0
        best = max(best, *row)
    return best


def check(question: list[int], titles: list[list[int]]) -> None:
    found = aligned(question, titles)
    question = question[:LONGEST_QUESTION]
    titles = [title[:LONGEST_TITLE] for title in titles]
    assert found.subsequence.tolist() == [subsequence(question, title) for title in titles]
    assert found.substring.tolist() == [substring(question, title) for title in titles]
    assert found.positions.tolist() == [
        [syllable in title for syllable in question] for title in titles
    ]


@given(ASKED, TEXTS)
def test_short_ones(question: list[int], titles: list[list[int]]) -> None:
    check(question, titles)


@given(
    st.lists(SYLLABLE, min_size=55, max_size=75), st.lists(SYLLABLE, min_size=35, max_size=50), TEXT
)
def test_only_the_beginnings_of_very_long_ones_count(
    question: list[int], long_title: list[int], title: list[int]
) -> None:
    check(question, [long_title, title])


def test_a_title_that_is_the_question() -> None:
    same = [1, 2, 3] * 20
    found = aligned(same, [same])
    assert found.subsequence.tolist() == found.substring.tolist() == [LONGEST_TITLE]


def test_unknown_syllables_are_like_nothing() -> None:
    found = aligned([1, -1, 2], [[1, 2], []])
    assert found.subsequence.tolist() == [2, 0]
    assert found.substring.tolist() == [1, 0]
    assert found.positions.tolist() == [[True, False, True], [False] * 3]
