from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from bot.simulator.driver import Credentials, Driver, started
from tests.bot.simulator.receiver import Receiver

CREDENTIALS = Credentials()


class Api:
    """Calls the stand-in's API as a bot would."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.token = CREDENTIALS.access_token
        self.session = requests.Session()
        self.session.trust_env = False

    def request(self, method: str, path: str, **parts: Any) -> requests.Response:
        headers = {"access_token": self.token} if self.token else {}
        url = self.base_url + path
        return self.session.request(method, url, headers=headers, timeout=20, **parts)

    def post(self, path: str, body: object) -> dict[str, Any]:
        return self.request("POST", path, json=body).json()

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        return self.request("GET", path, params=query).json()

    def send(self, user_id: str, text: str = "Chào chị", **message: Any) -> dict[str, Any]:
        body = {"recipient": {"user_id": user_id}, "message": {"text": text, **message}}
        return self.post("/v3.0/oa/message/cs", body)

    def attach(self, user_id: str, attachment: object, **message: Any) -> dict[str, Any]:
        message = {"attachment": attachment, **message}
        body = {"recipient": {"user_id": user_id}, "message": message}
        return self.post("/v3.0/oa/message/cs", body)

    def upload(self, kind: str, name: str, content: bytes) -> dict[str, Any]:
        files = {"file": (name, content)}
        return self.request("POST", f"/v2.0/oa/upload/{kind}", files=files).json()

    def tokens(self, secret: str = CREDENTIALS.app_secret, **form: str) -> dict[str, Any]:
        url, headers = f"{self.base_url}/v4/oa/access_token", {"secret_key": secret}
        form = {"app_id": CREDENTIALS.app_id, **form}
        answer = self.session.post(url, data=form, headers=headers, timeout=20)
        assert answer.status_code == 200
        return answer.json()


def media(kind: str, **fields: str) -> dict[str, Any]:
    element = {"media_type": kind, **fields}
    payload = {"template_type": "media", "elements": [element]}
    return {"type": "template", "payload": payload}


@pytest.fixture(scope="session")
def _receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture(scope="session")
def _zalo(_receiver: Receiver) -> Iterator[Driver]:
    with started(_receiver.url) as driver:
        yield driver


@pytest.fixture
def zalo(_zalo: Driver) -> Iterator[Driver]:
    yield _zalo
    _zalo.reset()
    _zalo.wait_until_quiet()


@pytest.fixture
def receiver(_receiver: Receiver, zalo: Driver) -> Iterator[Receiver]:
    _receiver.clear()
    yield _receiver
    _receiver.clear()


@pytest.fixture
def api(zalo: Driver) -> Iterator[Api]:
    api = Api(zalo.base_url)
    yield api
    api.session.close()


@pytest.fixture
def send_to(api: Api) -> Callable[[str], int]:
    """Send a text; returns the error number."""
    return lambda user_id: int(api.send(user_id)["error"])
