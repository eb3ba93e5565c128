"""An officer answers while Redis is away: nothing she wrote is lost, and nothing is claimed."""

from __future__ import annotations

import pytest

from bot.console.pages.conversations import NOT_SENT_YET
from bot.settings import Settings
from tests.bot.console.desk import Desk, ZaloAway
from tests.bot.console.office import Visitor

FIRST, ANSWER = "/console/hoi-thoai/H1", "Chị mang căn cước tới phường nhé."


@pytest.fixture
def console_settings(console_settings: Settings) -> Settings:
    """Nobody listens where Redis should be."""
    return console_settings.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})


def test_her_words_stay_in_the_form_and_she_is_told_to_send_again(
    lan: Visitor, desk: Desk, zalo: ZaloAway
) -> None:
    desk.waits()
    refused = lan.send(f"{FIRST}/tra-loi", {"words": ANSWER, "token": "t1", "act": "send"})
    assert refused.status_code == 409
    assert NOT_SENT_YET in refused.text
    assert ANSWER in refused.text
    assert 'value="t1"' in refused.text
    assert zalo.on() == []


def test_other_acts_say_that_the_server_is_busy(lan: Visitor, desk: Desk) -> None:
    desk.waits()
    for act in ("nhan", "dong"):
        assert lan.send(f"{FIRST}/{act}").status_code == 503
