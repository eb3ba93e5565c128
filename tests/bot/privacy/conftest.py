"""A ward's worker with a real Redis and both databases, a phone instead of Zalo, and a clock that
moves only when told to.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from redis import Redis

from bot import keys
from bot.broadcast.subscribing import Subscribing
from bot.cases.carriers import carry_cases
from bot.cases.wiring import case_room
from bot.conversation import ConversationStore
from bot.delivery import Delivery
from bot.dispatch import Dispatcher
from bot.effects import Effects
from bot.exchanges.recorder import ExchangeRecorder
from bot.inbox import Inbox
from bot.outbox import Outbox
from bot.privacy.wiring import carry_privacy, privacy_room
from bot.requests import Requests
from bot.senders import Senders
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store import (
    AccountDraft,
    AuditRepository,
    Database,
    HandoverRepository,
    OaRepository,
    PeopleRepository,
)
from bot.store.admins import AdminRepository
from bot.store.audiences import AudienceRepository
from bot.store.consents import ConsentRepository
from bot.store.data_requests import DataRequestRepository
from bot.store.exchanges import ExchangeRepository
from bot.store.feedback import FeedbackRepository
from bot.store.rosters import RosterRepository
from bot.store.unanswered import UnansweredQuestions
from bot.takeover.wiring import Ways, carry_takeover, takeover_room
from bot.turns import TurnMaker
from bot.zalo.events import parse
from handlers.actions import ChooseTopics
from handlers.turn import Conversation
from knowledge.search import Library
from knowledge.snapshot import build
from tests.bot.phone import Phone
from tests.bot.store.conftest import (  # noqa: F401 - the databases, here too
    database,
    postgres,
    postgres_template,
    sqlite_template,
    url,
)
from tests.handlers.library import batch

OA, OTHER = "579745863508352884", "579745863508352885"
LAN = "2512523625412515"
MAILBOX = keys.mailbox_name(OA, LAN)
SECRET_KEY = "k" * 40
MONDAY = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
"""Ten in the morning in Vietnam; no holiday near."""


class Ward:
    """Everything that a message of hers runs through."""

    def __init__(self, redis: Redis, store: Database, library: Library) -> None:
        self.redis, self.database, self.library, self.now = redis, store, library, MONDAY
        self.phone = Phone()
        self.accounts = OaRepository(store, SECRET_KEY)
        for oa_id in (OA, OTHER):
            self.accounts.add(AccountDraft(oa_id, "Hội thử", "secret"))
        self.people, self.handovers = PeopleRepository(store), HandoverRepository(store)
        self.consents, self.feedback = ConsentRepository(store), FeedbackRepository(store)
        self.register = DataRequestRepository(store, SECRET_KEY)
        self.exchanges = ExchangeRepository(store, SECRET_KEY)
        self.questions = UnansweredQuestions(store, SECRET_KEY)
        self.audit = AuditRepository(store)
        self.roster = Roster(RosterRepository(store))
        self.inbox, self.outbox = Inbox(redis), Outbox(redis)
        self.conversations = ConversationStore(redis, timedelta(days=30))
        messages = OfficerMessages(self.phone)  # type: ignore[arg-type]
        clock = self.clock
        self.duty = case_room(
            store, SECRET_KEY, self.roster, messages, lambda oa_id, user_id: "", clock
        )
        self.privacy = privacy_room(redis, store, SECRET_KEY, self.roster, messages, clock)
        self.dispatcher = self._dispatcher(messages)
        self._count = 0

    def clock(self) -> datetime:
        return self.now

    def _dispatcher(self, messages: OfficerMessages) -> Dispatcher:
        delivery = Delivery(self.outbox, self.phone)  # type: ignore[arg-type]
        ways = Ways(self.conversations, self.outbox, delivery, self.roster, messages)
        pause = timedelta(minutes=60)
        talks = takeover_room(self.database, SECRET_KEY, ways, pause, self.clock)
        requests = carry_cases(carry_takeover(Requests(), talks.takeover), self.duty.cases)
        requests = carry_privacy(requests, self.privacy).on(
            ChooseTopics, Subscribing(AudienceRepository(self.database)).choose
        )
        turns = TurnMaker(
            lambda oa_id: self.library, self.accounts, self.clock, self.roster.staffing,
            Senders(self.roster, self.duty.register), self.privacy.rights.known,
        )  # fmt: skip
        effects = Effects(
            self.conversations, self.people, self.handovers, requests, self.accounts, pause,
            talks.takeover, self.privacy.rights, ExchangeRecorder(self.exchanges),
        )  # fmt: skip
        return Dispatcher(self.inbox, self.outbox, self.conversations, turns, delivery, effects)

    def receives(self, name: str = "user_send_text", **body: object) -> str:
        """Zalo tells of something; returns the name of the mailbox it lies in."""
        self._count += 1
        stamp = str(int(self.now.timestamp() * 1000))
        told = {"app_id": "1", "event_name": name, "timestamp": stamp, **body}
        raw = json.dumps(told, ensure_ascii=False).encode()
        event = parse(raw)
        self.inbox.accept(event.key, event.mailbox, raw)
        return event.mailbox

    def hears(self, text: str, user: str = LAN) -> str:
        """She writes and is answered: what arrived, as one text."""
        before = len(self.phone.arrived)
        self.now += timedelta(minutes=1)
        message = {"text": text, "msg_id": f"m{self._count}"}
        self.dispatcher.read(
            self.receives(sender={"id": user}, recipient={"id": OA}, message=message)
        )
        return "\n".join(self.phone.arrived[before:])

    def withdraws(self, **named: object) -> None:
        """Zalo's own news that she withdrew."""
        self.now += timedelta(minutes=1)
        self.dispatcher.read(self.receives("user_withdraw", user_id=LAN, **named))

    def officer(self, name: str) -> None:
        AdminRepository(self.database).add("a@example.vn", "admin")
        RosterRepository(self.database).put_officer(
            OA, "a@example.vn", name, handles_cases=True, zalo_user_id="officer-1"
        )
        self.roster.forget(OA)

    @property
    def talk(self) -> Conversation:
        return self.conversations.load(MAILBOX)


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("library") / "snapshot"
    build(folder, batch(), cache=None, progress=False)
    return Library.open(folder)


@pytest.fixture
def ward(redis: Redis, database: Database, small_library: Library) -> Ward:  # noqa: F811
    return Ward(redis, database, small_library)
