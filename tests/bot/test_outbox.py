from datetime import UTC, datetime

import pytest

from bot import keys
from bot.outbox import BubbleState, Outbox, Plan
from handlers.actions import CallOfficer
from handlers.turn import Conversation, Severity

KEY = "0" * 32
PLAN = Plan(
    bubbles=("Một.", "Hai."),
    conversation=Conversation(greeted=True),
    planned_at=datetime(2026, 11, 21, 5, 0, tzinfo=UTC),
    requests=(CallOfficer("asked", Severity.C2),),
    intent="law",
    severity=Severity.C2,
)


@pytest.fixture
def outbox(redis):
    return Outbox(redis)


def test_no_plan_before_one_is_written(outbox):
    assert outbox.plan(KEY) is None


def test_a_plan_comes_back_as_it_was(outbox):
    assert outbox.write(KEY, PLAN) == PLAN
    assert outbox.plan(KEY) == PLAN


def test_the_first_plan_holds(outbox):
    outbox.write(KEY, PLAN)
    second = Plan(("Khác.",), Conversation(), PLAN.planned_at)
    assert outbox.write(KEY, second) == PLAN


def test_a_plan_expires(outbox, redis):
    outbox.write(KEY, PLAN)
    assert 0 < redis.ttl(keys.outbox(KEY)) <= keys.OUTBOX_EXPIRY.total_seconds()


def test_a_bubble_can_be_claimed_once(outbox):
    assert outbox.claim(KEY, 0) is BubbleState.WAITING
    assert outbox.claim(KEY, 0) is BubbleState.CLAIMED
    assert outbox.claim(KEY, 1) is BubbleState.WAITING


@pytest.mark.parametrize("state", [BubbleState.SENT, BubbleState.REFUSED])
def test_a_finished_bubble_stays_finished(outbox, state):
    outbox.claim(KEY, 0)
    outbox.mark(KEY, 0, state)
    assert outbox.claim(KEY, 0) is state


def test_a_bubble_that_is_given_back_can_be_claimed_again(outbox):
    outbox.claim(KEY, 0)
    outbox.mark(KEY, 0, BubbleState.WAITING)
    assert outbox.claim(KEY, 0) is BubbleState.WAITING


def test_attempts_are_counted(outbox):
    assert [outbox.begin(KEY) for _ in range(3)] == [(1, None), (2, None), (3, None)]
