"""Whether a broadcast may go to a person now: the one place that decides, for the preview as for
the send.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.broadcast.quotas import QuotaUsedUp
from bot.staff.account_settings import AccountSettings
from bot.store.audiences import Facts, in_danger
from bot.takeover.windows import windows
from handlers.texts import broadcast_reasons
from knowledge.day import VIETNAM, today

OPTED_OUT = "opted_out"
OTHER_TOPIC = "other_topic"
NOT_NOW = "not_now"
"""Zalo refuses messages to her, or she is left in peace: nobody can tell which from this word."""
WINDOW = "window_passed"
PAID = "would_be_billed"
WEEKLY_CAP = "weekly_cap"
TRIAL = "trial_mode"
UNKNOWN_PERSON = "not_known_any_more"

REASONS = {code: words.what for code, words in broadcast_reasons.REASONS.items()}
"""Why somebody does not get it, as officers read it in a list."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What an account chose, for one topic; ``testers`` may be written to while it is on trial.
    ``pay`` counts one message that is not free, and says whether it may go.
    """

    settings: AccountSettings
    testers: Collection[str]
    topic: str = ""
    pay: Callable[[], bool] = lambda: True

    @property
    def why_no_group(self) -> str:
        """Why no group gets anything, '' where groups do: on trial nobody else is to read it."""
        return TRIAL if self.settings.trial_mode else ""

    def at(self, now: datetime) -> Callable[[Facts | None], str]:
        """For the ledger: why somebody may not get it at that time. Raises ``QuotaUsedUp`` where
        nobody may get it any more who is not free.
        """
        return lambda known: UNKNOWN_PERSON if known is None else self._why_not_sent(known, now)

    def why_not(self, known: Facts, now: datetime) -> str:
        """Why this person may not get it now, '' if she may."""
        if not known.wants:
            return OPTED_OUT
        if not known.wants_topic(self.topic):
            return OTHER_TOPIC
        if in_danger(known, now) or not known.person.may_be_pushed(now):
            return NOT_NOW
        if self.settings.trial_mode and known.person.user_id not in self.testers:
            return TRIAL
        return self._window(known, now) or self._cap(known)

    def _why_not_sent(self, known: Facts, now: datetime) -> str:
        why = self.why_not(known, now)
        free = windows(known.person.last_inbound_at).free(now)
        if not why and not free and not self.pay():
            raise QuotaUsedUp
        return why

    def _window(self, known: Facts, now: datetime) -> str:
        window = windows(known.person.last_inbound_at)
        if not window.open(now):
            return WINDOW
        return "" if self.settings.broadcast_paid or window.free(now) else PAID

    def _cap(self, known: Facts) -> str:
        return WEEKLY_CAP if known.this_week >= self.settings.broadcast_weekly_cap else ""


def week_of(now: datetime) -> datetime:
    """When the week began in Vietnam, aware: a cap counts from Monday, so that a weekly tip never
    falls into the same week as the one before.
    """
    day = today(now)
    return datetime.combine(day - timedelta(days=day.weekday()), time(0), VIETNAM)


def month_of(now: datetime) -> datetime:
    """When the month began in Vietnam, aware: what a package holds counts from there."""
    return datetime.combine(today(now).replace(day=1), time(0), VIETNAM)
