"""What all pages share: the way around, signing in, refusals."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.store.models import Role
from tests.browser.console.conftest import SignedIn, looks_right

pytestmark = pytest.mark.browser


def test_signing_in(open_page: SignedIn):
    page = open_page("/dang-nhap", None)
    expect(page.get_by_label("E-mail")).to_be_focused()
    looks_right(page)


def test_what_is_not_there(open_page: SignedIn):
    page = open_page("/khong-co", Role.VIEWER, status=404)
    expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang này")
    looks_right(page)


@pytest.mark.parametrize("path", ["/them", "/tai-khoan"])
def test_pages_of_everybody(open_page: SignedIn, path: str):
    page = open_page(path, Role.VIEWER)
    expect(page.locator("h1")).to_be_visible()
    looks_right(page)
