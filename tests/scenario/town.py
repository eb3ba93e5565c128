"""The whole product in this process, for stories: the real web application and the real stand-in
on real ports, a real Valkey, SQLite, and the worker's own parts; only the clock can be wound.

What Celery does otherwise is done here, in order: mailboxes that were rung for are read, and the
work of beat is done after each step.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from pydantic import SecretStr
from redis import Redis

from bot import app as web
from bot import assembly, keys
from bot.alarm import Alarm, Ways
from bot.settings import Settings
from bot.simulator.app import create_app as create_zalo
from bot.simulator.driver import Credentials, Driver
from bot.simulator.options import Options
from bot.simulator.simulation import Simulation
from bot.store import AccountDraft, OaRepository, open_store
from bot.store.schema import migrate
from tests.product import APP, OA_NAME, ZALO
from tests.scenario.local_server import LocalServer
from tests.scenario.virtual_time import VirtualTime
from tests.waiting import until

QUIET_SECONDS = 20.0
MOST_SLICES = 12
"""Into so many parts a long time is cut, with the work of beat between them."""
ROUNDS = 200
"""More rounds of reading than any step needs: the product does not come to rest."""

Library = Callable[[Path], assembly.OpenLibrary]


class NeverAtRestError(AssertionError):
    """The product goes on and on without anybody having said anything, or hangs."""


@dataclass(frozen=True, slots=True)
class Place:
    """What stories share in one process of the tests."""

    folder: Path
    redis_port: int
    web: LocalServer
    zalo: LocalServer
    library: Library = field(default_factory=lambda: cache(assembly.OpenLibrary))

    @property
    def empty_database(self) -> Path:
        """A database with all tables and nothing in them, to be copied."""
        file = self.folder / "empty.sqlite3"
        if not file.exists():
            migrate(f"sqlite:///{file}")
        return file

    def settings(self, folder: Path, library: Path) -> Settings:
        """The settings of a story's product."""
        return Settings(
            var_dir=folder,
            library=library,
            redis_url=f"redis://127.0.0.1:{self.redis_port}/0",
            secret_key=SecretStr(APP["SECRET_KEY"]),
            zalo_app_id=ZALO.app_id,
            zalo_app_secret=SecretStr(ZALO.app_secret),
            zalo_openapi_url=self.zalo.url,
            zalo_oauth_url=self.zalo.url,
        )


def _add_account(url: str) -> None:
    database = open_store(url)
    zalo = Credentials()
    OaRepository(database, APP["SECRET_KEY"]).add(
        AccountDraft(zalo.oa_id, OA_NAME, zalo.oa_secret, zalo.access_token, zalo.refresh_token)
    )
    database.close()


class Town:
    """One story's product, from its first event to its last."""

    def __init__(self, place: Place, settings: Settings, time: VirtualTime) -> None:
        self.settings = settings
        self.time = time
        self.redis = Redis(port=place.redis_port)
        self._place = place
        self._rung: list[str] = []
        self._postponed: dict[str, datetime] = {}
        self._simulation = Simulation(_options(place))
        place.zalo.app = create_zalo(self._simulation)
        self.zalo = Driver(place.zalo.url)
        self.start()

    def start(self) -> None:
        """Start web and worker anew: what only a process remembered is gone."""
        self._start_worker()
        bell = SimpleNamespace(ring=self._rung.append)
        with (
            patch.object(web, "Doorbell", lambda _send: bell),
            patch.object(web, "Alarm", self._hear),
        ):
            self._place.web.app = web.create_app(self.settings)

    def _hear(self, ways: Ways) -> Alarm:
        self._alarm = Alarm(ways)
        return self._alarm

    def _start_worker(self) -> None:
        library = self._place.library(self.settings.library)
        self._close_library()
        self._parts = assembly.assemble(self.settings, library)

    def _close_library(self) -> None:
        """Its thread would go on looking for FAQs."""
        parts = getattr(self, "_parts", None)
        if parts is not None:
            parts.library.close()

    def stop(self) -> None:
        """End everything."""
        self._close_library()
        self.zalo.close()
        self._simulation.close()
        self.redis.close()

    def posted(self) -> None:
        """Wait until the webhook has answered for every event and all help is out."""
        quiet = self._simulation.postman.wait_until_quiet(QUIET_SECONDS)
        if not quiet or not self._alarm.wait_until_at_rest(QUIET_SECONDS):
            raise NeverAtRestError

    def settle(self) -> None:
        """Let the product work until there is nothing left to do now."""
        for _ in range(ROUNDS):
            self.posted()
            names = self._due()
            if not names:
                return
            for name in names:
                self._read(name)
        raise NeverAtRestError

    def beat(self) -> None:
        """Do what beat has done every few seconds."""
        now = datetime.now(UTC)
        self._parts.library.refresh()
        self._parts.cases.tick(now)
        self._parts.talks.takeover.tick(now)
        self._parts.privacy.tick(now)
        self._parts.broadcasts.tick(now)
        self._parts.broadcasts.runner.run(timedelta(seconds=5))
        self._parts.broadcasts.clock.settle(now)
        self.settle()

    def passes(self, span: timedelta) -> None:
        """Time goes by, with the work of beat in between."""
        slices = max(1, min(MOST_SLICES, round(span / timedelta(minutes=1))))
        for _ in range(slices):
            self.time.jump(span / slices)
            self._simulation.postman.wake()
            self.beat()
        if span >= timedelta(minutes=1):
            self._start_worker()

    def _due(self) -> list[str]:
        """Mailboxes that were rung for, whose pause is over, or that another reader left."""
        late = [name for name, at in self._postponed.items() if at <= datetime.now(UTC)]
        left = [each for each in self._waiting() if each not in self._postponed]
        names = list(dict.fromkeys([*self._rung, *late, *left]))
        self._rung.clear()
        return names

    def _waiting(self) -> list[str]:
        return self._parts.inbox.waiting(timedelta(0))

    def _read(self, mailbox: str) -> None:
        self._postponed.pop(mailbox, None)
        pause = self._parts.dispatcher.read(mailbox)
        if pause is not None:
            self._postponed[mailbox] = datetime.now(UTC) + pause
        elif mailbox in self._waiting():  # the web process is answering somebody in danger
            until(lambda: not self.redis.exists(keys.lock(mailbox)), QUIET_SECONDS)
        self._rung.extend(self._parts.dispatcher.new_debts())


def _options(place: Place) -> Options:
    return Options(
        port=place.zalo.port,
        webhook=f"{place.web.url}/zalo/webhook",
        oa_name=OA_NAME,
        development=True,
        **{name: getattr(ZALO, name) for name in ZALO.__dataclass_fields__},
    )


@contextmanager
def living_in(place: Place, folder: Path, library: Path, time: VirtualTime) -> Iterator[Town]:
    """A fresh product without a past."""
    settings = place.settings(folder, library)
    shutil.copy(place.empty_database, folder / "hieu-luat.sqlite3")
    _add_account(settings.database_url)
    with Redis(port=place.redis_port) as redis:
        redis.flushall()
    town = Town(place, settings, time)
    try:
        yield town
    finally:
        with suppress(NeverAtRestError):
            town.posted()
        town.stop()
