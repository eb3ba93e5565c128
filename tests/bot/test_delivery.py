from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.delivery import Delivery
from bot.errors import StateUnavailable
from bot.outbox import BubbleState, Outbox, Plan
from bot.recipients import Group, Person, Visitor
from bot.zalo.errors import (
    DeliveryUnknown,
    RequestRejected,
    RetryLater,
    ServerFault,
    UserUnreachable,
)
from handlers.turn import Conversation, Severity
from tests.bot.phone import Phone

KEY = "a" * 32
LAN = Person("1", "2")
PLAN = Plan(("Một.", "Hai.", "Ba."), Conversation(), datetime(2026, 11, 1, tzinfo=UTC))


@pytest.fixture
def phone():
    return Phone()


@pytest.fixture
def outbox(redis):
    return Outbox(redis)


@pytest.fixture
def delivery(outbox, phone):
    return Delivery(outbox, phone)


def test_bubbles_arrive_in_order_once(delivery, phone):
    delivery.deliver(KEY, PLAN, LAN)
    delivery.deliver(KEY, PLAN, LAN)
    assert phone.arrived == list(PLAN.bubbles)


def test_what_must_wait_goes_on_where_it_stopped(delivery, phone):
    phone.failures = [None, RetryLater(-32, "rate_limit")]
    with pytest.raises(RetryLater):
        delivery.deliver(KEY, PLAN, LAN)
    delivery.deliver(KEY, PLAN, LAN)
    assert phone.arrived == list(PLAN.bubbles)


@pytest.mark.parametrize("arrived", [True, False])
def test_an_unknown_delivery_is_looked_up_not_repeated(delivery, phone, arrived):
    phone.failures = [None, DeliveryUnknown(0, "read_timeout")]
    phone.lost_answers = [arrived]
    with pytest.raises(DeliveryUnknown):
        delivery.deliver(KEY, PLAN, LAN)
    delivery.deliver(KEY, PLAN, LAN)
    assert phone.arrived == list(PLAN.bubbles)


def test_a_crash_between_send_and_mark_sends_nothing_twice(delivery, outbox, phone):
    outbox.claim(KEY, 0)
    phone.arrived.append(PLAN.bubbles[0])
    delivery.deliver(KEY, PLAN, LAN)
    assert phone.arrived == list(PLAN.bubbles)


def test_an_old_message_with_the_same_words_proves_nothing(delivery, outbox, phone):
    outbox.claim(KEY, 0)
    phone.arrived.append(PLAN.bubbles[0])
    planned_later = replace(PLAN, planned_at=datetime(2099, 1, 1, tzinfo=UTC))
    delivery.deliver(KEY, planned_later, LAN)
    assert phone.arrived == [PLAN.bubbles[0], *PLAN.bubbles]


@pytest.mark.parametrize("arrived", [True, False])
def test_the_same_words_said_a_moment_ago_prove_nothing(delivery, phone, arrived):
    thanks = replace(PLAN, bubbles=("Dạ.",), planned_at=datetime.now(UTC))
    delivery.deliver(KEY, thanks, LAN)
    phone.failures, phone.lost_answers = [DeliveryUnknown(0, "timeout")], [arrived]
    with pytest.raises(DeliveryUnknown):
        delivery.deliver("b" * 32, thanks, LAN)
    for _ in range(2):
        delivery.deliver("b" * 32, thanks, LAN)
    assert phone.arrived == ["Dạ.", "Dạ."]


@pytest.mark.parametrize(("severity", "sent"), [(Severity.N, 2), (Severity.C3, 3)])
def test_without_a_history_help_in_danger_is_rather_sent_twice(
    delivery, outbox, phone, severity, sent
):
    outbox.claim(KEY, 0)
    phone.history_failure = RequestRejected(-201, "invalid_parameter")
    delivery.deliver(KEY, replace(PLAN, severity=severity), LAN)
    assert len(phone.arrived) == sent


def test_a_history_that_is_away_for_now_is_waited_for(delivery, outbox, phone):
    outbox.claim(KEY, 0)
    phone.history_failure = RetryLater(-32, "rate_limit")
    with pytest.raises(RetryLater):
        delivery.deliver(KEY, PLAN, LAN)
    assert outbox.claim(KEY, 0) is BubbleState.CLAIMED


def test_nobody_is_written_to_against_zalos_refusal(delivery, phone):
    phone.failures = [UserUnreachable(-230, "no_interaction_in_7_days")]
    refusal = delivery.deliver(KEY, PLAN, LAN)
    assert refusal is not None
    assert refusal.code == -230
    assert phone.arrived == []


def test_one_refused_bubble_does_not_hold_back_the_rest(delivery, phone):
    phone.failures = [RequestRejected(-201, "invalid_parameter")]
    refusal = delivery.deliver(KEY, PLAN, LAN)
    assert refusal is not None
    assert refusal.code == -201
    assert phone.arrived == list(PLAN.bubbles[1:])


@pytest.mark.parametrize("arrived", [True, False])
def test_an_error_page_is_no_proof_that_nothing_arrived(delivery, phone, arrived):
    phone.failures = [ServerFault(0, "http_502")]
    phone.lost_answers = [arrived]
    with pytest.raises(ServerFault):
        delivery.deliver(KEY, PLAN, LAN)
    delivery.deliver(KEY, PLAN, LAN)
    assert phone.arrived == list(PLAN.bubbles)


@pytest.mark.parametrize("recipient", [Group("1", "9"), Visitor("1", "9", "c"), LAN])
def test_after_an_error_page_and_without_a_history_it_is_sent_again(delivery, phone, recipient):
    phone.history_failure = RequestRejected(-224, "package_too_low")
    phone.failures = [ServerFault(0, "http_500")]
    with pytest.raises(ServerFault):
        delivery.deliver(KEY, PLAN, recipient)
    delivery.deliver(KEY, PLAN, recipient)
    assert phone.arrived == list(PLAN.bubbles)


@pytest.mark.parametrize("recipient", [Group("1", "9"), Visitor("1", "9", "c"), LAN])
def test_a_fault_of_our_own_store_before_the_send_loses_nothing(delivery, phone, recipient):
    phone.history_failure = RequestRejected(-224, "package_too_low")
    phone.failures = [StateUnavailable("SQL")]
    with pytest.raises(StateUnavailable):
        delivery.deliver(KEY, PLAN, recipient)
    delivery.deliver(KEY, PLAN, recipient)
    assert phone.arrived == list(PLAN.bubbles)


def test_a_group_is_never_told_twice(delivery, outbox, phone):
    outbox.claim(KEY, 0)
    delivery.deliver(KEY, PLAN, Group("1", "9"))
    assert phone.arrived == list(PLAN.bubbles[1:])


steps = st.lists(st.sampled_from(["sent", "later", "unknown_arrived", "unknown_lost"]), max_size=8)


@given(steps)
@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
def test_whatever_happens_each_bubble_arrives_exactly_once(redis, script):
    redis.flushall()
    phone = Phone()
    delivery = Delivery(Outbox(redis), phone)
    for step in script:
        phone.failures.append(
            {"sent": None, "later": RetryLater(-32, "x")}.get(step, DeliveryUnknown(0, "x"))
        )
        if step.startswith("unknown"):
            phone.lost_answers.append(step == "unknown_arrived")
        elif step == "later":
            phone.lost_answers.append(False)
    for _ in range(len(script) + 1):
        try:
            delivery.deliver(KEY, PLAN, LAN)
        except (RetryLater, DeliveryUnknown):
            continue
    assert phone.arrived == list(PLAN.bubbles)
