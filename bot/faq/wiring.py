"""The parts of FAQs made from a phone, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from redis import Redis

from bot.faq.chat import FaqChat, FaqRoom
from bot.faq.intake import FaqIntake
from bot.faq.life_cycle import FaqLifeCycle
from bot.faq.live import LiveFaqs, bell
from bot.faq.pending import PendingFaqs
from bot.faq.preview import FaqPreview
from bot.faq.reminders import ApprovalReminders
from bot.requests import Requests
from bot.settings import Settings
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Officer, Roster
from bot.store.database import Database
from bot.store.faq_models import FaqState
from bot.store.faqs import FaqRepository
from bot.store.oas import OaRepository
from bot.takeover.acts import HandoverActs
from bot.zalo.downloads import Downloads
from bot.zalo.text import LIMIT
from handlers.actions import FaqWords

MOST_WAITING = 10


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the worker has that chat needs."""

    settings: Settings
    redis: Redis
    database: Database
    live: LiveFaqs
    roster: Roster
    messages: OfficerMessages
    handovers: HandoverActs


def faq_chat(around: Surroundings, name_of: Callable[[str], str]) -> FaqChat:
    """All of it. Nothing is connected before it is used."""
    faqs = FaqRepository(around.database)
    life = FaqLifeCycle(around.database, around.live, bell(around.redis))
    settings = around.settings

    def tell(oa_id: str, officer: Officer, words: str) -> None:
        around.messages.send(oa_id, officer, words[:LIMIT])

    def said(oa_id: str, number: int) -> tuple[str, str]:
        kept = around.handovers.look(oa_id, number)
        return (kept.questions[0] if kept.questions else ""), kept.answer

    return FaqChat(
        FaqRoom(
            life=life,
            faqs=faqs,
            intake=FaqIntake(life, faqs, around.live),
            preview=FaqPreview(around.live, faqs, name_of),
            roster=around.roster,
            pending=PendingFaqs(around.redis),
            downloads=Downloads(settings.zalo_file_hosts, _stand_in(settings)),
            library=around.live,
            tell=tell,
            said=said,
        )
    )


def approval_reminders(around: Surroundings, accounts: OaRepository) -> ApprovalReminders:
    """What tells approvers, once, that something waits for them."""

    def tell(oa_id: str, officer: Officer, words: str) -> None:
        around.messages.send(oa_id, officer, words[:LIMIT])

    return ApprovalReminders(
        lambda: [account.oa_id for account in accounts.list()],
        FaqRepository(around.database),
        around.roster,
        PendingFaqs(around.redis),
        tell,
    )


def _stand_in(settings: Settings) -> str:
    """The address of the stand-in Zalo, '' where the real one is spoken to."""
    real = Settings.model_fields["zalo_openapi_url"].default
    return "" if settings.zalo_openapi_url == real else settings.zalo_openapi_url


def carry_faqs(requests: Requests, chat: FaqChat) -> Requests:
    """Adds the carrier of what officers compose to the table."""
    return requests.on(FaqWords, chat.words)


def waiting_faqs(database: Database) -> Callable[[str, int], tuple[tuple[str, str], ...]]:
    """What waits for the approval of an officer: codes and questions that others wrote."""
    faqs = FaqRepository(database)

    def waiting(oa_id: str, admin_id: int) -> tuple[tuple[str, str], ...]:
        found = faqs.page(oa_id, (FaqState.CHECKED, FaqState.DRAFT), limit=MOST_WAITING)
        return tuple((f.code, f.content.question) for f in found if f.written_by != admin_id)

    return waiting
