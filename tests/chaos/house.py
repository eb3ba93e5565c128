"""The product, with what these tests do to it and ask of it."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from pathlib import Path

from redis import Redis

from bot import keys
from bot.errors import StateUnavailable
from bot.simulator.driver import Driver, Person
from bot.store import open_store
from bot.store.case_records import Case
from bot.store.cases import CaseRepository
from tests.product import APP, PATIENCE_SECONDS, ZALO, Product, answers
from tests.waiting import until

DANGER = "chồng tôi đang cầm dao đòi giết tôi"
LAW = "ly hôn thì con 2 tuổi ai nuôi"
RECOVERY_SECONDS = 180.0
"""A broker that is back is found again after some seconds, the sweeper comes every fifteen."""
_HOTLINE = re.compile(r"\b11[135]\b")
_ENDS = ("", "-wal", "-shm")


class House:
    def __init__(self, product: Product) -> None:
        self.product = product
        self.zalo: Driver = product.zalo
        self._database = product.folder / "hieu-luat.sqlite3"
        self._aside = product.folder / "aside.sqlite3"
        self._lock: sqlite3.Connection | None = None
        self._library = product.library.resolve()

    @property
    def database_url(self) -> str:
        """Where the product keeps what must last."""
        return self.product.extra.get("DATABASE_URL", f"sqlite:///{self._database}")

    # People

    def someone(self) -> Person:
        """A person who has had her first answer."""
        person = self.zalo.someone()
        self.hears(person, "xin chào")
        return person

    def hears(self, person: Person, text: str) -> str:
        """She writes; all that is new once something came and her mailbox is empty."""
        before = len(person.messages())
        person.says(text)
        person.waits_for(before + 1, RECOVERY_SECONDS)
        self.until_answered(person)
        return "\n".join(each.text for each in person.messages()[before:])

    def card(self, person: Person) -> str:
        """She is in danger and writes; the card that came first."""
        before = len(person.messages())
        person.says(DANGER)
        card = person.waits_for(before + 1, RECOVERY_SECONDS)[before].text
        assert _HOTLINE.search(card.split(".")[0])
        return card

    def told_once(self, person: Person, card: str) -> None:
        """Once all is done: she got this card once, after it what belongs to it, and has a case."""
        until(lambda: person.messages()[-1].text != card, RECOVERY_SECONDS)
        until(lambda: self.cases(person), RECOVERY_SECONDS)
        self.until_all_settled()
        told = [each.text for each in person.messages()]
        assert Counter(told).most_common(1)[0][1] == 1
        assert card in told[:-1]
        assert len(self.cases(person)) == 1

    def until_answered(self, person: Person) -> None:
        """Until Redis answers and this person's mailbox is empty."""
        mailbox = keys.mailbox_name(ZALO.oa_id, person.user_id)
        with Redis(port=self.product.redis_port) as redis:
            until(lambda: redis.zscore(keys.waiting(), mailbox) is None, RECOVERY_SECONDS)

    def until_all_settled(self) -> None:
        """Until no event waits in any mailbox, and SQL is owed nothing."""
        with Redis(port=self.product.redis_port) as redis:
            until(lambda: not redis.exists(keys.waiting()), RECOVERY_SECONDS)

    def deliveries_to(self, person: Person) -> int:
        """How often her last event has been brought so far."""
        rows = self.zalo.deliveries("user_send_text")
        return max(row["attempts"] for row in rows if row["conversation"] == person.key)

    def cases(self, person: Person) -> list[Case]:
        """The cases of this person, as soon as the database lets anybody read."""
        found: list[Case] = []
        until(lambda: self._read_cases(found), RECOVERY_SECONDS)
        return [case for case in found if case.user_id == person.user_id]

    def _read_cases(self, found: list[Case]) -> bool:
        database = open_store(self.database_url)
        try:
            found[:] = CaseRepository(database, APP["SECRET_KEY"]).list(ZALO.oa_id)
        except StateUnavailable:  # another process recovers its log at this moment
            return False
        finally:
            database.close()
        return True

    # Trouble

    def lock_database(self) -> None:
        """Nobody else can write."""
        self._lock = sqlite3.connect(self._database, isolation_level=None, timeout=30)
        self._lock.execute("BEGIN IMMEDIATE")

    def unlock_database(self) -> None:
        if self._lock is not None:
            self._lock.rollback()
            self._lock.close()
            self._lock = None

    def remove_database(self) -> None:
        """The processes that have it open end; then it is gone."""
        for name in ("web", "worker", "beat"):
            self.product.kill(name)
        for end in _ENDS:
            if (part := Path(f"{self._database}{end}")).exists():
                part.rename(f"{self._aside}{end}")
        self._database.mkdir()

    def bring_database_back(self) -> None:
        if not self._database.is_dir():
            return
        self._database.rmdir()
        for end in _ENDS:
            if (part := Path(f"{self._aside}{end}")).exists():
                part.rename(f"{self._database}{end}")

    def remove_library(self) -> None:
        """The processes that have it open end; then it is gone."""
        for name in ("web", "worker", "beat"):
            self.product.kill(name)
        self.product.library.unlink()

    def bring_library_back(self) -> None:
        """The library is there again, for processes that start from now on."""
        if self.product.library.exists():
            return
        self.product.library.symlink_to(self._library, target_is_directory=True)
        for name in ("web", "worker", "beat"):
            self.product.kill(name)

    def start(self, *names: str) -> None:
        """Start processes, and wait until the web answers."""
        for name in names:
            self.product.start(name)
        until(lambda: answers(f"{self.product.url}/healthz"), PATIENCE_SECONDS)

    def all_is_well(self) -> None:
        """Everything back in its place for the next test."""
        self.unlock_database()
        self.bring_database_back()
        self.bring_library_back()
        if not self.product.redis.is_running():
            self.product.start_redis()
        missing = {"web", "worker", "beat"} - self.product.running.keys()
        self.start(*missing)
        self.zalo.clear_faults()
        self.product.wait_until_ready()
        self.until_all_settled()
