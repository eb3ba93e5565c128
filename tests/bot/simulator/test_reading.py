from __future__ import annotations

import json
from typing import Any

import pytest

from bot.simulator.driver import Driver
from tests.bot.simulator.conftest import CREDENTIALS, Api


def ask(api: Api, path: str, **data: Any) -> dict[str, Any]:
    return api.get(path, data=json.dumps(data))


def test_detail_of_a_follower(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    data = ask(api, "/v3.0/oa/user/detail", user_id=lan.user_id)["data"]
    assert data["display_name"] == "Chị Lan"
    assert data["user_is_follower"] is True


def test_detail_of_a_stranger(api: Api, zalo: Driver) -> None:
    stranger = zalo.someone(follower=False)
    assert ask(api, "/v3.0/oa/user/detail", user_id=stranger.user_id)["error"] == -213
    assert ask(api, "/v3.0/oa/user/detail", user_id="1")["error"] == -213


def test_list_filters(api: Api, zalo: Driver) -> None:
    lan, tu, minh = (zalo.person(key) for key in ("lan", "tu", "minh"))
    lan.says("a")
    tu.unfollows()
    tag = {"user_id": minh.user_id, "tag_name": "VIP"}
    assert api.post("/v2.0/oa/tag/tagfollower", tag)["error"] == 0

    def ids(**query: Any) -> set[str]:
        found = ask(api, "/v3.0/oa/user/getlist", **query)["data"]
        assert found["total"] == len(found["users"])
        return {user["user_id"] for user in found["users"]}

    assert lan.user_id in ids(is_follower="true")
    assert tu.user_id not in ids()
    assert ids(tag_name="VIP") == {minh.user_id}
    assert ids(last_interaction_period="TODAY") == {lan.user_id}
    assert ids(last_interaction_period="L7D") == {lan.user_id}
    assert ids(last_interaction_period="2000_01_01:2000_01_02") == set()
    assert api.get("/v2.0/oa/tag/gettagsofoa")["data"] == ["VIP"]
    assert api.post("/v2.0/oa/tag/rmfollowerfromtag", tag)["error"] == 0
    assert ids(tag_name="VIP") == set()


@pytest.mark.parametrize(
    "query",
    [
        {"count": 51},
        {"offset": -1},
        {"offset": 9952},
        {"count": "x"},
        {"last_interaction_period": "?"},
    ],
)
def test_list_refuses_nonsense(api: Api, zalo: Driver, query: dict[str, Any]) -> None:
    zalo.person("lan").says("a")
    assert ask(api, "/v3.0/oa/user/getlist", **query)["error"] == -201


def test_broken_data_parameter(api: Api) -> None:
    assert api.get("/v3.0/oa/user/getlist", data="{")["error"] == -201
    assert api.get("/v3.0/oa/user/getlist", data="[]")["error"] == -201


def test_list_is_paged(api: Api, zalo: Driver) -> None:
    pages = [ask(api, "/v3.0/oa/user/getlist", offset=n, count=2)["data"] for n in (0, 2, 4)]
    ids = [user["user_id"] for page in pages for user in page["users"]]
    assert len(ids) == len(set(ids)) == pages[0]["total"] == 4


def test_conversation_is_newest_first(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("một")
    api.send(lan.user_id, "hai")
    lan.sends_sticker()
    rows = ask(api, "/v2.0/oa/conversation", user_id=lan.user_id, offset=0, count=10)["data"]
    assert [(row["src"], row["type"]) for row in rows] == [(1, "sticker"), (0, "text"), (1, "text")]
    assert rows[1]["to_id"] == lan.user_id
    assert rows[2]["from_display_name"] == "Chị Lan"
    assert rows[2]["to_id"] == CREDENTIALS.oa_id


def test_conversation_gives_ten_at_most(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    path = "/v2.0/oa/conversation"
    assert ask(api, path, user_id=lan.user_id, count=11)["error"] == -201


def test_recent_chats_of_everybody(api: Api, zalo: Driver) -> None:
    zalo.person("lan").says("một")
    zalo.person("tu").says("hai")
    rows = ask(api, "/v2.0/oa/listrecentchat", offset=0, count=10)["data"]
    assert [row["message"] for row in rows] == ["hai", "một"]


def test_account(api: Api) -> None:
    data = api.get("/v2.0/oa/getoa")["data"]
    assert data["oa_id"] == CREDENTIALS.oa_id
    assert data["num_follower"] == 4


def test_group_and_its_members(api: Api, zalo: Driver) -> None:
    group_id = zalo.groups()[0]["group_id"]
    info = api.get("/v3.0/oa/group/getgroup", group_id=group_id)["data"]["group_info"]
    assert info["name"] == "Chi hội Tổ 5"
    assert api.get("/v3.0/oa/group/getgroupsofoa")["data"]["total"] == 1
    members = api.get("/v3.0/oa/group/listmember", group_id=group_id)["data"]["members"]
    assert {member["name"] for member in members} >= {"Chị Lan", "Bà Tư"}
    zalo.person("lan").says("chào cả tổ", group="to5")
    rows = api.get("/v3.0/oa/group/conversation", group_id=group_id)["data"]
    assert rows[0]["message"] == "chào cả tổ"
    assert rows[0]["group_id"] == group_id
    assert api.get("/v3.0/oa/group/getgroup", group_id="1")["error"] == -403
