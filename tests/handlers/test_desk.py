"""What an officer types, and what it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers import desk, order
from handlers.actions import Intent, OfferChoices, OfficerAct, Say
from handlers.people import CaseInBrief, Desk, Sender
from handlers.turn import Severity

AT = datetime(2026, 11, 22, 14, 4, tzinfo=UTC)
FREE = CaseInBrief("V12", Severity.C3, "CSA", AT)
TAKEN = CaseInBrief("V9", Severity.C2, "DV", AT, taken_by="Chị Hoa")


@pytest.fixture
def typed(turn_of):
    def type_it(text, *cases, desk_of=None):
        officer = desk_of or Desk("Chị Lan", cases or (FREE,))
        return desk.handle(replace(turn_of(text), sender=Sender(desk=officer)))

    return type_it


def said(actions):
    return "\n".join(each.text for each in actions if isinstance(each, Say))


def act(actions):
    return next((each for each in actions if isinstance(each, OfficerAct)), None)


@pytest.mark.parametrize("text", ["nhận V12", "NHAN v12", "Nhận V 12.", "nhận việc V12", "nhận"])
def test_a_case_is_taken(typed, text):
    assert act(typed(text)) == OfficerAct(desk.TAKE, "V12")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xem V12", OfficerAct(desk.LOOK, "V12")),
        ("đã báo V12", OfficerAct(desk.NOTIFIED, "V12")),
        ("da bao v12", OfficerAct(desk.NOTIFIED, "V12")),
        ("thông báo V12", OfficerAct(desk.NOTICE, "V12")),
        ("xong V12: Đã đưa đi tạm lánh", OfficerAct(desk.CLOSE, "V12", "Đã đưa đi tạm lánh")),
        ("đóng V12 đã an toàn", OfficerAct(desk.CLOSE, "V12", "đã an toàn")),
        ("xong: đã an toàn", OfficerAct(desk.CLOSE, "V12", "đã an toàn")),
    ],
)
def test_each_command_does_its_act(typed, text, expected):
    assert act(typed(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "nhận con nuôi cần giấy tờ gì", "xem thêm", "thông báo thu hồi đất là gì", "xin chào",
        "đóng bảo hiểm ở đâu", "xong rồi cảm ơn", "việc làm thêm giờ",
    ],
)  # fmt: skip
def test_a_question_stays_a_question(typed, text):
    assert typed(text) == []


def test_whoever_is_no_officer_has_no_commands(turn_of):
    assert desk.handle(turn_of("nhận V12")) == []


def test_in_a_group_nothing_of_it_is_said(turn_of):
    turn = replace(turn_of("việc", in_group=True), sender=Sender(desk=Desk("Lan", (FREE,))))
    assert desk.handle(turn) == []


def test_who_has_a_case_is_said_and_nothing_is_done(typed):
    actions = typed("nhận V9", FREE, TAKEN)
    assert act(actions) is None
    assert "Chị Hoa" in said(actions)


def test_without_a_code_the_one_that_nobody_has_is_meant(typed):
    assert act(typed("nhận", FREE, TAKEN)) == OfficerAct(desk.TAKE, "V12")


def test_with_several_the_code_is_asked_for(typed):
    actions = typed("xem", FREE, TAKEN)
    assert act(actions) is None
    assert "V12, V9" in said(actions)


def test_a_code_of_nothing_open_is_said_to_be_so(typed):
    actions = typed("nhận V77")
    assert act(actions) is None
    assert "V77" in said(actions)


def test_without_work_the_words_mean_nothing_special(typed):
    assert typed("nhận", desk_of=Desk("Chị Lan")) == []


def test_the_list_shows_code_level_time_and_who_has_it_and_is_logged(typed):
    actions = typed("việc", FREE, TAKEN)
    words = said(actions)
    assert act(actions) == OfficerAct(desk.LIST, "V")
    assert "V12 · C3 · trẻ em · nhận lúc 21:04 ngày 22/11 · CHƯA AI NHẬN" in words
    assert "Chị Hoa đang giữ" in words
    assert said(typed("việc", desk_of=Desk("Chị Lan"))) == "Lúc này không có việc nào chờ chị."


def test_closing_asks_how_it_ended_and_each_choice_closes(typed):
    actions = typed("xong V12")
    assert act(actions) is None
    (offer,) = [each for each in actions if isinstance(each, OfferChoices)]
    for choice in offer.choices:
        assert act(typed(choice.says)) == OfficerAct(desk.CLOSE, "V12", choice.label)


def test_the_notice_names_the_law_the_time_and_no_person(typed):
    words = said(typed("thông báo V9", TAKEN))
    assert "khoản 2 Điều 20 Luật Phòng, chống bạo lực gia đình số 13/2022/QH15" in words
    assert "21 giờ 04, ngày 22/11/2026" in words
    assert "ĐÃ BÁO V9" in words


def test_where_no_article_is_known_none_is_named(typed):
    words = said(typed("thông báo V3", CaseInBrief("V3", Severity.C3, "SUI", AT)))
    assert "Căn cứ" not in words
    assert "cán bộ tư pháp" in words


def test_an_outcome_that_tells_of_danger_is_no_cry_for_help(turn_of):
    turn = replace(
        turn_of("xong V12: chồng đang cầm dao dọa giết, công an đã tới"),
        sender=Sender(desk=Desk("Chị Lan", (FREE,))),
    )
    actions = order.respond(turn)
    assert actions[-1].intent is Intent.OFFICER
    assert act(actions).act == desk.CLOSE


def test_an_officer_in_danger_is_a_person_in_danger(turn_of):
    turn = replace(turn_of("chồng em đang đánh em"), sender=Sender(desk=Desk("Lan", (FREE,))))
    assert order.respond(turn)[-1].intent is Intent.CRISIS
