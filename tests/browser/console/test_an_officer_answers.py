"""The whole way: a person asks for an officer on her phone, the officer answers in the console, the
answer is on the phone, and after the end the assistant is back. Every process is a real one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.console import passwords
from bot.store import AdminRepository, Database
from bot.store.rosters import RosterRepository
from bot.store.sign_ins import SignInRepository
from handlers.texts.handover import from_officer
from knowledge.snapshot import build
from tests.browser.conftest import PHONE
from tests.handlers.library import batch
from tests.product import APP, ZALO, Product, running_product

pytestmark = pytest.mark.browser

EMAIL, PASSWORD, NAME = "lan@hoi.vn", "mot-buoi-sang-yen-1967", "Chị Lan"
QUESTION, ANSWER = "nồi cơm là gì", "Chị mang nồi tới phường, tôi xem giúp."


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product with one officer, who has a password."""
    folder, library = tmp_path_factory.mktemp("ward"), tmp_path_factory.mktemp("library") / "small"
    build(library, batch(), cache=None, progress=False)
    with running_product(folder, library, CONSOLE_LOCAL_TRIAL="true") as running:
        _hire(folder)
        yield running


def _hire(folder: Path) -> None:
    database = Database(f"sqlite:///{folder / 'hieu-luat.sqlite3'}")
    admin = AdminRepository(database).add(EMAIL, "officer")
    RosterRepository(database).put_officer(ZALO.oa_id, EMAIL, NAME, handles_cases=False)
    sign_ins = SignInRepository(database, APP["SECRET_KEY"])
    sign_ins.set_password(admin.id, passwords.digest(PASSWORD))
    database.close()


@pytest.fixture
def officer(browser: Browser, ward: Product) -> Iterator[Page]:
    """Her telephone, signed in to the console; fails on anything the pages complain of."""
    context = browser.new_context(locale="vi-VN", viewport=PHONE, has_touch=True)  # type: ignore[arg-type]
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{ward.url}/console/dang-nhap")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_label("Mật khẩu").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hôm nay")
    yield page
    context.close()
    assert troubles == []


def test_from_the_question_on_her_phone_to_the_assistant_that_is_back(
    ward: Product, officer: Page
) -> None:
    person = ward.zalo.someone()
    person.asks(QUESTION, bubbles=1)
    person.asks("gặp cán bộ", bubbles=1)
    received = len(person.messages())

    officer.goto(f"{ward.url}/console/hoi-thoai")
    officer.get_by_role("link", name="Muốn gặp cán bộ").click()
    expect(officer.get_by_role("group", name="Lời người hỏi")).to_contain_text(QUESTION)
    officer.get_by_label("Lời chị trả lời").fill(ANSWER)
    officer.get_by_role("button", name="Gửi").click()
    expect(officer.get_by_text("Đã gửi.")).to_be_visible()
    (arrived,) = person.waits_for(received + 1)[received:]
    assert arrived.text == from_officer(NAME, ANSWER)

    person.says("Tôi cảm ơn, sáng mai tôi tới")
    expect(officer.get_by_role("group", name="Lời người hỏi")).to_contain_text("sáng mai")
    officer.locator("summary", has_text="Đóng cuộc này").click()
    officer.get_by_role("button", name="Đóng", exact=True).click()
    expect(officer.get_by_text("thì trợ lý tự động trả lời")).to_be_visible()

    assert len(person.messages()) == received + 1  # the assistant was silent meanwhile
    told = "\n".join(each.text for each in person.asks(QUESTION, bubbles=1))
    assert "nồi cơm" in told.lower()
    assert "trợ lý tự động" in told
