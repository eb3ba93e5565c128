import json

import pytest

from bot.danger import LONGEST, tells_of_danger
from bot.zalo.events import parse

DANGER = "chồng tôi đang cầm dao đòi giết tôi"


def event(text, name="user_send_text", **more):
    body = {
        "app_id": "1",
        "event_name": name,
        "sender": {"id": "2"},
        "recipient": {"id": "3"},
        "message": {"text": text, "msg_id": "m"},
        "timestamp": "1787209817225",
    }
    return parse(json.dumps(body | more).encode())


@pytest.mark.parametrize("text", [DANGER, "chong toi dang cam dao doi giet toi", "cứu"])
def test_danger(text):
    assert tells_of_danger(event(text))


@pytest.mark.parametrize("text", ["", "xin chào", "ly hôn cần giấy tờ gì", "1"])
def test_no_danger(text):
    assert not tells_of_danger(event(text))


def test_nothing_is_judged_in_a_group_nor_in_what_we_say_ourselves():
    assert not tells_of_danger(event(DANGER, "user_send_group_text", oa_id="3"))
    assert not tells_of_danger(event(DANGER, "oa_send_text"))


def test_of_a_very_long_text_beginning_and_end_count():
    filling = "tôi muốn hỏi " * (LONGEST // 2)
    assert tells_of_danger(event(f"{DANGER}. {filling}"))
    assert tells_of_danger(event(f"{filling}. {DANGER}"))
