"""The inbox on a real server: nothing twice, nothing lost, order kept, one round trip to accept."""

import threading
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from redis import Redis

from bot import keys
from bot.errors import StateUnavailable
from bot.inbox import Inbox
from bot.state import open_redis

ANY_AGE = timedelta(0)


@pytest.fixture
def inbox(redis):
    return Inbox(redis)


def test_an_event_is_kept_once(inbox):
    assert inbox.accept("k1", "oa:u:1", b"first")
    assert not inbox.accept("k1", "oa:u:1", b"first")
    assert inbox.accept("k2", "oa:u:1", b"second")
    assert inbox.peek("oa:u:1") == [b"first", b"second"]


def test_a_duplicate_is_dropped_after_the_event_was_worked_off_too(inbox):
    inbox.accept("k1", "oa:u:1", b"first")
    inbox.done("oa:u:1", b"first")
    assert not inbox.accept("k1", "oa:u:1", b"first")
    assert inbox.peek("oa:u:1") == []


def test_peek_takes_nothing_away_and_is_bounded(inbox):
    for number in range(5):
        inbox.accept(f"k{number}", "m", str(number).encode())
    assert inbox.peek("m", limit=2) == [b"0", b"1"]
    assert inbox.peek("m") == [b"0", b"1", b"2", b"3", b"4"]


def test_done_removes_exactly_the_first_of_equal_events(inbox):
    for number, raw in enumerate([b"a", b"b", b"a"]):
        inbox.accept(f"k{number}", "m", raw)
    assert inbox.done("m", b"a")
    assert inbox.peek("m") == [b"b", b"a"]
    assert not inbox.done("m", b"never there")
    assert inbox.peek("m") == [b"b", b"a"]


def test_a_mailbox_waits_until_it_is_empty(inbox):
    inbox.accept("k1", "m", b"a")
    inbox.accept("k2", "m", b"b")
    assert inbox.waiting(ANY_AGE) == ["m"]
    inbox.done("m", b"a")
    assert inbox.waiting(ANY_AGE) == ["m"]
    inbox.done("m", b"b")
    assert inbox.waiting(ANY_AGE) == []
    assert inbox.backlog() == (0, 0)


def test_done_on_an_empty_mailbox_repairs_the_waiting_set(inbox, redis):
    redis.zadd(keys.waiting(), {"m": 1})
    assert not inbox.done("m", b"a")
    assert inbox.waiting(ANY_AGE) == []


def test_the_sweeper_sees_the_longest_wait_first(inbox, redis):
    inbox.accept("k1", "new", b"a")
    redis.zadd(keys.waiting(), {"old": 1, "older": 0})
    assert inbox.waiting(timedelta(hours=1)) == ["older", "old"]
    assert inbox.waiting(ANY_AGE, limit=1) == ["older"]
    depth, age = inbox.backlog()
    assert depth == 3
    assert age > 3600


def test_a_second_event_does_not_make_the_wait_look_younger(inbox, redis):
    inbox.accept("k1", "m", b"a")
    redis.zadd(keys.waiting(), {"m": 5})
    inbox.accept("k2", "m", b"b")
    assert redis.zscore(keys.waiting(), "m") == 5


def test_progress_makes_the_wait_young_again(inbox, redis):
    inbox.accept("k1", "m", b"a")
    inbox.accept("k2", "m", b"b")
    redis.zadd(keys.waiting(), {"m": 5})
    inbox.done("m", b"a")
    assert inbox.waiting(timedelta(hours=1)) == []


def test_a_postponed_mailbox_is_left_alone(inbox):
    inbox.accept("k1", "m", b"a")
    inbox.postpone("m", timedelta(minutes=5))
    assert inbox.waiting(ANY_AGE) == []
    assert inbox.peek("m") == [b"a"]
    inbox.postpone("empty", timedelta(0))
    assert inbox.backlog() == (1, 0)


def test_dedupe_keys_expire_and_mailboxes_do_not(inbox, redis):
    inbox.accept("k1", "m", b"a")
    expected = keys.DEDUPE_EXPIRY.total_seconds()
    assert expected - 60 < redis.ttl(keys.dedupe("k1")) <= expected
    assert redis.ttl(keys.mailbox("m")) == -1


def test_accepting_is_one_round_trip(inbox, redis):
    with redis.monitor() as monitor:
        inbox.accept("warm", "m", b"a")
        redis.echo("begin")
        inbox.accept("k1", "m", b"b")
        redis.echo("end")
        seen = []
        for command in monitor.listen():
            if command["client_type"] != "lua":
                seen.append(command["command"].split()[0])
            if command["command"] == "ECHO end":
                break
    assert seen[-3:] == ["ECHO", "EVALSHA", "ECHO"]


def test_a_server_that_forgot_its_scripts_is_taught_again(inbox, redis):
    inbox.accept("k1", "m", b"a")
    redis.script_flush()
    assert inbox.accept("k2", "m", b"b")
    assert inbox.done("m", b"a")


def test_the_same_event_from_many_threads_is_kept_once(inbox):
    kept = []
    start = threading.Barrier(8)

    def deliver() -> None:
        start.wait()
        kept.append(inbox.accept("k", "m", b"a"))

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept) == [False] * 7 + [True]
    assert inbox.peek("m") == [b"a"]


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("mn"), st.booleans()), max_size=30))
def test_whatever_happens_each_event_is_read_once_in_order(redis: Redis, steps):
    redis.flushall()
    inbox = Inbox(redis)
    seen: set[tuple[str, int]] = set()
    expected: dict[str, list[bytes]] = {"m": [], "n": []}
    for number, mailbox, reads in steps:
        raw = f"{mailbox}{number}".encode()
        fresh = (mailbox, number) not in seen
        assert inbox.accept(raw.decode(), mailbox, raw) is fresh
        seen.add((mailbox, number))
        expected[mailbox] += [raw] if fresh else []
        if reads and expected[mailbox]:
            assert inbox.done(mailbox, expected[mailbox].pop(0))
        assert inbox.peek(mailbox) == expected[mailbox]
        assert set(inbox.waiting(ANY_AGE)) == {name for name in expected if expected[name]}


def test_without_redis_every_call_says_so():
    inbox = Inbox(open_redis("redis://127.0.0.1:1/0"))
    calls = [
        lambda: inbox.accept("k", "m", b"a"),
        lambda: inbox.peek("m"),
        lambda: inbox.done("m", b"a"),
        lambda: inbox.waiting(),
        lambda: inbox.backlog(),
        lambda: inbox.postpone("m", ANY_AGE),
    ]
    for call in calls:
        with pytest.raises(StateUnavailable) as caught:
            call()
        assert caught.value.retryable
        assert caught.value.http_status == 503
