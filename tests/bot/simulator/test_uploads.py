from __future__ import annotations

import pytest

from bot.simulator.driver import Driver
from tests.bot.simulator.conftest import Api, media

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
MEGABYTE = 1024 * 1024


def test_picture_goes_out_with_its_caption(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    asset = api.upload("image", "a.png", PNG)["data"]["attachment_id"]
    assert api.attach(lan.user_id, media("image", attachment_id=asset), text="Ảnh")["error"] == 0
    message = lan.waits_for(1)[0]
    assert (message.kind, message.text) == ("image", "Ảnh")
    shown = api.session.get(message.raw["attachment"]["url"], timeout=20)
    assert shown.content == PNG
    assert shown.headers["Content-Type"] == "image/png"


def test_file_goes_out_by_token(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    token = api.upload("file", "don.pdf", b"%PDF-1.7 x")["data"]["token"]
    assert api.attach(lan.user_id, {"type": "file", "payload": {"token": token}})["error"] == 0
    assert lan.waits_for(1)[0].raw["attachment"]["name"] == "don.pdf"


def test_gif_needs_its_size(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    asset = api.upload("gif", "a.gif", b"GIF89a..")["data"]["attachment_id"]
    assert api.attach(lan.user_id, media("gif", attachment_id=asset))["error"] == -201
    sized = media("gif", attachment_id=asset, width="180", height="120")
    assert api.attach(lan.user_id, sized)["error"] == 0


@pytest.mark.parametrize(
    ("kind", "name", "content", "error"),
    [
        ("image", "a.png", PNG + b"0" * MEGABYTE, -210),
        ("image", "a.png", b"no picture at all", -201),
        ("image", "a.gif", b"GIF89a..", -201),
        ("image", "a.png", b"", -201),
        ("file", "a.xlsx", b"PK\x03\x04", -201),
        ("file", "a.docx", b"PK\x03\x04", 0),
        ("file", "a.pdf", b"%PDF-" + b"0" * 5 * MEGABYTE, -210),
    ],
)
def test_format_and_size(api: Api, kind: str, name: str, content: bytes, error: int) -> None:
    assert api.upload(kind, name, content)["error"] == error


def test_part_must_be_called_file(api: Api) -> None:
    answer = api.request("POST", "/v2.0/oa/upload/image", files={"image": ("a.png", PNG)})
    assert answer.json()["error"] == -201


def test_asset_dies_after_seven_days(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    asset = api.upload("image", "a.png", PNG)["data"]["attachment_id"]
    zalo.advance(7 * 24 * 3600)
    fresh = api.tokens(grant_type="refresh_token", refresh_token="first-refresh-token")
    api.token = fresh["access_token"]
    lan.says("a")
    assert api.attach(lan.user_id, media("image", attachment_id=asset))["error"] == -100


def test_unknown_asset(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    assert api.attach(lan.user_id, media("image", attachment_id="nothing"))["error"] == -100
    assert api.attach(lan.user_id, {"type": "file", "payload": {"token": "x"}})["error"] == -100
