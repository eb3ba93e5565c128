"""A town of people, a stand-in for the Zalo client that may die, and the parts of broadcasts over a
real database, with a clock that moves when it is told to.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from bot.broadcast.clock import BroadcastClock
from bot.broadcast.life_cycle import BroadcastLifeCycle, Ways
from bot.broadcast.receipts import Receipts
from bot.broadcast.runner import Runner
from bot.broadcast.sending import Attachments, NoAttachments, Sending
from bot.broadcast.series import WeeklySeries
from bot.staff.account_settings import AccountSettings
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store import AccountDraft, Database, OaRepository, PeopleRepository
from bot.store.admins import Admin, AdminRepository
from bot.store.audiences import AudienceRepository
from bot.store.broadcast_ledger import Ledger
from bot.store.broadcast_models import BroadcastState
from bot.store.broadcast_receipts import ReceiptRepository
from bot.store.broadcast_records import Audience, Broadcast, BroadcastContent
from bot.store.broadcast_series import SeriesRepository
from bot.store.broadcasts import BroadcastRepository
from bot.store.consents import Consent, ConsentRepository
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from bot.zalo.answers import GroupInfo, PastMessage, Quota, Sent
from handlers.people import Purpose
from knowledge.day import VIETNAM

OA = "579745863508352884"
WRITER = Admin(1, "hoa@phuong.vn", Role.OFFICER, "9001")
SECOND = Admin(2, "mai@phuong.vn", Role.APPROVER, "9002")
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=VIETNAM).astimezone(UTC)
WORDS = BroadcastContent("Việc nhà", "Việc nhà, cả nhà cùng làm.")


class Killed(BaseException):
    """kill -9 of the process, as far as a test can."""


class Phones:
    """In the place of ``ZaloClient``: what arrives is kept; ``trouble`` happens, one a send.

    A trouble is an error, or a pair of whether the message arrives all the same and an error.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.arrived: dict[str, list[PastMessage]] = defaultdict(list)
        self.trouble: deque[BaseException | tuple[bool, BaseException]] = deque()
        self.history_of_groups: list[GroupInfo] = []
        self.uploads = 0

    def send_text(self, oa_id: str, user_id: str, text: str, quote: str = "") -> Sent:
        return self._send(user_id, text)

    def send_text_to_group(self, oa_id: str, group_id: str, text: str) -> Sent:
        return self._send(group_id, text)

    def send_image(self, oa_id: str, user_id: str, key: str, caption: str = "") -> Sent:
        return self._send(user_id, caption)

    def recent_messages(self, oa_id: str, user_id: str, count: int = 10) -> list[PastMessage]:
        return self.arrived[user_id][::-1][:count]

    recent_group_messages = recent_messages

    def groups(self, oa_id: str, offset: int = 0, count: int = 50) -> list[GroupInfo]:
        return self.history_of_groups[offset : offset + count]

    def _send(self, recipient_id: str, text: str) -> Sent:
        trouble = self.trouble.popleft() if self.trouble else None
        arrives, error = trouble if isinstance(trouble, tuple) else (trouble is None, trouble)
        if arrives:
            number = sum(map(len, self.arrived.values())) + 1
            message = PastMessage(
                f"m{number}", True, self._clock(), "text", unicodedata.normalize("NFC", text)
            )
            self.arrived[recipient_id].append(message)
        if error is not None:
            raise error
        return Sent(f"m{sum(map(len, self.arrived.values()))}", self._clock(), Quota())


class Clock:
    """The time now; it moves when it is told to."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def wind(self, **parts: float) -> None:
        self.now += timedelta(**parts)


class NoLimits:
    """Everything may go at once."""

    @contextmanager
    def sending(self, oa_id: str) -> Iterator[None]:
        yield

    def noted(self, allowance: Any) -> None:
        """Nothing to learn."""


class Town:
    """All of it. ``settings`` may be replaced."""

    def __init__(self, database: Database, attachments: Attachments | None = None) -> None:
        self.database = database
        self.clock = Clock()
        self.phones = Phones(self.clock)
        self.settings = AccountSettings()
        self.library: Any = SimpleNamespace(version="v1")
        self.people, self.consents = PeopleRepository(database), ConsentRepository(database)
        self.accounts = OaRepository(database, "k" * 40)
        self.accounts.add(AccountDraft(OA, "Hội", "secret", "t", "r"))
        self.broadcasts = BroadcastRepository(database, self.clock)
        self.ledger, self.audiences = Ledger(database), AudienceRepository(database)
        self.series_repository = SeriesRepository(database, self.clock)
        self.receipts = Receipts(ReceiptRepository(database), self.audiences, self.clock)
        self._events = 0
        client, going_along = cast(Any, self.phones), attachments or NoAttachments()
        self.sending = Sending(
            self.ledger, self.broadcasts, self.audiences, self.people, self.accounts, client,
            going_along, self.clock,
        )  # fmt: skip
        self.life = BroadcastLifeCycle(
            self.broadcasts,
            Ways(lambda _: self.settings, lambda _: self.library, self.clock, going_along),
        )
        self.runner = Runner(
            self.ledger, self.broadcasts, self.sending, NoLimits(), lambda _: self.settings,
            lambda _: {"9001"}, 1, self.clock,
        )  # fmt: skip
        roster = Roster(RosterRepository(database))
        self.weekly = WeeklySeries(
            self.series_repository, lambda: (), lambda _: self.library,
            settings=lambda _: self.settings,
        )  # fmt: skip
        self.ticking = BroadcastClock(
            self.broadcasts, self.ledger, self.audiences, self.accounts, client,
            lambda _: self.library, roster, OfficerMessages(client), self.weekly,
        )  # fmt: skip

    def person(self, user_id: str, *, wants: bool | None = True, hours_ago: float = 1.0) -> None:
        """Somebody who wrote so long ago, and said yes, no or nothing to tips."""
        self.people.touch_inbound(OA, user_id, self.clock() - timedelta(hours=hours_ago))
        if wants is not None:
            self.says(user_id, wants)

    def says(self, user_id: str, wants: bool) -> None:
        """She agrees to tips, or takes it back."""
        self._events += 1
        key = f"e{self._events}"
        consent = Consent(OA, user_id, Purpose.TIPS, wants, "1:x", key, self.clock())
        self.consents.add(consent)

    def officer(self, zalo_id: str, role: Role = Role.ADMIN) -> None:
        """One of the account's officers, who reads Zalo."""
        email = f"{zalo_id}@phuong.vn"
        AdminRepository(self.database).add(email, role.value)
        RosterRepository(self.database).put_officer(
            OA, email, "Chị Lan", handles_cases=False, zalo_user_id=zalo_id
        )

    def told(self, zalo_id: str) -> list[str]:
        """What arrived on her phone."""
        return [message.text for message in self.phones.arrived[zalo_id]]

    def scheduled(
        self, content: BroadcastContent = WORDS, audience: Audience | None = None
    ) -> Broadcast:
        """A broadcast that goes out now."""
        made = self.life.draft(OA, content, audience or Audience(), WRITER)
        self.life.check(made.id, WRITER)
        self.life.approve(made.id, SECOND)
        return self.life.schedule(made.id, self.clock(), SECOND)

    def running(
        self, content: BroadcastContent = WORDS, audience: Audience | None = None
    ) -> Broadcast:
        """One that has begun."""
        made = self.scheduled(content, audience)
        self.tick()
        return self.broadcasts.get(made.id)

    def stop(self, broadcast: Broadcast, reason: str) -> None:
        """It stops by itself, and somebody is to be told."""
        with self.broadcasts.changing(broadcast.id, "service") as opened:
            opened.move(BroadcastState.PAUSED, "stopped", "dừng", reason)
            opened.row.to_tell = True

    def tick(self) -> None:
        self.ticking.tick(self.clock())

    def send(self, count: int = 1) -> int:
        """Let so many go out; how many there were to send."""
        return sum(self.runner.send_one(OA) for _ in range(count))

    def states(self, broadcast: Broadcast) -> dict[str, int]:
        """State → how many; with its reason where there is one."""
        numbers = self.broadcasts.numbers(broadcast.id)
        found = {state.value: n for state, n in numbers.by_state.items()}
        for (state, why), n in numbers.by_reason.items():
            found[f"{state.value}:{why}"] = n
            found[state.value] -= n
        return {name: n for name, n in found.items() if n}
