import time
from datetime import timedelta

import pytest
from redis.exceptions import LockError

from bot.lease import Leases
from tests.waiting import until

SHORT = timedelta(milliseconds=300)


def test_a_lease_is_kept_for_as_long_as_its_holder_works(redis):
    leases = Leases(redis, SHORT)
    with leases.taken("lock") as lease:
        begun = time.monotonic()
        while time.monotonic() - begun < 4 * SHORT.total_seconds():
            with leases.taken("lock") as other:
                assert other is None
        lease.reacquire()
    with leases.taken("lock") as again:
        assert again is not None


def test_a_holder_that_hangs_is_not_waited_for(redis):
    leases = Leases(redis, SHORT, longest_hold=timedelta(0))
    with leases.taken("lock") as lease:
        until(lambda: not redis.exists("lock"), 10)
        with leases.taken("lock") as other:
            assert other is not None
            with pytest.raises(LockError):
                lease.reacquire()


def test_a_lease_that_was_let_go_is_not_renewed(redis):
    leases = Leases(redis, SHORT)
    with leases.taken("first"), leases.taken("second"):
        pass
    assert redis.keys() == []
    with leases.taken("third"):
        assert redis.keys() == [b"third"]
