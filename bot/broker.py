"""The queue: a Celery app that knows the broker but not the work, so the web loads it cheaply."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from celery import Celery

from bot import keys
from bot.settings import Settings

READ_MAILBOXES = "bot.worker.read_mailboxes"
"""The task that works off the mailboxes whose names it is given."""

VISIBILITY_TIMEOUT = 3600
"""Seconds after which Redis hands out a task again that nobody acknowledged."""


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


def mailbox_sender(celery: Celery) -> Callable[[Sequence[str]], None]:
    """A function that queues the reading of these mailboxes; it raises when the broker is away."""

    def send(mailboxes: Sequence[str]) -> None:
        celery.send_task(READ_MAILBOXES, args=[list(mailboxes)], ignore_result=True, retry=False)

    return send
