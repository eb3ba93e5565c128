from __future__ import annotations

import pytest
import requests

from bot.simulator.driver import Driver, started
from tests.bot.simulator.conftest import Api


@pytest.mark.parametrize("token", ["", "wrong", "ở-đâu".encode().decode("latin-1")])
def test_wrong_token(api: Api, token: str) -> None:
    api.token = token
    answer = api.request("GET", "/v2.0/oa/getoa")
    assert answer.status_code == 200
    assert answer.json()["error"] == -216


def test_token_expires_on_demand(api: Api, zalo: Driver) -> None:
    zalo.expire_token()
    assert api.get("/v2.0/oa/getoa")["error"] == -220


def test_limit_headers(api: Api) -> None:
    first = api.request("GET", "/v2.0/oa/getoa").headers
    second = api.request("GET", "/v2.0/oa/getoa").headers
    assert first["X-RateLimit-Limit"] == "4000"
    assert int(second["X-RateLimit-Remain"]) in {int(first["X-RateLimit-Remain"]) - 1, 3999}


def test_rate_limit_by_the_minute() -> None:
    with started("http://127.0.0.1:9/", arguments=["--rate-limit=3"]) as zalo:
        api = Api(zalo.base_url)
        errors = [api.get("/v2.0/oa/getoa")["error"] for _ in range(8)]
        assert errors.count(0) in {3, 6}  # 6 when a minute began meanwhile
        assert set(errors) == {0, -32}
        zalo.advance(60)
        assert api.get("/v2.0/oa/getoa")["error"] == 0
        api.session.close()


def test_appsecret_proof_is_demanded_when_switched_on() -> None:
    with started("http://127.0.0.1:9/", arguments=["--require-proof"]) as zalo:
        api = Api(zalo.base_url)
        assert api.get("/v2.0/oa/getoa")["error"] == -242
        api.session.close()


def test_fault_strikes_as_often_as_set(api: Api, zalo: Driver) -> None:
    zalo.fail_next("oa/getoa", -200, count=2)
    assert [api.get("/v2.0/oa/getoa")["error"] for _ in range(3)] == [-200, -200, 0]


def test_fault_spares_other_endpoints_and_other_people(api: Api, zalo: Driver) -> None:
    lan, tu = zalo.person("lan"), zalo.person("tu")
    lan.says("a")
    tu.says("b")
    zalo.fail_next("message/cs", -218, user_id=tu.user_id)
    assert api.send(lan.user_id)["error"] == 0
    assert api.get("/v2.0/oa/getoa")["error"] == 0
    assert api.send(tu.user_id)["error"] == -218


def test_server_error_is_no_json(api: Api, zalo: Driver) -> None:
    zalo.fail_next("message/cs", http_status=503)
    answer = api.request("POST", "/v3.0/oa/message/cs", json={})
    assert answer.status_code == 503
    assert "json" not in answer.headers["Content-Type"]


def test_dropped_call_was_carried_out(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    zalo.drop_next("message/cs")
    with pytest.raises(requests.ConnectionError):
        api.send(lan.user_id, "đã gửi mà không hay")
    assert [m.text for m in lan.waits_for(1)] == ["đã gửi mà không hay"]
    assert [call["dropped"] for call in zalo.calls("message/cs")] == [True]


def test_latency_outlasts_an_impatient_client(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    zalo.latency(600)
    body = {"recipient": {"user_id": lan.user_id}, "message": {"text": "chậm"}}
    headers = {"access_token": api.token}
    url = f"{api.base_url}/v3.0/oa/message/cs"
    with pytest.raises(requests.ReadTimeout):
        requests.post(url, json=body, headers=headers, timeout=0.1)
    assert lan.waits_for(1)[0].text == "chậm"


def test_calls_are_counted_with_their_errors(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    api.send(lan.user_id)
    lan.says("a")
    api.send(lan.user_id)
    calls = zalo.calls("message/cs")
    assert [call["error"] for call in calls] == [-232, 0]
    assert {call["user_id"] for call in calls} == {lan.user_id}


def test_unknown_endpoint(api: Api) -> None:
    assert api.request("GET", "/v3.0/oa/nothing").status_code == 404


def test_other_host_names_are_refused(zalo: Driver) -> None:
    answer = requests.get(zalo.base_url, headers={"Host": "evil.example"}, timeout=20)
    assert answer.status_code == 403
