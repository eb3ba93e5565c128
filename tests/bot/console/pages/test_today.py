"""Hôm nay: what waits for whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import event

from bot.console.waiting_work import REPORT_TAKEN
from bot.faq.content import FaqContent
from bot.faq.life_cycle import FaqLifeCycle
from bot.rescue import no_library
from bot.store import OaRepository
from bot.store.broadcast_models import SeriesState
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from knowledge.search import Library
from knowledge.snapshot import build
from tests.bot.console.broadcasting import Sender
from tests.bot.console.desk import Desk
from tests.bot.console.office import OA, Office, Visitor
from tests.handlers.library import batch

TODAY = "/console/hom-nay"
DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("library") / "snapshot"
    build(folder, batch(), cache=None, progress=False)
    return Library.open(folder)


@pytest.fixture
def shelf(small_library: Library) -> dict[str, Library]:
    """The library in use; a test may exchange it."""
    return {"library": small_library}


@pytest.fixture
def console_library(shelf: dict[str, Library]) -> Callable[[str], Library]:
    """A handful of cards: what waits does not depend on all that ship."""
    return lambda oa_id: shelf["library"]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    """A day on which no report is expected."""
    with time_machine.travel(datetime(2026, 11, 20, 2, 0, tzinfo=UTC), tick=True) as traveller:
        yield traveller


def groups(page: str) -> list[str]:
    return [each.strip() for each in re.findall(r"<h2>.*?</svg> ([^<]+)", page, re.DOTALL)]


def test_nothing_waits_and_that_is_said(lan: Visitor, office: Office) -> None:
    page = lan.get(TODAY).text
    assert "Thứ sáu, 20/11/2026" in page
    assert "Không có việc nào chờ chị lúc này" in page
    assert "xem được số liệu" in office.client(Role.VIEWER).get(TODAY).text


def test_it_is_where_the_console_begins(lan: Visitor) -> None:
    assert lan.get("/console/").location == TODAY


def test_the_most_pressing_stands_first(lan: Visitor, desk: Desk) -> None:
    desk.wish()
    desk.waits(answer_in=2 * DAY)
    desk.waits("u2", answer_in=timedelta(minutes=20), topic="ly hôn")
    desk.case("u3")
    page = lan.get(TODAY).text
    assert groups(page) == ["Vụ việc", "Người đang chờ trả lời", "Yêu cầu về dữ liệu"]
    assert re.findall(r">(H\d): ", page) == ["H2", "H1"]
    assert "còn 20 phút" in page or "còn 19 phút" in page
    assert 'href="/console/vu-viec/V1"' in page
    assert 'href="/console/hoi-thoai/H2"' in page
    assert "ạo lực" not in page  # of a case only its code


def test_who_is_not_named_for_cases_sees_that_somebody_must_take_one(
    hoa: Visitor, desk: Desk
) -> None:
    desk.case()
    page = hoa.get(TODAY).text
    assert "1 vụ việc đang mở" in page
    assert "1 chưa ai nhận" in page
    assert "vu-viec/V1" not in page


def test_many_of_a_kind_are_one_tap_further(lan: Visitor, desk: Desk) -> None:
    for index in range(8):
        desk.waits(f"u{index}", "")
    page = lan.get(TODAY).text
    assert len(re.findall(r">H\d: ", page)) == 5
    assert "Xem cả 8 cuộc đang chờ" in page


def test_a_viewer_is_shown_nothing_that_she_may_not_open(office: Office, desk: Desk) -> None:
    desk.waits()
    desk.case("u2")
    desk.wish("u3")
    assert groups(office.client(Role.VIEWER).get(TODAY).text) == []


def test_only_an_admin_is_told_that_an_account_needs_a_person(
    office: Office, lan: Visitor, desk: Desk
) -> None:
    OaRepository(office.database, office.parts.secret_key).mark_reconnect_required(OA, "revoked")
    page = office.client(Role.ADMIN).get(TODAY).text
    assert "Cần quản trị OA cấp quyền lại" in page
    assert "Trang Zalo OA" not in groups(lan.get(TODAY).text)


def test_cards_to_review_are_told_to_whom_the_law_is_entrusted(
    office: Office, lan: Visitor, desk: Desk, clock: time_machine.Coordinates
) -> None:
    clock.move_to(datetime(2036, 11, 20, 2, 0, tzinfo=UTC))
    assert "mục trong kho luật đến ngày xem lại" in office.client(Role.EDITOR).get(TODAY).text
    assert "mục trong kho luật đến ngày xem lại" not in lan.get(TODAY).text


def test_without_a_library_the_rest_waits_all_the_same(
    office: Office, desk: Desk, shelf: dict[str, Library]
) -> None:
    shelf["library"] = no_library()
    desk.waits()
    assert groups(office.client(Role.EDITOR).get(TODAY).text) == ["Người đang chờ trả lời"]


def test_the_report_of_the_last_month_is_expected_until_somebody_took_it(
    office: Office, desk: Desk, clock: time_machine.Coordinates
) -> None:
    clock.move_to(datetime(2027, 1, 3, 2, 0, tzinfo=UTC))
    lan = office.client(Role.OFFICER)
    page = lan.get(TODAY).text
    assert "Báo cáo tháng 12/2026" in page
    assert "/console/bao-cao-thang?thang=2026-12" in page
    desk.audit.append("a@b.vn", REPORT_TAKEN, f"{OA} 2026-12 docx")
    assert groups(lan.get(TODAY).text) == []
    clock.move_to(datetime(2027, 1, 12, 2, 0, tzinfo=UTC))
    assert groups(office.client(Role.OFFICER).get(TODAY).text) == []


def test_the_part_that_renews_itself_is_no_page_of_its_own(lan: Visitor, desk: Desk) -> None:
    desk.waits()
    part = lan.get(f"{TODAY}/viec")
    assert "<html" not in part.text
    assert "H1" in part.text
    assert "Set-Cookie" not in part.headers


def test_its_questions_to_the_database_do_not_grow_with_what_waits(
    lan: Visitor, desk: Desk
) -> None:
    # Of this office's engine alone: what other tests left running in the process asks too.
    engine = desk.office.database._engine

    def asked() -> list[str]:
        said: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            said.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        lan.get(TODAY)
        event.remove(engine, "before_cursor_execute", note)
        return said

    for index in range(5):
        desk.waits(f"u{index}", "")
    few = asked()
    assert few
    for index in range(5, 40):
        desk.waits(f"u{index}", "")
    assert asked() == few


def test_an_answer_that_ends_soon_is_told_to_whoever_looks_after_answers(
    office: Office, shelf: dict[str, Library], lan: Visitor
) -> None:
    life = FaqLifeCycle(office.database, lambda oa_id: shelf["library"])
    content = FaqContent("Lớp bơi mở khi nào?", "Lớp mở tháng 12.", expires_on=date(2026, 11, 25))
    faq = life.draft(OA, content, office.officers[Role.OFFICER])
    life.check(faq.id, office.officers[Role.EDITOR])
    life.approve(faq.id, office.officers[Role.APPROVER])
    life.publish(faq.id, office.officers[Role.APPROVER])
    page = office.client(Role.APPROVER).get(TODAY).text
    assert "Đến hạn xem lại" in page
    assert f'href="/console/faq/{faq.id}"' in page
    assert "Thôi hiện từ 25/11/2026" in page
    assert "Đến hạn xem lại" not in lan.get(TODAY).text


def test_what_stopped_says_whether_it_can_still_be_mended(
    lan: Visitor, office: Office, desk: Desk
) -> None:
    sender = Sender(office)
    begun = sender.stopped("content_refused")
    waits = sender.scheduled()
    sender.life.pause(waits.id, sender.second, "law_not_in_force")
    rows = {
        number: next(each for each in lan.get(TODAY).text.split("<li>") if f"/tin/{number}" in each)
        for number in (begun.id, waits.id)
    }
    assert "hủy tin này rồi soạn tin mới" in rows[begun.id]
    assert "Chị sửa tin" in rows[waits.id]


def test_a_series_that_can_no_longer_go_out_is_told(office: Office, desk: Desk) -> None:
    sender = Sender(office)
    made = sender.weekly()
    sender.series.move(made.id, SeriesState.APPROVED, "approved", "mai", 2, alone=False)
    sender.series.move(made.id, SeriesState.PAUSED, "paused", "mai")
    RosterRepository(office.database).put_setting(OA, "broadcast_opens", "12:00")
    page = office.client(Role.ADMIN).get(TODAY).text
    row = next(each for each in page.split("<li>") if f"/tin/loat/{made.id}" in each)
    assert "ngoài giờ gửi" in row
    assert "từ 12:00 đến 21:00" in row


def test_a_series_that_an_officer_paused_waits_for_nothing(office: Office, desk: Desk) -> None:
    sender = Sender(office)
    made = sender.weekly()
    sender.series.move(made.id, SeriesState.APPROVED, "approved", "mai", 2, alone=False)
    sender.series.move(made.id, SeriesState.PAUSED, "paused", "mai")
    assert f"/tin/loat/{made.id}" not in office.client(Role.ADMIN).get(TODAY).text


def test_every_row_leads_to_its_own_list(office: Office, shelf: dict[str, Library]) -> None:
    life = FaqLifeCycle(office.database, lambda oa_id: shelf["library"])
    writer = office.officers[Role.OFFICER]
    drafts = [
        life.draft(OA, FaqContent(f"Lớp số {number} ở đâu?", "Ở nhà văn hóa phường."), writer)
        for number in (1, 2)
    ]
    life.check(drafts[0].id, office.officers[Role.EDITOR])
    admin = office.client(Role.ADMIN)
    page = admin.get(TODAY).text
    for words, code in (("câu chờ duyệt", "F1"), ("bản nháp chờ soát", "F2")):
        row = next(each for each in page.split("<li>") if words in each)
        (path,) = re.findall(r'href="(/console/faq[^"]+)"', row)
        listed = re.findall(r'href="/console/faq/(\d+)"', admin.get(path).text)
        assert [f"F{number}" for number in listed] == [code]
