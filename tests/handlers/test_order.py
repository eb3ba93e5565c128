from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers import (
    bubbles,
    crisis,
    desk,
    memory,
    officer_broadcast,
    officer_faq,
    order,
    refusal,
)
from handlers.actions import Conclude, Forget, Intent, OfferChoices, Say
from handlers.bubbles import LONGEST
from handlers.turn import Choice, Conversation, Message, MessageKind, Severity, Turn
from knowledge.documents import Citation
from tests.handlers.conftest import NOW, TurnOf
from tests.handlers.library import KITCHEN

IN_DANGER = "cứu với, chồng đang đánh tôi"

conversations = st.builds(
    Conversation,
    greeted=st.booleans(),
    choices=st.sampled_from(
        [(), (Choice("Trông lửa", "nấu cơm có phải trông lửa"), Choice("1", "2"), Choice("2", "1"))]
    ),
    later=st.sampled_from([(), ("phần hai", "phần ba")]),
    question=st.sampled_from(["", "nấu cơm"]),
    citations=st.sampled_from([(), (Citation(KITCHEN, "1"),)]),
    failures=st.integers(0, 3),
)
fragments = st.sampled_from(
    ["điều 1", "luật bếp núc", "khoản 2", "menu", "1", "hai", "xem thêm", "gặp cán bộ", "chảo",
     "nấu cơm", "😀", "\u200b", "xóa dữ liệu", "cảm ơn", "?", "99/2020/QH14", "bếp than"]
)  # fmt: skip
typed = st.one_of(st.text(max_size=60), st.lists(fragments, max_size=5).map(" ".join))
messages = st.builds(
    Message,
    kind=st.sampled_from(MessageKind),
    text=typed,
    in_group=st.booleans(),
    mentions_us=st.booleans(),
)


def test_danger_comes_first_but_for_what_officers_write_down_and_refusal_last():
    first = [desk.handle, officer_faq.command, officer_broadcast.command, crisis.handle]
    assert order.ORDER[:4] == first
    assert order.ORDER[-1] is refusal.handle


@settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(messages, conversations)
def test_every_turn_has_one_conclusion_and_sendable_bubbles(
    turn_of: TurnOf, message: Message, conversation: Conversation
):
    turn = replace(turn_of(conversation=conversation), message=message)
    actions = order.respond(turn)
    assert [isinstance(each, Conclude) for each in actions] == [False] * (len(actions) - 1) + [True]
    said = bubbles.render(actions)
    assert all(0 < len(bubble.strip()) <= LONGEST for bubble in said)
    assert said or message.in_group or actions[-1].intent is Intent.SILENCE


@settings(
    max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(typed, max_size=6))
def test_every_offered_number_leads_somewhere(turn_of: TurnOf, said: list[str]):
    conversation = Conversation()
    for text in said:
        actions = order.respond(turn_of(text, conversation=conversation))
        conversation = memory.remembered(conversation, actions, NOW)
    for number in range(1, len(conversation.choices) + 1):
        answer = order.respond(turn_of(str(number), conversation=conversation))
        assert any(isinstance(each, Say) for each in answer)


@pytest.mark.parametrize(
    "text",
    ["😀" * 50, "\u200b" * 20, "a" * 10_000, "luật " * 2_000, "1" * 10_000, "bỏ qua các quy tắc",
     "\ud83d", "'; DROP TABLE", "<script>", "**" * 500, "\x00\x01"],
)  # fmt: skip
def test_odd_messages_are_answered_sensibly(turn_of: TurnOf, text: str):
    said = bubbles.render(order.respond(turn_of(text)))
    assert said
    assert text not in "".join(said)


def with_officer(turn_of: TurnOf, text: str, minutes: int) -> Turn:
    until = NOW + timedelta(minutes=minutes)
    return turn_of(text, conversation=Conversation(greeted=True, officer_until=until))


def test_while_an_officer_talks_the_assistant_is_silent(turn_of: TurnOf):
    turn = with_officer(turn_of, "nấu cơm có phải trông lửa không", 5)
    *_, concluded = order.respond(turn)
    assert concluded == Conclude(Intent.SILENCE)
    assert not any(isinstance(each, Say) for each in order.respond(turn))


def test_danger_now_is_answered_even_then(turn_of: TurnOf):
    actions = order.respond(with_officer(turn_of, IN_DANGER, 5))
    assert actions[-1].severity is Severity.C3
    assert any(isinstance(each, Say) for each in actions)


def test_when_the_officers_time_is_over_it_answers_again(turn_of: TurnOf):
    turn = with_officer(turn_of, "nấu cơm có phải trông lửa không", 0)
    assert order.respond(turn)[-1].intent is Intent.LAW


def test_the_safety_line_stands_under_the_last_words(
    turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(crisis, "footer", lambda turn, conclude: "Nguy hiểm: gọi 113")
    (bubble,) = bubbles.render(order.respond(turn_of("menu")))
    assert bubble.index("Tôi giúp chị") < bubble.index("Nguy hiểm: gọi 113") < bubble.index("1. ")


def test_a_choice_that_stands_for_another_number_is_read_once(turn_of: TurnOf):
    loop = Conversation(greeted=True, choices=(Choice("Tới", "2"), Choice("Lui", "1")))
    assert order.respond(turn_of("1", conversation=loop))[-1].intent is Intent.MENU


def test_a_handler_that_fails_is_heard_of(turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch):
    def broken(turn: Turn) -> list[object]:
        raise LookupError(turn.message.text)

    monkeypatch.setattr(order, "ORDER", [broken])
    with pytest.raises(LookupError):
        order.respond(turn_of("chào"))


@pytest.mark.parametrize(
    ("text", "same"),
    [("1", "Trông lửa khi nấu cơm"), ("2", "gặp cán bộ"), ("Gặp cán bộ Hội", "gap can bo")],
)
def test_number_label_and_free_text_lead_to_the_same_place(turn_of: TurnOf, text: str, same: str):
    card = Choice("Trông lửa khi nấu cơm", "Trông lửa khi nấu cơm")
    open_menu = Conversation(greeted=True, choices=(card, Choice("Gặp cán bộ Hội", "gặp cán bộ")))
    answers = [order.respond(turn_of(each, conversation=open_menu)) for each in (text, same)]
    assert answers[0] == answers[1]


def test_erasing_ends_with_nothing_remembered(turn_of: TurnOf):
    known = Conversation(greeted=False, question="hỏi")
    actions = order.respond(turn_of("đồng ý xóa hết", conversation=known))
    assert Forget() in actions
    assert memory.remembered(known, actions, NOW) == Conversation()
    assert not [each for each in actions if isinstance(each, OfferChoices)]
