from __future__ import annotations

from dataclasses import replace

import pytest

from handlers import subscription
from handlers.actions import ChooseTopics, Conclude, Intent, RecordConsent, Right, UseRight
from handlers.people import Purpose
from handlers.texts import broadcast as texts
from handlers.turn import Turn
from tests.handlers.conftest import TurnOf
from tests.handlers.story import Story

TOPIC = "trẻ em"


def chosen(actions: list[object]) -> list[tuple[str, ...]]:
    return [each.topics for each in actions if isinstance(each, ChooseTopics)]


def tips(actions: list[object]) -> list[bool]:
    consents = [each for each in actions if isinstance(each, RecordConsent)]
    return [each.given for each in consents if each.purpose is Purpose.TIPS]


@pytest.mark.parametrize("text", ["nhận tin", "Nhan tin", "cho em đăng ký nhận tin ạ"])
def test_one_word_and_she_gets_everything(story: Story, text: str):
    assert "Hội gửi cho chị" in story.says(text)
    assert tips(story.actions) == [True]
    assert chosen(story.actions) == [()]


@pytest.mark.parametrize("text", [f"nhận tin {TOPIC}", "nhan tin ve tre em", "Nhận tin trẻ em nhé"])
def test_a_topic_by_its_name(story: Story, text: str):
    assert TOPIC in story.says(text)
    assert chosen(story.actions) == [(TOPIC,)]


def test_a_topic_that_is_not_there_is_answered_with_those_that_are(story: Story):
    assert texts.WHICH_TOPIC in story.says("nhận tin bóng đá")
    assert tips(story.actions) == []


@pytest.mark.parametrize(
    "text", ["ngừng nhận tin", "ngừng", "Dừng gửi tin", "thôi nhận tin nữa", "huy nhan tin", "stop"]
)
def test_stopping_is_taking_the_consent_back(story: Story, text: str):
    story.says(text)
    assert tips(story.actions) == [False]
    assert chosen(story.actions) == [()]
    assert UseRight(Right.WITHDRAW) in story.actions


@pytest.mark.parametrize(
    "text", ["nhắn tin", "nhan tin cho can bo", "bị nhắn tin đe dọa", "nhận tin nhắn lạ thì sao"]
)
def test_texting_somebody_is_another_word(turn_of: TurnOf, text: str):
    assert tips(subscription.handle(turn_of(text))) == []


def test_nothing_personal_in_a_group(turn_of: TurnOf):
    turn: Turn = turn_of("nhận tin", in_group=True)
    assert subscription.handle(turn) == []
    assert subscription.handle(replace(turn, message=replace(turn.message, in_group=False))) != []


def test_every_topic_of_the_tips_can_be_named(turn_of: TurnOf):
    for topic in subscription.topics().values():
        actions = subscription.handle(turn_of(f"nhận tin {topic}"))
        assert chosen(actions) == [(topic,)], topic
        assert Conclude(Intent.PRIVACY) in actions
