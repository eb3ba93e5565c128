"""The API over both databases, mounted where programs find it, with tokens of either kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from redis import Redis
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from bot.api.site import PATH, make_api
from bot.console.parts import ConsoleParts
from bot.settings import Settings
from bot.store.api_tokens import ApiToken, ApiTokens, Scope
from tests.bot.faq.conftest import (  # noqa: F401 - the office with its officers, here too
    OA,
    Office,
    database,
    laws,
    office,
    postgres,
    postgres_template,
    sqlite_template,
    url,
)


@dataclass
class Program:
    """A program of the ward with its token."""

    application: Any
    token: ApiToken
    secret: str

    def call(self, method: str, path: str, body: object = None, **headers: str) -> TestResponse:
        """Call a path of the API; a body goes as JSON."""
        known = {"Authorization": f"Bearer {self.secret}"} | headers
        sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        return Client(self.application).open(
            f"{PATH}{path}",
            method=method,
            data=sent,
            content_type="application/json" if body is not None else None,
            headers={name.replace("_", "-"): value for name, value in known.items()},
        )


@pytest.fixture
def parts(
    office: Office,  # noqa: F811
    settings: Settings,
    redis: Redis,
) -> ConsoleParts:
    return ConsoleParts(settings, office.database, redis, lambda oa_id: office.library)


@pytest.fixture
def application(parts: ConsoleParts) -> Any:
    return mounted(make_api(parts))


@pytest.fixture
def unlimited(parts: ConsoleParts) -> Flask:
    return make_api(parts, limited=False)


def mounted(api: Flask) -> Any:
    """The API where programs find it."""
    return DispatcherMiddleware(Flask("rest"), {PATH: api})  # type: ignore[arg-type]


@pytest.fixture
def program(application: Any, office: Office) -> Callable[..., Program]:  # noqa: F811
    def make(*scopes: Scope, by: str = "hoa", oa_id: str = OA) -> Program:
        tokens = ApiTokens(office.database)
        token, secret = tokens.create(oa_id, "Trang web", scopes, getattr(office, by))
        return Program(application, token, secret)

    return make
