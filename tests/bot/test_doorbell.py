"""The doorbell: at once when idle, in batches when busy, and never in the way of the web."""

import multiprocessing
import threading

import pytest
import structlog

from bot.doorbell import BATCH, MOST_WAITING, Doorbell
from tests.waiting import until


class Broker:
    """Collects what is sent; ``closed`` makes it hang, ``broken`` makes it fail."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.open = threading.Event()
        self.open.set()
        self.broken = False
        self.calls = 0

    def send(self, mailboxes) -> None:
        self.calls += 1
        self.open.wait(20)
        if self.broken:
            raise ConnectionError("the broker said: 0912345678")
        self.batches.append(list(mailboxes))

    @property
    def names(self) -> list[str]:
        return [name for batch in self.batches for name in batch]


def test_a_ring_reaches_the_broker():
    broker = Broker()
    Doorbell(broker.send).ring("a")
    assert until(lambda: broker.batches) == [["a"]]


def test_what_gathers_while_the_broker_is_slow_goes_in_batches_of_unique_names():
    broker = Broker()
    bell = Doorbell(broker.send, batch=8)
    broker.open.clear()
    bell.ring("first")
    until(lambda: broker.calls == 1)
    for name in [*"abcdefgh", "a", *"abcdefghij"]:
        bell.ring(name)
    broker.open.set()
    until(lambda: {"first", *"abcdefghij"} <= set(broker.names))
    assert broker.batches[0] == ["first"]
    assert broker.batches[1] == [*"abcdefgh"]
    assert all(len(set(batch)) == len(batch) <= 8 for batch in broker.batches)


def test_a_hanging_broker_holds_nobody_and_costs_bounded_memory():
    broker = Broker()
    bell = Doorbell(broker.send)
    broker.open.clear()
    for number in range(MOST_WAITING + 500):
        bell.ring(str(number))
    assert broker.calls <= 1
    broker.open.set()
    until(lambda: broker.names and not bell.waiting)
    assert len(broker.names) <= MOST_WAITING + BATCH


def test_a_failing_broker_is_logged_without_its_message_and_tried_again():
    broker = Broker()
    broker.broken = True
    with structlog.testing.capture_logs() as logs:
        bell = Doorbell(broker.send)
        bell.ring("a")
        until(lambda: logs)
    broker.broken = False
    bell.ring("b")
    assert until(lambda: broker.batches) == [["b"]]
    assert logs[0]["event"] == "doorbell_failed"
    assert "0912345678" not in str(logs)


def _ring_in_child(bell, broker, result) -> None:
    bell.ring("from the child")
    until(lambda: broker.batches)
    result.put(broker.batches)


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_forked_process_gets_a_thread_of_its_own():
    broker = Broker()
    bell = Doorbell(broker.send)
    bell.ring("from the parent")
    until(lambda: broker.batches)
    broker.batches.clear()
    fork = multiprocessing.get_context("fork")
    result = fork.Queue()
    child = fork.Process(target=_ring_in_child, args=(bell, broker, result))
    child.start()
    assert result.get(timeout=20) == [["from the child"]]
    child.join()
