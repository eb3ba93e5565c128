"""The connection to Redis, set up so that a slow or restarted server holds nobody for long."""

from __future__ import annotations

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

TIME_LIMIT = 0.8
"""Seconds for connecting and for an answer; Zalo waits two seconds for its acknowledgement."""


def open_redis(url: str, time_limit: float = TIME_LIMIT) -> Redis:
    """A client that threads and forked processes may share.

    It reconnects once, at once, when the server closed the connection; answers are bytes.
    """
    return Redis.from_url(
        url,
        socket_connect_timeout=time_limit,
        socket_timeout=time_limit,
        retry=Retry(NoBackoff(), 1),
    )
