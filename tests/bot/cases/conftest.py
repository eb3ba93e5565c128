"""A ward's bot with everything real around it, Redis, SQL, Zalo's stand-in over HTTP, and a clock
that moves only when told to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis import Redis

from bot.cases.carriers import carry_cases
from bot.cases.wiring import case_room, names_from
from bot.conversation import ConversationStore
from bot.delivery import Delivery
from bot.dispatch import Dispatcher
from bot.effects import Effects
from bot.inbox import Inbox
from bot.outbox import Outbox
from bot.requests import Requests, acting
from bot.senders import Senders
from bot.simulator.driver import Credentials, Driver, Person, started
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store import AccountDraft, Database, HandoverRepository, OaRepository, PeopleRepository
from bot.store.admins import AdminRepository
from bot.store.case_alerts import AlertRepository
from bot.store.rosters import RosterRepository
from bot.takeover.wiring import Ways, carry_takeover, takeover_room
from bot.turns import TurnMaker
from bot.zalo.client import ZaloClient
from bot.zalo.events import Event, parse
from bot.zalo.limits import SendLimits
from bot.zalo.oauth import OAuth
from bot.zalo.tokens import TokenKeeper, works_at
from bot.zalo.wire import Wire
from handlers.actions import OfficerAct
from knowledge.search import Library
from tests.bot.store.conftest import (  # noqa: F401 - the databases, here too
    database,
    postgres,
    postgres_template,
    sqlite_template,
    url,
)

ZALO = Credentials()
OA = ZALO.oa_id
SECRET_KEY = "k" * 40
AT_WORK = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""A Monday, ten in the morning in Vietnam."""
AT_NIGHT = datetime(2026, 11, 23, 14, 4, tzinfo=UTC)
"""The same day, four past nine in the evening."""


class Ward:
    """One account, its officers and its worker. ``now`` is what every clock of it shows."""

    def __init__(self, zalo: Driver, redis: Redis, store: Database, library: Library) -> None:
        self.zalo, self.database, self.now = zalo, store, AT_WORK
        self.accounts = OaRepository(store, SECRET_KEY)
        self.accounts.add(
            AccountDraft(OA, "Hội thử", ZALO.oa_secret, ZALO.access_token, ZALO.refresh_token)
        )
        self.admins, self.rosters = AdminRepository(store), RosterRepository(store)
        self.people = PeopleRepository(store)
        self.alerts = AlertRepository(store, SECRET_KEY)
        self.wire = Wire(zalo.base_url, (3.0, 5.0))
        self.client = self._client(redis)
        self.roster = Roster(self.rosters)
        self.room = self.another_room(self.roster)
        self.register, self.cases = self.room.register, self.room.cases
        self.inbox, self.outbox = Inbox(redis), Outbox(redis)
        self.conversations = ConversationStore(redis, timedelta(days=30))
        self.dispatcher = self._dispatcher(library)
        self._sent = 0

    def clock(self) -> datetime:
        return self.now

    def another_room(self, roster: Roster | None = None):
        """The duty as another process would have it, with its own memory of the roster."""
        return case_room(
            self.database, SECRET_KEY, roster or Roster(self.rosters), OfficerMessages(self.client),
            names_from(self.client), self.clock,
        )  # fmt: skip

    def _client(self, redis: Redis) -> ZaloClient:
        oauth = OAuth(self.wire, self.zalo.base_url, ZALO.app_id, ZALO.app_secret)
        tokens = TokenKeeper(self.accounts, oauth, redis, works_at(self.wire))
        return ZaloClient(self.wire, tokens, SendLimits(redis, 100), ZALO.app_secret)

    def _dispatcher(self, library: Library) -> Dispatcher:
        delivery = Delivery(self.outbox, self.client)
        messages = OfficerMessages(self.client)
        ways = Ways(self.conversations, self.outbox, delivery, self.roster, messages)
        pause = timedelta(minutes=60)
        talks = takeover_room(self.database, SECRET_KEY, ways, pause, self.clock)
        requests = carry_cases(carry_takeover(Requests(), talks.takeover), self.cases)
        requests.on(OfficerAct, acting({"V": self.room.acts.carry_out}))
        senders = Senders(self.roster, self.register)
        turns = TurnMaker(
            lambda oa_id: library, self.accounts, self.clock, self.roster.staffing, senders
        )
        effects = Effects(
            self.conversations, self.people, HandoverRepository(self.database), requests,
            self.accounts, pause, talks.takeover,
        )  # fmt: skip
        return Dispatcher(self.inbox, self.outbox, self.conversations, turns, delivery, effects)

    def officer(
        self, name: str, *, cases: bool = True, role: str = "officer", known: bool = True
    ) -> Person:
        """An officer of the account who has written to it today; unless ``known``, the bot's
        memory is older than she is.
        """
        person = self.zalo.someone()
        person.says("xin chào")
        email = f"{person.key}@example.vn"
        self.admins.add(email, role)
        self.rosters.put_officer(OA, email, name, handles_cases=cases, zalo_user_id=person.user_id)
        if known:
            self.roster.forget(OA)
        return person

    def on_shift(self, person: Person, since: datetime, until: datetime) -> None:
        self.rosters.add_shifts(OA, [(f"{person.key}@example.vn", since, until)])
        self.roster.forget(OA)

    def receives(self, person: Person, text: str) -> Event:
        """Zalo tells us of her message; it lies in her mailbox."""
        person.says(text)
        self._sent += 1
        body = {
            "app_id": ZALO.app_id,
            "event_name": "user_send_text",
            "sender": {"id": person.user_id},
            "recipient": {"id": OA},
            "message": {"text": text, "msg_id": f"case-test-{self._sent}"},
            "timestamp": str(int(self.now.timestamp() * 1000)),
        }
        raw = json.dumps(body, ensure_ascii=False).encode()
        event = parse(raw)
        self.inbox.accept(event.key, event.mailbox, raw)
        return event

    def hears(self, person: Person, text: str) -> list[str]:
        """She writes and is answered; returns what is new on her phone."""
        before = len(person.messages())
        self.dispatcher.read(self.receives(person, text).mailbox)
        return [each.text for each in person.messages()[before:]]

    def only_case(self):
        (case,) = self.register.list(OA, all_of_them=True)
        return case

    def kinds(self, number: int = 1) -> list[str]:
        """The kinds of the log's entries so far."""
        return [e.kind for e in self.register.look(OA, number, 0, "test", self.now).log[:-1]]


@pytest.fixture(scope="session")
def _stand_in() -> Iterator[Driver]:
    with started("http://127.0.0.1:9/zalo/webhook", ZALO) as driver:
        yield driver


@pytest.fixture
def zalo(_stand_in: Driver) -> Iterator[Driver]:
    _stand_in.webhook(enabled=False)
    yield _stand_in
    _stand_in.reset()


@pytest.fixture(scope="session")
def library(shipped_library: Path) -> Library:
    return Library.open(shipped_library)


@pytest.fixture
def ward(zalo: Driver, redis: Redis, database: Database, library: Library) -> Iterator[Ward]:  # noqa: F811
    ward = Ward(zalo, redis, database, library)
    yield ward
    ward.client.close()
    ward.wire.close()
