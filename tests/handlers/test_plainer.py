""" "Nói dễ hiểu hơn": cards that rest on the article, a person, and no words of our own."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.plainer import explaining
from handlers.texts import easy_reading as texts
from knowledge.documents import Citation
from knowledge.search import Library
from tests.handlers.library import KITCHEN
from tests.handlers.story import Story

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed", ["giải thích lại", "nói dễ hiểu hơn", "tôi không hiểu", "chua hieu a", "nghĩa là gì?"]
)
def test_after_an_article_the_cards_that_explain_it_are_offered(story: Story, typed: str):
    story.says("xin chào")
    story.says("điều 2 luật bếp núc")
    assert texts.EXPLAINED_HERE in story.says(typed)
    assert story.labels == ["Trông lửa khi nấu cơm", "Mồi lửa bằng rơm", "Gặp cán bộ Hội"]
    assert story.says("1").startswith("Chị phải trông lửa khi nấu.")


def test_the_card_of_the_very_clause_comes_first(library: Library):
    shown = (Citation(KITCHEN, "2", "2"),)
    assert [card.id for card in explaining(library, shown, DAY)] == ["moi-lua", "trong-lua"]


def test_an_article_that_no_card_explains_leads_to_a_person(story: Story):
    story.says("xin chào")
    story.says("điều 1 97/2030/QH19")
    assert texts.NOT_EXPLAINED in story.says("giải thích lại")
    assert story.labels[0] == "Gặp cán bộ Hội"


def test_after_a_card_easy_reading_is_offered(story: Story):
    story.says("xin chào")
    story.says("Nấu cơm có phải trông lửa không?")
    assert texts.SLOWER in story.says("nói dễ hiểu hơn")
    assert story.labels == ["Chế độ dễ đọc", "Gặp cán bộ Hội"]
    story.says("1")
    assert story.says("nói dễ hiểu hơn").startswith(texts.NOT_EXPLAINED)


def test_where_nothing_was_shown_it_is_asked_back(story: Story):
    story.says("xin chào")
    assert texts.WHAT_IS_UNCLEAR in story.says("không hiểu")


def test_a_question_is_not_a_wish_for_an_explanation(story: Story):
    story.says("xin chào")
    story.says("điều 2 luật bếp núc")
    assert texts.EXPLAINED_HERE not in story.says("giải thích quyền của người nấu cơm giúp tôi")
