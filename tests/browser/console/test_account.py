"""Her own account in a browser: the second factor with its picture, and one device signed out."""

from __future__ import annotations

import pyotp
import pytest
from playwright.sync_api import expect

from bot.store.models import Role
from bot.store.sign_ins import SignInRepository
from tests.browser.console.conftest import Served, SignedIn, looks_right

pytestmark = pytest.mark.browser


def test_the_second_factor_is_set_up_from_the_picture(open_page: SignedIn, served: Served):
    office = served.office
    sign_ins = SignInRepository(office.database, office.parts.secret_key)
    sign_ins.drop_factor(office.officers[Role.APPROVER].id)
    page = open_page("/tai-khoan", Role.APPROVER)
    page.get_by_role("link", name="Bật xác thực hai lớp").click()
    looks_right(page)
    assert page.locator("img.qr").evaluate("picture => picture.naturalWidth") > 100
    secret = (page.locator(".code-text").text_content() or "").replace(" ", "")
    page.get_by_label("Mã xác thực").fill(pyotp.TOTP(secret.strip()).now())
    page.get_by_role("button", name="Bật xác thực").click()
    expect(page.locator(".codes li")).to_have_count(8)
    looks_right(page)


def test_she_signs_one_device_out(open_page: SignedIn, served: Served):
    served.office.cookie(Role.VIEWER)
    page = open_page("/tai-khoan", Role.VIEWER)
    expect(page.get_by_text("Máy này", exact=True)).to_be_visible()
    page.locator("summary", has_text="Đăng xuất máy này").click()
    looks_right(page)
    page.locator("details[open] button").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đăng xuất máy đó.")
    expect(page.get_by_text("Đăng xuất máy này")).to_have_count(0)
    looks_right(page)
