from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from bot import keys
from bot.errors import StateUnavailable
from bot.zalo.consent import Consent, FixedChallenge, UnknownConsent
from bot.zalo.oauth import OAuth, code_challenge
from bot.zalo.wire import Wire

BACK = "https://phuong.vn/zalo/back"


class Exchanged:
    """Stands where the token keeper stands."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, str]] = []

    def exchange_code(self, oa_id: str, code: str, verifier: str) -> None:
        self.calls.append((oa_id, code, verifier))


@pytest.fixture
def tokens() -> Exchanged:
    return Exchanged()


@pytest.fixture
def oauth() -> Iterator[OAuth]:
    wire = Wire("https://oauth.zaloapp.com")
    yield OAuth(wire, "https://oauth.zaloapp.com", "2334", "app-secret")
    wire.close()


def _asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_each_link_has_its_own_verifier(oauth: OAuth, tokens: Exchanged, redis: Redis) -> None:
    consent = Consent(oauth, tokens, redis)
    first, second = _asked(consent.begin(BACK)), _asked(consent.begin(BACK))
    assert first["state"] != second["state"]
    consent.finish("1001", "c2", second["state"])
    consent.finish("1001", "c1", first["state"])
    challenges = [code_challenge(verifier) for _, _, verifier in tokens.calls]
    assert challenges == [second["code_challenge"], first["code_challenge"]]


def test_a_state_works_once_and_not_for_ever(oauth: OAuth, tokens: Exchanged, redis: Redis) -> None:
    consent = Consent(oauth, tokens, redis)
    state = _asked(consent.begin(BACK))["state"]
    assert 0 < redis.ttl(keys.consent(state)) <= keys.CONSENT_EXPIRY.total_seconds()
    consent.finish("1001", "c", state)
    with pytest.raises(UnknownConsent):
        consent.finish("1001", "c", state)
    assert len(tokens.calls) == 1


def test_a_state_nobody_handed_out_is_refused(
    oauth: OAuth, tokens: Exchanged, redis: Redis
) -> None:
    with pytest.raises(UnknownConsent):
        Consent(oauth, tokens, redis).finish("1001", "c", "ở đâu ra")
    assert tokens.calls == []


def test_a_fixed_challenge_is_that_of_the_console(
    oauth: OAuth, tokens: Exchanged, redis: Redis
) -> None:
    consent = Consent(oauth, tokens, redis, FixedChallenge("v" * 43, "st"))
    asked = _asked(consent.begin(BACK))
    assert (asked["state"], asked["code_challenge"]) == ("st", code_challenge("v" * 43))
    for _ in range(2):
        consent.finish("1001", "c", "st")
    assert tokens.calls == [("1001", "c", "v" * 43)] * 2
    with pytest.raises(UnknownConsent):
        consent.finish("1001", "c", "other")


def test_without_redis_no_link_is_made(oauth: OAuth, tokens: Exchanged) -> None:
    with Redis(port=9, socket_timeout=1, retry=Retry(NoBackoff(), 0)) as away:
        consent = Consent(oauth, tokens, away)
        with pytest.raises(StateUnavailable):
            consent.begin(BACK)
        with pytest.raises(StateUnavailable):
            consent.finish("1001", "c", "st")
