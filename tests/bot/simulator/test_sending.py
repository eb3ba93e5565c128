from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.simulator.driver import Driver
from tests.bot.simulator.conftest import Api, media
from tests.bot.simulator.receiver import Receiver

DAY = 24 * 3600
SendTo = Callable[[str], int]


def test_answer_has_the_shape_zalo_gives(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("xin chào")
    answer = api.send(lan.user_id)
    assert answer["error"] == 0
    assert answer["data"]["user_id"] == lan.user_id
    assert answer["data"]["message_id"] == lan.waits_for(1)[0].id
    assert answer["data"]["sent_time"].isdecimal()


def test_text_arrives_unchanged(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.opens_chat()
    text = "Dòng một\n\nDòng hai: <b>không</b> & “trích”\n1. Một"
    api.send(lan.user_id, text)
    assert [m.text for m in lan.waits_for(1)] == [text]


@pytest.mark.parametrize(("length", "error"), [(1, 0), (2000, 0), (2001, -210)])
def test_longest_text(api: Api, zalo: Driver, length: int, error: int) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    assert api.send(lan.user_id, "ở" * length)["error"] == error


def test_decomposed_text_counts_as_it_was_given(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    assert api.send(lan.user_id, "o\u0309" * 1001)["error"] == -210


@pytest.mark.parametrize("text", ["", "  \n", None, 5])
def test_empty_text_is_refused(api: Api, zalo: Driver, text: object) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    body = {"recipient": {"user_id": lan.user_id}, "message": {"text": text}}
    assert api.post("/v3.0/oa/message/cs", body)["error"] == -201


def test_quote_is_kept(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    question = lan.says("xin chào")
    api.send(lan.user_id, quote_message_id=question)
    assert lan.waits_for(1)[0].raw["quote_id"] == question


def test_stranger_is_refused(send_to: SendTo) -> None:
    assert send_to("123") == -213


def test_follower_who_never_interacted_is_refused(zalo: Driver, send_to: SendTo) -> None:
    assert send_to(zalo.someone().user_id) == -232


def test_one_who_never_followed_may_be_answered(zalo: Driver, send_to: SendTo) -> None:
    guest = zalo.someone(follower=False)
    assert send_to(guest.user_id) == -213
    guest.says("cho tôi hỏi")
    assert send_to(guest.user_id) == 0


def test_window_closes_after_seven_days_and_opens_again(zalo: Driver, send_to: SendTo) -> None:
    lan = zalo.person("lan")
    lan.says("xin chào")
    zalo.advance(1)
    assert send_to(lan.user_id) == 0
    zalo.advance(7 * DAY)
    zalo.expire_token()
    assert send_to(lan.user_id) == -220


def test_window_by_the_virtual_clock(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("xin chào")
    zalo.advance(7 * DAY + 60)
    pair = api.tokens(grant_type="refresh_token", refresh_token="first-refresh-token")
    api.token = pair["access_token"]
    assert api.send(lan.user_id)["error"] == -230
    lan.says("tôi lại hỏi")
    assert api.send(lan.user_id)["error"] == 0


@pytest.mark.parametrize(
    "payload",
    [
        {"template_type": "list", "elements": [{"title": "a", "subtitle": "b"}]},
        {"buttons": [{"title": "a", "type": "oa.query.show", "payload": "#a"}]},
        {"template_type": "media", "elements": [{"media_type": "video"}]},
    ],
)
def test_buttons_and_lists_do_not_exist(api: Api, zalo: Driver, payload: object) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    attachment = {"type": "template", "payload": payload}
    assert api.attach(lan.user_id, attachment, text="x")["error"] == -233


@pytest.mark.parametrize(
    "fields", [{}, {"url": "https://a.example/a.png", "attachment_id": "x"}, {"url": "ftp://x"}]
)
def test_picture_needs_exactly_one_source(api: Api, zalo: Driver, fields: dict[str, str]) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    assert api.attach(lan.user_id, media("image", **fields))["error"] == -201


def test_sticker_and_form(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    assert api.attach(lan.user_id, media("sticker", attachment_id="s1"))["error"] == 0
    assert api.attach(lan.user_id, media("sticker", attachment_id="s"), text="x")["error"] == -201
    element = {"title": "Chị là ai?", "subtitle": "Xin tên", "image_url": "https://a.example/a"}
    payload = {"template_type": "request_user_info", "elements": [element]}
    assert api.attach(lan.user_id, {"type": "template", "payload": payload})["error"] == 0
    assert [m.kind for m in lan.waits_for(2)] == ["sticker", "request_user_info"]


@pytest.mark.parametrize(
    "body",
    [[], {}, {"recipient": {}}, {"recipient": "x", "message": {}}, {"recipient": {"user_id": 5}}],
)
def test_wrong_bodies_are_refused(api: Api, body: object) -> None:
    assert api.post("/v3.0/oa/message/cs", body)["error"] == -201


def test_data_parameter_is_refused(api: Api) -> None:
    answer = api.request("POST", "/v3.0/oa/message/cs", params={"data": "{}"})
    assert answer.json()["error"] == -233


def test_old_endpoint_is_closed_for_texts(api: Api, zalo: Driver) -> None:
    body = {"recipient": {"user_id": zalo.person("lan").user_id}, "message": {"text": "x"}}
    assert api.post("/v2.0/oa/message", body)["error"] == -240


def test_reaction(api: Api, zalo: Driver, receiver: Receiver) -> None:
    lan = zalo.person("lan")
    message_id = lan.says("cảm ơn")
    action = {"react_icon": "/-heart", "react_message_id": message_id}
    body = {"recipient": {"user_id": lan.user_id}, "sender_action": action}
    assert api.post("/v2.0/oa/message", body)["error"] == 0
    assert zalo.conversation("lan")[0]["reactions"] == ["/-heart"]
    assert receiver.wait("oa_reacted_message")[0].event["message"]["msg_id"] == message_id
    action["react_icon"] = "♥"
    assert api.post("/v2.0/oa/message", body)["error"] == -201


def test_visitor_is_answered_in_her_conversation(
    api: Api, zalo: Driver, receiver: Receiver
) -> None:
    visitor = zalo.visitor()
    visitor.says("cho hỏi")
    event = receiver.wait("anonymous_send_text")[0].event
    conversation = event["message"]["conversation_id"]
    recipient = {"anonymous_id": event["sender"]["id"], "conversation_id": conversation}
    body = {"recipient": recipient, "message": {"text": "Chào bạn"}}
    assert api.post("/v2.0/oa/message", body)["error"] == 0
    assert visitor.waits_for(1)[0].text == "Chào bạn"
    recipient["conversation_id"] = "1"
    assert api.post("/v2.0/oa/message", body)["error"] == -201


def test_group_message(api: Api, zalo: Driver, receiver: Receiver) -> None:
    group = zalo.groups()[0]
    body = {"recipient": {"group_id": group["group_id"]}, "message": {"text": "Họp 9h"}}
    answer = api.post("/v3.0/oa/group/message", body)
    assert answer["data"]["group_id"] == group["group_id"]
    assert zalo.messages(group["key"])[0].text == "Họp 9h"
    assert receiver.wait("oa_send_group_text")[0].event["recipient"]["id"] == group["group_id"]
    body["recipient"]["group_id"] = "1"
    assert api.post("/v3.0/oa/group/message", body)["error"] == -403


def test_quota_may_be_asked_for(api: Api, zalo: Driver) -> None:
    lan = zalo.person("lan")
    lan.says("a")
    answer = api.post("/v3.0/oa/quota/message", {"user_id": lan.user_id})
    assert answer["data"]["last_interaction"].isdecimal()
