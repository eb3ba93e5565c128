"""The console in a real browser: at a telephone's and a desk's size, no errors, axe satisfied."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from redis import Redis
from werkzeug.serving import make_server

from bot.console.parts import ConsoleParts
from bot.console.site import PATH
from bot.settings import Settings
from bot.store import Database
from bot.store.models import Role
from knowledge.search import Library
from tests.bot.conftest import redis, redis_server, redis_url  # noqa: F401
from tests.bot.console.office import (  # noqa: F401
    Office,
    console_library,
    console_settings,
    console_template,
    make_office,
)
from tests.browser.conftest import DESK, PHONE

SIZES = {"phone": PHONE, "desk": DESK}
SERIOUS = ("serious", "critical")
SMALLEST_TOUCH = 43.5
"""CSS pixels; a rounded 44."""

_TOO_SMALL = """(smallest) => [...document.querySelectorAll(
    "a.btn, button, summary, select, input:not([type=hidden]), .places a, .tabs a, .rows a")]
  .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden"))
  .filter((one) => (one.closest("label") ?? one).getBoundingClientRect().height < smallest)
  .map((one) => one.outerHTML.slice(0, 120))"""


@dataclass
class Served:
    """The console behind a real server."""

    office: Office
    url: str

    def sign_in(self, context: BrowserContext, role: Role | str) -> None:
        """The browser of the officer with this role."""
        cookie = {"name": "console", "value": self.office.cookie(role), "url": f"{self.url}{PATH}"}
        context.add_cookies([cookie])  # type: ignore[list-item]


@pytest.fixture
def served(
    console_settings: Settings,  # noqa: F811
    redis: Redis,  # noqa: F811
    console_library: Callable[[str], Library],  # noqa: F811
) -> Iterator[Served]:
    """The console on a database of its own, with the cards that ship."""
    trial = {"console_local_trial": True, "zalo_openapi_url": "http://127.0.0.1:9"}
    settings = console_settings.model_copy(update=trial)
    database = Database(settings.database_url)
    office = make_office(ConsoleParts(settings, database, redis, console_library))
    server = make_server("127.0.0.1", 0, office.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield Served(office, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()
    database.close()


@pytest.fixture
def office(served: Served) -> Office:
    """Whose pages are shown: fill its database before you look."""
    return served.office


SignedIn = Callable[..., Page]


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """ "phone" and "desk"; a test that asks for ``open_page`` runs at both."""
    name: str = request.param
    return name


@pytest.fixture
def open_page(browser: Browser, served: Served, size: str) -> Iterator[SignedIn]:
    """``open_page("/hom-nay", Role.OFFICER)`` gives the page as that officer sees it (None: nobody
    is signed in; ``status`` is the one to expect). At the end fails on anything the page wrote to
    the browser's console.
    """
    context = browser.new_context(
        locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce",
        viewport=SIZES[size], has_touch=size == "phone",  # type: ignore[arg-type]
    )  # fmt: skip
    troubles: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        if said.type == "error":
            troubles.append(said.text)

    def open_it(path: str, role: Role | str | None = Role.ADMIN, status: int = 200) -> Page:
        if role is not None:
            served.sign_in(context, role)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        if status == 200:  # a browser notes every refusal of a page as an error
            page.on("console", listen)
        answer = page.goto(f"{served.url}{PATH}{path}")
        assert answer is not None
        assert answer.status == status
        return page

    yield open_it
    context.close()
    assert troubles == []


def looks_right(page: Page) -> None:
    """Nothing that axe calls serious, nothing wider than the screen, targets for a thumb."""
    found = Axe().run(page).response["violations"]
    serious = {
        each["id"]: [node["html"] for node in each["nodes"]]
        for each in found
        if each["impact"] in SERIOUS
    }
    assert serious == {}
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} px wider than the screen"
    assert page.evaluate(_TOO_SMALL, SMALLEST_TOUCH) == []
