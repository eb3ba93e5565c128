"""The assistant and an officer never talk at once, and she always knows who does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers import memory, officer, order, takeover
from handlers.actions import (
    Action,
    AddQuestion,
    CallOfficer,
    Conclude,
    Intent,
    OfferChoices,
    ResumeAssistant,
    Say,
    WarnOfficer,
)
from handlers.answer import OFFICER
from handlers.people import Purpose, Sender, Staffing
from handlers.texts import handover
from handlers.turn import Choice, Conversation, Severity, Turn
from tests.handlers.conftest import TurnOf
from tests.handlers.story import Story

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = timedelta(hours=1)


def spoken(actions: list[Action]) -> str:
    return "\n".join(each.text for each in actions if isinstance(each, Say))


def paused(turn: Turn, **more: object) -> Turn:
    talked_to = replace(turn.conversation, officer_until=turn.now + LATER, **more)
    return replace(turn, conversation=talked_to)


def test_while_an_officer_talks_her_words_are_for_the_officer(turn_of: TurnOf) -> None:
    actions = order.respond(paused(turn_of("nồi cơm là gì")))
    assert actions == [AddQuestion("nồi cơm là gì"), Conclude(Intent.SILENCE)]


@pytest.mark.parametrize("typed", ["TRỢ LÝ", "tro ly", "gọi trợ lý với", "Trợ lý ơi"])
def test_she_can_call_the_assistant_back(turn_of: TurnOf, typed: str) -> None:
    turn = paused(turn_of(typed))
    actions = order.respond(turn)
    assert handover.RESUMED in spoken(actions)
    assert ResumeAssistant(turn.now + LATER) in actions
    assert memory.remembered(turn.conversation, actions, turn.now).officer_until is None


def test_the_assistant_that_never_went_says_that_it_is_here(turn_of: TurnOf) -> None:
    assert handover.HERE in spoken(order.respond(turn_of("trợ lý")))


def test_danger_and_rights_are_heard_while_an_officer_talks(turn_of: TurnOf) -> None:
    danger = order.respond(paused(turn_of("cứu tôi với, nó đang cầm dao đuổi tôi")))
    assert "113" in spoken(danger)
    erased = order.respond(paused(turn_of("xóa dữ liệu")))
    assert Conclude(Intent.PRIVACY) in erased


def test_after_a_card_for_danger_her_choice_is_heard(turn_of: TurnOf) -> None:
    card = order.respond(paused(turn_of("cứu tôi với, nó đang cầm dao đuổi tôi")))
    turn = turn_of("1")
    after = memory.remembered(paused(turn).conversation, card, turn.now)
    assert after.officer_until is not None
    assert spoken(order.respond(replace(turn, conversation=after)))


def test_words_of_danger_are_not_kept_for_anybody(turn_of: TurnOf) -> None:
    silenced = order.respond(paused(turn_of("chồng tôi hay đánh tôi")))
    assert not any(isinstance(each, AddQuestion) for each in silenced)
    before = paused(turn_of("nồi cơm là gì"), severity=Severity.C2)
    assert not any(isinstance(each, AddQuestion) for each in order.respond(before))


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("chồng tôi hay đánh tôi", True),
        ("cứu tôi với, nó đang cầm dao đuổi tôi", True),
        ("em sợ về nhà", True),
        ("nồi cơm là gì", False),
        ("xóa dữ liệu", False),
    ],
)
def test_the_officer_who_talks_learns_that_there_is_danger(
    turn_of: TurnOf, text: str, warned: bool
) -> None:
    assert (WarnOfficer() in order.respond(paused(turn_of(text)))) is warned
    assert WarnOfficer() not in order.respond(turn_of(text))


def test_when_the_officer_has_done_the_assistant_says_so_once(turn_of: TurnOf) -> None:
    turn = turn_of("nồi cơm là gì")
    over = replace(turn.conversation, officer_until=turn.now - LATER, officer_asked=True)
    actions = order.respond(replace(turn, conversation=over))
    assert spoken(actions).count(handover.BACK) == 1
    assert handover.STILL_STANDS not in spoken(actions)
    assert ResumeAssistant(turn.now - LATER) in actions
    after = memory.remembered(over, actions, turn.now)
    again = order.respond(replace(turn, conversation=after))
    assert handover.BACK not in spoken(again)


def test_a_request_that_stands_is_said_once_and_the_assistant_answers(story: Story) -> None:
    called = story.says("gặp cán bộ")
    assert "tôi vẫn trả lời" in called
    assert "TRỢ LÝ" in called
    answered = story.says("nồi cơm là gì")
    assert handover.STILL_STANDS in answered
    assert AddQuestion("nồi cơm là gì") in story.actions
    assert "nồi cơm" in answered.lower()
    assert handover.STILL_STANDS not in story.says("nồi cơm là gì")


def test_the_question_goes_to_the_officer_and_nothing_after_danger(turn_of: TurnOf) -> None:
    turn = turn_of("gặp cán bộ")
    asked = replace(turn, conversation=replace(turn.conversation, question="nồi cơm là gì"))
    assert CallOfficer("asked", question="nồi cơm là gì") in order.respond(asked)
    grave = replace(asked.conversation, severity=Severity.C2, danger_until=turn.now + LATER)
    assert handover.KEPT in spoken(officer.handle(asked))
    assert handover.TELL_MORE in spoken(officer.handle(turn))
    actions = officer.handle(replace(asked, conversation=grave))
    assert CallOfficer("asked") in actions
    assert handover.NOTHING_KEPT in spoken(actions)


# -- Two unsure answers in a row --

CANDIDATES: list[Action] = [
    Say("Chị hỏi điều nào?"),
    OfferChoices((Choice("a", "a"), OFFICER)),
    Conclude(Intent.LAW, 0.3),
]
WANTED = Staffing(called_when_unsure=True)
AGREED = Sender(consents={Purpose.OFFICER: True})


def test_a_second_unsure_answer_offers_the_officer_first(turn_of: TurnOf) -> None:
    turn = turn_of("nồi")
    first = takeover.noticed(turn, CANDIDATES)
    after = memory.remembered(turn.conversation, first, turn.now)
    assert after.failures == 1
    second = takeover.noticed(replace(turn, conversation=after), CANDIDATES)
    (offered,) = [each for each in second if isinstance(each, OfferChoices)]
    assert offered.choices[0] == OFFICER
    assert not any(isinstance(each, CallOfficer) for each in second)


def test_where_the_ward_and_she_want_it_the_officer_is_called(turn_of: TurnOf) -> None:
    turn = replace(turn_of("nồi"), staffing=WANTED, sender=AGREED)
    unsure = replace(turn, conversation=replace(turn.conversation, failures=1))
    actions = takeover.noticed(unsure, CANDIDATES)
    assert CallOfficer("unsure", question="nồi") in actions
    assert "chuyển câu hỏi này cho cán bộ" in spoken(actions)
    after = memory.remembered(unsure.conversation, actions, turn.now)
    assert (after.failures, after.officer_asked) == (0, True)


@pytest.mark.parametrize(
    ("staffing", "sender", "before"),
    [
        (Staffing(), AGREED, Conversation(failures=1)),
        (WANTED, Sender(), Conversation(failures=1)),
        (WANTED, Sender(consents={Purpose.OFFICER: False}), Conversation(failures=1)),
        (WANTED, AGREED, Conversation()),
        (WANTED, AGREED, Conversation(failures=1, officer_asked=True)),
        (WANTED, AGREED, Conversation(failures=1, severity=Severity.C2)),
    ],
)
def test_else_no_officer_is_called(
    turn_of: TurnOf, staffing: Staffing, sender: Sender, before: Conversation
) -> None:
    turn = replace(turn_of("nồi"), staffing=staffing, sender=sender, conversation=before)
    actions = takeover.noticed(turn, CANDIDATES)
    assert not any(isinstance(each, CallOfficer) for each in actions)


def test_two_questions_without_an_answer_count_too(story: Story) -> None:
    story.says("xyzzy plugh")
    assert story.labels[0] != OFFICER.label
    story.says("plugh xyzzy")
    assert story.labels[0] == OFFICER.label
