from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot import metrics
from bot.staff.messages import OfficerMessages, Sent
from bot.staff.roster import Officer
from bot.zalo.client import ZaloClient
from bot.zalo.limits import SendLimits
from bot.zalo.wire import Wire
from tests.bot.staff.conftest import OA
from tests.bot.zalo.stand_in import StandIn, failed, ok, serve

LAN = Officer(1, "Chị Lan", "zalo-lan", handles_cases=True)


class Tokens:
    def access_token(self, oa_id: str) -> str:
        return "t1"

    def refresh(self, oa_id: str, *, if_current: str) -> str:
        return "t2"

    def consent_lost(self, oa_id: str, reason: str) -> None:
        """Nobody asks here."""


@pytest.fixture
def zalo() -> Iterator[StandIn]:
    stand_in = StandIn()
    server = serve(stand_in)
    yield stand_in
    stand_in.released.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def messages(zalo: StandIn) -> Iterator[OfficerMessages]:
    client = ZaloClient(Wire(zalo.url), Tokens(), SendLimits(None, 100.0))
    yield OfficerMessages(client)
    client.close()


def counted(result: str) -> str:
    wanted = f'hieuluat_officer_messages_total{{result="{result}"}}'
    lines = metrics.render(lambda: (0, 0)).decode().splitlines()
    return next((line.split()[-1] for line in lines if line.startswith(wanted)), "0.0")


def test_she_gets_the_text(messages: OfficerMessages, zalo: StandIn) -> None:
    zalo.play(ok({"message_id": "m1", "user_id": "zalo-lan"}))
    assert messages.send(OA, LAN, "Có việc mới: V12.") == Sent(True)
    (asked,) = zalo.asked
    assert asked.json["recipient"] == {"user_id": "zalo-lan"}
    assert asked.json["message"]["text"] == "Có việc mới: V12."


def test_without_a_zalo_id_nothing_is_tried(messages: OfficerMessages, zalo: StandIn) -> None:
    before = float(counted("no_zalo_id"))
    unknown = Officer(2, "Chị Hoa", "", handles_cases=True)
    assert messages.send(OA, unknown, "Có việc mới.") == Sent(False, "no_zalo_id")
    assert zalo.asked == []
    assert float(counted("no_zalo_id")) == before + 1


@pytest.mark.parametrize(
    ("code", "reason"),
    [(-230, "no_interaction_in_7_days"), (-32, "rate_limit"), (-211, "out_of_quota")],
)
def test_a_refusal_is_told_not_raised(
    messages: OfficerMessages, zalo: StandIn, code: int, reason: str
) -> None:
    zalo.play(failed(code))
    assert messages.send(OA, LAN, "Có việc mới.") == Sent(False, reason)


def test_a_text_that_cannot_be_sent_is_told_too(messages: OfficerMessages, zalo: StandIn) -> None:
    assert messages.send(OA, LAN, "x" * 2001) == Sent(False, "text_too_long")
    assert zalo.asked == []


def test_without_an_answer_it_may_have_arrived(messages: OfficerMessages, zalo: StandIn) -> None:
    zalo.play(StandIn.hang_up)
    sent = messages.send(OA, LAN, "Có việc mới.")
    assert not sent.ok
    assert not sent.certain
