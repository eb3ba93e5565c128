from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.faq.content import FaqContent, folded
from bot.faq.similar import CLOSE, Known

KNOWN = {
    1: ["nha van hoa phuong mo cua luc nao", "may gio nha van hoa mo cua"],
    2: ["ho so xin ho tro hoc phi gom nhung gi"],
    3: ["lich tiep dan cua phuong"],
}


def asks(*questions: str) -> FaqContent:
    return FaqContent(questions[0], "", questions[1:])


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Nhà văn hóa phường mở cửa lúc nào?", [1]),
        ("MẤY GIỜ nhà văn hoá mở cửa", [1]),
        ("Hồ sơ xin hỗ trợ học phí cần những gì", [2]),
        ("Phường tiếp dân lịch nào", []),
        ("cua phuong", []),
    ],
)
def test_the_same_and_nearly_the_same(question: str, found: list[int]) -> None:
    assert Known(KNOWN).closest(asks(question)) == found


def test_a_variant_counts_as_much_as_the_question() -> None:
    both = asks("câu gì đó khác hẳn", "lịch tiếp dân của phường")
    assert Known(KNOWN).closest(both) == [3]
    assert Known({}).closest(both) == []


WORDS = st.sampled_from("mo cua phuong hoc phi tre em lich tiep dan ho so".split())
QUESTIONS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@given(st.lists(QUESTIONS, min_size=1, max_size=8), QUESTIONS)
def test_looking_up_rare_words_misses_nobody(told: list[str], question: str) -> None:
    known = Known({number: [each] for number, each in enumerate(told, 1)})
    asked = frozenset(folded(question).split())
    near = {
        number: known._likeness(asked, frozenset(each.split()))
        for number, each in enumerate(told, 1)
    }
    expected = sorted((n for n in near if near[n] >= CLOSE), key=lambda n: (-near[n], n))
    assert known.closest(asks(question)) == expected[:5]


CHANGES = st.lists(st.tuples(st.integers(1, 6), st.lists(QUESTIONS, max_size=2)), max_size=12)


@given(CHANGES, QUESTIONS)
def test_what_changed_is_as_if_it_had_always_been_so(
    changes: list[tuple[int, list[str]]], question: str
) -> None:
    changed, told = Known({}), {}
    for number, asked in changes:
        changed.put(number, asked)
        told[number] = asked
    fresh = Known(told)
    assert changed.closest(asks(question)) == fresh.closest(asks(question))
    assert changed.nearest(asks(question), 3, 0.3) == fresh.nearest(asks(question), 3, 0.3)
    assert len(changed) == sum(map(bool, told.values()))


def test_the_nearest_are_those_that_one_way_to_ask_says_most_of() -> None:
    asked = asks("Dạ cho em hỏi lịch tiếp dân của phường mình với ạ", "Học phí gồm những gì")
    assert Known(KNOWN).nearest(asked, 3, 0.3) == [3, 2]
    assert Known(KNOWN).nearest(asked, 1, 0.3) == [3]
    assert Known(KNOWN).nearest(asks("con mèo"), 3, 0.3) == []


def test_who_changes_often_is_made_anew_in_time() -> None:
    known = Known(KNOWN)
    for _ in range(500):
        known.put(1, KNOWN[1])
    assert known.worn
    assert not Known(KNOWN).worn
