from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from bot.simulator.driver import Credentials, Driver, started
from tests.browser.small_bot import SmallBot

NAMES = ("chromium", "chromium-browser", "google-chrome")
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
MISSING = (
    "Chưa có Chromium trên máy. Cài bằng: sudo apt-get install chromium "
    "(hoặc đặt biến CHROMIUM bằng đường dẫn tới trình duyệt)."
)

expect.set_options(timeout=20_000)  # milliseconds; machines under load are slow, not wrong

OpenPage = Callable[..., Page]


def chromium_path() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _bot() -> Iterator[SmallBot]:
    bot = SmallBot(Credentials().access_token)
    yield bot
    bot.close()


@pytest.fixture(scope="session")
def _zalo(_bot: SmallBot) -> Iterator[Driver]:
    with started(_bot.webhook, arguments=["--oa-name=Hội LHPN phường thử"]) as driver:
        _bot.zalo_url = driver.base_url
        yield driver


@pytest.fixture
def bot(_bot: SmallBot) -> Iterator[SmallBot]:
    yield _bot
    _bot.answers.clear()
    _bot.silent = False


@pytest.fixture
def zalo(_zalo: Driver) -> Iterator[Driver]:
    yield _zalo
    _zalo.wait_until_quiet()
    _zalo.reset()


@pytest.fixture
def open_page(browser: Browser, zalo: Driver) -> Iterator[OpenPage]:
    """Opens the chat page; at the end fails on any error the page has logged."""
    context = browser.new_context(locale="vi-VN", reduced_motion="reduce")
    troubles: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        if said.type == "error":
            troubles.append(said.text)

    def open_it(size: dict[str, int] = DESK, who: str = "lan") -> Page:
        page = context.new_page()
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.on(
            "console", lambda said: troubles.append(said.text) if said.type == "error" else None
        )
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"{zalo.base_url}/#{who}")
        page.wait_for_selector(".person", state="attached")
        return page

    yield open_it
    context.close()
    assert troubles == []
