"""A ward's console with people who wait for an officer, and a real HTTP server in Zalo's place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import pytest
from werkzeug.wrappers import Request, Response

from bot.settings import Settings
from bot.store import AccountDraft, OaRepository, PeopleRepository
from bot.store.audit import AuditRepository
from bot.store.case_records import Case, CaseDraft
from bot.store.cases import CaseRepository
from bot.store.data_requests import DataRequest, DataRequestRepository, RequestDraft
from bot.store.handover_texts import HandoverTexts
from bot.store.handovers import Handover, HandoverRepository
from bot.store.models import Role
from bot.store.rights_models import Source
from bot.store.rosters import RosterRepository
from bot.store.times import utc_now
from handlers.actions import Right
from tests.bot.console.office import OA, OA_NAME, Office, Visitor
from tests.bot.zalo.stand_in import StandIn, failed, ok, serve

HIEN = "2512523625412515"
QUESTION = "Tôi muốn hỏi giấy tờ đăng ký kết hôn ở phường"
DAY = timedelta(days=1)


@dataclass
class ZaloAway:
    """In Zalo's place: what arrived on which phone; ``refusal`` is a code of Zalo's, 0 for none,
    ``name`` what Zalo tells of whoever is asked for."""

    arrived: list[tuple[str, str]]
    refusal: int = 0
    name: str = "Mai Hoa"

    def __call__(self, request: Request) -> Response:
        if request.path.endswith("/user/detail"):
            return _json(ok({"user_id": HIEN, "display_name": self.name}))
        if not request.path.endswith("/message/cs"):
            return _json(ok([]))
        if self.refusal:
            return _json(failed(self.refusal))
        body: Any = request.get_json()
        self.arrived.append((body["recipient"]["user_id"], body["message"]["text"]))
        return _json(ok({"message_id": f"m{len(self.arrived)}"}))

    def on(self, user_id: str = HIEN) -> list[str]:
        """The texts on this phone, oldest first."""
        return [text for whose, text in self.arrived if whose == user_id]


def _json(body: dict[str, Any]) -> Response:
    return Response(json.dumps(body), content_type="application/json")


@dataclass
class Desk:
    """Fills the database the way the worker does."""

    office: Office

    def __post_init__(self) -> None:
        database, key = self.office.database, self.office.parts.secret_key
        tokens = {"access_token": "a" * 20, "refresh_token": "r" * 20}
        OaRepository(database, key).add(AccountDraft(OA, OA_NAME, "oa-secret", **tokens))
        self.handovers = HandoverRepository(database)
        self.people = PeopleRepository(database)
        self.texts = HandoverTexts(database, key)
        self.cases = CaseRepository(database, key)
        self.requests = DataRequestRepository(database, key)
        self.audit = AuditRepository(database)

    @cached_property
    def now(self) -> datetime:
        """When the test began."""
        return utc_now()

    def waits(
        self,
        user: str = HIEN,
        question: str = QUESTION,
        *,
        wrote: timedelta = timedelta(minutes=5),
        answer_in: timedelta = timedelta(hours=3),
        reason: str = "asked",
        severity: str = "N",
        topic: str = "",
    ) -> Handover:
        """Somebody who wrote so long ago waits for an officer."""
        at = self.now - wrote
        self.people.touch_inbound(OA, user, at)
        opened = self.handovers.open(OA, user, reason, severity, self.now + answer_in, at, topic)
        if question:
            self.texts.add_question(opened.id, question, f"e{opened.id}")
        return opened

    def case(self, user: str = HIEN, severity: str = "C3", category: str = "DV") -> Case:
        """Somebody told of danger ten minutes ago."""
        at = self.now - timedelta(minutes=10)
        draft = CaseDraft(OA, user, f"case-{user}", at, severity, category, "life")
        return self.cases.open(draft, at).case

    def wish(self, user: str = HIEN, *, received: timedelta = DAY) -> DataRequest:
        """Somebody wanted her data corrected, so long ago; the answer is due after two days."""
        at = self.now - received
        draft = RequestDraft(
            OA, user, Right.CORRECT, Source.CHAT, f"wish-{user}-{received}", at,
            at + 2 * DAY, at + 15 * DAY, keeps_person=True,
        )  # fmt: skip
        return self.requests.open(draft)

    def acts(self) -> list[str]:
        """The acts in the audit log, oldest first."""
        return [each.action for each in self.audit.latest()][::-1]

    def named(self, role: Role) -> None:
        """The officer of this role is named for cases from now on."""
        email = self.office.officers[role].email
        name = f"Chị {role.title()}"
        rosters = RosterRepository(self.office.database)
        rosters.put_officer(OA, email, name, handles_cases=True)


@pytest.fixture
def zalo() -> ZaloAway:
    """The phones."""
    return ZaloAway([])


@pytest.fixture
def console_settings(console_settings: Settings, zalo: ZaloAway) -> Iterator[Settings]:
    """The console's, with a real server in Zalo's place."""
    stand_in = StandIn(always=zalo)
    server = serve(stand_in)
    yield console_settings.model_copy(update={"zalo_openapi_url": stand_in.url})
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(office: Office) -> Desk:
    """The console's database, to fill."""
    return Desk(office)


@pytest.fixture
def lan(office: Office, desk: Desk) -> Visitor:
    """The browser of an officer, who is named for cases."""
    return office.client(Role.OFFICER)


@pytest.fixture
def hoa(office: Office, desk: Desk) -> Visitor:
    """The browser of a colleague."""
    return office.client(Role.EDITOR)
