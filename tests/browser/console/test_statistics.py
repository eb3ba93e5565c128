"""Statistics, the month's report and open questions in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.store.models import Role
from tests.bot.console.office import Office
from tests.bot.exchanges.activity import fill
from tests.browser.console.conftest import looks_right

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture
def busy(office: Office) -> Office:
    """An office whose people asked a lot."""
    parts = office.parts
    library = parts.library(office.oa_id)
    fill(office.database, parts.secret_key, office.oa_id, parts.now(), library)
    return office


def test_statistics(busy: Office, open_page: Open):
    page = open_page("/thong-ke?ky=12-thang", Role.VIEWER)
    expect(page.get_by_role("heading", name="Thống kê")).to_be_visible()
    page.get_by_text("Xem bảng đủ các chủ đề").click()
    expect(page.get_by_role("cell", name="dưới 5").first).to_be_visible()
    looks_right(page)


def test_statistics_without_questions(office: Office, open_page: Open):
    looks_right(open_page("/thong-ke", Role.VIEWER))


def test_the_report(busy: Office, open_page: Open):
    month = f"{busy.parts.now():%Y-%m}"
    page = open_page(f"/bao-cao-thang?thang={month}", Role.VIEWER)
    expect(page.get_by_role("button", name="In báo cáo")).to_be_visible()
    looks_right(page)


def test_the_report_is_one_page_of_paper(busy: Office, open_page: Open):
    pypdfium2 = pytest.importorskip("pypdfium2")
    page = open_page(f"/bao-cao-thang?thang={busy.parts.now():%Y-%m}", Role.VIEWER)
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(printed) == 1
    assert [round(each) for each in printed[0].get_size()] == [595, 842]


def test_open_questions(busy: Office, open_page: Open):
    page = open_page("/chua-tra-loi", Role.OFFICER)
    looks_right(page)
    page.get_by_role("link", name="dạy bơi").first.click()
    expect(page.get_by_label("Câu trả lời", exact=True)).to_be_visible()
    looks_right(page)
