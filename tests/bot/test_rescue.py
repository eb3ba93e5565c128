"""Help at once: beside a worker, and without Redis; never twice."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation import ConversationStore
from bot.delivery import Delivery
from bot.outbox import BubbleState, Outbox
from bot.rescue import Alone, Rescue, no_library
from bot.told import ToldNotes
from bot.turns import TurnMaker
from bot.zalo.errors import RequestRejected, RetryLater
from bot.zalo.events import parse
from tests.bot.phone import Phone

DANGER = "chồng tôi đang cầm dao đòi giết tôi"
HOTLINE = re.compile(r"\b11[135]\b")


class NoAccounts:
    def recent(self, oa_id):
        return None


def event(text=DANGER, number=1, name="user_send_text"):
    body = {
        "app_id": "1",
        "event_name": name,
        "sender": {"id": "2"},
        "recipient": {"id": "3"},
        "message": {"text": text, "msg_id": f"m{number}"},
        "timestamp": str(int(datetime.now(UTC).timestamp() * 1000)),
    }
    return parse(json.dumps(body).encode())


@pytest.fixture
def phone():
    return Phone()


class TestBesideTheWorkers:
    @pytest.fixture
    def outbox(self, redis):
        return Outbox(redis)

    @pytest.fixture
    def conversations(self, redis):
        return ConversationStore(redis, timedelta(days=1))

    @pytest.fixture
    def rescue(self, outbox, conversations, phone):
        turns = TurnMaker(lambda oa_id: no_library(), NoAccounts())
        return Rescue(conversations, outbox, turns, Delivery(outbox, phone))

    def test_the_card_is_sent_and_she_is_watched_over_at_once(self, rescue, conversations, phone):
        danger = event()
        assert rescue.answer(danger)
        assert HOTLINE.search(phone.arrived[0])
        assert conversations.load(danger.mailbox).danger_until is not None

    def test_it_is_sent_once(self, rescue, phone):
        danger = event()
        rescue.answer(danger)
        sent = list(phone.arrived)
        rescue.answer(danger)
        assert phone.arrived == sent

    def test_a_question_of_law_is_left_to_the_worker(self, rescue, outbox, phone):
        question = event("ly hôn cần giấy tờ gì")
        assert not rescue.answer(question)
        assert phone.arrived == []
        assert outbox.plan(question.key) is None

    def test_she_does_not_wait_for_a_reader_that_hangs(self, rescue, conversations, phone):
        danger = event()
        with conversations.sole_reader(danger.mailbox) as lease:
            assert lease is not None
            assert rescue.answer(danger)
        assert HOTLINE.search(phone.arrived[0])

    def test_without_the_lease_what_somebody_else_sends_is_left_alone(
        self, rescue, conversations, outbox, phone
    ):
        danger = event()
        outbox.claim(danger.key, 0)
        with conversations.sole_reader(danger.mailbox):
            rescue.answer(danger)
        assert not any(HOTLINE.search(text.split(".")[0]) for text in phone.arrived)
        assert outbox.claim(danger.key, 0) is BubbleState.CLAIMED


class TestAlone:
    @pytest.fixture
    def alone(self, phone, tmp_path):
        return Alone(phone, ToldNotes(tmp_path))

    def test_the_card_alone_is_told_once(self, alone, phone):
        danger = event()
        assert alone.answer(danger)
        assert not alone.answer(danger)
        (card,) = phone.arrived
        assert HOTLINE.search(card.split(".")[0])

    def test_nothing_is_promised_that_cannot_be_done_now(self, alone, phone):
        alone.answer(event())
        assert "ghi lại" not in phone.arrived[0]

    @pytest.mark.parametrize("text", ["ly hôn cần giấy tờ gì", "xin chào"])
    def test_anything_else_waits(self, alone, phone, text):
        assert not alone.answer(event(text))
        assert phone.arrived == []

    def test_a_busy_zalo_is_asked_again(self, alone, phone, monkeypatch):
        monkeypatch.setattr("bot.rescue.SEND_TRIES", (0.0, 0.0))
        phone.failures = [RetryLater(-200, "sending_failed")]
        assert alone.answer(event())
        assert len(phone.arrived) == 1

    def test_what_could_not_be_told_is_tried_again_when_it_comes_again(self, alone, phone):
        danger = event()
        phone.failures = [RequestRejected(-248, "policy_violation")]
        with pytest.raises(RequestRejected):
            alone.answer(danger)
        assert alone.answer(danger)

    def test_redis_learns_what_was_told_before_it_gets_the_event(self, alone, redis):
        danger, outbox = event(), Outbox(redis)
        alone.hand_over(outbox, danger)
        assert outbox.claim(danger.key, 1) is BubbleState.WAITING
        alone.answer(danger)
        alone.hand_over(outbox, danger)
        assert outbox.claim(danger.key, 0) is BubbleState.SENT
