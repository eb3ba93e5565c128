"""Menus, commands and free text lead to the same place: every entry that can be picked, typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handlers import texts
from handlers.calculators.catalogue import CALCULATORS
from handlers.menu import topics
from handlers.texts import calculator as calculator_texts
from handlers.texts import menu
from handlers.turn import Choice, Conversation
from knowledge.search import Library
from tests.handlers.conftest import NOW
from tests.handlers.story import Story

#: These belong to the list under which they stand.
OF_A_LIST = (menu.NEXT_TOPICS, menu.NEXT_CARDS)

#: A topic that is called like a person's right over her data: the right comes first, unless she
#: has the list of topics before her.
A_RIGHT = "Dữ liệu cá nhân"


def asked(library: Library, *said: str) -> str:
    """The answer to the last of these, in a new conversation."""
    story = Story(library, NOW)
    story.conversation = Conversation(greeted=True)
    return [story.says(each) for each in said][-1]


def pages(library: Library) -> Iterator[tuple[Choice, ...]]:
    """Every page of the topics."""
    number, seen = 1, set[tuple[Choice, ...]]()
    while (page := topics(library, number)) not in seen:
        seen.add(page)
        yield page
        number += 1


def test_every_topic_typed_is_the_topic_picked(ours: Library):
    for number, page in enumerate(pages(ours), start=1):
        shown = menu.topics_command(number)
        for place, choice in enumerate(page, start=1):
            picked = asked(ours, shown, str(place))
            assert asked(ours, shown, choice.label.lower()) == picked, choice.label
            if choice.label not in (*OF_A_LIST, A_RIGHT):
                assert asked(ours, choice.label) == picked, choice.label


def test_every_calculator_typed_is_the_calculator_picked(ours: Library):
    shown = calculator_texts.CALCULATE
    for place, each in enumerate(CALCULATORS, start=1):
        picked = asked(ours, shown, str(place))
        assert asked(ours, shown, each.label) == picked, each.label
        assert asked(ours, each.command) == picked, each.label


def test_every_question_of_a_topic_typed_is_the_question_picked(ours: Library):
    for card in ours.cards():
        shown = asked(ours, f"chủ đề {card.topic}", card.title)
        assert asked(ours, card.title) == shown, card.title


@pytest.mark.parametrize(
    "question", ["Ly hôn thì con 2 tuổi ai nuôi?", "Làm giấy khai sinh cho con cần giấy tờ gì?"]
)
def test_every_choice_under_an_answer_typed_is_the_choice_picked(ours: Library, question: str):
    story = Story(ours, NOW)
    story.conversation = Conversation(greeted=True)
    story.says(question)
    for place, label in enumerate(story.labels, start=1):
        assert asked(ours, question, label) == asked(ours, question, str(place)), label
    assert asked(ours, question, texts.MENU) == asked(ours, "menu") == asked(ours, "0")
