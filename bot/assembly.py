"""Puts the worker's parts together from the settings, once a process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Never

from redis import Redis

from bot import metrics, told
from bot.broadcast.article_wiring import Web
from bot.broadcast.chat import BroadcastChat, broadcast_chat, carry_broadcast_chat
from bot.broadcast.receipts import Receipts
from bot.broadcast.results import BroadcastResults
from bot.broadcast.wiring import (
    AlreadyHeld,
    BroadcastRoom,
    Outside,
    broadcast_room,
    carry_broadcasts,
)
from bot.cases.carriers import Cases, carry_cases
from bot.cases.wiring import CaseRoom, case_room, names_from
from bot.conversation import ConversationStore
from bot.delivery import Delivery
from bot.dispatch import Dispatcher
from bot.effects import Effects
from bot.exchanges.gathering import Gathering
from bot.exchanges.recorder import ExchangeRecorder
from bot.faq.chat import FaqChat
from bot.faq.live import LiveFaqs
from bot.faq.readings import CardReadings
from bot.faq.reminders import ApprovalReminders
from bot.faq.wiring import (
    Surroundings,
    approval_reminders,
    carry_faqs,
    faq_chat,
    waiting_faqs,
)
from bot.inbox import Inbox
from bot.law.current import CurrentLibrary
from bot.outbox import Outbox
from bot.privacy.overdue import OverdueRequests
from bot.privacy.rights import Rights
from bot.privacy.wiring import carry_privacy, privacy_room
from bot.requests import Requests, acting
from bot.rescue import Alone, Rescue, no_library
from bot.senders import Senders
from bot.settings import Settings
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.state import open_redis
from bot.store import (
    Database,
    HandoverRepository,
    OaRepository,
    PeopleRepository,
    copies,
    open_store,
)
from bot.store.copies import SealedCopies
from bot.store.exchanges import ExchangeRepository
from bot.store.faqs import FaqRepository
from bot.store.rosters import RosterRepository
from bot.store.trial_people import TrialPeople
from bot.store.unanswered import UnansweredQuestions
from bot.store.waiting_answers import WaitingAnswers
from bot.takeover.takeover import Takeover
from bot.takeover.wiring import TakeoverRoom, Ways, carry_takeover, takeover_room
from bot.told import ToldNotes
from bot.trial_mode import TrialMode
from bot.turns import TurnMaker
from bot.zalo.client import ZaloClient
from bot.zalo.limits import BulkLimits, DangerLimits, SendLimits
from bot.zalo.oauth import OAuth
from bot.zalo.tokens import TokenKeeper, works_at
from bot.zalo.wire import Wire
from handlers.actions import OfficerAct
from knowledge.errors import KnowledgeError
from knowledge.search import Hit, Library

REDIS_TIME_LIMIT = 5.0
"""Seconds: a worker can wait longer than the webhook can."""
PATIENCE_ALONE = timedelta(seconds=5)
"""Without Redis nobody could come back later: a thread waits for its turn."""


class MeasuredLibrary(Library):
    """The library; every search is timed for /metrics."""

    def search(
        self,
        text: str,
        *,
        limit: int = 10,
        as_of: date | None = None,
        answerable_only: bool = False,
    ) -> list[Hit]:
        """As ``Library.search``."""
        begun = perf_counter()
        hits = super().search(text, limit=limit, as_of=as_of, answerable_only=answerable_only)
        metrics.time_search(perf_counter() - begun)
        return hits


class AbsentLibrary:
    """In the place of a library that cannot be opened: using it raises why.

    So a turn that needs no law, above all help in danger, is answered all the same.
    """

    def __init__(self, error: KnowledgeError) -> None:
        self._error = error

    def __getattr__(self, name: str) -> Never:
        raise self._error


class OpenLibrary(CurrentLibrary):
    """The compiled library, opened at the first use: the one in ``folder``, or the one in
    ``var_dir`` that was made from it with officers' documents.
    """

    def __init__(self, folder: Path, var_dir: Path | None = None) -> None:
        super().__init__(folder, var_dir or folder.parent, MeasuredLibrary.open, AbsentLibrary)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the tasks of the worker use."""

    dispatcher: Dispatcher
    inbox: Inbox
    tokens: TokenKeeper
    library: Callable[[str], Library]
    roster: Roster
    officer_messages: OfficerMessages
    cases: Cases
    talks: TakeoverRoom
    privacy: OverdueRequests
    rescue: Rescue
    alone: Alone
    outbox: Outbox
    gathering: Gathering
    broadcasts: BroadcastRoom
    approvals: ApprovalReminders


def assemble(
    settings: Settings, library: Callable[[], Library] | None = None, *, with_faqs: bool = True
) -> Parts:
    """All parts of a worker. Nothing is connected before it is used.

    ``library`` stands in the place of the one of the settings; without ``with_faqs`` the published
    FAQs are not added: the web process, which helps people in danger at once, needs neither.
    """
    redis = open_redis(settings.redis_url, REDIS_TIME_LIMIT)
    database = open_store(settings.database_url)
    secret = settings.secret_key.get_secret_value()
    accounts, api = OaRepository(database, secret), Wire(settings.zalo_openapi_url)
    tokens = token_keeper(settings, accounts, redis, api)
    inbox, outbox = Inbox(redis), Outbox(redis)
    live = live_faqs(settings, redis, database, library)
    answers_from = live if with_faqs else _always(library or no_library)
    roster, clients = Roster(RosterRepository(database)), _clients(settings, redis, api, tokens)
    messages = OfficerMessages(clients.in_danger)
    room = case_room(database, secret, roster, messages, names_from(clients.usual))
    conversations = ConversationStore(redis, timedelta(days=settings.conversation_ttl_days))
    delivery = Delivery(outbox, clients.usual, clients.in_danger)
    ways = Ways(conversations, outbox, delivery, roster, messages)
    talks = takeover_room(database, secret, ways, timedelta(minutes=settings.officer_pause_minutes))
    around = Surroundings(settings, redis, database, live, roster, messages, talks.acts)
    around_us = (database, accounts, roster, messages, answers_from)
    broadcasts, announcing = _broadcasts(settings, redis, Outside(*around_us, *clients.in_bulk))
    waiting = (talks.briefs.waiting, waiting_faqs(database), announcing)
    senders = Senders(roster, room.register, *waiting)
    privacy = privacy_room(redis, database, secret, roster, messages)
    maker = partial(TurnMaker, answers_from, accounts, staffing=roster.staffing, sender=senders)
    turns, at_once, trial = _turns(maker, roster, database, privacy.rights)
    chats = (faq_chat(around, partial(_name_of, accounts)), announcing)
    requests = carry_broadcasts(carry_privacy(_requests(room, talks, *chats), privacy), broadcasts)
    ours = (talks.takeover, privacy.rights, broadcasts.receipts, broadcasts.results)
    effects = _effects(settings, database, conversations, requests, accounts, *ours)
    return Parts(
        Dispatcher(inbox, outbox, conversations, turns, delivery, effects, trial),
        inbox, tokens, answers_from, roster, messages, room.cases, talks, privacy.overdue,
        Rescue(conversations, outbox, at_once, delivery),
        Alone(clients.alone, ToldNotes(settings.var_dir / told.FOLDER)),
        outbox,
        Gathering(UnansweredQuestions(database, secret), WaitingAnswers(database, secret)),
        broadcasts,
        approval_reminders(around, accounts),
    )  # fmt: skip


def _broadcasts(
    settings: Settings, redis: Redis, outside: Outside
) -> tuple[BroadcastRoom, BroadcastChat]:
    """The room of broadcasts, and officers' chat about them."""
    web = Web(settings.secret_key.get_secret_value(), settings.public_address)
    room = broadcast_room(replace(outside, redis=redis, web=web))
    people = PeopleRepository(outside.database)
    return room, broadcast_chat(room, redis, people, outside.library, outside.messages)


def _turns(
    maker: Callable[..., TurnMaker], roster: Roster, database: Database, rights: Rights
) -> tuple[TurnMaker, TurnMaker, TrialMode]:
    """What makes turns as always, what makes them without changing anything, and the trial."""
    at_once = maker(safe_word=roster.safe_word)
    usual = maker(rights=rights.known, safe_word=roster.safe_word)
    return usual, at_once, TrialMode(roster, TrialPeople(database), at_once)


def live_faqs(
    settings: Settings,
    redis: Redis,
    database: Database,
    library: Callable[[], Library] | None = None,
) -> LiveFaqs:
    """The library that each account answers from: ours, with the FAQs that are published."""
    library = library or OpenLibrary(settings.library, settings.var_dir)
    readings = CardReadings(settings.var_dir / "faqs" / "readings.npz")
    return LiveFaqs(library, FaqRepository(database), redis, readings)


def _always(library: Callable[[], Library]) -> Callable[[str], Library]:
    return lambda oa_id: library()


def token_keeper(
    settings: Settings, accounts: OaRepository, redis: Redis, api: Wire
) -> TokenKeeper:
    """What keeps the accounts' keys to Zalo fresh."""
    oauth = oauth_of(settings)
    return TokenKeeper(accounts, oauth, redis, works_at(api), copies_of(settings))


def oauth_of(settings: Settings) -> OAuth:
    """Zalo's OAuth server, for our app."""
    return OAuth(
        Wire(settings.zalo_oauth_url),
        settings.zalo_oauth_url,
        settings.zalo_app_id,
        settings.zalo_app_secret.get_secret_value(),
    )


def copies_of(settings: Settings) -> SealedCopies:
    """What is kept of the accounts' keys on this machine."""
    folder = settings.var_dir / copies.FOLDER
    return SealedCopies(folder, settings.secret_key.get_secret_value())


@dataclass(frozen=True, slots=True)
class Clients:
    """The same API under different limits: the usual ones; none for help in danger and for officers
    who must know of it; those of this process alone, for while Redis is away; none again, for
    broadcasts, who hold their limits, ``bulk``, themselves.
    """

    usual: ZaloClient
    in_danger: ZaloClient
    alone: ZaloClient
    plain: ZaloClient
    bulk: BulkLimits

    @property
    def in_bulk(self) -> tuple[ZaloClient, BulkLimits]:
        """What broadcasts are sent with."""
        return self.plain, self.bulk


def _clients(settings: Settings, redis: Redis, api: Wire, tokens: TokenKeeper) -> Clients:
    proof = settings.zalo_app_secret.get_secret_value() if settings.zalo_appsecret_proof else ""
    rate, share = settings.messages_per_second, max(1, settings.worker_threads // 2)
    limits = SendLimits(redis, rate, share=share)
    alone = SendLimits(None, rate, patience=PATIENCE_ALONE)
    return Clients(
        ZaloClient(api, tokens, limits, proof),
        ZaloClient(api, tokens, DangerLimits(limits), proof),
        ZaloClient(api, tokens, alone, proof),
        ZaloClient(api, tokens, AlreadyHeld(limits), proof),
        BulkLimits(limits),
    )


def _name_of(accounts: OaRepository, oa_id: str) -> str:
    """What the account is called; '' where it is not known."""
    account = accounts.recent(oa_id)
    return account.name if account else ""


def _requests(
    room: CaseRoom, talks: TakeoverRoom, faqs: FaqChat, announcing: BroadcastChat
) -> Requests:
    """Who carries out which request of an answer: one line a kind."""
    requests = carry_takeover(carry_cases(Requests(), room.cases), talks.takeover)
    requests = carry_broadcast_chat(carry_faqs(requests, faqs), announcing)
    acts = {
        "V": room.acts.carry_out,
        "H": talks.desk.carry_out,
        "F": faqs.carry_out,
        "T": announcing.carry_out,
    }
    return requests.on(OfficerAct, acting(acts))


def _effects(
    settings: Settings,
    database: Database,
    conversations: ConversationStore,
    requests: Requests,
    accounts: OaRepository,
    takeover: Takeover,
    rights: Rights,
    receipts: Receipts,
    results: BroadcastResults,
) -> Effects:
    return Effects(
        conversations,
        PeopleRepository(database),
        HandoverRepository(database),
        requests,
        accounts,
        timedelta(minutes=settings.officer_pause_minutes),
        takeover,
        rights,
        ExchangeRecorder(ExchangeRepository(database, settings.secret_key.get_secret_value())),
        receipts,
        results,
    )
