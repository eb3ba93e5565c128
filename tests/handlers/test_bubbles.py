from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.actions import Action, KeepForLater, OfferChoices, Say
from handlers.bubbles import LONGEST, length_of, numbered, pages, render
from handlers.turn import Choice

labels = st.text(min_size=1, max_size=120).filter(lambda text: bool(text.split()))
choices = st.lists(st.builds(Choice, labels, st.text(max_size=10)), max_size=12).map(tuple)
actions = st.lists(
    st.one_of(
        st.builds(Say, st.text(max_size=2500)),
        st.builds(OfferChoices, choices, st.text(max_size=80)),
        st.builds(KeepForLater, st.just(("x",))),
    ),
    max_size=6,
)


def test_the_choices_stand_numbered_under_the_last_bubble():
    offer = OfferChoices((Choice("Xem thêm", "xem thêm"), Choice("Gặp cán bộ Hội", "x")), "Chọn:")
    assert render([Say("Một"), Say("Hai"), offer]) == [
        "Một",
        "Hai\n\nChọn:\n1. Xem thêm\n2. Gặp cán bộ Hội",
    ]


def test_choices_without_words_are_a_bubble_of_their_own():
    assert render([OfferChoices((Choice("Có", "có"),))]) == ["1. Có"]


def test_choices_that_do_not_fit_any_more_get_their_own_bubble():
    assert render([Say("a" * LONGEST), OfferChoices((Choice("Có", "có"),))])[-1] == "1. Có"


def test_the_last_offer_holds():
    first, last = OfferChoices((Choice("Cũ", "cũ"),)), OfferChoices((Choice("Mới", "mới"),))
    assert render([Say("Chào"), first, last]) == ["Chào\n\n1. Mới"]


def test_a_label_of_several_lines_is_one_line():
    assert numbered(OfferChoices((Choice("một\n 2. hai", "x"),))) == "1. một 2. hai"


@settings(deadline=None)
@given(actions)
def test_no_bubble_is_ever_empty(given_actions: list[Action]):
    assert all(bubble.strip() for bubble in render(given_actions))


@settings(deadline=None)
@given(choices.filter(bool), st.text(max_size=40))
def test_choices_are_always_numbered_from_one(offered: tuple[Choice, ...], said: str):
    bubble = render([Say(said), OfferChoices(offered)])[-1]
    for number, choice in enumerate(offered, start=1):
        assert f"{number}. {' '.join(choice.label.split())}" in bubble


@settings(deadline=None)
@given(choices, st.sampled_from(["", "Chị chọn:"]))
def test_the_length_of_choices_is_what_they_take(offered: tuple[Choice, ...], prompt: str):
    bubble = render([Say("x"), OfferChoices(offered, prompt)])[-1]
    assert len(bubble) == 1 + length_of(offered, prompt)


words = st.text(alphabet="aáb .;\n", max_size=400)


@settings(deadline=None)
@given(words, st.integers(min_value=5, max_value=60))
def test_pages_hold_every_character_and_are_short_enough(text: str, limit: int):
    parts = pages(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. một hai\n2. ba bốn", ["1. một hai", "2. ba bốn"]),
        ("Một hai ba. Bốn năm.", ["Một hai ba.", "Bốn năm."]),
        ("a b\nc", ["a b\nc"]),
        ("", []),
    ],
)
def test_pages_are_cut_at_lines_and_sentences(text: str, expected: list[str]):
    assert pages(text, 12) == expected


def test_lines_stay_lines_after_a_long_one():
    assert "\n2. ngắn" in "\n".join(pages("1. " + "rất dài " * 20 + "\n2. ngắn\n3. ngắn", 100))
