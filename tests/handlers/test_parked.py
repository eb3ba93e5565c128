"""A calculation that is left for something else can be gone on with, days later too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.actions import Intent
from handlers.texts import calculator as texts
from handlers.texts import parked as said
from handlers.texts.menu import NEXT_TOPICS, topics_command
from handlers.turn import Choice, Conversation
from tests.handlers.story import Story


@pytest.fixture
def left(story: Story) -> Story:
    """She began with her pension, told one fact, and asked for something else."""
    story.conversation = Conversation(greeted=True, history=True)
    story.says("tính giúp: " + label())
    story.says("nữ")
    assert story.conversation.form is not None
    story.says("Nấu cơm có phải trông lửa không?")
    return story


def label() -> str:
    return texts.LABELS["retirement"]


def test_what_was_left_is_parked(left: Story):
    assert left.conversation.form is None
    assert left.conversation.parked is not None
    assert left.conversation.parked.form.calculator == "retirement"


@pytest.mark.parametrize("typed", ["làm tiếp", "tinh tiep di", "tính nốt giúp chị"])
def test_she_goes_on_where_she_was(left: Story, typed: str):
    assert left.says(typed).startswith(said.HERE_AGAIN)
    assert left.conversation.parked is None
    assert "57 tuổi 8 tháng" in left.says("3/1971")
    assert left.conversation.parked is None


def test_a_greeting_days_later_offers_it(left: Story):
    left.now += timedelta(days=4)
    assert said.offered(label()) in left.says("xin chào")
    assert left.labels[:2] == [said.GO_ON, said.DROP]
    assert left.says("1").startswith(said.HERE_AGAIN)


def test_a_form_that_was_just_not_answered_is_offered_too(story: Story):
    story.conversation = Conversation(greeted=True, history=True)
    story.says("tính giúp: " + label())
    story.says("nữ")
    story.now += timedelta(days=2)
    assert said.offered(label()) in story.says("chào em")
    assert story.says("làm tiếp").startswith(said.HERE_AGAIN)


def test_she_drops_it(left: Story):
    left.says("xin chào")
    assert left.says("2") == said.DROPPED
    assert said.offered(label()) not in left.says("xin chào")


def test_what_came_to_its_end_or_was_stopped_is_not_parked(story: Story):
    story.conversation = Conversation(greeted=True)
    story.says("tính giúp: " + label())
    story.says("nữ")
    story.says("thôi")
    assert story.conversation.parked is None
    story.says("tính giúp: " + label())
    story.says("nữ")
    story.says("3/1971")
    assert story.conversation.parked is None


def test_nothing_is_offered_after_danger(left: Story):
    left.says("cứu tôi với chồng đang cầm dao đuổi chém")
    assert said.offered(label()) not in left.says("xin chào")


def test_onward_in_an_answer_comes_before_what_was_left(left: Story):
    left.says("điều 3 luật bếp núc")
    assert left.conversation.later
    left.says("tiếp tục")
    assert left.conclusion.intent is not Intent.CALCULATOR


def test_onward_right_after_the_offer_is_the_calculation(left: Story):
    left.now += timedelta(days=3)
    left.says("xin chào")
    assert left.says("tiếp tục").startswith(said.HERE_AGAIN)


def test_onward_after_the_offer_goes_before_more_topics(left: Story):
    left.now += timedelta(days=4)
    left.says("xin chào")
    left.conversation = replace(
        left.conversation,
        choices=(*left.conversation.choices, Choice(NEXT_TOPICS, topics_command(2))),
    )
    assert left.says("tiếp tục").startswith(said.HERE_AGAIN)


def test_more_after_the_offer_is_still_more_topics(left: Story):
    left.now += timedelta(days=4)
    left.says("xin chào")
    left.conversation = replace(
        left.conversation,
        choices=(*left.conversation.choices, Choice(NEXT_TOPICS, topics_command(1))),
    )
    assert not left.says("thêm").startswith(said.HERE_AGAIN)
