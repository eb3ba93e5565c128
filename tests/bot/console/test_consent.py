"""A new consent, from the console to the stand-in Zalo and back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
import requests
from redis import Redis

from bot.console.parts import ConsoleParts
from bot.settings import Settings
from bot.simulator.driver import Credentials, Driver, started
from bot.store import AccountDraft, Database, OaRepository
from bot.store.models import OaStatus, Role
from tests.bot.console.office import Office, Visitor, make_office

HERE = "https://127.0.0.1"
PAGE = "/console/quan-tri/trang-zalo"
KNOWN = Credentials()


@pytest.fixture
def zalo() -> Iterator[Driver]:
    with started("http://127.0.0.1:9/zalo/webhook") as driver:
        yield driver


@pytest.fixture
def office(console_settings: Settings, redis: Redis, zalo: Driver) -> Iterator[Office]:
    """A console beside the stand-in, whose account needs a new consent."""
    values = {
        "zalo_openapi_url": zalo.base_url,
        "zalo_oauth_url": zalo.base_url,
        "zalo_app_id": KNOWN.app_id,
        "zalo_app_secret": type(console_settings.zalo_app_secret)(KNOWN.app_secret),
    }
    settings = console_settings.model_copy(update=values)
    database = Database(settings.database_url)
    parts = ConsoleParts(settings, database, redis, lambda oa_id: pytest.fail("no library"))
    office = make_office(parts)
    accounts = OaRepository(database, parts.secret_key)
    accounts.add(AccountDraft(KNOWN.oa_id, "Hội thử", "secret", "old", "old"))
    accounts.mark_reconnect_required(KNOWN.oa_id, "permission_revoked")
    yield office
    database.close()


@pytest.fixture
def admin(office: Office) -> Visitor:
    visitor = office.client()
    cookie = office.cookie(Role.ADMIN)
    visitor.set_cookie("console", cookie, domain="127.0.0.1", path="/console", secure=True)
    return visitor


def link_to_zalo(admin: Visitor) -> str:
    token = re.findall(r'name="csrf_token" value="([^"]+)"', admin.get(PAGE, base_url=HERE).text)[0]
    form = {"oa": KNOWN.oa_id, "csrf_token": token}
    page = admin.post(f"{PAGE}/cap-quyen", data=form, base_url=HERE).text
    (link,) = re.findall(r'href="(http[^"]+permission[^"]+)"', html.unescape(page))
    return link


def back_from_zalo(link: str) -> str:
    answer = requests.get(link, allow_redirects=False, timeout=10)
    location = answer.headers["Location"]
    assert location.startswith(f"{HERE}{PAGE}/ket-qua?")
    return location.removeprefix(HERE)


def status(office: Office) -> OaStatus:
    account = OaRepository(office.database, office.parts.secret_key).get(KNOWN.oa_id)
    assert account is not None
    return account.status


def test_after_a_consent_the_account_works_again(office: Office, admin: Visitor):
    back = back_from_zalo(link_to_zalo(admin))
    answer = admin.get(back, base_url=HERE, follow_redirects=True)
    assert "Đã kết nối lại với Zalo" in answer.text
    assert status(office) is OaStatus.ACTIVE
    assert admin.get(back, base_url=HERE).status_code == 403


def test_a_code_that_zalo_does_not_know_changes_nothing(office: Office, admin: Visitor):
    back = re.sub(r"code=[^&]+", "code=wrong", back_from_zalo(link_to_zalo(admin)))
    answer = admin.get(back, base_url=HERE, follow_redirects=True)
    assert "Zalo chưa chấp nhận" in answer.text
    assert status(office) is OaStatus.RECONNECT_REQUIRED
