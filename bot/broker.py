"""The queue: a Celery app that knows the broker but not the work, so the web loads it cheaply."""

from __future__ import annotations

from collections.abc import Sequence

from celery import Celery
from kombu import Connection, Producer
from kombu.transport import TRANSPORT_ALIASES, redis

from bot import keys
from bot.settings import Settings

READ_MAILBOXES = "bot.worker.read_mailboxes"
"""The task that works off the mailboxes whose names it is given."""

BUILD_LIBRARY = "bot.worker.build_library"
"""The task that builds the library that there should be, where another one is in use."""

_NOT_SHOWN = "(...)"
"""Instead of the arguments in what Celery shows of a task: mailboxes are named after people."""

VISIBILITY_TIMEOUT = 3600
"""Seconds after which Redis hands out a task again that nobody acknowledged."""


class _QoS(redis.QoS):
    """Celery 5.7's worker takes a broken connection apart twice, the second time without the
    address it led to; giving messages back then raised AttributeError and ended the worker.
    """

    def restore_unacked(self, client: object = None) -> None:
        """Give back what nobody acknowledged; without an address the visibility timeout does it."""
        if self.channel.connection.client is not None:
            super().restore_unacked(client)


class _Channel(redis.Channel):
    QoS = _QoS


class Transport(redis.Transport):
    """Kombu's Redis transport, from which a worker recovers when Redis went away."""

    Channel = _Channel


TRANSPORT_ALIASES.update(dict.fromkeys(("redis", "rediss"), f"{__name__}:Transport"))


def make_celery(settings: Settings) -> Celery:
    """A Celery app on the configured broker; web and worker make theirs from the same settings."""
    app = Celery("hieu-luat", broker=settings.redis_url, set_as_current=False)
    app.conf.update(
        broker_transport_options={
            "global_keyprefix": keys.celery_prefix(),
            "visibility_timeout": VISIBILITY_TIMEOUT,
            "socket_timeout": 10,
            "socket_connect_timeout": 5,
        },
        broker_connection_retry_on_startup=True,
        task_ignore_result=True,
        timezone="Asia/Ho_Chi_Minh",
        enable_utc=True,
    )
    return app


class MailboxSender:
    """Queues the reading of mailboxes over one connection that it keeps; for a single thread.

    Raises whatever the broker's client raises when the broker is away, and connects anew next time.
    """

    def __init__(self, celery: Celery) -> None:
        self._celery = celery
        self._connection: Connection | None = None
        self._producer: Producer | None = None

    def __call__(self, mailboxes: Sequence[str]) -> None:
        """Queue one task for these mailboxes."""
        producer = self._producer or self._connect()
        try:
            self._celery.send_task(
                READ_MAILBOXES,
                args=[list(mailboxes)],
                ignore_result=True,
                retry=False,
                producer=producer,
                argsrepr=_NOT_SHOWN,
                kwargsrepr=_NOT_SHOWN,
            )
        except Exception:
            self._disconnect()
            raise

    def _connect(self) -> Producer:
        # Taking a producer from Celery's pool for each task would cost half as much again.
        self._connection = self._celery.connection_for_write()
        self._producer = self._celery.amqp.Producer(self._connection)
        return self._producer

    def _disconnect(self) -> None:
        self._producer = None
        if self._connection is not None:
            self._connection.release()
