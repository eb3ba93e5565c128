"""What an officer types to prepare a broadcast, and what it means."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import officer_broadcast, order
from handlers.actions import BroadcastWords, Intent, OfficerAct, Say
from handlers.memory import remembered
from handlers.officer_broadcast import UNDO_FOR
from handlers.people import Desk, Sender
from handlers.texts import officer_broadcast as texts
from handlers.texts import send_time as times
from handlers.tip_choice import found_tips, tips
from handlers.turn import BroadcastForm, Choice, Conversation, Message, MessageKind

WRITER = Desk("Chị Lan", writes_broadcast=True)
APPROVER = Desk(
    "Chị Hoa", writes_broadcast=True, approves_broadcast=True, broadcasts=(("T5", "Việc nhà"),)
)
WORDS = "Hội mời chị em họp lúc 8 giờ ngày 05/12."


@pytest.fixture
def talk(turn_of):
    """Several messages of one officer, one after the other; the actions of the last."""

    def say(*messages, desk=WRITER, known=None):
        known = known or Conversation(greeted=True)
        for each in messages:
            message = each if isinstance(each, Message) else Message(MessageKind.TEXT, each)
            turn = replace(
                turn_of(""), message=message, conversation=known, sender=Sender(desk=desk)
            )
            actions = order.respond(turn)
            known = remembered(known, actions, turn.now)
        return actions

    return say


def wishes(actions):
    return [each for each in actions if isinstance(each, BroadcastWords | OfficerAct)]


def said(actions):
    return "\n".join(each.text for each in actions if isinstance(each, Say))


def test_words_an_audience_a_preview_and_yes(talk):
    steps = (f"#tin {WORDS}", "1")
    assert "1. Mọi người đã đăng ký nhận tin" in said(talk(steps[0]))
    (shown,) = wishes(talk(*steps))
    assert (shown.text, shown.audience, shown.at, shown.confirmed) == (
        WORDS, "everybody", None, False,
    )  # fmt: skip
    (confirmed,) = wishes(talk(*steps, "1"))
    assert confirmed == replace(shown, confirmed=True)


@pytest.mark.parametrize(
    ("typed", "audience"),
    [("2", "groups"), ("mọi nhóm", "groups"), ("Mọi người", "everybody"), ("trẻ em", "trẻ em")],
)
def test_the_audience_by_number_or_word(talk, typed, audience):
    assert wishes(talk(f"#tin {WORDS}", typed))[0].audience == audience


def test_step_by_step(talk):
    assert texts.ASK_TEXT in said(talk("#tin"))
    assert wishes(talk("#tin", WORDS, "1"))[0].text == WORDS


def test_a_tip_by_number_by_words_and_its_own_topic_first(talk):
    first = tips()[0]
    assert texts.of_topic(first.topic) in said(talk("#tin mẹo 1"))
    (shown,) = wishes(talk("#tin mẹo 1", "1"))
    assert (shown.tip, shown.audience, shown.text) == (first.id, first.topic, "")
    assert found_tips(first.text) == [first]
    assert "1. " in said(talk("#tin mẹo"))
    assert wishes(talk("#tin mẹo", "1", "1"))[0].tip == first.id
    assert said(talk("#tin mẹo xyzt")) == texts.NO_SUCH_TIP
    assert said(talk("#tin mẹo 999")) == texts.NO_SUCH_TIP


def test_the_hour_is_told_after_the_preview(talk):
    (shown,) = wishes(talk(f"#tin {WORDS}", "1", "8h sáng mai"))
    assert shown.at is not None
    assert not shown.confirmed
    assert wishes(talk(f"#tin {WORDS}", "1", "8h sáng mai", "1"))[0].at == shown.at
    assert wishes(talk(f"#tin {WORDS}", "1", "8h sáng mai", "ngay", "1"))[0].at is None
    unclear = talk(f"#tin {WORDS}", "1", "3h mai")
    assert said(unclear) == times.morning_or_afternoon(3)
    assert wishes(talk(f"#tin {WORDS}", "1", "3h mai", "3h chiều mai"))[0].at is not None


def test_other_words_keep_audience_and_hour(talk):
    (shown,) = wishes(talk(f"#tin {WORDS}", "2", "thứ 7 8:00", "2", "Lời mới."))
    assert (shown.text, shown.audience) == ("Lời mới.", "groups")
    assert shown.at is not None


@pytest.mark.parametrize("word", ["0", "hủy", "#tin hủy"])
@pytest.mark.parametrize("steps", [(f"#tin {WORDS}",), (f"#tin {WORDS}", "1"), ("#tin",)])
def test_giving_up_at_any_step(talk, steps, word):
    assert said(talk(*steps, word)) == texts.GIVEN_UP
    assert not wishes(talk(*steps, word, "1"))


@pytest.mark.parametrize("word", ["0", "hủy", "#tin hoàn tác", "#tin hủy"])
def test_taken_back_after_yes(talk, word):
    (confirmed,) = wishes(talk(f"#tin {WORDS}", "1", "1"))
    expected = OfficerAct("undo", "T", confirmed.begun.isoformat())
    assert wishes(talk(f"#tin {WORDS}", "1", "1", word)) == [expected]
    assert not wishes(talk(f"#tin {WORDS}", "1", "1", word, "0"))


def test_after_a_yes_that_was_refused_the_preview_still_waits(talk):
    steps, refused = (f"#tin {WORDS}", "1", "1"), replace(WRITER, refused=True)
    (shown,) = wishes(talk(*steps, "8h sáng mai", desk=refused))
    assert not shown.confirmed
    assert shown.at is not None
    assert wishes(talk(*steps, "8h sáng mai", "1", desk=refused)) == [
        replace(shown, confirmed=True)
    ]
    assert said(talk(*steps, "2", desk=refused)) == texts.ASK_NEW_TEXT
    assert wishes(talk(*steps, "2", "Lời mới.", desk=refused))[0].text == "Lời mới."
    assert wishes(talk(*steps, "1", desk=refused))[0].confirmed
    assert said(talk(*steps, "0", desk=refused)) == texts.GIVEN_UP
    assert said(talk(*steps, "#tin hoàn tác", desk=refused)) == texts.NOTHING_TO_UNDO
    assert not wishes(talk(*steps, "cảm ơn", "1", desk=refused))
    assert wishes(talk(*steps, "cảm ơn", "#tin gửi", desk=refused))[0].confirmed


def test_a_yes_that_was_refused_waits_no_longer_than_any_step(turn_of):
    form = BroadcastForm(
        "undo", turn_of("").now + UNDO_FOR, turn_of("").now, WORDS, audience="groups"
    )
    known = Conversation(greeted=True, broadcast=form)
    sender = Sender(desk=replace(WRITER, refused=True))
    for minutes, taken in ((29, True), (31, False)):
        turn = replace(turn_of("1"), conversation=known, sender=sender)
        turn = replace(turn, now=turn.now + timedelta(minutes=minutes))
        assert bool(wishes(order.respond(turn))) is taken


def test_who_goes_on_with_something_else_confirms_nothing_by_a_number(talk):
    assert not wishes(talk(f"#tin {WORDS}", "1", "cảm ơn", "1"))
    assert wishes(talk(f"#tin {WORDS}", "1", "cảm ơn", "#tin gửi"))[0].confirmed
    assert wishes(talk(f"#tin {WORDS}", "cảm ơn", "#tin tiếp", "1"))[0].audience == "everybody"
    assert not wishes(talk(f"#tin {WORDS}", "1", "1", "cảm ơn", "0"))
    assert wishes(talk(f"#tin {WORDS}", "1", "1", "cảm ơn", "#tin hoàn tác"))[0].act == "undo"


def test_a_choice_offered_before_is_not_meant_by_her_number(talk):
    known = Conversation(greeted=True, choices=(Choice("Ly hôn", "ly hôn"),))
    assert wishes(talk(f"#tin {WORDS}", "1", known=known))[0].audience == "everybody"


def test_danger_in_a_step_goes_first_and_may_be_what_a_broadcast_is_about(talk):
    actions = talk("#tin", "chồng đang cầm dao đòi giết tôi")
    assert actions[-1].intent is Intent.CRISIS
    assert texts.DANGER_FIRST in said(actions)
    about = "Bị chồng đánh, chị gọi 113 hoặc nhắn cho Hội."
    assert wishes(talk(f"#tin {about}", "1"))[0].text == about


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("duyệt T5", OfficerAct("approve", "T5")),
        ("DUYET t5", OfficerAct("approve", "T5")),
        ("duyệt", OfficerAct("approve", "T5")),
        ("trả lại T5: ghi rõ giờ", OfficerAct("send_back", "T5", "ghi rõ giờ")),
        ("xem T5", OfficerAct("look", "T5")),
        ("#tin t5", OfficerAct("look", "T5")),
        ("hủy T5", OfficerAct("cancel", "T5")),
        ("tạm dừng T5", OfficerAct("pause", "T5")),
        ("gửi tiếp T5", OfficerAct("resume", "T5")),
    ],
)
def test_whoever_approves(talk, text, expected):
    assert wishes(talk(text, desk=APPROVER)) == [expected]


def test_an_hour_behind_the_code(talk):
    (act,) = wishes(talk("duyệt T5 8h sáng mai", desk=APPROVER))
    assert (act.code, act.text[11:16]) == ("T5", "01:00")
    assert not wishes(talk("duyệt T5 lúc nào cũng được", desk=APPROVER))


def test_one_means_what_she_was_just_asked_about(talk):
    asked = replace(APPROVER, asked="T5")
    assert wishes(talk("1", desk=asked)) == [OfficerAct("approve", "T5")]
    assert wishes(talk("1", desk=APPROVER)) == []
    own = talk(f"#tin {WORDS}", "1", desk=asked)
    assert isinstance(wishes(own)[0], BroadcastWords)


def test_who_may_not_is_told_so(talk):
    assert said(talk("duyệt T5")) == texts.NOT_APPROVER
    for text in ("#tin", f"#tin {WORDS}", "xem T5"):
        assert said(talk(text, desk=Desk("Chị Mai"))) == texts.NO_PERMISSION


@pytest.mark.parametrize("text", ["#tin", f"#tin {WORDS}", "duyệt T5"])
def test_for_everybody_else_they_are_words(talk, text):
    assert not wishes(talk(text, desk=None))
    assert said(talk(text, desk=None)) != texts.NO_PERMISSION


def test_in_a_group_nobody_writes_broadcasts(talk):
    assert not wishes(talk(Message(MessageKind.TEXT, f"#tin {WORDS}", in_group=True), "1"))


def test_what_waits_is_among_the_work(talk):
    assert "T5" in said(talk("việc", desk=APPROVER))


def test_a_step_waits_only_so_long(turn_of):
    turn = replace(turn_of("1"), sender=Sender(desk=WRITER))
    form = replace(officer_broadcast._new(turn), asked="confirm", audience="everybody")
    known = replace(turn.conversation, broadcast=form)
    assert officer_broadcast.handle(replace(turn, conversation=known)) != []
    late = replace(turn, conversation=known, now=form.until + timedelta(seconds=1))
    assert officer_broadcast.handle(late) == []
