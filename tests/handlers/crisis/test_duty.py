"""When a report becomes a case without her consent, and what she is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from handlers import crisis
from handlers.actions import Basis, CaseNews, NoteCase, OpenCase, Remember, Say
from handlers.crisis import Assessment, Category, assess, duty, replies
from handlers.people import OwnCase, Presence, Staffing
from handlers.turn import CaseMark, Conversation, Severity
from tests.handlers.conftest import NOW

C1, C2, C3 = Severity.C1, Severity.C2, Severity.C3
TOLD = Conversation(
    greeted=True, severity=C3, danger_until=NOW + timedelta(hours=1), danger="DV",
    case=CaseMark.TOLD,
)  # fmt: skip


def said(actions):
    return [each.text for each in actions if isinstance(each, Say)]


def wishes(actions, kind):
    return [each for each in actions if isinstance(each, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("con gái 8 tuổi bị sờ chỗ kín", Basis.CHILD),
        ("bố đang đánh con, con sợ quá", Basis.CHILD),
        ("mẹ kế bỏ đói thằng bé", Basis.CHILD),
        ("con gái 12 tuổi bị dọa tung ảnh nóng", Basis.CHILD),
        ("cháu muốn chết, cháu học lớp 7", Basis.CHILD),
        ("chồng em đang đánh em", Basis.LIFE),
        ("em vừa uống thuốc sâu", Basis.LIFE),
        ("hàng xóm đang đánh vợ", Basis.LIFE),
        ("họ bắt em tiếp khách không cho về", Basis.LIFE),
        ("em vừa bị hiếp", Basis.LIFE),
        ("chồng em hay đánh em", None),
        ("em không muốn sống nữa", None),
        ("nó dọa tung ảnh nóng của em", None),
        ("con em bị bạn ở trường bắt nạt", None),
        ("em sợ về nhà", None),
        ("mẹ em đang co giật", None),
        ("làm khai sinh ở đâu", None),
        ("cứu", None),
        ("gạo", None),
    ],
)
def test_only_a_child_or_a_life_in_danger_opens_a_case_unasked(text, expected):
    assert duty.basis(assess(text)) is expected


def test_nothing_below_c2_ever_opens_a_case():
    for severity, category, flags in product((Severity.N, C1), Category, product((0, 1), repeat=2)):
        child, teller = map(bool, flags)
        found = Assessment(severity, category, child_teller=teller, child=child)
        assert duty.basis(found) is None


def test_a_grown_woman_at_c2_is_always_asked():
    for category in set(Category) - {Category.CHILD_SEXUAL_ABUSE, Category.CHILD_HARM}:
        assert duty.basis(Assessment(C2, category)) is None


@pytest.mark.parametrize("card", ["school", "own_anger"])
def test_quarrels_at_school_and_a_mothers_own_anger_are_no_abuse(card):
    found = Assessment(C2, Category.CHILD_HARM, child=True)
    assert duty.basis(found) is Basis.CHILD
    assert duty.basis(replace(found, card=card)) is None


def test_the_case_and_that_it_is_opened_come_right_after_the_card(turn_of):
    actions = crisis.handle(turn_of("chồng em đang đánh em"))
    assert wishes(actions, OpenCase) == [OpenCase(C3, "DV", Basis.LIFE)]
    assert said(actions)[1].startswith(replies.answer("told_life"))
    assert wishes(actions, Remember)[0].conversation.case is CaseMark.TOLD


@pytest.mark.parametrize(
    "text",
    ["họ bắt em tiếp khách không cho về", "chồng nhốt em trong nhà, khóa cửa không cho ra"],
)
def test_whoever_is_held_is_not_told_in_writing(turn_of, text):
    actions = crisis.handle(turn_of(text))
    assert wishes(actions, OpenCase)
    assert "cán bộ phụ trách" not in " ".join(said(actions))
    remembered = wishes(actions, Remember)[0].conversation
    assert remembered.case is CaseMark.UNTOLD
    corrected = crisis.handle(turn_of("tôi chỉ hỏi luật", conversation=remembered))
    assert said(corrected)[0] == replies.answer("corrected")


def test_whoever_tells_of_somebody_held_is_told():
    held = assess("chị gái em bị lừa sang Campuchia, họ giữ hộ chiếu không cho về")
    assert held.helper
    assert duty.tells(held)


def test_it_is_told_once_but_every_sign_is_reported(turn_of):
    actions = crisis.handle(turn_of("chồng em đang đánh em", conversation=TOLD))
    assert wishes(actions, OpenCase)
    assert len(said(actions)) == 1
    long_after = replace(TOLD, danger_until=NOW - timedelta(days=30))
    assert len(said(crisis.handle(turn_of("chồng em đang đánh em", conversation=long_after)))) == 3


def test_a_child_is_told_in_its_own_words(turn_of):
    actions = crisis.handle(turn_of("bố đang đánh con, con sợ quá"))
    assert said(actions)[1].startswith(replies.answer("told_child_teller"))


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("an toàn", CaseNews.SAFE),
        ("chưa", CaseNews.NOT_SAFE),
        ("Tôi đang gặp nguy hiểm", CaseNews.NOT_SAFE),
        ("không, cảm ơn", CaseNews.DECLINED),
        ("tôi chỉ hỏi luật", CaseNews.ONLY_LAW),
        ("tôi chỉ hỏi luật: ly hôn nộp đơn ở đâu", CaseNews.ONLY_LAW),
    ],
)
def test_what_she_says_after_it_is_noted_and_erases_nothing(turn_of, text, news):
    actions = crisis.handle(turn_of(text, conversation=TOLD))
    assert wishes(actions, NoteCase) == [NoteCase(news)]
    untouched = crisis.handle(turn_of(text, conversation=replace(TOLD, case=CaseMark.NONE)))
    assert wishes(untouched, NoteCase) == []


def test_only_law_says_that_the_case_stays(turn_of):
    actions = crisis.handle(turn_of("tôi chỉ hỏi luật", conversation=TOLD))
    assert said(actions)[0] == replies.answer("corrected_case")


def test_not_safe_now_is_danger_to_life(turn_of):
    asked = replace(TOLD, severity=C2, case=CaseMark.NONE)
    actions = crisis.handle(turn_of("chưa", conversation=asked))
    assert wishes(actions, OpenCase) == [OpenCase(C3, "DV", Basis.LIFE)]


@pytest.mark.parametrize("presence", list(Presence))
def test_off_hours_are_said_honestly_and_every_bubble_fits(turn_of, presence):
    staffing = Staffing(presence, back_at=NOW + timedelta(days=3))
    for text in ("chồng em đang đánh em", "con gái 8 tuổi bị sờ chỗ kín", "bố đang đánh con"):
        turn = replace(turn_of(text), staffing=staffing)
        bubbles = said(crisis.handle(turn))
        assert all(len(bubble) <= replies.LONGEST for bubble in bubbles)
        assert duty.presence(turn) in bubbles[1]


def test_where_nobody_is_there_it_is_said(turn_of):
    away = Staffing(Presence.AWAY, back_at=NOW + timedelta(days=3))
    turn = replace(turn_of("chồng em đang đánh em"), staffing=away)
    assert "không có cán bộ" in said(crisis.handle(turn))[1]


def test_nobody_is_said_to_have_been_reached_before_it_is_known():
    for words in replies.every_text().values():
        assert "đã báo cán bộ" not in words
    assert duty.standing(None) == replies.line("case_waiting")
    assert duty.standing(OwnCase(alerted=False, taken=False)) == replies.line("case_waiting")
    assert duty.standing(OwnCase(alerted=True, taken=False)) == replies.line("case_alerted")
    assert duty.standing(OwnCase(alerted=True, taken=True)) == replies.line("case_taken")
