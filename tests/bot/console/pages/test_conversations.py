"""The inbox of handed-over conversations, and what officers do there."""

from __future__ import annotations

import re
from datetime import timedelta

from werkzeug.test import TestResponse

from bot import keys
from bot.console.clocks import sentence
from bot.console.pages.conversations import SENT, room_for
from bot.console.talks import reason
from bot.conversation import ConversationStore
from bot.staff.roster import Officer
from bot.store.faq_models import FaqState
from bot.store.faqs import FaqRepository
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from handlers.texts import handover as said
from handlers.texts import officer_desk
from handlers.turn import Conversation
from tests.bot.console.desk import HIEN, QUESTION, Desk, ZaloAway
from tests.bot.console.office import OA, Office, Visitor

ANSWER = "Chị mang căn cước của hai người tới Ủy ban nhân dân phường nhé."
INBOX, FIRST = "/console/hoi-thoai", "/console/hoi-thoai/H1"
OFFICER = "Chị Officer"
WEEK = timedelta(days=7, minutes=1)


def token_in(page: str) -> str:
    found = re.search(r'name="token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def answers(
    visitor: Visitor, words: str = ANSWER, token: str = "t1", act: str = "send"
) -> TestResponse:
    return visitor.send(
        f"{FIRST}/tra-loi", {"words": words, "token": token, "act": act}, follow_redirects=True
    )


# -- The inbox --


def test_an_empty_inbox_says_so(lan: Visitor) -> None:
    assert "Không có ai đang chờ" in lan.get(INBOX).text


def test_what_waits_is_listed_without_a_word_of_hers(lan: Visitor, desk: Desk) -> None:
    desk.waits(topic="kết hôn")
    desk.waits("u2", answer_in=-timedelta(hours=2), wrote=timedelta(days=3))
    page = lan.get(INBOX).text
    assert re.findall(r'id="talk-(H\d)"', page) == ["H2", "H1"]
    assert "Kết hôn" in page
    assert "quá hạn 2 giờ" in page
    assert "hết 48 giờ miễn phí" in page
    assert QUESTION not in page
    assert HIEN not in page


def test_the_tabs_and_the_search_narrow_it(lan: Visitor, hoa: Visitor, desk: Desk) -> None:
    desk.waits(topic="kết hôn")
    desk.waits("u2", topic="ly hôn")
    desk.waits("u3")
    lan.send(f"{INBOX}/H2/nhan")
    hoa.send(f"{INBOX}/H3/dong")
    shown = {
        query: re.findall(r'id="talk-(H\d)"', lan.get(f"{INBOX}?{query}").text)
        for query in (
            "xem=cua-toi", "xem=da-dong", "xem=dang-mo", "xem=dang-mo&chu-de=ly+hôn",
            "xem=da-dong&ngay=1999-01-01", "xem=khong-co",
        )
    }  # fmt: skip
    assert shown == {
        "xem=cua-toi": ["H2"],
        "xem=da-dong": ["H3"],
        "xem=dang-mo": ["H1", "H2"],
        "xem=dang-mo&chu-de=ly+hôn": ["H2"],
        "xem=da-dong&ngay=1999-01-01": [],
        "xem=khong-co": ["H1", "H2"],
    }
    assert "Chị chọn ngày" in lan.get(f"{INBOX}?ngay=hôm-qua").text
    assert lan.get(f"{INBOX}?ma=h2").location == f"{INBOX}/H2"


def test_a_long_inbox_goes_on_behind_its_last(lan: Visitor, desk: Desk) -> None:
    for index in range(27):
        desk.waits(f"u{index}", "", answer_in=timedelta(hours=1 + index))
    first = lan.get(INBOX).text
    assert first.count('id="talk-') == 25
    following = re.search(r'href="([^"]+sau=\d+)" rel="next"', first)
    assert following
    assert re.findall(r'id="talk-(H\d+)"', lan.get(following[1]).text) == ["H26", "H27"]


def test_the_part_that_renews_itself_keeps_no_session_alive(lan: Visitor, desk: Desk) -> None:
    desk.waits()
    whole, part = lan.get(INBOX), lan.get(f"{INBOX}/danh-sach")
    assert "Set-Cookie" in whole.headers
    assert "Set-Cookie" not in part.headers
    assert "<html" not in part.text
    assert "talk-H1" in part.text


def test_no_address_of_a_page_can_be_made_to_fail(lan: Visitor, desk: Desk) -> None:
    desk.waits()
    for query in ("endpoint=x", "_external=1&_anchor=y", "sau=abc", "can-bo=abc", "sau=999"):
        assert lan.get(f"{INBOX}?{query}").status_code == 200
    for code in ("H0", "H99", "Hx", "H" + "9" * 30, "V1", "%00"):
        assert lan.get(f"{INBOX}/{code}").status_code == 404


# -- A conversation --


def test_it_shows_what_she_needs_to_answer_and_the_look_is_written_down(
    lan: Visitor, desk: Desk, office: Office
) -> None:
    desk.waits(topic="kết hôn")
    conversations = ConversationStore(office.parts.redis, timedelta(days=1))
    conversations.save(keys.mailbox_name(OA, HIEN), Conversation(address="bác"))
    page = lan.get(FIRST).text
    assert QUESTION in page
    assert "Kết hôn" in page
    assert "“bác”" in page
    assert "miễn phí đến" in page
    assert "handover_shown" in desk.acts()
    assert HIEN not in page


def test_who_is_not_listed_as_an_officer_reads_nothing(
    office: Office, desk: Desk, lan: Visitor
) -> None:
    desk.waits()
    RosterRepository(office.database).remove_officer(OA, "officer@hoi.vn")
    for refused in (lan.get(FIRST), lan.get(f"{FIRST}/cau-hoi"), lan.send(f"{FIRST}/nhan")):
        assert refused.status_code == 403
        assert QUESTION not in refused.text
    assert desk.handovers.get(OA, 1).taken_at is None


def test_of_danger_nothing_is_shown_but_where_to_go(
    office: Office, lan: Visitor, hoa: Visitor, desk: Desk
) -> None:
    desk.waits(reason="danger", severity="C3", question="")
    desk.case()
    assert "/console/vu-viec/V1" in lan.get(FIRST).text
    colleague = hoa.get(FIRST).text
    assert "/vu-viec/V1" not in colleague
    assert f"Cán bộ phụ trách việc khẩn: {OFFICER}" in colleague


# -- Answering --


def test_her_answer_arrives_and_the_assistant_is_silent(
    lan: Visitor, desk: Desk, zalo: ZaloAway, office: Office
) -> None:
    desk.waits()
    page = answers(lan)
    assert SENT in page.text
    assert zalo.on() == [said.from_officer(OFFICER, ANSWER)]
    assert "đã gửi" in page.text
    taken = desk.handovers.get(OA, 1)
    assert taken.taken_by == office.officers[Role.OFFICER].id
    known = ConversationStore(office.parts.redis, timedelta(days=1)).load(f"{OA}:u:{HIEN}")
    assert known.officer_until is not None


def test_a_form_that_is_sent_twice_sends_once_and_other_words_are_another_answer(
    lan: Visitor, desk: Desk, zalo: ZaloAway
) -> None:
    desk.waits()
    token = token_in(lan.get(FIRST).text)
    for _ in range(3):
        answers(lan, token=token)
    assert len(zalo.on()) == 1
    answers(lan, "Nhớ mang thêm giấy khai sinh.", token)
    assert len(zalo.on()) == 2
    answers(lan, token=token_in(lan.get(FIRST).text))
    assert len(zalo.on()) == 3


def test_past_the_window_her_words_are_kept_and_she_is_told_before(
    lan: Visitor, desk: Desk, zalo: ZaloAway
) -> None:
    desk.waits(wrote=WEEK)
    page = lan.get(FIRST).text
    assert "Zalo chưa cho nhắn cho người này" in page
    assert "Giữ lại, gửi khi người này nhắn" in page
    after = answers(lan).text
    assert "giữ lại và gửi đi" in after
    assert "đang chờ gửi" in after
    assert zalo.on() == []


def test_after_48_hours_it_goes_out_and_the_cost_is_told(
    lan: Visitor, desk: Desk, zalo: ZaloAway
) -> None:
    desk.waits(wrote=timedelta(hours=49))
    assert "Đã quá 48 giờ" in lan.get(FIRST).text
    answers(lan)
    assert len(zalo.on()) == 1


def test_a_preview_sends_nothing_and_keeps_her_words(
    lan: Visitor, desk: Desk, zalo: ZaloAway
) -> None:
    desk.waits()
    page = answers(lan, act="preview").text
    assert f"{OFFICER} trả lời chị:" in page
    assert page.count(ANSWER) == 2  # in the bubble and still in the field
    assert token_in(page) == "t1"
    assert zalo.on() == []
    assert desk.handovers.get(OA, 1).taken_at is None


def test_a_whole_message_fits_and_a_longer_one_is_refused_with_her_words(
    lan: Visitor, desk: Desk, zalo: ZaloAway
) -> None:
    desk.waits()
    room = room_for(Officer(1, OFFICER, "", handles_cases=True))
    refused = answers(lan, "ă" * (room + 1))
    assert refused.status_code == 422
    assert "ă" * (room + 1) in refused.text
    assert answers(lan, "  ").status_code == 422
    answers(lan, "ă" * room)
    (arrived,) = zalo.on()
    assert len(arrived) == 2000


def test_the_slower_officer_keeps_her_words_and_learns_who_was_faster(
    lan: Visitor, hoa: Visitor, desk: Desk, zalo: ZaloAway
) -> None:
    desk.waits()
    answers(lan)
    refused = answers(hoa, "Lời của chị Hoa")
    assert refused.status_code == 409
    assert f"{OFFICER} đang giữ" in refused.text
    assert "Lời của chị Hoa" in refused.text
    assert len(zalo.on()) == 1


def test_what_zalo_refuses_is_shown_where_she_looks(
    lan: Visitor, desk: Desk, zalo: ZaloAway
) -> None:
    desk.waits()
    zalo.refusal = -201
    assert "Zalo từ chối" in answers(lan).text


# -- Taking, giving on, closing, keeping --


def test_she_takes_it_and_the_person_is_told(lan: Visitor, desk: Desk, zalo: ZaloAway) -> None:
    desk.waits()
    page = lan.send(f"{FIRST}/nhan", follow_redirects=True)
    assert "Chị đã nhận H1" in page.text
    assert zalo.on() == [said.officer_has_it(OFFICER)]


def test_she_gives_it_to_a_colleague(
    office: Office, lan: Visitor, hoa: Visitor, desk: Desk, zalo: ZaloAway
) -> None:
    desk.waits()
    lan.send(f"{FIRST}/nhan")
    colleague = office.officers[Role.EDITOR].id
    page = lan.send(f"{FIRST}/chuyen", {"can-bo": colleague}, follow_redirects=True)
    assert "Đã chuyển H1 cho Chị Editor" in page.text
    assert desk.handovers.get(OA, 1).taken_by == colleague
    assert zalo.on()[-1] == said.officer_has_it("Chị Editor")
    back = lan.send(f"{FIRST}/chuyen", {"can-bo": 9999})
    assert back.status_code == 400
    mine = office.officers[Role.APPROVER].id
    assert "đang giữ" in lan.send(f"{FIRST}/chuyen", {"can-bo": mine}, follow_redirects=True).text


def test_she_closes_it_once(lan: Visitor, hoa: Visitor, desk: Desk) -> None:
    desk.waits()
    for _ in range(2):
        page = lan.send(f"{FIRST}/dong", follow_redirects=True).text
        assert "Đã đóng H1" in page
        assert f"{OFFICER} đóng" in page
        assert 'name="words"' not in page
    refused = hoa.send(f"{FIRST}/dong", follow_redirects=True)
    assert "đã đóng" in refused.text
    late = answers(lan)
    assert late.status_code == 409


def test_what_she_answered_becomes_a_draft_for_everybody(
    office: Office, lan: Visitor, desk: Desk
) -> None:
    desk.waits()
    nothing_yet = lan.send(f"{FIRST}/cau-hoi-mau", follow_redirects=True)
    assert "Chưa có đủ câu hỏi và câu trả lời" in nothing_yet.text
    answers(lan)
    kept = lan.send(f"{FIRST}/cau-hoi-mau")
    (faq,) = FaqRepository(office.database).page(OA, list(FaqState))
    assert kept.location == f"/console/faq/{faq.code}"
    assert (faq.content.question, faq.content.answer) == (QUESTION, ANSWER)


def test_every_act_is_in_the_audit_log_without_a_word_of_hers(lan: Visitor, desk: Desk) -> None:
    desk.waits()
    lan.get(FIRST)
    subjects = " ".join(each.subject for each in desk.audit.latest())
    assert f"{OA} H1" in subjects
    assert HIEN not in subjects


def test_every_reason_has_its_words_and_the_assistant_is_no_i(lan: Visitor, desk: Desk) -> None:
    for index, name in enumerate(officer_desk.REASONS):
        desk.waits(f"u{index}", "", reason=name)
    page = lan.get(INBOX).text
    for name in officer_desk.REASONS:
        assert sentence(reason(name)) in page
    assert "trả lời của tôi" not in page.lower()
    assert "Tôi chưa" not in page
