"""What an officer types to make an FAQ, and what it means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers import officer_faq, order
from handlers.actions import Conclude, FaqWords, Intent, OfficerAct, Say
from handlers.memory import remembered
from handlers.people import Desk, Sender
from handlers.texts import officer_faq as texts
from handlers.turn import Conversation, Message, MessageKind

WRITER = Desk("Chị Lan", writes_faq=True)
APPROVER = Desk("Chị Hoa", writes_faq=True, approves_faq=True, faqs=(("F12", "Hội họp ở đâu?"),))
QUESTION, ANSWER = "Hội họp ở đâu?", "Hội họp ở nhà văn hóa khu phố."


@pytest.fixture
def talk(turn_of):
    """Several messages of one officer, one after the other; the actions of the last."""

    def say(*messages, desk=WRITER):
        known = Conversation(greeted=True)
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
    return [each for each in actions if isinstance(each, FaqWords | OfficerAct)]


def said(actions):
    return "\n".join(each.text for each in actions if isinstance(each, Say))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"#faq {QUESTION} | {ANSWER}", (QUESTION, ANSWER, "")),
        (f"#FAQ: {QUESTION}|{ANSWER}|Điều 2", (QUESTION, ANSWER, "Điều 2")),
        (f"#faq {QUESTION} {ANSWER}", (QUESTION, ANSWER, "")),
        (f"# faq\n{QUESTION}\n{ANSWER}\nMời chị dự.", (QUESTION, f"{ANSWER}\nMời chị dự.", "")),
        (f"#faq\n{QUESTION}\n{ANSWER}\nCăn cứ: Điều 2", (QUESTION, ANSWER, "Điều 2")),
        (f"#faq\nHỏi: {QUESTION}\nĐáp: {ANSWER}\nCăn cứ: Đ2", (QUESTION, ANSWER, "Đ2")),
    ],
)
def test_one_message(talk, text, expected):
    assert wishes(talk(text)) == [FaqWords(*expected)]


def test_step_by_step(talk):
    steps = ("#faq", QUESTION, ANSWER)

    assert texts.ASK_QUESTION in said(talk("#faq"))
    assert said(talk(*steps[:2])) == texts.ASK_ANSWER
    assert said(talk(*steps)) == texts.ASK_BASIS
    assert wishes(talk(*steps, "không")) == [FaqWords(QUESTION, ANSWER, "không")]


def test_a_question_alone_is_asked_on_about(talk):
    assert said(talk(f"#faq {QUESTION}")) == texts.ASK_ANSWER
    assert wishes(talk(f"#faq {QUESTION}", ANSWER, "không"))[0].question == QUESTION


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", OfficerAct("confirm", "F")),
        ("Đăng", OfficerAct("confirm", "F")),
        ("hủy", OfficerAct("cancel", "F")),
        ("#faq hoàn tác", OfficerAct("undo", "F")),
        ("#faq H5", OfficerAct("of_handover", "F", "H5")),
        ("#faq f12", OfficerAct("look", "F12")),
    ],
)
def test_after_the_preview(talk, text, expected):
    assert wishes(talk(f"#faq {QUESTION} | {ANSWER}", text)) == [expected]


def test_one_part_is_written_anew(talk):
    asked = talk(f"#faq {QUESTION} | {ANSWER}", "sửa")
    assert texts.WHICH_PART in said(asked)

    done = talk(f"#faq {QUESTION} | {ANSWER}", "2", "2", "Câu trả lời mới, dài hơn.")

    assert wishes(done) == [FaqWords(answer="Câu trả lời mới, dài hơn.", fresh=False)]


def test_a_file_is_read(talk):
    actions = talk(Message(MessageKind.FILE))

    assert wishes(actions) == [OfficerAct("file", "F")]
    assert said(actions) == texts.READING_FILE


def test_giving_up_half_way(talk):
    assert wishes(talk("#faq", QUESTION, "thôi")) == [OfficerAct("cancel", "F")]
    assert not wishes(talk("#faq", QUESTION, "thôi", ANSWER))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("duyệt F12", OfficerAct("approve", "F12")),
        ("DUYET f12", OfficerAct("approve", "F12")),
        ("duyệt", OfficerAct("approve", "F12")),
        ("trả lại F12: ghi rõ giờ họp", OfficerAct("send_back", "F12", "ghi rõ giờ họp")),
        ("xem F12", OfficerAct("look", "F12")),
    ],
)
def test_whoever_approves(talk, text, expected):
    assert wishes(talk(text, desk=APPROVER)) == [expected]


def test_who_may_not_approve_is_told(talk):
    actions = talk("duyệt F12")

    assert not wishes(actions)
    assert said(actions) == texts.NOT_APPROVER


def test_what_waits_for_approval_is_among_the_work(talk):
    assert "F12" in said(talk("việc", desk=APPROVER))


def test_danger_in_a_step_goes_first(talk):
    actions = talk("#faq", "chồng đang cầm dao đòi giết tôi")

    assert actions[-1].intent is Intent.CRISIS
    assert texts.DANGER_FIRST in said(actions)


def test_danger_may_be_what_an_faq_is_about(talk):
    text = "#faq Chồng đánh tôi thì gọi ai? | Gọi ngay 113, rồi báo cho Hội phường."

    assert wishes(talk(text))[0].question == "Chồng đánh tôi thì gọi ai?"


@pytest.mark.parametrize("text", ["#faq", f"#faq {QUESTION} | {ANSWER}", "duyệt F12"])
@pytest.mark.parametrize("desk", [None, Desk("Chị Mai")])
def test_for_everybody_else_they_are_words(talk, text, desk):
    actions = talk(text, desk=desk)

    assert not wishes(actions)
    assert next(each for each in actions if isinstance(each, Conclude))


def test_in_a_group_nobody_writes_faqs(talk):
    assert not wishes(talk(Message(MessageKind.TEXT, f"#faq {QUESTION} | {ANSWER}", in_group=True)))


def test_a_step_waits_only_so_long(talk, turn_of):
    late = turn_of("").now + officer_faq.PATIENCE
    turn = replace(turn_of(QUESTION), sender=Sender(desk=WRITER))
    form = officer_faq._form(turn, officer_faq.QUESTION)
    known = replace(turn.conversation, faq=form)

    assert officer_faq.handle(replace(turn, conversation=known)) != []
    assert officer_faq.handle(replace(turn, conversation=known, now=late)) == []
