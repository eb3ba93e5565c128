"""Two quick messages that are one question, and danger that only both together tell of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import memory, order
from handlers.actions import Conclude, Intent, Say
from handlers.fragment import WAIT, announces, silent
from handlers.texts import fragment as texts
from handlers.turn import Conversation, Form, Turn
from knowledge.search import Library
from tests.handlers.conftest import NOW, TurnOf
from tests.handlers.story import Story


@pytest.fixture
def talk(ours: Library) -> Story:
    story = Story(ours, NOW)
    story.conversation = Conversation(greeted=True)
    return story


def waits(turn: Turn) -> Turn:
    return replace(turn, more_waiting=True)


def begun(talk: Story, text: str) -> None:
    """The text came while another waited already; nothing is said to it."""
    actions = order.respond(waits(turn(talk, text)))
    assert not any(isinstance(each, Say) for each in actions)
    assert [each.intent for each in actions if isinstance(each, Conclude)] == [Intent.SILENCE]
    talk.conversation = memory.remembered(talk.conversation, actions, talk.now)


def turn(talk: Story, text: str) -> Turn:
    from handlers.turn import Message, MessageKind

    return Turn(Message(MessageKind.TEXT, text), talk.conversation, talk.library, talk.now)


def test_two_ages_are_no_danger(talk: Story):
    talk.says("cháu 15 tuổi")
    talk.says("còn nếu 12 tuổi")
    assert talk.conclusion.intent is not Intent.CRISIS


@pytest.mark.parametrize(
    "typed",
    ["cho em hỏi", "ad oi cho e hoi chut", "em muốn hỏi chút ạ", "Chị ơi tư vấn giúp em với"],
)
def test_an_announced_question_is_waited_for(talk: Story, turn_of: TurnOf, typed: str):
    assert announces(turn_of(typed))
    assert talk.says(typed) == texts.ASK_ON


@pytest.mark.parametrize(
    "typed", ["cho em hỏi thủ tục ly hôn", "hỏi luật đất đai", "xin chào", "gặp cán bộ"]
)
def test_whoever_asks_at_once_is_answered(turn_of: TurnOf, typed: str):
    assert not announces(turn_of(typed))
    assert silent(waits(turn_of(typed))) == []


@pytest.mark.parametrize("typed", ["cho em hỏi", "chồng em", "e mới sinh con đc 2 tháng"])
def test_a_beginning_is_silent_while_its_rest_waits(talk: Story, typed: str):
    begun(talk, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "thủ tục ly hôn",
        "chồng em có phải nuôi con không",
        "con tôi bị bạn bè bắt nạt trên mạng",
        "?",
    ],
)
def test_a_question_by_itself_is_answered_though_more_waits(
    turn_of: TurnOf, ours: Library, typed: str
):
    assert silent(replace(waits(turn_of(typed)), library=ours)) == []


def test_both_halves_are_read_as_one_question(talk: Story):
    begun(talk, "mẹ tôi 76 tuổi")
    talk.says("không có lương hưu")
    assert talk.conversation.card == "tro-cap-huu-tri-xa-hoi"


def test_a_question_of_its_own_is_not_bent_by_the_half_before(talk: Story):
    alone = Story(talk.library, NOW)
    alone.conversation = Conversation(greeted=True)
    begun(talk, "chồng em")
    asked = "thủ tục cấp lại thẻ bảo hiểm y tế bị mất"
    assert talk.says(asked) == alone.says(asked)


def test_danger_that_only_both_halves_tell_of_is_found(talk: Story):
    begun(talk, "chồng em")
    talk.says("đang cầm dao")
    assert talk.conclusion.intent is Intent.CRISIS


@pytest.mark.parametrize(
    ("first", "second"),
    [("cứu em với chồng đang đánh em", "cho em hỏi"), ("chồng em", "nó đang dọa giết em")],
)
def test_danger_in_either_half_is_found(talk: Story, first: str, second: str):
    found = []
    actions = order.respond(waits(turn(talk, first)))
    found += [each.intent for each in actions if isinstance(each, Conclude)]
    talk.conversation = memory.remembered(talk.conversation, actions, talk.now)
    talk.says(second)
    assert Intent.CRISIS in (*found, talk.conclusion.intent)


def test_after_two_minutes_they_are_two_messages(talk: Story):
    begun(talk, "chồng em")
    talk.now += WAIT + timedelta(minutes=1)
    talk.says("đang cầm dao")
    assert talk.conversation.fragment is None


def test_a_command_is_no_second_half(talk: Story):
    begun(talk, "chồng em")
    talk.says("menu")
    assert talk.conclusion.intent is Intent.MENU
    assert talk.conversation.fragment is None


def test_an_answer_to_a_calculation_is_no_beginning(turn_of: TurnOf):
    known = Conversation(greeted=True, form=Form("pension", asked="salary"))
    assert silent(waits(turn_of("con em", conversation=known))) == []
