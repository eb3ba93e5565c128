"""The pages under "Quản trị" and her own account, as they look and work in a browser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from bot.console.reception import reception
from bot.store.api_tokens import ApiTokens, Scope
from bot.store.audit import AuditRepository
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from bot.store.trial_people import TrialPeople
from tests.bot.console.office import OA, Office
from tests.browser.console.conftest import SignedIn, looks_right

pytestmark = pytest.mark.browser
ADMIN = "/quan-tri"


@pytest.fixture
def busy(office: Office) -> Office:
    """An account with a little of everything."""
    now, rosters = datetime.now(UTC), RosterRepository(office.database)
    rosters.add_shifts(OA, [("officer@hoi.vn", now, now + timedelta(hours=9))])
    closed = f"{now + timedelta(days=9):%Y-%m-%d}"
    rosters.put_setting(OA, "closed_days", [{"day": closed, "name": "Đại hội"}])
    tokens, admin = ApiTokens(office.database), office.officers[Role.ADMIN]
    tokens.create(OA, "Trang thông tin của phường", list(Scope), admin)
    TrialPeople(office.database).add(OA, "2512523625412515")
    log = AuditRepository(office.database)
    for _ in range(30):
        log.append("admin@hoi.vn", "shift_added", OA)
    return office


def test_every_page_looks_right(open_page: SignedIn, busy: Office):
    officer = busy.officers[Role.OFFICER].id
    page = open_page(ADMIN)
    places = ["can-bo", "can-bo/moi", f"can-bo/{officer}", "lich-truc", "lich-truc/tep"]
    places += ["gio-lam-viec"]
    places += ["trang-zalo", "cai-dat", "chay-thu", "ma-ket-noi", "ma-ket-noi/moi", "nhat-ky"]
    looks_right(page)
    start = page.url
    for place in places:
        page.goto(f"{start}/{place}")
        expect(page.locator("h1")).to_be_visible()
        looks_right(page)


def test_an_officer_is_added_invited_and_sets_her_password(open_page: SignedIn, busy: Office):
    page = open_page(f"{ADMIN}/can-bo")
    page.get_by_role("link", name="Thêm cán bộ").click()
    page.get_by_label("E-mail").fill("hoa@hoi.vn")
    page.get_by_label("Tên người dân thấy").fill("Chị Hoa")
    page.get_by_role("button", name="Lưu và tạo lời mời").click()
    looks_right(page)
    address = page.locator("#invitation").inner_text()
    page.goto(address)
    looks_right(page)
    page.get_by_label("Mật khẩu mới", exact=True).fill("mèo xanh ăn bún riêu")
    page.get_by_label("Nhập lại mật khẩu mới").fill("mèo xanh ăn bún riêu")
    page.get_by_role("button", name="Lưu mật khẩu").click()
    desk = reception(busy.database, busy.parts.secret_key)
    page.wait_for_load_state()
    assert desk.by_password("hoa@hoi.vn", "mèo xanh ăn bún riêu") is not None


def test_what_ends_something_asks_first(open_page: SignedIn, busy: Office):
    page = open_page(f"{ADMIN}/chay-thu")
    page.get_by_text("Bắt đầu chạy thử").click()
    looks_right(page)
    page.get_by_role("button", name="Chỉ trả lời danh sách").click()
    expect(page.get_by_role("status")).to_contain_text("Đang chạy thử")
    page.get_by_text("Kết thúc chạy thử").click()
    page.get_by_role("button", name="Trả lời tất cả").click()
    expect(page.get_by_role("status")).to_contain_text("trả lời tất cả mọi người")


def test_a_wrong_setting_is_told_beside_its_field(open_page: SignedIn, busy: Office):
    page = open_page(f"{ADMIN}/cai-dat")
    page.get_by_label("Báo lại việc khẩn sau mỗi").fill("999")
    page.get_by_role("button", name="Lưu").click()
    field = page.get_by_label("Báo lại việc khẩn sau mỗi")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Cần số phút từ 1 đến 60.")).to_be_visible()


def test_her_own_account(open_page: SignedIn):
    page = open_page("/tai-khoan", Role.APPROVER)
    looks_right(page)
    page.get_by_text("Đăng xuất trên mọi máy").click()
    page.get_by_role("button", name="Đăng xuất tất cả").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    looks_right(page)
