"""Hôm nay, Hội thoại, Vụ việc, Yêu cầu về dữ liệu as an officer sees and uses them."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.store.models import Role
from tests.bot.console.desk import Desk
from tests.bot.console.office import OA, Office
from tests.browser.console.conftest import Served, SignedIn, looks_right

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A day on which all kinds of things wait."""
    desk.waits(topic="kết hôn", answer_in=timedelta(minutes=25))
    desk.waits(
        "u2", "Con tôi chưa có giấy khai sinh", topic="hộ tịch", answer_in=-timedelta(hours=2)
    )
    desk.waits("u3", "Nhà tôi ở cạnh chợ", wrote=timedelta(days=3), reason="unsure")
    desk.waits("u4", "Cho tôi hỏi vay vốn", wrote=timedelta(days=8), reason="not_delivered")
    desk.waits("u5", "", reason="danger", severity="C3", answer_in=timedelta(minutes=5))
    desk.case("u5")
    desk.case("u6", "C2", "CHI")
    desk.cases.keep_contact(OA, "u5", "nhắn Zalo cho em gái, sau 21 giờ", "e5", desk.now)
    desk.cases.note(OA, "u5", "not_safe", "e6", desk.now)
    desk.wish("u7")
    desk.wish("u8", received=timedelta(days=3))
    return desk


def seen(page: Page, name: str, size: str) -> None:
    """Looks right; kept as a picture where somebody wants to see it."""
    looks_right(page)
    folder = os.environ.get("CONSOLE_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}-{size}.png", full_page=True)


def test_today(open_page: SignedIn, busy: Desk, size: str) -> None:
    page = open_page("/hom-nay", Role.OFFICER)
    expect(page.get_by_role("link", name="Hồ sơ V1")).to_be_visible()
    seen(page, "today", size)
    page.get_by_role("link", name="H1: Kết hôn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cuộc H1")


def test_a_quiet_day(open_page: SignedIn, desk: Desk, size: str) -> None:
    page = open_page("/hom-nay", Role.OFFICER)
    expect(page.get_by_text("Không có việc nào chờ chị lúc này")).to_be_visible()
    seen(page, "quiet", size)


def test_the_inbox(open_page: SignedIn, busy: Desk, size: str) -> None:
    page = open_page("/hoi-thoai", Role.OFFICER)
    expect(page.locator("a.grave")).to_have_count(1)
    seen(page, "inbox", size)
    page.get_by_text("Tìm một cuộc cũ hơn").click()
    page.get_by_label("Chủ đề").select_option("kết hôn")
    seen(page, "search", size)
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator(".talks li")).to_have_count(1)


def test_the_inbox_renews_itself_and_says_so(open_page: SignedIn, desk: Desk) -> None:
    page = open_page("/hoi-thoai", Role.OFFICER)
    page.clock.install()
    page.reload()
    expect(page.get_by_text("Không có ai đang chờ")).to_be_visible()
    desk.waits(topic="kết hôn")
    page.clock.fast_forward(11_000)
    expect(page.get_by_role("link", name="H1")).to_be_visible()
    expect(page.locator("#inbox-news")).to_have_text("1 cuộc đang chờ trả lời.")


def test_a_conversation(open_page: SignedIn, busy: Desk, size: str) -> None:
    page = open_page("/hoi-thoai/H1", Role.OFFICER)
    seen(page, "conversation", size)
    page.get_by_label("Lời chị trả lời").fill("Chị mang căn cước tới phường nhé.")
    expect(page.get_by_text("còn 1.9")).to_be_visible()
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("group", name="Xem trước tin nhắn")).to_contain_text("căn cước")
    seen(page, "preview", size)
    page.get_by_text("Chuyển cho đồng nghiệp").click()
    seen(page, "passing-on", size)


def test_branch_and_tags_of_one_person(open_page: SignedIn, busy: Desk, size: str) -> None:
    page = open_page("/hoi-thoai/H1/chi-hoi", Role.OFFICER)
    seen(page, "labels", size)
    page.get_by_label("Chi hội", exact=False).first.fill("Tổ 5")
    page.get_by_label("Nhãn của Hội").fill("mẹ con nhỏ; cao tuổi")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu chi hội và nhãn")).to_be_visible()
    expect(page.get_by_label("Nhãn của Hội")).to_have_value("cao tuổi; mẹ con nhỏ")
    seen(page, "labels-kept", size)


def test_conversations_past_the_windows(open_page: SignedIn, busy: Desk, size: str) -> None:
    page = open_page("/hoi-thoai/H3", Role.OFFICER)
    expect(page.locator(".window-paid")).to_contain_text("Đã quá 48 giờ")
    page = open_page("/hoi-thoai/H4", Role.OFFICER)
    expect(page.locator(".window-shut")).to_contain_text("Zalo chưa cho nhắn")
    seen(page, "shut", size)


def test_a_conversation_of_danger(open_page: SignedIn, busy: Desk, size: str) -> None:
    page = open_page("/hoi-thoai/H5", Role.OFFICER)
    expect(page.get_by_role("link", name="Mở hồ sơ V1")).to_be_visible()
    seen(page, "danger", size)


def test_her_new_words_appear_while_the_officer_writes(open_page: SignedIn, desk: Desk) -> None:
    opened = desk.waits()
    page = open_page("/hoi-thoai/H1", Role.OFFICER)
    page.clock.install()
    page.reload()
    page.get_by_label("Lời chị trả lời").fill("Chị chờ tôi")
    desk.texts.add_question(opened.id, "Tôi cần gấp trong hôm nay", "e9")
    page.clock.fast_forward(11_000)
    expect(page.get_by_role("group", name="Lời người hỏi")).to_contain_text("Tôi cần gấp")
    expect(page.locator("#talk-news")).to_contain_text("Người hỏi vừa nhắn thêm")
    expect(page.get_by_label("Lời chị trả lời")).to_have_value("Chị chờ tôi")


def test_cases(open_page: SignedIn, busy: Desk, size: str) -> None:
    page = open_page("/vu-viec", Role.OFFICER)
    seen(page, "cases", size)
    page.get_by_role("link", name="V1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ V1")
    seen(page, "case", size)
    page.get_by_role("button", name="Tôi nhận").click()
    expect(page.get_by_text("Chị đã nhận V1")).to_be_visible()
    page.locator("summary", has_text="Đóng hồ sơ").click()
    seen(page, "case-taken", size)


def test_the_notice(open_page: SignedIn, busy: Desk, size: str) -> None:
    page = open_page("/vu-viec/V2/thong-bao", Role.OFFICER)
    expect(page.get_by_role("button", name="In")).to_be_visible()
    seen(page, "notice", size)


def test_who_is_not_named(open_page: SignedIn, busy: Desk, size: str) -> None:
    page = open_page("/vu-viec", Role.APPROVER)
    expect(page.get_by_text("chưa ai nhận").first).to_be_visible()
    seen(page, "outside", size)


@pytest.mark.parametrize("way", ["tap", "key"])
def test_a_case_is_hidden_at_once_and_not_behind_back(
    open_page: SignedIn, busy: Desk, way: str
) -> None:
    page = open_page("/vu-viec", Role.OFFICER)
    page.get_by_role("link", name="V1").click()
    expect(page.get_by_text("em gái")).to_be_visible()
    if way == "tap":
        page.get_by_role("link", name="Ẩn ngay").click()
    else:
        page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tất cả các trang")
    page.go_back()
    expect(page.get_by_text("em gái")).to_have_count(0)


def test_requests_about_data(open_page: SignedIn, busy: Desk, size: str) -> None:
    page = open_page("/yeu-cau-du-lieu", Role.OFFICER)
    seen(page, "requests", size)
    page.locator(".talks a").first.click()
    expect(page.get_by_role("button", name="Đã trả lời")).to_be_visible()
    seen(page, "request", size)
    page.get_by_role("button", name="Đã trả lời").click()
    expect(page.get_by_text("Đã ghi là chị đã trả lời")).to_be_visible()


def test_everything_works_without_script(browser: Browser, served: Served, busy: Desk) -> None:
    context = browser.new_context(java_script_enabled=False)
    served.sign_in(context, Role.OFFICER)
    page = context.new_page()
    page.goto(f"{served.url}/console/hoi-thoai")
    page.locator("#talk-H1").click()
    page.get_by_label("Lời chị trả lời").fill("Chị mang căn cước tới phường nhé.")
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("đang chờ gửi").first).to_be_visible()
    assert busy.handovers.get(OA, 1).answered_at is not None
    context.close()
