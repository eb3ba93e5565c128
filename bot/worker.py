"""The Celery worker: reads mailboxes, sweeps up what a crash left, keeps tokens fresh."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import structlog
from celery.schedules import crontab
from celery.signals import setup_logging, worker_init, worker_ready

from bot import logs, metrics
from bot.assembly import Parts, assemble
from bot.broker import BUILD_LIBRARY, READ_MAILBOXES, make_celery
from bot.dispatch import FIRST_PAUSE
from bot.faq.live import EVERYBODY
from bot.law.building import LibraryBuilder, builder_of
from bot.reply import reply_to
from bot.settings import SERVING, SettingsError, load_settings
from bot.staff.account_settings import AccountSettings
from bot.staff.working_time import WorkingTime
from bot.store import open_store
from handlers.turn import Conversation, Message, MessageKind, Turn
from knowledge.errors import KnowledgeError

log = structlog.get_logger(__name__)

SWEEP_EVERY = timedelta(seconds=15)
LEFT_BEHIND = timedelta(seconds=20)
"""A mailbox in which nothing moved this long was left by a crash, or by a broker that was away."""
SHARE = 8
"""Mailboxes that one thread reads one after the other."""
DUTY_EVERY = timedelta(seconds=20)
LIBRARY_EVERY = timedelta(minutes=1)
BROADCASTS_EVERY = timedelta(seconds=5)
REFRESH_EVERY = timedelta(minutes=30)

try:
    settings = load_settings(SERVING)
except SettingsError as error:
    sys.exit(error.public_message)

metrics.share(settings.var_dir / "metrics")
celery = make_celery(settings)
celery.conf.update(
    # The mailbox is the truth: a lost task is swept up, a repeated one finds nothing to do.
    task_acks_late=False,
    worker_prefetch_multiplier=1,
    worker_concurrency=settings.worker_threads,
    beat_schedule_filename=str(settings.var_dir / "beat-schedule"),
    beat_schedule={
        "sweep": {
            "task": "bot.worker.sweep",
            "schedule": SWEEP_EVERY,
            "options": {"expires": SWEEP_EVERY.total_seconds()},
        },
        "duty": {
            "task": "bot.worker.duty",
            "schedule": DUTY_EVERY,
            "options": {"expires": DUTY_EVERY.total_seconds()},
        },
        "library": {
            "task": BUILD_LIBRARY,
            "schedule": LIBRARY_EVERY,
            "options": {"expires": LIBRARY_EVERY.total_seconds()},
        },
        "broadcasts": {
            "task": "bot.worker.broadcasts",
            "schedule": BROADCASTS_EVERY,
            "options": {"expires": BROADCASTS_EVERY.total_seconds()},
        },
        "forget-recipients": {
            "task": "bot.worker.forget_recipients",
            "schedule": crontab(hour=2, minute=30),
        },
        "refresh-tokens": {"task": "bot.worker.refresh_tokens", "schedule": REFRESH_EVERY},
    },
)


@cache
def parts() -> Parts:
    """What the tasks work with, put together once a process."""
    return assemble(settings)


@setup_logging.connect
def _logs(**_: Any) -> None:
    """Celery's own lines go through the same allow-list."""
    logs.configure_logs(settings.log_level)


@worker_init.connect
def _warm_up(**_: Any) -> None:
    """Load everything that an answer needs before the first message, not with it."""
    logs.configure_logs(settings.log_level)  # Celery asks for that only later
    library, now = parts().library(EVERYBODY), datetime.now(UTC)
    WorkingTime(AccountSettings()).opens_next(now)  # works out the holidays of the year
    for question in ("ly hôn cần giấy tờ gì", "ly hon thi con ai nuoi"):
        try:
            reply_to(Turn(Message(MessageKind.TEXT, question), Conversation(), library, now))
        except KnowledgeError as error:
            log.error("library_not_open", error=type(error).__name__)


@worker_ready.connect
def _catch_up(**_: Any) -> None:
    """What came while no worker was there is read at once, without waiting for the sweeper."""
    _ring_again(timedelta(0))


@celery.task(name=READ_MAILBOXES)
def read_mailboxes(mailboxes: list[str]) -> None:
    """Read these mailboxes; one whose next event must wait comes back by itself.

    Of a large batch only the first few are read here: the other threads take the rest.
    """
    for begin in range(SHARE, len(mailboxes), SHARE):
        read_mailboxes.delay(mailboxes[begin : begin + SHARE])
    for mailbox in mailboxes[:SHARE]:
        pause = parts().dispatcher.read(mailbox)
        if pause is not None:
            parts().inbox.postpone(mailbox, pause)
            read_mailboxes.apply_async(([mailbox],), countdown=pause.total_seconds())
    for owed in parts().dispatcher.new_debts():
        read_mailboxes.apply_async(([owed],), countdown=FIRST_PAUSE.total_seconds())


@celery.task(name="bot.worker.sweep")
def sweep() -> None:
    """Ring again for mailboxes that were left behind."""
    _ring_again(LEFT_BEHIND)


def _ring_again(older_than: timedelta) -> None:
    left = parts().inbox.waiting(older_than)
    if left:
        log.warning("mailboxes_left_behind", count=len(left))
    for mailbox in left:
        read_mailboxes.delay([mailbox])


@celery.task(name="bot.worker.duty")
def duty() -> None:
    """What comes due by itself: alerts about cases, waiting conversations, the end of what is not
    kept.
    """
    now = datetime.now(UTC)
    parts().cases.tick(now)
    parts().talks.takeover.tick(now)
    parts().privacy.tick(now)
    parts().gathering.tick(now)
    parts().approvals.tick(now)


@cache
def library_builder() -> LibraryBuilder:
    """What builds libraries with officers' documents in them."""
    return builder_of(settings, open_store(settings.database_url))


@celery.task(name=BUILD_LIBRARY)
def build_library() -> None:
    """Bring the library into use that there should be; nothing where it is in use already."""
    library_builder().build()


@celery.task(name="bot.worker.broadcasts")
def broadcasts() -> None:
    """What of broadcasts comes due, then what runs, for a while; what is left goes on at once in a
    task of its own.
    """
    room = parts().broadcasts
    room.tick(datetime.now(UTC))
    left = room.runner.run()
    if left:
        broadcasts.delay()
    room.clock.settle(datetime.now(UTC))


@celery.task(name="bot.worker.forget_recipients")
def forget_recipients() -> None:
    """At night, when no broadcast goes out: who got the old ones is forgotten, and what went along
    with them.
    """
    parts().broadcasts.keeping.tick(datetime.now(UTC))
    parts().broadcasts.media_keeping.tick(datetime.now(UTC))


@celery.task(name="bot.worker.refresh_tokens")
def refresh_tokens() -> None:
    """Refresh access tokens that are about to expire."""
    report = parts().tokens.refresh_due()
    if report.failed:
        log.warning("tokens_not_refreshed", count=len(report.failed))
