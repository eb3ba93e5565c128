"""Sends what runs: a few threads an account, each with one message at a time, at the account's rate
and behind every answer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from redis import RedisError

from bot.broadcast import hours
from bot.broadcast.eligibility import Rules, week_of
from bot.broadcast.quotas import USED_UP, PaidQuota, QuotaUsedUp
from bot.broadcast.sending import Sending
from bot.errors import StateUnavailable
from bot.staff.account_settings import AccountSettings
from bot.store.broadcast_ledger import Ledger
from bot.store.broadcast_models import BroadcastState
from bot.store.broadcast_records import Broadcast, Claimed
from bot.store.broadcasts import BroadcastRepository
from bot.store.times import utc_now
from bot.zalo.client import Limits
from bot.zalo.errors import HeldBack, ZaloError

log = structlog.get_logger(__name__)

ROUND = timedelta(seconds=20)
"""After so long a round ends by itself, so that the process can end in good order."""
LONGEST_NAP = 0.5
SHORT_NAP = 0.02
"""In a crowded second a thread looks again so soon; what is lost all the same is made up for within
the span over which the share of broadcasts is kept.
"""
OWN_RATE = "kept_for_answers"
MOST_THREADS = 32


class Runner:
    """May run in several processes at once: claims and limits are shared.

    ``senders`` is how many threads one account gets here; ``testers`` tells whom an account on
    trial may write to, ``quota`` what its package holds.
    """

    def __init__(
        self,
        ledger: Ledger,
        broadcasts: BroadcastRepository,
        sending: Sending,
        limits: Limits,
        settings: Callable[[str], AccountSettings],
        testers: Callable[[str], Collection[str]],
        senders: int = 4,
        clock: Callable[[], datetime] = utc_now,
        nap: Callable[[float], None] = time.sleep,
        quota: PaidQuota | None = None,
    ) -> None:
        self._ledger = ledger
        self._broadcasts = broadcasts
        self._sending = sending
        self._limits = limits
        self._settings = settings
        self._testers = testers
        self._senders = senders
        self._clock = clock
        self._nap = nap
        self._quota = quota
        self._running = threading.Lock()

    def run(self, length: timedelta = ROUND) -> bool:
        """Send for so long, or until nothing can be sent now. Whether something is left to send;
        False also while another thread of this process runs already.
        """
        if not self._running.acquire(blocking=False):
            return False
        try:
            return self._round(time.monotonic() + length.total_seconds())
        finally:
            self._running.release()

    def _round(self, until: float) -> bool:
        accounts = list(dict.fromkeys(each.oa_id for each in self._runnable()))
        if not accounts:
            return False
        jobs = [oa_id for oa_id in accounts for _ in range(self._senders)]
        with ThreadPoolExecutor(min(len(jobs), MOST_THREADS), "broadcast") as pool:
            outcomes = list(pool.map(lambda oa_id: self.work(oa_id, until), jobs))
        return any(outcomes)

    def work(self, oa_id: str, until: float) -> bool:
        """One thread's work for one account. Whether it was stopped by the time; False where there
        is nothing to send, or our own stores are away.
        """
        while time.monotonic() < until:
            try:
                if not self.send_one(oa_id):
                    return False
            except HeldBack as error:
                self._nap(min(_pause(error), max(until - time.monotonic(), 0.0)))
            except (StateUnavailable, RedisError) as error:
                log.warning("broadcast_waits", oa_id=oa_id, kind=type(error).__name__)
                return False
        return True

    def send_one(self, oa_id: str) -> bool:
        """The next message of the account, once its turn has come; whether there was one. Raises
        ``HeldBack`` where it must wait, before anything is claimed.
        """
        try:
            with self._limits.sending(oa_id):
                claimed = self._next(oa_id)
                if claimed is None:
                    return False
                self._sending.send(claimed)
        except HeldBack:
            raise
        except ZaloError:  # written down already; the limits have learnt from it
            return True
        return True

    def _next(self, oa_id: str) -> Claimed | None:
        now = self._clock()
        for broadcast in self._runnable(oa_id):
            settings = self._settings(oa_id)
            if not hours.is_open(settings, now):
                return None
            claimed = self._claim(broadcast, settings, now)
            if claimed is not None:
                return claimed
        return None

    def _claim(
        self, broadcast: Broadcast, settings: AccountSettings, now: datetime
    ) -> Claimed | None:
        oa_id = broadcast.oa_id
        testers = self._testers(oa_id) if settings.trial_mode else ()
        rules = Rules(settings, testers, broadcast.content.topic)
        if settings.broadcast_paid and self._quota is not None:
            self._quota.ask(oa_id)
            rules = replace(rules, pay=partial(self._quota.take, oa_id))
        try:
            return self._ledger.claim(
                broadcast.id, now, week_of(now), rules.at(now), rules.why_no_group
            )
        except QuotaUsedUp:
            self._sending.stop(broadcast, USED_UP)
            return None

    def _runnable(self, oa_id: str = "") -> list[Broadcast]:
        """What runs, the oldest first."""
        return self._broadcasts.page(oa_id, [BroadcastState.RUNNING], limit=100)[::-1]


def _pause(error: HeldBack) -> float:
    wait = error.wait.total_seconds() if error.wait else LONGEST_NAP
    return min(wait, SHORT_NAP if error.reason == OWN_RATE else LONGEST_NAP)
