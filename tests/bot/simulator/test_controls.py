from __future__ import annotations

import json

import pytest
import requests

from bot.simulator.driver import Driver, TooFewMessagesError
from tests.bot.simulator.conftest import Api


def test_waiting_in_vain_tells_what_came(zalo: Driver, api: Api) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    api.send(lan.user_id, "chỉ một")
    with pytest.raises(TooFewMessagesError, match="1 of 2.*\n- chỉ một"):
        lan.waits_for(2, timeout=0.05)


def test_messages_of_others_do_not_count(zalo: Driver, api: Api) -> None:
    lan, tu = zalo.person("lan"), zalo.person("tu")
    lan.says("a")
    tu.says("b")
    api.send(tu.user_id, "cho bà Tư")
    zalo.officer_says("lan", "cán bộ đây")
    assert [m.text for m in lan.messages()] == ["cán bộ đây"]
    assert lan.messages("bot") == []
    assert [m.text for m in tu.messages("bot")] == ["cho bà Tư"]


def test_new_people_get_a_key_from_their_name(zalo: Driver) -> None:
    first = zalo.call("POST", "people", json={"name": "Đỗ Thị Bưởi"})
    second = zalo.call("POST", "people", json={"name": "Đỗ Thị Bưởi"})
    assert first["key"] == "do-thi-buoi"
    assert second["key"] != first["key"]
    assert second["user_id"] != first["user_id"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "people/nobody/messages", 404),
        ("GET", "conversations/nobody", 404),
        ("GET", "conversations/nobody/arrived", 404),
        ("POST", "people/lan/dance", 400),
        ("POST", "people", 400),
        ("POST", "people/lan/files", 400),
        ("POST", "faults", 400),
        ("POST", "conversations/lan/officer", 400),
    ],
)
def test_wrong_use_is_refused(zalo: Driver, method: str, path: str, status: int) -> None:
    with pytest.raises(requests.HTTPError) as caught:
        zalo.call(method, path, json={})
    assert caught.value.response.status_code == status


def test_clock_never_runs_backwards(zalo: Driver) -> None:
    with pytest.raises(requests.HTTPError):
        zalo.advance(-1)


def test_faults_can_be_seen_and_taken_back(zalo: Driver, api: Api) -> None:
    zalo.fail_next("oa/getoa", -200, count=5)
    zalo.latency(1)
    seen = zalo.call("GET", "faults")
    assert seen["waiting"][0]["code"] == -200
    assert seen["latency_ms"] == 1
    zalo.clear_faults()
    assert api.get("/v2.0/oa/getoa")["error"] == 0
    assert zalo.call("GET", "faults") == {"latency_ms": 0, "waiting": []}


def test_changes_since(zalo: Driver) -> None:
    everything = zalo.call("GET", "changes")
    assert {person["name"] for person in everything["people"]} >= {"Chị Lan", "Bà Tư", "Cháu Minh"}
    zalo.person("lan").says("mới")
    fresh = zalo.call("GET", "changes", params={"since": everything["cursor"]})
    assert [m["text"] for m in fresh["messages"]] == ["mới"]
    assert fresh["groups"] == []
    assert fresh["cursor"] != everything["cursor"]


def test_cursor_of_another_life_starts_anew(zalo: Driver) -> None:
    cursor = zalo.call("GET", "changes")["cursor"]
    zalo.reset()
    again = zalo.call("GET", "changes", params={"since": cursor})
    assert again["cursor"].split(":")[0] != cursor.split(":")[0]
    assert again["groups"] != []


def test_stream_tells_of_a_message_at_once(zalo: Driver) -> None:
    url = f"{zalo.base_url}/simulator/api/stream"
    cursor = zalo.call("GET", "changes")["cursor"]
    with requests.get(url, params={"since": cursor}, stream=True, timeout=20) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        lines = stream.iter_lines(decode_unicode=False)
        zalo.person("lan").says("nghe đây")
        data = next(line for line in lines if line.startswith(b"data: "))
    assert json.loads(data[6:])["messages"][0]["text"] == "nghe đây"


def test_page_loads_nothing_from_elsewhere_and_has_no_inline_script(zalo: Driver) -> None:
    answer = requests.get(zalo.base_url, timeout=20)
    assert answer.status_code == 200
    assert "http://" not in answer.text.replace("http://www.w3.org", "")
    assert "https://" not in answer.text
    assert "<script>" not in answer.text
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_hostile_upload_is_only_a_download(zalo: Driver, api: Api) -> None:
    zalo.person("lan").sends_file(b"<script>alert(1)</script>", "a.html", "file")
    url = zalo.conversation("lan")[0]["attachment"]["url"]
    answer = api.session.get(url, timeout=20)
    assert answer.headers["Content-Disposition"] == "attachment"
    assert "html" not in answer.headers["Content-Type"]
