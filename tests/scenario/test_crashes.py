"""Processes are killed at bad moments: what was accepted is answered, and answered once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.simulator.driver import Person
from tests.product import Product, running_product

PEOPLE = 8
RECOVERY_SECONDS = 120.0
"""The lease of a killed reader and one round of the sweeper, on a busy machine."""


@pytest.fixture
def own_product(tmp_path: Path, shipped_library: Path):
    with running_product(tmp_path, shipped_library) as running:
        yield running


@pytest.fixture
def people(own_product: Product) -> list[Person]:
    greeted = [own_product.zalo.someone() for _ in range(PEOPLE)]
    for person in greeted:
        person.says("xin chào")
    for person in greeted:
        person.waits_for(1, timeout=RECOVERY_SECONDS)
    own_product.zalo.wait_until_quiet(RECOVERY_SECONDS)
    return greeted


def _ask_all(people: list[Person]) -> None:
    for person in people:
        person.says("cảm ơn")


def _expect_one_answer_each(people: list[Person]) -> None:
    for person in people:
        person.waits_for(2, timeout=RECOVERY_SECONDS)
    counts = Counter(len(person.messages()) for person in people)
    assert counts == {2: len(people)}


def test_a_killed_worker_loses_nothing_and_says_nothing_twice(own_product, people):
    own_product.zalo.latency(300)
    _ask_all(people)
    people[0].waits_for(2, timeout=RECOVERY_SECONDS)
    own_product.kill("worker")
    own_product.zalo.latency(0)
    own_product.start("worker")
    _expect_one_answer_each(people)


def test_a_killed_web_process_is_asked_again_by_zalo(own_product, people):
    own_product.kill("web")
    _ask_all(people)
    own_product.start("web")
    _expect_one_answer_each(people)


def test_a_cut_connection_after_the_send_is_not_sent_again(own_product, people):
    own_product.zalo.drop_next("/message/cs", count=3)
    _ask_all(people)
    _expect_one_answer_each(people)


def test_repeated_and_shuffled_events_are_answered_once(own_product, people):
    own_product.zalo.deliver(copies=3, shuffle_ms=150)
    _ask_all(people)
    _expect_one_answer_each(people)
    own_product.zalo.wait_until_quiet(RECOVERY_SECONDS)
    _expect_one_answer_each(people)


def test_a_restarted_redis_forgets_nothing(own_product, people):
    own_product.kill("worker")
    _ask_all(people)
    own_product.zalo.wait_until_quiet(RECOVERY_SECONDS)
    own_product.restart_redis()
    own_product.start("worker")
    _expect_one_answer_each(people)


def test_an_expired_token_is_refreshed_once_and_everyone_is_answered(own_product, people):
    own_product.zalo.expire_token()
    _ask_all(people)
    _expect_one_answer_each(people)
    refreshes = [call for call in own_product.zalo.calls("/access_token") if not call["error"]]
    assert len(refreshes) == 1
