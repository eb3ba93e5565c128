"""Consent before anything is sent, and the safe way to reach her."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import choice, crisis
from handlers.actions import (
    Basis,
    CallOfficer,
    CaseNews,
    NoteCase,
    OfferChoices,
    OpenCase,
    Remember,
    SafeContact,
    Say,
)
from handlers.crisis import replies
from handlers.crisis.contact import LONGEST, Told, told
from handlers.people import OwnCase, Sender
from handlers.turn import CaseMark, Conversation, Severity
from tests.handlers.conftest import NOW

WATCHED = Conversation(
    greeted=True, severity=Severity.C2, danger_until=NOW + timedelta(hours=1), danger="DV"
)
ASKED = replace(WATCHED, case=CaseMark.TOLD, contact_until=NOW + timedelta(hours=1))


def said(actions):
    return " ".join(each.text for each in actions if isinstance(each, Say))


def wishes(actions, kind):
    return [each for each in actions if isinstance(each, kind)]


@pytest.fixture
def offered(turn_of):
    """The conversation in which she is asked for her consent."""
    (offer,) = wishes(crisis.handle(turn_of("Gặp cán bộ Hội", conversation=WATCHED)), OfferChoices)
    return replace(WATCHED, choices=offer.choices)


@pytest.mark.parametrize("text", ["1", "Đồng ý", "dong y", "vâng ạ", "có"])
def test_agreement_opens_the_case_and_asks_for_a_safe_way(turn_of, offered, text):
    actions = crisis.handle(choice.heard(turn_of(text, conversation=offered)))
    assert wishes(actions, OpenCase) == [OpenCase(Severity.C2, "DV", Basis.CONSENT)]
    assert wishes(actions, NoteCase) == [NoteCase(CaseNews.AGREED)]
    assert replies.answer("contact") in said(actions)
    (remembered,) = wishes(actions, Remember)
    assert remembered.conversation.case is CaseMark.TOLD
    assert remembered.conversation.contact_until > NOW


@pytest.mark.parametrize("text", ["2", "Không", "khong", "thôi"])
def test_without_agreement_nothing_is_sent(turn_of, offered, text):
    actions = crisis.handle(choice.heard(turn_of(text, conversation=offered)))
    assert not wishes(actions, OpenCase | CallOfficer | SafeContact)
    assert said(actions) == replies.answer("no_thanks")


def test_yes_means_nothing_where_nothing_was_asked(turn_of):
    for text in ("có", "vâng", "đồng ý", "không", "bỏ qua"):
        assert crisis.handle(turn_of(text, conversation=WATCHED)) == []


def test_another_question_at_that_point_is_left_to_others(turn_of, offered):
    assert crisis.handle(turn_of("ly hôn nộp đơn ở đâu", conversation=offered)) == []


def test_unclear_distress_calls_an_officer_as_ever(turn_of):
    card = crisis.handle(turn_of("em sợ về nhà"))
    (offer,) = wishes(card, OfferChoices)
    after = Conversation(greeted=True, choices=offer.choices)
    actions = crisis.handle(turn_of("Gặp cán bộ Hội", conversation=after))
    assert wishes(actions, CallOfficer) == [CallOfficer("danger", Severity.N)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0912 345 678 buổi sáng", Told.WAY),
        ("0912.345.678", Told.WAY),
        ("+84 912 345 678", Told.WAY),
        ("nhắn zalo thôi đừng gọi", Told.WAY),
        ("nhan vao day sau 9h", Told.WAY),
        ("gọi lúc nào cũng được", Told.WAY),
        ("gọi cho chị gái tôi", Told.WAY),
        ("091234567", Told.WRONG_NUMBER),
        ("sdt 0912345678999", Told.WRONG_NUMBER),
        ("bỏ qua", Told.SKIPPED),
        ("không", Told.SKIPPED),
        ("khong a", Told.SKIPPED),
        ("ly hôn cần giấy tờ gì", Told.NOTHING),
        ("gọi công an có mất tiền không?", Told.NOTHING),
        ("nhận lương lúc nào", Told.NOTHING),
        ("xóa dữ liệu", Told.NOTHING),
        ("menu", Told.NOTHING),
        ("", Told.NOTHING),
    ],
)
def test_what_tells_how_to_reach_her(text, expected):
    assert told(text) is expected


def test_her_way_is_kept_and_never_said_back(turn_of):
    actions = crisis.handle(turn_of("0912 345 678 sau 9 giờ", conversation=ASKED))
    assert wishes(actions, SafeContact) == [SafeContact("0912 345 678 sau 9 giờ")]
    assert "0912" not in said(actions)
    assert wishes(actions, Remember)[0].conversation.contact_until is None


def test_what_is_kept_is_short(turn_of):
    actions = crisis.handle(turn_of("gọi 0912 345 678 " + "nhé " * 300, conversation=ASKED))
    assert len(wishes(actions, SafeContact)[0].words) == LONGEST


def test_a_number_that_cannot_be_one_is_asked_for_again(turn_of):
    actions = crisis.handle(turn_of("091234", conversation=ASKED))
    assert said(actions) == replies.answer("contact_wrong")
    assert wishes(actions, SafeContact | Remember) == []


def test_she_need_not_leave_any(turn_of):
    actions = crisis.handle(turn_of("không", conversation=ASKED))
    assert said(actions) == replies.answer("contact_skipped")
    assert wishes(actions, SafeContact) == []


def test_a_new_cry_for_help_is_still_one_and_the_number_is_kept(turn_of):
    text = "gọi 0912 345 678, chồng em đang cầm dao"
    actions = crisis.handle(turn_of(text, conversation=ASKED))
    assert "113" in said(actions)
    assert wishes(actions, OpenCase)
    assert wishes(actions, SafeContact) == [SafeContact(text)]


def test_a_question_of_law_is_answered_and_the_way_can_be_told_later(turn_of):
    assert crisis.handle(turn_of("ly hôn cần giấy tờ gì", conversation=ASKED)) == []


def test_after_a_day_a_number_is_a_number_again(turn_of):
    late = replace(ASKED, contact_until=NOW - timedelta(seconds=1))
    assert crisis.handle(turn_of("0912 345 678", conversation=late)) == []


def test_days_later_she_can_still_leave_or_change_it(turn_of):
    later = Conversation(greeted=True, case=CaseMark.TOLD)
    actions = crisis.handle(turn_of("đổi số", conversation=later))
    assert said(actions) == replies.answer("contact_again")
    assert wishes(actions, Remember)[0].conversation.contact_until > NOW
    assert crisis.handle(turn_of("đổi số", conversation=Conversation(greeted=True))) == []


@pytest.mark.parametrize(
    ("case", "line"),
    [
        (None, "case_waiting"),
        (OwnCase(alerted=True, taken=False), "case_alerted"),
        (OwnCase(alerted=True, taken=True), "case_taken"),
    ],
)
def test_how_far_it_is_is_said_only_as_far_as_it_is_known(turn_of, case, line):
    turn = replace(turn_of("0912 345 678", conversation=ASKED), sender=Sender(case=case))
    assert replies.line(line) in said(crisis.handle(turn))


def test_asking_again_while_a_case_is_open_asks_for_the_way_at_once(turn_of):
    turn = turn_of("gặp cán bộ", conversation=replace(ASKED, contact_until=None))
    known = replace(turn, sender=Sender(case=OwnCase(alerted=True, taken=False)))
    assert replies.answer("contact_again") in said(crisis.handle(known))
