"""The alarm: hears danger, never holds the web up, and brings in what could not be kept."""

import threading

import pytest
from redis import RedisError

from bot.alarm import HELPERS, Alarm, Ways
from bot.errors import StateUnavailable
from tests.bot.test_danger import DANGER, event
from tests.waiting import until

PATIENCE = 10.0


class Ends:
    """The ends of the alarm's ways; each writes down what reached it."""

    def __init__(self) -> None:
        self.rescued, self.alone, self.kept, self.rung, self.handed = [], [], [], [], []
        self.away = threading.Event()
        self.broken = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def rescue(self, event):
        self.go_on.wait(20)
        if self.broken.is_set():
            raise RedisError
        self.rescued.append(event.text)
        return True

    def tell(self, event):
        self.alone.append(event.text)
        return True

    def keep(self, event, raw):
        if self.away.is_set():
            raise StateUnavailable
        self.kept.append(raw)

    def ways(self) -> Ways:
        return Ways(
            rescue=self.rescue,
            alone=self.tell,
            hand_over=lambda event: self.handed.append(event.text),
            keep=self.keep,
            ring=self.rung.append,
            remember=lambda oa_id: None,
        )


@pytest.fixture
def ends():
    return Ends()


@pytest.fixture
def alarm(ends):
    yield Alarm(ends.ways())
    ends.go_on.set()


def test_danger_is_answered_and_the_worker_is_told_to_do_the_rest(alarm, ends):
    alarm.accepted(event("xin chào"))
    alarm.accepted(event(DANGER))
    until(lambda: ends.rung)
    assert ends.rescued == [DANGER]
    assert ends.rung == [event(DANGER).mailbox]


def test_what_could_not_be_kept_is_told_alone_and_brought_in_later(alarm, ends):
    ends.away.set()
    alarm.not_accepted(event("xin chào"), b"hello")
    alarm.not_accepted(event(DANGER), b"danger")
    until(lambda: ends.alone)
    assert ends.kept == []
    ends.away.clear()
    until(lambda: len(ends.kept) == 2)
    assert ends.kept == [b"hello", b"danger"]
    assert ends.alone == [DANGER]
    assert DANGER in ends.handed


def test_redis_that_dies_on_the_way_does_not_keep_help_back(alarm, ends):
    ends.broken.set()
    alarm.accepted(event(DANGER))
    until(lambda: ends.handed)
    assert ends.alone == [DANGER]
    assert ends.kept == []


def test_helpers_that_all_hang_do_not_hold_the_web_up(alarm, ends):
    ends.go_on.clear()
    for _ in range(3 * HELPERS):
        alarm.accepted(event(DANGER))
    assert ends.rescued == []
    ends.go_on.set()
    until(lambda: len(ends.rescued) == 3 * HELPERS)


def test_a_crash_of_one_rescue_does_not_end_the_others(ends):
    def crash(event):
        if event.text != DANGER:
            raise ValueError
        return ends.rescue(event)

    ways = ends.ways()
    alarm = Alarm(Ways(crash, ways.alone, ways.hand_over, ways.keep, ways.ring, ways.remember))
    alarm.accepted(event("cứu"))
    alarm.accepted(event(DANGER))
    until(lambda: len(ends.rung) == 2)
    assert ends.rescued == [DANGER]


def test_at_rest_is_when_all_that_was_heard_is_dealt_with(alarm, ends):
    assert alarm.wait_until_at_rest(0)
    for number in range(20):
        alarm.accepted(event(f"xin chào {number}"))
        alarm.accepted(event(DANGER))
    assert alarm.wait_until_at_rest(PATIENCE)
    assert len(ends.rung) >= 1
    assert len(ends.rescued) == len(ends.rung)


def test_it_is_not_at_rest_while_somebody_is_being_helped(ends):
    going_on = threading.Event()
    ways = ends.ways()

    def slow(each):
        going_on.wait(PATIENCE)
        return ways.rescue(each)

    alarm = Alarm(Ways(slow, ways.alone, ways.hand_over, ways.keep, ways.ring, ways.remember))
    alarm.accepted(event(DANGER))
    assert not alarm.wait_until_at_rest(0.05)
    going_on.set()
    assert alarm.wait_until_at_rest(PATIENCE)
    assert ends.rescued == [DANGER]
