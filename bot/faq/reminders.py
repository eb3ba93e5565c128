"""FAQs that wait for a second person: whoever may approve is told over Zalo, once, and not at
night.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.faq.pending import PendingFaqs
from bot.staff.account_settings import AccountSettings
from bot.staff.permissions import Permission
from bot.staff.roster import Officer, Roster
from bot.staff.second_person import Tell
from bot.store.faq_models import FaqSource, FaqState
from bot.store.faq_records import Faq
from bot.store.faqs import FaqRepository
from handlers.texts import officer_faq as texts
from knowledge.day import VIETNAM

BROUGHT = frozenset((FaqSource.CHAT, FaqSource.FILE, FaqSource.API))
"""Ways in after which nobody at the console checks a draft: it waits as it is."""
MOST_LOOKED_AT = 100


def awake(settings: AccountSettings, now: datetime) -> bool:
    """Whether officers are told now of what has time: in the hours of the account's broadcasts."""
    local = now.astimezone(VIETNAM).time()
    return settings.broadcast_opens <= local < settings.broadcast_closes


class ApprovalReminders:
    """Raises ``StateUnavailable`` or ``RedisError`` when a store is away."""

    def __init__(
        self,
        accounts: Callable[[], Iterable[str]],
        faqs: FaqRepository,
        roster: Roster,
        pending: PendingFaqs,
        tell: Tell,
    ) -> None:
        self._accounts = accounts
        self._faqs = faqs
        self._roster = roster
        self._pending = pending
        self._tell = tell

    def tick(self, now: datetime) -> None:
        """Tell of what came to wait since the last time."""
        for oa_id in self._accounts():
            if awake(self._roster.settings(oa_id), now):
                self._of_account(oa_id)

    def _of_account(self, oa_id: str) -> None:
        approvers = [
            each
            for each in self._roster.colleagues(oa_id)
            if each.zalo_user_id and each.may(Permission.APPROVE_FAQ)
        ]
        if not approvers:
            return
        steps = (FaqState.CHECKED, FaqState.DRAFT)
        waiting = [
            faq for faq in self._faqs.page(oa_id, steps, limit=MOST_LOOKED_AT) if _waits(faq)
        ]
        fresh = [faq for faq in waiting if self._pending.begin_asking(faq.id, faq.version)]
        for each in approvers:
            self._tell_of(oa_id, each, fresh)

    def _tell_of(self, oa_id: str, officer: Officer, faqs: Iterable[Faq]) -> None:
        others = [faq for faq in faqs if faq.written_by != officer.admin_id]
        if others:
            told = [(faq.code, faq.content.question) for faq in others]
            self._tell(oa_id, officer, texts.ask_approval_of(told))


def _waits(faq: Faq) -> bool:
    return faq.state is FaqState.CHECKED or faq.source in BROUGHT
