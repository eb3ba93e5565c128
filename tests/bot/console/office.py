"""A console with an account, an officer of each role, and a database of its own: for its tests."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import TestResponse

from bot.assembly import OpenLibrary
from bot.console.parts import ConsoleParts
from bot.console.session import Officer
from bot.console.site import PATH, make_site
from bot.settings import Settings
from bot.store import AccountDraft, AdminRepository, Database, OaRepository
from bot.store.admins import Admin
from bot.store.devices import DeviceRepository
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from bot.store.schema import migrate
from bot.store.sign_ins import SignInRepository
from knowledge.search import Library

OA = "579745863508352884"
OA_NAME = "Hội LHPN phường Thử"
SECURE = "https://console.test"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Visitor(FlaskClient):
    """A browser without pictures: https, and forms are sent with their token."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("base_url", SECURE)
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Referer", kwargs["base_url"])  # as every browser sends it
        return super().open(*args, headers=headers, **kwargs)

    def send(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """POST a form as a page of ours would: with the token of this session."""
        return self.post(path, data={**(data or {}), "csrf_token": self.token()}, **kwargs)

    def token(self) -> str:
        page = self.get(f"{PATH}/them", follow_redirects=True).text
        found = _TOKEN.search(page)
        assert found, page
        return found[1]


@dataclass
class Office:
    """The console and who works there; ``parts`` are the ones its pages have."""

    parts: ConsoleParts
    site: Flask
    app: Flask
    officers: dict[Role, Admin] = field(default_factory=dict)
    oa_id: str = OA

    @property
    def database(self) -> Database:
        return self.parts.database

    def client(self, role: Role | str | None = None) -> Visitor:
        """A visitor, signed in as the officer of this role."""
        visitor = self.app.test_client()
        assert isinstance(visitor, Visitor)
        if role is not None:
            visitor.set_cookie(
                "console", self.cookie(role), domain="console.test", path=PATH, secure=True
            )
        return visitor

    def cookie(self, role: Role | str) -> str:
        """What the browser of the officer with this role holds after signing in."""
        sign_ins = SignInRepository(self.database, self.parts.secret_key)
        known = sign_ins.of(self.officers[Role(role)].id)
        assert known
        held = {
            "_user_id": Officer(known).get_id(),
            "_fresh": True,
            "_permanent": True,
            "since": self.parts.now().timestamp(),
            "device": token_urlsafe(24),
        }
        devices = DeviceRepository(self.database, self.parts.secret_key)
        devices.begin(known.admin.id, known.epoch, str(held["device"]), "Chrome", self.parts.now())
        serializer = self.site.session_interface.get_signing_serializer(self.site)  # type: ignore[attr-defined]
        return str(serializer.dumps(held))


def make_office(
    parts: ConsoleParts, *, enrolled: bool = True, roles: tuple[Role, ...] = tuple(Role)
) -> Office:
    """The console over these parts, with its account and officers."""
    OaRepository(parts.database, parts.secret_key).add(AccountDraft(OA, OA_NAME, "oa-secret"))
    site = make_site(parts)
    site.testing = True
    app = Flask("around")
    app.testing = True
    app.test_client_class = Visitor
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {PATH: site.wsgi_app})  # type: ignore[method-assign]
    office = Office(parts, site, app)
    admins, rosters = AdminRepository(parts.database), RosterRepository(parts.database)
    sign_ins = SignInRepository(parts.database, parts.secret_key)
    for role in roles:
        email = f"{role}@hoi.vn"
        office.officers[role] = admin = admins.add(email, role)
        rosters.put_officer(OA, email, f"Chị {role.title()}", handles_cases=role is Role.OFFICER)
        if enrolled:
            sign_ins.propose_factor(admin.id, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
            sign_ins.use_factor(admin.id, 0, ())
    return office


@pytest.fixture(scope="session")
def console_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with the newest schema, to copy."""
    path = tmp_path_factory.mktemp("console") / "template.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def console_library(shipped_library: Path) -> Callable[[str], Library]:
    """The cards that ship and two made-up laws, opened at the first use."""
    library = OpenLibrary(shipped_library)
    return lambda oa_id: library()


@pytest.fixture
def console_settings(tmp_path: Path, console_template: Path, redis_url: str) -> Settings:
    shutil.copy(console_template, tmp_path / "console.sqlite3")
    return Settings(
        var_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'console.sqlite3'}",
        redis_url=redis_url,
        secret_key="k" * 32,
        zalo_app_id="2334",
        zalo_app_secret="app-secret",
    )


@pytest.fixture
def office(
    console_settings: Settings, redis: Redis, request: pytest.FixtureRequest
) -> Iterator[Office]:
    """The console on a database of its own; the law library is opened only by pages that ask."""

    def library(oa_id: str) -> Library:
        found: Library = request.getfixturevalue("console_library")(oa_id)
        return found

    database = Database(console_settings.database_url)
    yield make_office(ConsoleParts(console_settings, database, redis, library))
    database.close()
