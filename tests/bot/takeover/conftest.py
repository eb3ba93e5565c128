"""A ward with two officers: a real Redis, a real SQL store, a real HTTP server in Zalo's place, and
a clock that moves when it is told to.
"""

from __future__ import annotations

import json
import shutil
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from werkzeug.wrappers import Request, Response

from bot import keys
from bot.conversation import ConversationStore
from bot.delivery import Delivery
from bot.dispatch import Dispatcher
from bot.effects import Effects
from bot.inbox import Inbox
from bot.outbox import Outbox
from bot.requests import Requests, acting
from bot.senders import Senders
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store import AccountDraft, HandoverRepository, OaRepository, PeopleRepository
from bot.store.admins import AdminRepository
from bot.store.cases import CaseRepository
from bot.store.database import Database
from bot.store.faqs import FaqRepository
from bot.store.handover_texts import HandoverTexts
from bot.store.rosters import RosterRepository
from bot.store.schema import migrate
from bot.store.waiting_answers import WaitingAnswers
from bot.takeover.wiring import Ways, carry_takeover, takeover_room
from bot.turns import TurnMaker
from bot.zalo.client import ZaloClient
from bot.zalo.events import Event, parse
from bot.zalo.limits import SendLimits
from bot.zalo.wire import Wire
from handlers.actions import OfficerAct
from knowledge.day import VIETNAM
from knowledge.search import Library
from knowledge.snapshot import build
from tests.bot.zalo.stand_in import StandIn, failed, ok, serve
from tests.handlers.library import batch

OA, KEY = "579745863508352884", "k" * 40
HIEN = "2512523625412515"
LAN, HOA = "9000000000000001", "9000000000000002"
PAUSE = timedelta(hours=1)


def at(written: str) -> datetime:
    """A time on Vietnam's clock, in UTC."""
    return datetime.fromisoformat(written).replace(tzinfo=VIETNAM).astimezone(UTC)


MONDAY = at("2026-11-23 08:00")


class Clock:
    """A time that passes only when told to."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **span: float) -> None:
        self.now += timedelta(**span)


class PowerCut(BaseException):
    """The process dies just here."""


class Zalo:
    """What has arrived on whose phone; ``refusals`` are used up, one a message, 0 is a success."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.arrived: list[tuple[str, str, datetime]] = []
        self.refusals: deque[int] = deque()

    def __call__(self, request: Request) -> Response:
        if request.path.endswith("/conversation"):
            return _json(ok(self._history(json.loads(request.args["data"])["user_id"])))
        if code := self.refusals.popleft() if self.refusals else 0:
            return _json(failed(code))
        body: Any = request.get_json()
        self.arrived.append(
            (body["recipient"]["user_id"], body["message"]["text"], self._clock.now)
        )
        return _json(ok({"message_id": f"m{len(self.arrived)}"}))

    def on(self, user_id: str) -> list[str]:
        """The texts on this phone, oldest first."""
        return [text for whose, text, _ in self.arrived if whose == user_id]

    def _history(self, user_id: str) -> list[dict[str, Any]]:
        told = [
            {
                "message_id": f"m{number}",
                "src": 0,
                "time": int(when.timestamp() * 1000),
                "type": "text",
                "message": text,
            }
            for number, (whose, text, when) in enumerate(self.arrived, 1)
            if whose == user_id
        ]
        return told[::-1]


def _json(body: dict[str, Any]) -> Response:
    return Response(json.dumps(body), content_type="application/json")


class Tokens:
    def access_token(self, oa_id: str) -> str:
        return "token"

    def refresh(self, oa_id: str, *, if_current: str) -> str:
        return "token"

    def consent_lost(self, oa_id: str, reason: str) -> None:
        raise AssertionError(reason)


class Line(ZaloClient):
    """A client whose process dies after a message with these words has left."""

    dies_at = ""

    def send_text(self, oa_id: str, user_id: str, text: str, quote: str = "") -> Any:
        sent = super().send_text(oa_id, user_id, text, quote)
        if self.dies_at and self.dies_at in text:
            raise PowerCut
        return sent


@dataclass
class Ward:
    """The worker's parts, and people who write."""

    redis: Redis
    database: Database
    library: Library
    clock: Clock
    zalo: Zalo
    line: Line
    count: int = 0

    def __post_init__(self) -> None:
        accounts = OaRepository(self.database, KEY)
        accounts.add(AccountDraft(OA, "Hội thử", "secret"))
        self.inbox, self.outbox = Inbox(self.redis), Outbox(self.redis)
        self.conversations = ConversationStore(self.redis, timedelta(days=30))
        self.people = PeopleRepository(self.database)
        self.handovers = HandoverRepository(self.database)
        self.texts = HandoverTexts(self.database, KEY)
        self.answers = WaitingAnswers(self.database, KEY)
        self.faqs = FaqRepository(self.database)
        self.rosters = RosterRepository(self.database)
        self._staff()
        self.roster = Roster(self.rosters)
        messages = OfficerMessages(self.line)
        delivery = Delivery(self.outbox, self.line)
        ways = Ways(self.conversations, self.outbox, delivery, self.roster, messages)
        self.talks = takeover_room(self.database, KEY, ways, PAUSE, self.clock)
        senders = Senders(
            self.roster, CaseRepository(self.database, KEY), self.talks.briefs.waiting
        )
        turns = TurnMaker(
            lambda oa_id: self.library, accounts, self.clock, self.roster.staffing, senders
        )
        requests = carry_takeover(Requests(), self.talks.takeover)
        requests.on(OfficerAct, acting({"H": self.talks.desk.carry_out}))
        effects = Effects(
            self.conversations,
            self.people,
            self.handovers,
            requests,
            accounts,
            PAUSE,
            self.talks.takeover,
        )
        self.dispatcher = Dispatcher(
            self.inbox, self.outbox, self.conversations, turns, delivery, effects
        )

    def _staff(self) -> None:
        admins = AdminRepository(self.database)
        admins.add("lan@example.vn", "officer", LAN)
        admins.add("hoa@example.vn", "admin", HOA)
        for email, name in (("lan@example.vn", "Chị Lan"), ("hoa@example.vn", "Chị Hoa")):
            self.rosters.put_officer(OA, email, name, handles_cases=name == "Chị Lan")

    def says(self, text: str, user: str = HIEN, name: str = "user_send_text", **more: Any) -> Event:
        """She writes, and the worker reads it."""
        event = self.receives(text, user, name, **more)
        self.dispatcher.read(event.mailbox)
        return event

    def receives(
        self, text: str, user: str = HIEN, name: str = "user_send_text", **more: Any
    ) -> Event:
        """She writes; nobody has read it yet."""
        self.count += 1
        body = {
            "app_id": "1",
            "event_name": name,
            "sender": {"id": user},
            "recipient": {"id": OA},
            "message": {"text": text, "msg_id": f"in{self.count}"},
            "timestamp": str(int(self.clock.now.timestamp() * 1000)),
        } | more
        raw = json.dumps(body, ensure_ascii=False).encode()
        event = parse(raw)
        self.inbox.accept(event.key, event.mailbox, raw)
        return event

    def officer_types(self, text: str) -> Event:
        """An officer writes to her in Zalo's own tool."""
        sides = {"sender": {"id": OA, "admin_id": "77"}, "recipient": {"id": HIEN}}
        return self.says(text, name="oa_send_text", **sides)

    def hears(self, user: str = HIEN) -> list[str]:
        """What is on this phone."""
        return self.zalo.on(user)

    def hears_next(self, text: str, user: str = HIEN) -> str:
        """What arrives on her phone when she writes this."""
        before = len(self.hears(user))
        self.says(text, user)
        return "\n".join(self.hears(user)[before:])

    def tick(self) -> None:
        """The worker's clock work."""
        self.talks.takeover.tick(self.clock.now)

    @property
    def mailbox(self) -> str:
        return keys.mailbox_name(OA, HIEN)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("library") / "snapshot"
    build(folder, batch(), cache=None, progress=False)
    return Library.open(folder)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("takeover") / "template.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def ward(redis: Redis, migrated: Path, tmp_path: Path, library: Library) -> Iterator[Ward]:
    clock = Clock()
    zalo = Zalo(clock)
    stand_in = StandIn(always=zalo)
    server = serve(stand_in)
    database = Database(f"sqlite:///{shutil.copy(migrated, tmp_path / 'ward.sqlite3')}")
    line = Line(Wire(stand_in.url), Tokens(), SendLimits(redis, 1000))
    yield Ward(redis, database, library, clock, zalo, line)
    line.close()
    database.close()
    server.shutdown()
    server.server_close()
