from __future__ import annotations

import pytest

from handlers import greeting
from handlers.actions import (
    Action,
    Conclude,
    Forget,
    Intent,
    OfferChoices,
    Remember,
    Say,
)
from handlers.turn import Conversation, MessageKind
from tests.handlers.conftest import TurnOf

NEW = Conversation()
ANSWER: list[Action] = [Say("Trả lời"), Conclude(Intent.LAW)]


@pytest.mark.parametrize("kind", [MessageKind.FOLLOWED, MessageKind.OPENED_CHAT])
def test_who_arrives_learns_who_speaks_and_what_is_kept(turn_of: TurnOf, kind: MessageKind):
    actions = greeting.handle(turn_of(kind=kind, conversation=NEW))
    text = next(each.text for each in actions if isinstance(each, Say))
    for part in ("trợ lý tự động", "không phải người thật", "tự xóa", "xóa dữ liệu", "113", "111"):
        assert part in text
    assert any(isinstance(each, OfferChoices) for each in actions)
    assert Remember(Conversation(greeted=True)) in actions


@pytest.mark.parametrize(
    "typed", ["Xin chào", "alo", "chào em ạ", "hello", "em chào chị", "xin chào buổi sáng cả nhà"]
)
def test_hello_is_answered(turn_of: TurnOf, typed: str):
    assert greeting.handle(turn_of(typed, conversation=NEW))


def test_who_is_known_is_greeted_shortly(turn_of: TurnOf):
    (_, say, *_) = greeting.handle(turn_of("chào"))
    assert isinstance(say, Say)
    assert len(say.text) < 100


def test_opening_the_chat_again_says_nothing(turn_of: TurnOf):
    assert greeting.handle(turn_of(kind=MessageKind.OPENED_CHAT)) == [Conclude(Intent.SILENCE)]


def test_a_question_with_a_greeting_is_a_question(turn_of: TurnOf):
    assert greeting.handle(turn_of("chào chị cho em hỏi ly hôn", conversation=NEW)) == []


def test_the_first_answer_carries_the_notice_once(turn_of: TurnOf):
    remember, say, _ = greeting.noticed(turn_of("hỏi", conversation=NEW), ANSWER)
    assert isinstance(say, Say)
    assert remember == Remember(Conversation(greeted=True))
    assert "trợ lý tự động" in say.text
    assert say.text.endswith("Trả lời")
    assert greeting.noticed(turn_of("hỏi"), ANSWER) == ANSWER


def test_what_the_handler_remembers_is_kept_beside_the_greeting(turn_of: TurnOf):
    remembers = [Remember(Conversation(question="hỏi")), *ANSWER]
    first, *_ = greeting.noticed(turn_of("hỏi", conversation=NEW), remembers)
    assert first == Remember(Conversation(question="hỏi", greeted=True))


def test_a_long_answer_gets_the_notice_as_a_bubble_before_it(turn_of: TurnOf):
    actions = greeting.noticed(turn_of("hỏi", conversation=NEW), [Say("a" * 850), ANSWER[-1]])
    assert [len(each.text) == 850 for each in actions if isinstance(each, Say)] == [False, True]


def test_an_answer_of_two_bubbles_stays_two(turn_of: TurnOf):
    answer = [Say("a" * 850), Say("b"), ANSWER[-1]]
    said = [
        each.text
        for each in greeting.noticed(turn_of("hỏi", conversation=NEW), answer)
        if isinstance(each, Say)
    ]
    assert len(said) == 2
    assert said[0].endswith("\n\n" + "a" * 850)


@pytest.mark.parametrize(
    "actions",
    [
        [Say("Gọi 113"), Conclude(Intent.CRISIS)],
        [Forget(), Say("Đã xóa"), Conclude(Intent.PRIVACY)],
        [Conclude(Intent.SILENCE)],
    ],
)
def test_no_notice_in_danger_after_erasing_or_in_silence(turn_of: TurnOf, actions: list[Action]):
    assert greeting.noticed(turn_of("x", conversation=NEW), actions) == actions


def test_no_notice_in_a_group(turn_of: TurnOf):
    assert greeting.noticed(turn_of("x", conversation=NEW, in_group=True), ANSWER) == ANSWER
