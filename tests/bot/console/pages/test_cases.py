"""Cases of danger in the console: for the officers named for them, and for nobody else."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import text
from werkzeug.test import TestResponse

from bot.store.case_models import CaseState
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from handlers.texts import duty
from tests.bot.console.desk import HIEN, Desk, ZaloAway
from tests.bot.console.office import OA, Office, Visitor

LIST, FILE = "/console/vu-viec", "/console/vu-viec/V1"
CONTACT = "nhắn cho chị gái, sau 9 giờ tối"
ACTS = ("ten", "nhan", "da-bao", "ghi-chu", "dong")


def done(visitor: Visitor, act: str, **fields: str) -> TestResponse:
    return visitor.send(f"{FILE}/{act}", fields, follow_redirects=True)


def state_of(desk: Desk) -> CaseState:
    return desk.cases.get(OA, 1).state


def kinds(desk: Desk) -> list[str]:
    log = desk.cases.look(OA, 1, 1, "test", desk.now).log
    return [each.kind for each in log if each.kind != "looked"]


# -- Who sees what --


def test_others_learn_how_many_there_are_and_whom_to_call(hoa: Visitor, desk: Desk) -> None:
    desk.case()
    page = hoa.get(LIST).text
    assert "chưa ai nhận" in page
    assert "Cán bộ phụ trách việc khẩn: <strong>Chị Officer</strong>" in page
    assert "vu-viec/V" not in page
    assert "bạo lực" not in page.lower()


@pytest.mark.parametrize("role", [Role.ADMIN, Role.EDITOR, Role.APPROVER, Role.VIEWER])
def test_who_is_not_named_opens_and_changes_nothing(office: Office, desk: Desk, role: Role) -> None:
    desk.case()
    visitor = office.client(role)
    for path in (FILE, f"{FILE}/thong-bao", f"{FILE}/thong-bao.docx"):
        assert visitor.get(path).status_code == 403
    for act in ACTS:
        sent = {"words": "x", "token": "t", "outcome": duty.OUTCOMES[0]}
        assert visitor.send(f"{FILE}/{act}", sent).status_code in (403, 422)
    assert state_of(desk) is CaseState.NEW
    assert kinds(desk) == ["opened"]


def test_who_is_named_no_longer_sees_nothing_at_once(
    office: Office, lan: Visitor, desk: Desk
) -> None:
    desk.case()
    assert lan.get(FILE).status_code == 200
    rosters = RosterRepository(office.database)
    rosters.put_officer(OA, "officer@hoi.vn", "Chị Officer", handles_cases=False)
    assert lan.get(FILE).status_code == 403
    assert "vu-viec/V1" not in lan.get(LIST).text


def test_nothing_of_a_case_is_in_titles_and_addresses(lan: Visitor, desk: Desk) -> None:
    desk.case()
    for path in (LIST, FILE, f"{FILE}/thong-bao"):
        answer = lan.get(path)
        assert "<title>Công việc · Hiểu Luật</title>" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert HIEN not in answer.text
    download = lan.get(f"{FILE}/thong-bao.docx").headers["Content-Disposition"]
    assert download == "attachment; filename=thong-bao.docx"


def test_a_case_of_another_account_is_not_there(lan: Visitor, desk: Desk) -> None:
    desk.case()
    for code in ("V2", "V0", "Vx", "V" + "9" * 30, "H1"):
        assert lan.get(f"{LIST}/{code}").status_code == 404


# -- The file --


def test_the_file_shows_the_way_to_reach_her_and_every_look_is_logged(
    lan: Visitor, desk: Desk
) -> None:
    desk.case()
    assert "Chưa có cách liên lạc an toàn" in lan.get(FILE).text
    desk.cases.keep_contact(OA, HIEN, CONTACT, "e2", desk.now)
    desk.cases.note(OA, HIEN, "not_safe", "e3", desk.now)
    page = lan.get(FILE).text
    assert CONTACT in page
    assert "CHƯA an toàn" in page
    assert "còn nguyên vẹn" in page
    assert "được mở xem 2 lần" in page


def test_a_log_that_was_tampered_with_is_told_loudly(
    office: Office, lan: Visitor, desk: Desk
) -> None:
    desk.case()
    with office.database.writing() as session:
        session.execute(text("UPDATE cases SET log_digest = 'x'"))
    for _ in range(2):  # reading it does not mend it
        assert "Sổ ghi không còn nguyên vẹn: cuối sổ bị sửa." in lan.get(FILE).text


def test_the_conversation_with_her_is_one_tap_away(lan: Visitor, desk: Desk) -> None:
    desk.case()
    assert "hoi-thoai/H" not in lan.get(FILE).text
    desk.waits(reason="danger", severity="C3", question="")
    assert "/console/hoi-thoai/H1" in lan.get(FILE).text


def test_her_name_on_zalo_is_asked_for_and_kept_nowhere(
    lan: Visitor, desk: Desk, zalo: ZaloAway
) -> None:
    desk.case()
    assert zalo.name not in lan.get(FILE).text
    shown = done(lan, "ten")
    assert f"Tên trên Zalo: <strong>{zalo.name}</strong>" in shown.text
    assert zalo.name not in lan.get(FILE).text
    zalo.name = ""
    assert "Zalo chưa cho biết tên" in done(lan, "ten").text


# -- The acts --


def test_she_takes_it_once_and_a_colleague_learns_who_has_it(
    office: Office, lan: Visitor, desk: Desk
) -> None:
    desk.case()
    desk.named(Role.APPROVER)
    for _ in range(2):
        assert "Chị đã nhận V1" in done(lan, "nhan").text
    assert "Chị Officer đã nhận việc này trước" in done(office.client("approver"), "nhan").text
    assert kinds(desk) == ["opened", "taken"]


def test_her_notes_are_kept_sealed_and_once(lan: Visitor, desk: Desk) -> None:
    desk.case()
    found = re.search(r'id="note-token"[^>]*value="([^"]+)"', lan.get(FILE).text)
    assert found
    for _ in range(2):
        page = done(lan, "ghi-chu", words="Đã gọi 111.", token=found[1])
    assert page.text.count("Đã gọi 111.") == 1
    assert kinds(desk) == ["opened", "note"]
    assert done(lan, "ghi-chu", words=" ", token="t").status_code == 422
    assert done(lan, "ghi-chu", words="x" * 1001, token="t").status_code == 422


def test_the_notice_is_read_printed_and_fetched_and_then_marked_as_sent(
    lan: Visitor, desk: Desk
) -> None:
    desk.case(category="CHI")
    page = lan.get(f"{FILE}/thong-bao").text
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân phường/xã" in page
    fetched = lan.get(f"{FILE}/thong-bao.docx")
    lines = [each.text for each in Document(BytesIO(fetched.data)).paragraphs]
    assert "Mã hồ sơ của Hội: V1." in lines
    assert "Đã ghi là chị đã báo Chủ tịch UBND" in done(lan, "da-bao").text
    assert state_of(desk) is CaseState.NOTIFIED


def test_a_notice_without_a_law_says_what_to_ask(lan: Visitor, desk: Desk) -> None:
    desk.case(category="SEX")
    assert duty.missing_basis("SEX") in lan.get(f"{FILE}/thong-bao").text


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"outcome": duty.OUTCOMES[1]}, duty.OUTCOMES[1]),
        ({"outcome": "khác", "other": "đã về nhà mẹ đẻ"}, "đã về nhà mẹ đẻ"),
    ],
)
def test_she_closes_it_with_an_outcome(
    lan: Visitor, desk: Desk, fields: dict[str, str], kept: str
) -> None:
    desk.case()
    page = done(lan, "dong", **fields).text
    assert "Sau 90 ngày" in page
    assert kept in page
    assert state_of(desk) is CaseState.CLOSED
    assert "đã đóng" in done(lan, "nhan").text.lower()
    assert "vu-viec/V1" not in lan.get(LIST).text
    assert "vu-viec/V1" in lan.get(f"{LIST}?xem=da-dong").text


@pytest.mark.parametrize("fields", [{}, {"outcome": "khác"}, {"outcome": "bịa"}])
def test_without_an_outcome_it_stays_open(lan: Visitor, desk: Desk, fields: dict[str, str]) -> None:
    desk.case()
    refused = done(lan, "dong", **fields)
    assert refused.status_code == 422
    assert "field-error" in refused.text
    assert state_of(desk) is CaseState.NEW


def test_closed_ones_come_a_page_at_a_time(lan: Visitor, desk: Desk) -> None:
    for index in range(27):
        number = desk.case(f"u{index}").number
        lan.send(f"{LIST}/V{number}/dong", {"outcome": duty.OUTCOMES[0]})
    first = lan.get(f"{LIST}?xem=da-dong").text
    following = re.search(r'href="([^"]+sau=\d+)" rel="next"', first)
    assert following
    rest = lan.get(following[1].replace("&amp;", "&")).text
    assert re.findall(r'class="talk-code">(V\d+)', rest) == ["V2", "V1"]
