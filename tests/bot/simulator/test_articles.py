from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.simulator.driver import Driver
from tests.bot.simulator.conftest import CREDENTIALS, Api, media

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
JPEG = b"\xff\xd8\xff" + b"0" * 100


def with_fresh_token(api: Api) -> None:
    pair = api.tokens(grant_type="refresh_token", refresh_token=CREDENTIALS.refresh_token)
    api.token = pair["access_token"]


def until_hour(zalo: Driver, hour: int) -> None:
    """Wind the stand-in's clock to the next time it shows that hour in Vietnam."""
    now = zalo.now().astimezone(VIETNAM)
    wanted = now.replace(hour=hour, minute=30, second=0, microsecond=0)
    zalo.advance((wanted - now + timedelta(days=wanted <= now)).total_seconds())


@pytest.fixture
def cover(api: Api) -> str:
    asset = api.upload("image", "a.jpg", JPEG)["data"]["attachment_id"]
    return f"{api.base_url}/simulator/media/{asset}"


def article(picture: str, **changes: Any) -> dict[str, Any]:
    return {
        "type": "normal", "title": "Nghỉ thai sản", "author": "Hội", "description": "Ngắn",
        "cover": {"cover_type": "photo", "photo_url": picture, "status": "show"},
        "body": [{"type": "text", "content": "Lời."}], "status": "show", "comment": "hide",
        **changes,
    }  # fmt: skip


def make(api: Api, cover: str, **changes: Any) -> str:
    answer = api.post("/v2.0/article/create", article(cover, **changes))
    token = answer["data"]["token"]
    return str(api.post("/v2.0/article/verify", {"token": token})["data"]["id"])


def broadcast(api: Api, article_id: str, **target: object) -> dict[str, Any]:
    body = {
        "recipient": {"target": target},
        "message": {"attachment": media("article", attachment_id=article_id)},
    }
    return api.post("/v2.0/oa/message", body)


def test_an_article_is_made_listed_changed_and_removed(api: Api, cover: str) -> None:
    article_id = make(api, cover)
    shown = api.get("/v2.0/article/getdetail", id=article_id)["data"]
    assert (shown["title"], shown["body"]) == (
        "Nghỉ thai sản", [{"type": "text", "content": "Lời."}],
    )  # fmt: skip
    changed = article(cover, title="Tên khác") | {"id": article_id}
    assert api.post("/v2.0/article/update", changed)["error"] == 0
    rows = api.get("/v2.0/article/getslice", offset=0, limit=10, type="normal")["data"]
    assert [(row["id"], row["title"]) for row in rows["medias"]] == [(article_id, "Tên khác")]
    assert api.post("/v2.0/article/remove", {"id": article_id})["error"] == 0
    assert api.get("/v2.0/article/getdetail", id=article_id)["error"] == -201


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": "ở" * 149}, 0),
        ({"title": "ở" * 150}, -201),
        ({"title": ""}, -201),
        ({"description": "ở" * 301}, -201),
        ({"author": "ở" * 51}, -201),
        ({"cover": None}, -201),
        ({"cover": {"cover_type": "photo", "photo_url": "http://127.0.0.1:1/ảnh.jpg"}}, -201),
        ({"cover": {"cover_type": "photo", "photo_url": "http://127.0.0.1:1/a.jpg"}}, -200),
        ({"cover": {"cover_type": "photo", "photo_url": "https://example.com/a.jpg"}}, -200),
        ({"body": []}, -201),
        ({"body": [{"type": "text", "content": ""}]}, -201),
        ({"status": "open"}, -201),
        ({"type": "long"}, -201),
    ],
)
def test_what_zalo_refuses_in_an_article(
    api: Api, cover: str, changes: dict[str, Any], error: int
) -> None:
    assert api.post("/v2.0/article/create", article(cover, **changes))["error"] == error


@pytest.mark.parametrize(
    "query", [{"limit": 11}, {"offset": -1}, {"type": "video"}, {"limit": "x"}]
)
def test_a_list_has_ten_lines_at_most(api: Api, query: dict[str, Any]) -> None:
    asked = {"offset": 0, "limit": 10, "type": "normal", **query}
    assert api.get("/v2.0/article/getslice", **asked)["error"] == -201


def test_a_broadcast_reaches_followers_that_fit(api: Api, zalo: Driver, cover: str) -> None:
    until_hour(zalo, 8)
    young = zalo.person("young", age="2", gender="2", city="9", platform="2")
    older = zalo.person("older", age="4", gender="2", city="4", platform="1")
    man = zalo.person("man", age="2", gender="1", city="9", platform="2")
    gone = zalo.person("gone", follower=False, age="2", gender="2", city="9", platform="2")
    article_id = make(api, cover)
    assert broadcast(api, article_id, ages="2,3", gender="2", locations="0")["error"] == 0
    assert [each.text for each in young.messages()] == ["Nghỉ thai sản"]
    assert older.messages() == man.messages() == gone.messages() == []
    assert broadcast(api, article_id, locations="0", cities="4", platform="1,2")["error"] == 0
    assert len(older.messages()) == 1
    assert broadcast(api, article_id)["error"] == 0  # an empty target is everybody
    assert [len(each.messages()) for each in (young, older, man, gone)] == [2, 2, 1, 0]
    history = api.get("/v2.0/oa/conversation", data=f'{{"user_id":"{young.user_id}"}}')["data"]
    assert {row["type"] for row in history} == {"links"}


@pytest.mark.parametrize(
    "target", [{"ages": "8"}, {"gender": "3"}, {"cities": "64"}, {"ages": [2]}, {"colour": "1"}]
)
def test_filters_that_zalo_does_not_know(
    api: Api, zalo: Driver, cover: str, target: dict[str, object]
) -> None:
    until_hour(zalo, 8)
    assert broadcast(api, make(api, cover), **target)["error"] == -201


def test_no_broadcast_at_night_of_nothing_or_of_a_text(api: Api, zalo: Driver, cover: str) -> None:
    until_hour(zalo, 8)
    assert broadcast(api, "nowhere")["error"] == -201
    text = {"recipient": {"target": {}}, "message": {"text": "Chào"}}
    assert api.post("/v2.0/oa/message", text)["error"] == -201
    picture = {"attachment": media("image", attachment_id="1")}
    assert (
        api.post("/v2.0/oa/message", {"recipient": {"target": {}}, "message": picture})["error"]
        == -233
    )
    article_id = make(api, cover)
    until_hour(zalo, 22)
    with_fresh_token(api)
    assert broadcast(api, article_id)["error"] == -234


def test_the_package_has_so_many_broadcasts_a_month(api: Api, zalo: Driver, cover: str) -> None:
    until_hour(zalo, 8)
    article_id = make(api, cover)
    errors = [broadcast(api, article_id)["error"] for _ in range(31)]
    assert errors == [0] * 30 + [-211]


def test_what_the_account_has_left(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    asked = {"quota_owner": "OA", "product_type": "cs", "quota_type": "sub_quota"}
    (before,) = api.post("/v3.0/oa/quota/message", asked)["data"]
    assert api.send(lan.user_id)["data"]["quota"] == {"quota_type": "reply"}
    zalo.advance(3 * 24 * 3600)
    with_fresh_token(api)
    paid = api.send(lan.user_id)["data"]["quota"]
    (after,) = api.post("/v3.0/oa/quota/message", asked)["data"]
    assert (paid["quota_type"], paid["remain"]) == ("sub_quota", str(after["remain"]))
    assert before["remain"] - after["remain"] == 1
    assert (
        api.post("/v3.0/oa/quota/message", {**asked, "quota_type": "purchase_quota"})["data"] == []
    )
    assert api.post("/v3.0/oa/quota/message", {**asked, "quota_owner": "me"})["error"] == -201
    groups = {"quota_owner": "OA", "product_type": "gmf100", "quota_type": "sub_quota"}
    assert [row["status"] for row in api.post("/v3.0/oa/quota/group", groups)["data"]] == ["used"]
