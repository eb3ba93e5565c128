from __future__ import annotations

from dataclasses import replace

import pytest

from handlers import consent, greeting, order
from handlers.actions import (
    Action,
    Conclude,
    Intent,
    OfferChoices,
    RecordConsent,
    Remember,
    Right,
    Say,
    UseRight,
)
from handlers.people import Purpose, Receipt, Sender
from handlers.texts import privacy as texts
from handlers.turn import Conversation, Severity, Turn
from tests.handlers.conftest import NOW, TurnOf
from tests.handlers.story import Story

#: Version → what a consent says of it. A wording that changes needs a new version; none may go.
SHOWN = {"1": "1:759edb55dcced4a8"}
FIRE = "Nấu cơm có phải trông lửa không?"


def agreeing(turn: Turn, **agreed: bool) -> Turn:
    return replace(turn, sender=Sender({Purpose(name): value for name, value in agreed.items()}))


def recorded(actions: list[Action]) -> dict[Purpose, bool]:
    return {each.purpose: each.given for each in actions if isinstance(each, RecordConsent)}


def labels(actions: list[Action]) -> list[str]:
    offers = [each for each in actions if isinstance(each, OfferChoices)]
    return [choice.label for choice in offers[-1].choices]


def test_every_wording_is_the_one_that_was_shown():
    assert {version: consent.wording(version) for version in texts.WORDINGS} == SHOWN


def test_the_first_answer_comes_with_one_line_and_asks_nothing(story: Story):
    story.says(FIRE)
    assert "cho phép" in story.bubbles[0]
    assert "1 ngày" in story.bubbles[0]
    assert story.conclusion.intent is not Intent.PRIVACY
    assert "cho phép" not in story.says(FIRE)


def test_who_was_in_danger_lately_is_not_asked(story: Story):
    story.says("chồng đang đánh tôi")
    assert "cho phép" not in "\n".join(story.bubbles)
    said = story.says(FIRE)
    assert "trợ lý tự động" in said
    assert "cho phép" not in said


def test_each_purpose_is_asked_for_itself(turn_of: TurnOf):
    actions = consent.handle(turn_of("cho phép"))
    assert Say(texts.ASKED) in actions
    assert labels(actions) == ["Cho nhớ lâu", "Cho tự báo cán bộ", "Cho gửi mẹo luật"]
    assert recorded(actions) == {}


def test_one_tap_allows_one_purpose(story: Story):
    story.says("cho phép")
    story.says("3")
    assert recorded(story.actions) == {Purpose.TIPS: True}
    (given,) = [each for each in story.actions if isinstance(each, RecordConsent)]
    assert given.wording == SHOWN["1"]
    assert not story.conversation.history


def test_allowing_history_is_remembered_with_the_talk(story: Story):
    story.says("cho phép")
    story.says("Cho nhớ lâu")
    assert story.conversation.history


def test_what_she_allows_can_be_taken_back_where_it_was_given(turn_of: TurnOf):
    actions = consent.handle(agreeing(turn_of("cho phép"), history=True, tips=False))
    assert labels(actions) == ["Thôi nhớ lâu", "Cho tự báo cán bộ", "Cho gửi mẹo luật"]


@pytest.mark.parametrize(
    "typed", ["RÚT ĐỒNG Ý", "rut dong y", "tôi rút lại đồng ý", "không đồng ý nữa"]
)
def test_taking_back_asks_which(turn_of: TurnOf, typed: str):
    actions = order.respond(agreeing(turn_of(typed), history=True))
    assert labels(actions) == ["Thôi nhớ lâu", "Rút hết", "Xóa dữ liệu"]
    assert recorded(actions) == {}


def test_taking_back_one_purpose_stops_it_and_gives_a_receipt(turn_of: TurnOf):
    talk = Conversation(greeted=True, history=True, question="hỏi")
    turn = turn_of("thôi nhớ lâu", conversation=talk)
    turn = replace(
        turn, sender=Sender({Purpose.HISTORY: True}, receipt=Receipt("DL-2026-0001", NOW, NOW))
    )
    actions = order.respond(turn)
    assert recorded(actions) == {Purpose.HISTORY: False}
    assert UseRight(Right.WITHDRAW) in actions
    assert Remember(replace(talk, history=False)) in actions
    assert any("DL-2026-0001" in each.text for each in actions if isinstance(each, Say))


def test_taking_everything_back_empties_the_talk_but_not_the_watch(turn_of: TurnOf):
    talk = Conversation(
        greeted=True,
        history=True,
        question="hỏi",
        later=("a",),
        severity=Severity.C2,
        danger_until=NOW,
    )
    actions = consent.handle(turn_of("rút hết", conversation=talk))
    assert recorded(actions) == dict.fromkeys(Purpose, False)
    kept = Conversation(greeted=True, severity=Severity.C2, danger_until=NOW)
    assert Remember(kept) in actions


@pytest.mark.parametrize("typed", [FIRE, "menu", "xin chào", "cảm ơn", "điều 9 luật hôn nhân"])
def test_who_took_everything_back_is_not_answered(turn_of: TurnOf, typed: str):
    actions = order.respond(agreeing(turn_of(typed), answers=False))
    assert actions[-1] == Conclude(Intent.PRIVACY)
    assert any("Chị đã rút đồng ý" in each.text for each in actions if isinstance(each, Say))


def test_danger_is_answered_all_the_same(turn_of: TurnOf):
    actions = order.respond(agreeing(turn_of("cứu với chồng đang đánh tôi"), answers=False))
    assert isinstance(actions[-1], Conclude)
    assert actions[-1].severity is Severity.C3


@pytest.mark.parametrize("typed", ["đồng ý", "cho trả lời", "Cho trả lời ạ"])
def test_one_word_and_she_is_answered_again(turn_of: TurnOf, typed: str):
    actions = order.respond(agreeing(turn_of(typed), answers=False))
    assert recorded(actions) == {Purpose.ANSWERS: True}


def test_a_person_of_whom_nothing_is_known_allows_and_refuses_nothing(turn_of: TurnOf):
    for purpose in Purpose:
        assert not consent.allows(turn_of("x"), purpose)
        assert not consent.refuses(turn_of("x"), purpose)


def test_the_greeting_tells_the_words(turn_of: TurnOf):
    actions = greeting.handle(turn_of("xin chào", conversation=Conversation()))
    text = next(each.text for each in actions if isinstance(each, Say))
    assert "“cho phép”" in text
