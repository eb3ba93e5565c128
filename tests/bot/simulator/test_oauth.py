from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from bot.simulator.driver import Driver
from bot.simulator.tokens import challenge_of
from tests.bot.simulator.conftest import CREDENTIALS, Api

VERIFIER = "v" * 43
CALLBACK = "http://127.0.0.1:9/oauth/callback"


def refresh(api: Api, token: str = CREDENTIALS.refresh_token) -> dict[str, str]:
    return api.tokens(grant_type="refresh_token", refresh_token=token)


def consent(api: Api, **query: str) -> dict[str, list[str]]:
    query = {"app_id": CREDENTIALS.app_id, "redirect_uri": CALLBACK, **query}
    answer = api.session.get(
        f"{api.base_url}/v4/oa/permission", params=query, allow_redirects=False, timeout=20
    )
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(CALLBACK + "?")
    return parse_qs(urlsplit(answer.headers["Location"]).query)


def exchange(api: Api, code: str, verifier: str = VERIFIER) -> dict[str, str]:
    return api.tokens(grant_type="authorization_code", code=code, code_verifier=verifier)


def test_starting_pair_is_accepted(api: Api) -> None:
    assert api.get("/v2.0/oa/getoa")["error"] == 0


def test_refresh_gives_a_new_pair_and_ends_the_old_access_token_at_once(api: Api) -> None:
    pair = refresh(api)
    assert pair["expires_in"] == "90000"
    assert api.get("/v2.0/oa/getoa")["error"] == -220
    api.token = pair["access_token"]
    assert api.get("/v2.0/oa/getoa")["error"] == 0


def test_refresh_token_works_once(api: Api) -> None:
    second = refresh(api)["refresh_token"]
    refused = refresh(api)
    assert "access_token" not in refused
    assert refused["error_name"]
    assert "access_token" in refresh(api, second)


def test_unknown_refresh_token_is_refused(api: Api) -> None:
    assert "access_token" not in refresh(api, "never-issued")


def test_wrong_secret_and_wrong_app_are_refused(api: Api) -> None:
    good = {"grant_type": "refresh_token", "refresh_token": CREDENTIALS.refresh_token}
    assert "access_token" not in api.tokens(secret="wrong", **good)
    assert api.tokens(**good, app_id="1")["error"] == -14002
    assert "access_token" in api.tokens(**good)


def test_refresh_token_dies_after_three_months(api: Api, zalo: Driver) -> None:
    zalo.advance(91 * 24 * 3600)
    assert "access_token" not in refresh(api)


def test_access_token_expires_after_25_hours(api: Api, zalo: Driver) -> None:
    api.token = refresh(api)["access_token"]  # the starting pair is as old as the last test
    zalo.advance(24 * 3600)
    assert api.get("/v2.0/oa/getoa")["error"] == 0
    zalo.advance(3600)
    assert api.get("/v2.0/oa/getoa")["error"] == -220


def test_code_is_exchanged_with_its_verifier(api: Api) -> None:
    back = consent(api, code_challenge=challenge_of(VERIFIER), state="s1")
    assert back["oa_id"] == [CREDENTIALS.oa_id]
    assert back["state"] == ["s1"]
    pair = exchange(api, back["code"][0])
    api.token = pair["access_token"]
    assert api.get("/v2.0/oa/getoa")["error"] == 0


def test_code_works_once(api: Api) -> None:
    code = consent(api)["code"][0]
    assert "access_token" in exchange(api, code)
    assert "access_token" not in exchange(api, code)


def test_code_is_refused_without_the_right_verifier(api: Api) -> None:
    code = consent(api, code_challenge=challenge_of(VERIFIER))["code"][0]
    assert "access_token" not in exchange(api, code, "w" * 43)


def test_code_is_refused_after_ten_minutes(api: Api, zalo: Driver) -> None:
    code = consent(api)["code"][0]
    zalo.advance(601)
    assert "access_token" not in exchange(api, code)


def test_redirect_must_stay_on_this_machine(api: Api) -> None:
    query = {"app_id": CREDENTIALS.app_id, "redirect_uri": "https://elsewhere.example/"}
    answer = api.session.get(f"{api.base_url}/v4/oa/permission", params=query, timeout=20)
    assert answer.json()["error"] == -14003
