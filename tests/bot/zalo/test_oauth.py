from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.zalo.errors import DeliveryUnknown, Reconnect, RetryLater, ZaloError
from bot.zalo.oauth import USUAL_LIFE, OAuth, code_challenge, new_verifier
from bot.zalo.wire import Wire
from tests.bot.zalo.stand_in import StandIn

PAIR = {"access_token": "a", "refresh_token": "r", "expires_in": "90000"}


@pytest.fixture
def oauth(stand_in: StandIn) -> Iterator[OAuth]:
    wire = Wire(stand_in.url)
    yield OAuth(wire, stand_in.url, "2334", "app-secret")
    wire.close()


def test_the_challenge_is_that_of_rfc_7636() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert code_challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_verifier_has_43_characters_and_is_new() -> None:
    assert len(new_verifier()) == 43
    assert new_verifier() != new_verifier()


def test_the_permission_url_carries_the_challenge_not_the_verifier(oauth: OAuth) -> None:
    parts = urlsplit(oauth.permission_url("https://a.vn/về?x=1", "st", "v" * 43))
    assert parts.path == "/v4/oa/permission"
    assert parse_qs(parts.query) == {
        "app_id": ["2334"],
        "redirect_uri": ["https://a.vn/về?x=1"],
        "code_challenge": [code_challenge("v" * 43)],
        "state": ["st"],
    }


def test_a_refresh_is_asked_as_the_reference_has_it(stand_in: StandIn, oauth: OAuth) -> None:
    stand_in.play(PAIR)
    pair = oauth.refresh("r0")
    (asked,) = stand_in.asked
    assert (asked.method, asked.path) == ("POST", "/v4/oa/access_token")
    assert asked.headers["secret_key"] == "app-secret"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.form == {"grant_type": "refresh_token", "app_id": "2334", "refresh_token": "r0"}
    assert (pair.access_token, pair.refresh_token, pair.lives) == ("a", "r", timedelta(hours=25))


def test_a_code_is_exchanged_with_its_verifier(stand_in: StandIn, oauth: OAuth) -> None:
    stand_in.play(PAIR)
    oauth.exchange("c1", "v1")
    assert stand_in.asked[0].form == {
        "grant_type": "authorization_code",
        "app_id": "2334",
        "code": "c1",
        "code_verifier": "v1",
    }


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"error": -14002, "error_name": "x"},
        {"access_token": "a"},
        {"access_token": "a", "refresh_token": ""},
        {"access_token": None, "refresh_token": "r"},
        {"access_token": 1, "refresh_token": "r"},
        {"error": 0},
    ],
)
def test_less_than_two_tokens_is_a_refusal(
    stand_in: StandIn, oauth: OAuth, body: dict[str, object]
) -> None:
    stand_in.play(body)
    with pytest.raises(Reconnect):
        oauth.refresh("r0")


@pytest.mark.parametrize("expires_in", [None, "soon", 0, -5, "9" * 30])
def test_an_unreadable_life_is_the_usual_one(
    stand_in: StandIn, oauth: OAuth, expires_in: object
) -> None:
    stand_in.play({**PAIR, "expires_in": expires_in})
    assert oauth.refresh("r0").lives == USUAL_LIFE


@pytest.mark.parametrize("answer", [{"error": -32}, {"error": "-32"}, (503, ""), (200, "<html>")])
def test_what_surely_did_not_use_the_token_may_be_repeated(
    stand_in: StandIn, oauth: OAuth, answer: object
) -> None:
    stand_in.play(answer)
    with pytest.raises(RetryLater):
        oauth.refresh("r0")


def test_silence_may_have_used_the_token(stand_in: StandIn, oauth: OAuth) -> None:
    stand_in.play(stand_in.hang_up)
    with pytest.raises(DeliveryUnknown):
        oauth.refresh("r0")


def test_no_token_is_in_an_error(stand_in: StandIn, oauth: OAuth) -> None:
    stand_in.play({"access_token": "hush", "error": -5})
    with pytest.raises(ZaloError) as caught:
        oauth.refresh("hush")
    assert "hush" not in f"{caught.value!r} {caught.value.log_fields}"
