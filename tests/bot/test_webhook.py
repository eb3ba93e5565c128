"""The gate: what is kept, what is dropped, what is refused; on a real Redis, without HTTP."""

import contextlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.errors import StateUnavailable
from bot.inbox import Inbox
from bot.state import open_redis
from bot.webhook import TEST_MSG_ID, Delivery, Gate, Outcome, WrongSignature
from bot.zalo.events import InvalidEvent
from bot.zalo.signature import sign

APP, OA, USER, SECRET = "2334", "5797", "1867", "oa-secret"
NOW = datetime(2026, 8, 20, 7, 10, 17, tzinfo=UTC)


class Known:
    """The accounts of the tests."""

    def __init__(self, **secrets: str) -> None:
        self.secrets = secrets or {OA: SECRET}

    def secret_of(self, oa_id):
        return self.secrets.get(oa_id)

    def all(self):
        return frozenset(self.secrets.values())


@pytest.fixture
def rung():
    return []


@pytest.fixture
def gate(redis, rung):
    return Gate(APP, Known(), Inbox(redis), rung.append, now=lambda: NOW)


def stamp(moment=NOW):
    return str(int(moment.timestamp() * 1000))


def event(**changes):
    return {
        "app_id": APP,
        "event_name": "user_send_text",
        "sender": {"id": USER},
        "recipient": {"id": OA},
        "message": {"text": "xin chào", "msg_id": "m1"},
        "timestamp": stamp(),
    } | changes


def signed(values, secret=SECRET, app=APP):
    raw = json.dumps(values, ensure_ascii=False).encode()
    return Delivery(raw, sign(raw, app, str(values["timestamp"]), secret))


def nothing_kept(redis):
    return redis.dbsize() == 0


def test_a_signed_event_is_kept_and_rung_for(gate, redis, rung):
    delivery = signed(event())
    assert gate.receive(delivery) is Outcome.ACCEPTED
    assert Inbox(redis).peek(f"{OA}:u:{USER}") == [delivery.raw]
    assert rung == [f"{OA}:u:{USER}"]


def test_a_retry_is_acknowledged_and_dropped(gate, redis, rung):
    for expected in (Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.DUPLICATE):
        assert gate.receive(signed(event())) is expected
    assert len(Inbox(redis).peek(f"{OA}:u:{USER}")) == 1
    assert len(rung) == 1


def test_a_group_message_goes_to_the_groups_mailbox(gate, rung):
    values = event(event_name="user_send_group_text", recipient={"id": "g1"}, oa_id=OA)
    assert gate.receive(signed(values)) is Outcome.ACCEPTED
    assert rung == [f"{OA}:g:g1"]


@pytest.mark.parametrize(
    "delivery",
    [
        Delivery(signed(event()).raw),
        Delivery(signed(event()).raw, "mac=" + "0" * 64),
        Delivery(signed(event()).raw + b" ", signed(event()).signature),
        signed(event(), secret="another"),
        signed(event(), app="another"),
        signed(event(app_id="9999")),
        signed(event(app_id="9999"), app="9999"),
    ],
)
def test_a_wrong_or_missing_signature_is_refused_and_nothing_kept(gate, redis, rung, delivery):
    with pytest.raises(WrongSignature):
        gate.receive(delivery)
    assert nothing_kept(redis)
    assert rung == []


def test_an_event_without_app_id_is_taken_for_ours(gate):
    values = event()
    del values["app_id"]
    assert gate.receive(signed(values)) is Outcome.ACCEPTED


@pytest.mark.parametrize("raw", [b"", b"  \n", b"{}", b" {} "])
def test_the_consoles_empty_probe(gate, redis, raw):
    assert gate.receive(Delivery(raw)) is Outcome.PROBE
    assert nothing_kept(redis)


def test_the_consoles_test_event_is_never_processed(gate, redis):
    message = {"msg_id": TEST_MSG_ID, "text": "This is testing message"}
    for values in (event(message=message), event(message=message, recipient={"id": "a b"})):
        assert gate.receive(signed(values)) is Outcome.PROBE
    assert nothing_kept(redis)


def test_a_person_may_write_the_words_of_the_test_event(gate):
    values = event(message={"text": TEST_MSG_ID, "msg_id": "m"})
    assert gate.receive(signed(values)) is Outcome.ACCEPTED


def test_an_unknown_account_is_acknowledged_and_dropped(gate, redis):
    assert gate.receive(signed(event(recipient={"id": "1"}))) is Outcome.UNKNOWN_ACCOUNT
    assert nothing_kept(redis)


@pytest.mark.parametrize("raw", [b"[1]", b"{", b"\xff", b'{"event_name": 1}', b"[" * 100_000])
def test_broken_bodies_are_refused_before_the_signature_is_asked_for(gate, redis, raw):
    with pytest.raises(InvalidEvent):
        gate.receive(Delivery(raw, "mac=0"))
    assert nothing_kept(redis)


class TestAge:
    @pytest.mark.parametrize("age", [timedelta(hours=2), timedelta(hours=23), -timedelta(hours=1)])
    def test_late_retries_and_wrong_clocks_are_answered(self, gate, age):
        assert gate.receive(signed(event(timestamp=stamp(NOW - age)))) is Outcome.ACCEPTED

    @pytest.mark.parametrize("age", [timedelta(hours=25), timedelta(days=400), -timedelta(days=2)])
    def test_replays_are_dropped(self, gate, redis, age):
        assert gate.receive(signed(event(timestamp=stamp(NOW - age)))) is Outcome.STALE
        assert nothing_kept(redis)

    def test_a_replay_needs_a_signature_to_be_called_one(self, gate):
        old = event(timestamp=stamp(NOW - timedelta(days=9)))
        with pytest.raises(WrongSignature):
            gate.receive(signed(old, secret="another"))


class TestEventsThatNameNoAccount:
    values = {
        "event_name": "user_withdraw", "user_id": USER, "app_id": APP, "timestamp": stamp()
    }  # fmt: skip

    def test_any_accounts_secret_signs_them(self, redis, rung):
        gate = Gate(APP, Known(a="1", b="2"), Inbox(redis), rung.append, now=lambda: NOW)
        assert gate.receive(signed(self.values, secret="2")) is Outcome.ACCEPTED
        assert rung == [f":u:{USER}"]

    def test_no_other_secret_does(self, gate):
        with pytest.raises(WrongSignature):
            gate.receive(signed(self.values, secret="another"))

    def test_large_ones_are_not_worth_the_hashing(self, gate):
        assert gate.receive(signed(self.values | {"x": "y" * 17_000})) is Outcome.UNKNOWN_ACCOUNT


class TestFallbacks:
    def gate(self, redis, *fallbacks):
        inbox = Inbox(redis)
        return Gate(APP, Known(), inbox, lambda _: None, fallbacks, "app-secret", lambda: NOW)

    def test_oa_id_first(self, redis):
        delivery = signed(event(), app=OA)
        assert self.gate(redis, "oa_id").receive(delivery) is Outcome.ACCEPTED

    def test_app_secret(self, redis):
        delivery = signed(event(), secret="app-secret")
        assert self.gate(redis, "app_secret").receive(delivery) is Outcome.ACCEPTED

    def test_off_by_default(self, redis):
        for delivery in (signed(event(), app=OA), signed(event(), secret="app-secret")):
            with pytest.raises(WrongSignature):
                self.gate(redis).receive(delivery)

    def test_an_empty_app_secret_signs_nothing(self, redis):
        gate = Gate(APP, Known(), Inbox(redis), lambda _: None, ("app_secret",), "", lambda: NOW)
        with pytest.raises(WrongSignature):
            gate.receive(signed(event(), secret=""))

    def test_a_timestamp_header(self, redis):
        raw = json.dumps(event()).encode()
        delivery = Delivery(raw, sign(raw, APP, "1700000000000", SECRET), "1700000000000")
        assert self.gate(redis).receive(delivery) is Outcome.ACCEPTED


def test_without_redis_the_event_is_not_acknowledged(rung):
    inbox = Inbox(open_redis("redis://127.0.0.1:1/0"))
    gate = Gate(APP, Known(), inbox, rung.append, now=lambda: NOW)
    with pytest.raises(StateUnavailable):
        gate.receive(signed(event()))
    assert rung == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(sorted(event())), JSON) | st.just({}), st.text())
def test_nothing_unsigned_is_ever_kept(gate, redis, changes, signature):
    raw = json.dumps(event() | changes).encode("utf-8", "surrogatepass")
    with contextlib.suppress(InvalidEvent, WrongSignature):
        assert gate.receive(Delivery(raw, signature)) is not Outcome.ACCEPTED
    assert nothing_kept(redis)
