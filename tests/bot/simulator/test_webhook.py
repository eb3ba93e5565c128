from __future__ import annotations

import hashlib
import time
from collections import Counter
from typing import Any

import pytest

from bot.simulator.driver import Driver, Person, started
from tests.bot.simulator.conftest import CREDENTIALS, Api
from tests.bot.simulator.receiver import PATIENCE, Received, Receiver


def signed_right(received: Received) -> bool:
    stamp = received.event["timestamp"]
    parts = CREDENTIALS.app_id.encode() + received.raw
    parts += stamp.encode() + CREDENTIALS.oa_secret.encode()
    wanted = "mac=" + hashlib.sha256(parts).hexdigest()
    return received.headers["x-zevent-signature"] == wanted


def test_text_event(zalo: Driver, receiver: Receiver) -> None:
    lan = zalo.person("lan")
    message_id = lan.says("xin chào", quote="m0")
    received = receiver.wait("user_send_text")[0]
    assert signed_right(received)
    event = received.event
    assert event["app_id"] == CREDENTIALS.app_id
    assert event["sender"] == {"id": lan.user_id}
    assert event["recipient"] == {"id": CREDENTIALS.oa_id}
    assert event["message"] == {"text": "xin chào", "msg_id": message_id, "quote_msg_id": "m0"}
    assert event["timestamp"].isdecimal()
    assert received.headers["user-agent"] == "ZaloWebhook"
    assert received.headers["x-zevent-server"] == "OA OpenAPI"
    assert received.headers["content-type"] == "application/json"
    assert "num_retry" not in received.headers


def test_accents_go_out_as_utf8(zalo: Driver, receiver: Receiver) -> None:
    zalo.person("lan").says("ly hôn 👵")
    assert "ly hôn 👵".encode() in receiver.wait("user_send_text")[0].raw


ATTACHMENTS: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    ("sticker", {"sticker_id": "s1"}, "sticker", {"id": "s1", "url": ""}),
    (
        "location",
        {"latitude": "19.8", "longitude": "105.7"},
        "location",
        {"coordinates": {"latitude": "19.8", "longitude": "105.7"}},
    ),
    (
        "link",
        {"url": "https://a.example", "description": "x"},
        "link",
        {"thumbnail": "", "description": "x", "url": "https://a.example"},
    ),
    (
        "business_card",
        {"description": '{"phone":"84"}'},
        "link",
        {"thumbnail": "", "description": '{"phone":"84"}', "url": ""},
    ),
]


@pytest.mark.parametrize(("kind", "fields", "wire", "payload"), ATTACHMENTS)
def test_attachments(
    zalo: Driver,
    receiver: Receiver,
    kind: str,
    fields: dict[str, Any],
    wire: str,
    payload: dict[str, Any],
) -> None:
    zalo.person("lan").sends(kind, **fields)
    event = receiver.wait(f"user_send_{kind}")[0].event
    assert event["message"]["attachments"] == [{"type": wire, "payload": payload}]


def test_picture_can_be_fetched(zalo: Driver, receiver: Receiver, api: Api) -> None:
    zalo.person("lan").sends_picture(b"\x89PNG\r\n\x1a\n..", "hố ga mất nắp")
    message = receiver.wait("user_send_image")[0].event["message"]
    assert message["text"] == "hố ga mất nắp"
    url = message["attachments"][0]["payload"]["url"]
    assert api.session.get(url, timeout=20).content == b"\x89PNG\r\n\x1a\n.."


def test_file_and_voice(zalo: Driver, receiver: Receiver) -> None:
    lan = zalo.person("lan")
    lan.sends_file(b"%PDF-1", "don.pdf")
    payload = receiver.wait("user_send_file")[0].event["message"]["attachments"][0]["payload"]
    assert (payload["size"], payload["name"], payload["type"]) == ("6", "don.pdf", "pdf")
    assert payload["checksum"] == hashlib.md5(b"%PDF-1").hexdigest()
    lan.sends_file(b"#!AMR\n", "noi.amr", "audio")
    payload = receiver.wait("user_send_audio")[0].event["message"]["attachments"][0]["payload"]
    assert payload.keys() == {"url"}


def test_follow_and_unfollow(zalo: Driver, receiver: Receiver) -> None:
    lan = zalo.person("lan")
    lan.unfollows()
    lan.follows()
    assert "sender" not in receiver.wait("unfollow")[0].event
    event = receiver.wait("follow")[0].event
    assert event["follower"] == {"id": lan.user_id}
    assert event["oa_id"] == CREDENTIALS.oa_id


def test_chat_button_and_withdrawal(zalo: Driver, receiver: Receiver, api: Api) -> None:
    lan = zalo.person("lan")
    lan.opens_chat()
    assert receiver.wait("user_click_chatnow")[0].event["user_id"] == lan.user_id
    assert api.send(lan.user_id)["error"] == 0
    lan.withdraws()
    assert receiver.wait("user_withdraw")[0].event["user_id"] == lan.user_id
    assert api.send(lan.user_id)["error"] == -213


def test_bot_is_echoed_without_admin(zalo: Driver, receiver: Receiver, api: Api) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    message_id = api.send(lan.user_id)["data"]["message_id"]
    event = receiver.wait("oa_send_text")[0].event
    assert event["sender"] == {"id": CREDENTIALS.oa_id}
    assert event["recipient"] == {"id": lan.user_id}
    assert event["message"] == {"text": "Chào chị", "msg_id": message_id}


def test_officer_is_echoed_with_admin(zalo: Driver, receiver: Receiver) -> None:
    lan = zalo.person("lan")
    zalo.officer_says("lan", "Chị chờ tôi một chút")
    event = receiver.wait("oa_send_text")[0].event
    assert event["sender"]["id"] == CREDENTIALS.oa_id
    assert event["sender"]["admin_id"].isdecimal()
    assert [m.author for m in lan.messages()] == ["officer"]


def test_received_and_seen(zalo: Driver, receiver: Receiver, api: Api) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    ids = [api.send(lan.user_id)["data"]["message_id"] for _ in range(2)]
    received = receiver.wait("user_received_message", 2)
    assert [item.event["message"]["msg_id"] for item in received] == ids
    lan.sees()
    event = receiver.wait("user_seen_message")[0].event
    assert event["message"]["msg_ids"] == ids
    assert event["sender"] == {"id": CREDENTIALS.oa_id}
    lan.sees()
    zalo.wait_until_quiet()
    assert len(receiver.all("user_seen_message")) == 1


def test_group_message(zalo: Driver, receiver: Receiver) -> None:
    lan, group = zalo.person("lan"), zalo.groups()[0]
    lan.says("mai họp lúc mấy giờ", group=group["key"])
    event = receiver.wait("user_send_group_text")[0].event
    assert event["sender"] == {"id": lan.user_id}
    assert event["recipient"] == {"id": group["group_id"]}
    assert event["oa_id"] == CREDENTIALS.oa_id


def test_reaction_and_form(zalo: Driver, receiver: Receiver, api: Api) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    message_id = api.send(lan.user_id)["data"]["message_id"]
    lan.reacts(message_id)
    message = receiver.wait("user_reacted_message")[0].event["message"]
    assert message == {"msg_id": message_id, "react_icon": "/-heart"}
    zalo.call("POST", "people/lan/information", json={"name": "Lan"})
    assert receiver.wait("user_submit_info")[0].event["info"] == {"name": "Lan"}


def test_events_of_one_person_keep_their_order_on_one_connection(
    zalo: Driver, receiver: Receiver
) -> None:
    lan = zalo.person("lan")
    texts = [f"câu {n}" for n in range(20)]
    for text in texts:
        lan.says(text)
    received = receiver.wait("user_send_text", 20)
    assert [item.event["message"]["text"] for item in received] == texts
    assert len({item.connection for item in received}) == 1


def test_copies_and_shuffling(zalo: Driver, receiver: Receiver) -> None:
    zalo.deliver(copies=3, shuffle_ms=200)
    lan = zalo.person("lan")
    ids = [lan.says(f"câu {n}") for n in range(12)]
    received = receiver.wait("user_send_text", 36)
    came = [item.event["message"]["msg_id"] for item in received]
    assert Counter(came) == dict.fromkeys(ids, 3)
    assert list(dict.fromkeys(came)) != ids
    retries = Counter(item.headers.get("num_retry", "0") for item in received)
    assert retries == {"0": 12, "1": 12, "2": 12}


def test_failed_delivery_is_retried_with_the_same_body(zalo: Driver, receiver: Receiver) -> None:
    receiver.status = 500
    lan = zalo.person("lan")
    lan.says("xin chào")
    first = receiver.wait("user_send_text")[0]
    zalo.wait_until_quiet()
    assert zalo.deliveries("user_send_text")[0]["state"] == "retrying"
    receiver.status = 200
    second = receiver.wait("user_send_text", 2)[1]
    assert second.raw == first.raw
    assert second.headers["num_retry"] == "1"
    assert signed_right(second)


def test_retries_wait_for_the_clock(zalo: Driver, receiver: Receiver) -> None:
    receiver.status = 503
    zalo.person("lan").says("xin chào")
    for retry in (1, 2, 3, 4, 5):
        receiver.wait("user_send_text", retry)
        wait_for_attempts(zalo, retry)
        zalo.advance(3600)
    last = receiver.wait("user_send_text", 6)[5]
    assert last.headers["num_retry"] == "5"
    wait_for_attempts(zalo, 6)
    assert zalo.deliveries()[0]["state"] == "given up"
    zalo.person("lan").says("có ai không")
    assert len(zalo.deliveries()) == 1
    zalo.webhook(enabled=True)
    receiver.status = 200
    zalo.person("lan").says("có ai không")
    assert receiver.wait("user_send_text", 7)[6].event["message"]["text"] == "có ai không"


def test_real_retry_schedule(receiver: Receiver) -> None:
    with started(receiver.url, arguments=["--retry-scale=1"]) as zalo:
        lan = zalo.person("lan")
        receiver.status = 500
        first = lan.says("gửi lại nhé")
        receiver.wait("user_send_text")
        wait_for_attempts(zalo, 1)
        receiver.status = 200
        # What is due is posted before what is new: a retry too early would come before the probe.
        for made, seconds in enumerate((30, 5 * 60, 15 * 60, 30 * 60, 60 * 60), start=1):
            zalo.advance(seconds - 20)
            probe = lan.says(f"chưa đến hạn {made}")
            receiver.wait_until(receiver.all, lambda found, probe=probe: probe in ids(found))
            assert ids(receiver.all()).count(first) == made
            receiver.status = 500
            zalo.advance(20)
            receiver.wait_until(
                receiver.all, lambda found, made=made: ids(found).count(first) == made + 1
            )
            wait_for_attempts(zalo, made + 1)
            receiver.status = 200


def ids(found: list[Received]) -> list[str]:
    return [item.event["message"]["msg_id"] for item in found]


def wait_for_attempts(zalo: Driver, attempts: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while zalo.deliveries()[0]["attempts"] < attempts:
        assert time.monotonic() < deadline, zalo.deliveries()


def test_unwanted_events_are_not_sent(zalo: Driver, receiver: Receiver, api: Api) -> None:
    zalo.webhook(unwanted=["oa_send_text", "user_received_message"])
    lan = zalo.person("lan")
    lan.says("a")
    api.send(lan.user_id)
    zalo.wait_until_quiet()
    assert [item.name for item in receiver.all()] == ["user_send_text"]


def test_any_event_may_be_posted(zalo: Driver, receiver: Receiver) -> None:
    zalo.post_event({"event_name": "never_heard_of"})
    assert signed_right(receiver.wait("never_heard_of")[0])
    zalo.post_event({"event_name": "forged"}, signature="mac=00")
    assert receiver.wait("forged")[0].headers["x-zevent-signature"] == "mac=00"


def test_tick_tells_how_far_a_message_has_come(zalo: Driver, receiver: Receiver, api: Api) -> None:
    lan = zalo.person("lan")
    tick = lambda: zalo.conversation("lan")[0]["tick"]  # noqa: E731
    lan.says("a")
    zalo.wait_until_quiet()
    assert tick() == "received"
    api.send(lan.user_id)
    assert tick() == "seen"


def test_user_ids_stay_the_same_after_a_reset(zalo: Driver) -> None:
    before: Person = zalo.person("lan")
    before.says("a")
    zalo.reset()
    assert zalo.person("lan").user_id == before.user_id
    assert zalo.conversation("lan") == []
    assert int(before.user_id) > 2**53
