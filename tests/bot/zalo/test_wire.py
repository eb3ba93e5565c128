import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from werkzeug.wrappers import Response

from bot.zalo.errors import (
    DeliveryUnknown,
    RequestRejected,
    RetryLater,
    ServerFault,
    ZaloError,
    error_for,
)
from bot.zalo.wire import Allowance, Wire, number
from tests.bot.zalo.stand_in import StandIn, failed, ok


@pytest.fixture
def wire(stand_in: StandIn) -> Iterator[Wire]:
    wire = Wire(stand_in.url)
    yield wire
    wire.close()


@pytest.fixture
def impatient(stand_in: StandIn) -> Iterator[Wire]:
    wire = Wire(stand_in.url, (10.0, 0.2))
    yield wire
    wire.close()


def _send(wire: Wire, repeatable: bool = False) -> object:
    return wire.exchange("POST", "/x", repeatable=repeatable, json={"a": 1}).data()


def test_success_gives_the_data(stand_in: StandIn, wire: Wire) -> None:
    stand_in.play(ok({"message_id": "m"}), {"data": [1]}, {"error": "0"})
    assert [_send(wire) for _ in range(3)] == [{"message_id": "m"}, [1], None]


@pytest.mark.parametrize("code", [-230, -216, -32, -999])
def test_an_error_comes_with_http_200(stand_in: StandIn, wire: Wire, code: int) -> None:
    stand_in.play(failed(code))
    with pytest.raises(type(error_for(code))) as caught:
        _send(wire)
    assert caught.value.code == code
    assert "words" not in f"{caught.value} {caught.value.log_fields}"


def test_an_error_number_may_be_a_string(stand_in: StandIn, wire: Wire) -> None:
    stand_in.play({"error": "-201"})
    with pytest.raises(RequestRejected):
        _send(wire)


@pytest.mark.parametrize(
    "body", [{}, {"message": "x"}, {"error": None}, {"error": "no", "data": 1}]
)
def test_an_answer_without_a_verdict_is_a_failure(
    stand_in: StandIn, wire: Wire, body: dict[str, object]
) -> None:
    stand_in.play(body)
    with pytest.raises(RequestRejected) as caught:
        _send(wire)
    assert caught.value.alert


@pytest.mark.parametrize(
    "answer", [(500, "{}"), (502, "<html>"), (503, ""), (200, "<html>"), (200, ""), (200, "[1]")]
)
def test_what_is_no_answer_of_the_api_may_pass(
    stand_in: StandIn, wire: Wire, answer: tuple[int, str]
) -> None:
    stand_in.play(answer)
    with pytest.raises(ServerFault):
        _send(wire)


def test_a_gateway_that_gave_up_may_have_delivered(stand_in: StandIn, wire: Wire) -> None:
    stand_in.play((504, ""), (504, ""))
    with pytest.raises(DeliveryUnknown):
        _send(wire)
    with pytest.raises(RetryLater):
        _send(wire, repeatable=True)


def test_no_redirect_is_followed(stand_in: StandIn, wire: Wire) -> None:
    stand_in.play((302, ""))
    with pytest.raises(RetryLater):
        _send(wire)
    assert len(stand_in.asked) == 1


def test_too_many_requests_says_how_long(stand_in: StandIn, wire: Wire) -> None:
    stand_in.play(lambda _: Response(status=429, headers={"Retry-After": "7"}), (429, ""))
    waits = [_error(wire).wait for _ in range(2)]
    assert waits[0] == timedelta(seconds=7)
    assert waits[1] is not None
    assert timedelta(0) < waits[1] <= timedelta(seconds=61)


@pytest.mark.parametrize(("repeatable", "kind"), [(False, DeliveryUnknown), (True, RetryLater)])
def test_silence_after_sending_is_ambiguous_unless_harmless(
    stand_in: StandIn, impatient: Wire, repeatable: bool, kind: type[ZaloError]
) -> None:
    stand_in.play(stand_in.silence)
    error = _error(impatient, repeatable)
    assert (type(error), error.reason) == (kind, "timeout")


@pytest.mark.parametrize(("repeatable", "kind"), [(False, DeliveryUnknown), (True, RetryLater)])
def test_a_cut_connection_is_ambiguous_unless_harmless(
    stand_in: StandIn, wire: Wire, repeatable: bool, kind: type[ZaloError]
) -> None:
    stand_in.play(stand_in.hang_up)
    error = _error(wire, repeatable)
    assert (type(error), error.reason) == (kind, "connection_lost")
    assert len(stand_in.asked) == 1


def test_a_refused_connection_sent_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    wire = Wire(f"http://127.0.0.1:{port}")
    error = _error(wire)
    assert (type(error), error.reason) == (RetryLater, "not_connected")
    wire.close()


def test_an_unknown_host_sent_nothing() -> None:
    wire = Wire("http://no-such-host.invalid")
    assert type(_error(wire)) is RetryLater
    wire.close()


@pytest.mark.parametrize(
    ("written", "read"),
    [(5, 5), ("5", 5), ("-216", -216), (None, None), (True, None), ("x", None), (1.5, None)],
)
def test_numbers_may_be_strings(written: object, read: int | None) -> None:
    assert number(written) == read


def _error(wire: Wire, repeatable: bool = False) -> ZaloError:
    with pytest.raises(ZaloError) as caught:
        _send(wire, repeatable)
    return caught.value


def test_what_is_left_of_the_apps_minute_is_read_from_the_headers(
    stand_in: StandIn, wire: Wire
) -> None:
    headers = {"X-RateLimit-Limit": "4000", "X-RateLimit-Remain": "17"}
    stand_in.play(lambda request: Response("{}", headers=headers), ok())
    assert wire.exchange("GET", "/a", repeatable=True).allowance == Allowance(4000, 17)
    assert wire.exchange("GET", "/a", repeatable=True).allowance is None


def test_the_proxy_of_the_environment_is_used(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", stand_in.url)
    monkeypatch.setenv("no_proxy", "")
    stand_in.play(ok("through the proxy"))
    wire = Wire("http://openapi.zalo.invalid")
    assert _send(wire) == "through the proxy"
    assert stand_in.asked[0].headers["host"] == "openapi.zalo.invalid"
    wire.close()
