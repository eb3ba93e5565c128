"""A newcomer's first minute: the chat page, the stand-in Zalo and the real bot behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.product import Product


@pytest.fixture
def chat(browser: Browser, product: Product) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN", reduced_motion="reduce")
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    context.close()
    assert troubles == []


def _open(page: Page, product: Product, size: dict[str, int], key: str) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(f"{product.url}/#{key}")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_question_typed_on_the_page_is_answered_with_the_article(chat, product, size):
    person = product.zalo.someone()
    _open(chat, product, size, person.key)
    box = chat.locator("textarea#text")
    box.fill("ly hon thi con 2 tuoi ai nuoi")
    box.press("Enter")
    answer = chat.locator(".by-bot .words").last
    expect(answer).to_contain_text("36 tháng")
    expect(answer).to_contain_text("Điều 81")


def test_a_chip_asks_the_next_question(chat, product):
    person = product.zalo.someone()
    person.asks("ly hon thi con 2 tuoi ai nuoi", bubbles=1)
    _open(chat, product, PHONE, person.key)
    before = len(person.messages())
    chat.locator(".choices button", has_text="Thăm con sau ly hôn").click()
    person.waits_for(before + 1)
    expect(chat.locator(".by-bot .words").last).to_contain_text("Điều 82")


def test_in_danger_the_number_to_call_is_on_the_screen_without_scrolling(chat, product):
    person = product.zalo.someone()
    _open(chat, product, PHONE, person.key)
    box = chat.locator("textarea#text")
    box.fill("chong toi dang cam dao doi giet toi")
    box.press("Enter")
    expect(chat.locator(".choices button").first).to_be_visible()
    last = chat.locator(".by-bot .words").last
    expect(last).to_contain_text("Gọi ngay: 113")
    expect(last).to_be_in_viewport(ratio=0.98)


def test_in_easy_reading_a_piece_and_its_choices_fit_the_screen(chat, product):
    person = product.zalo.someone()
    person.asks("chu it thoi")
    before = len(person.messages())
    person.asks("ly hon thi con 2 tuoi ai nuoi")
    _open(chat, product, PHONE, person.key)
    chat.locator(".choices button", has_text="Tiếp").last.click()
    person.waits_for(before + 2)
    last = chat.locator(".by-bot").last
    expect(last.locator(".choices button", has_text="Quay lại")).to_be_visible()
    expect(last.locator(".words")).to_be_in_viewport(ratio=0.98)
    expect(last.locator(".choices")).to_be_in_viewport(ratio=0.98)
    expect(last.locator(".choices button")).to_have_count(4)
