"""Two officers, an account, both databases, and a small library to cite from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.faq.content import FaqContent
from bot.faq.life_cycle import FaqLifeCycle
from bot.store import AccountDraft, AdminRepository, Database, OaRepository
from bot.store.faqs import FaqRepository
from bot.store.rosters import RosterRepository
from knowledge.documents import Citation
from knowledge.search import Library
from knowledge.snapshot import build
from tests.bot.store.conftest import (  # noqa: F401 - the databases, here too
    database,
    postgres,
    postgres_template,
    sqlite_template,
    url,
)
from tests.handlers.library import KITCHEN, batch

OA, OTHER_OA = "1001", "1002"
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LAW = Citation(KITCHEN, "2", "2", "a")
CONTENT = FaqContent(
    "Nhà văn hóa phường mở cửa lúc nào?",
    "Nhà văn hóa phường mở cửa từ thứ Hai đến thứ Bảy.",
    ("may gio nha van hoa mo cua",),
)


class Office:
    """An account with its officers, and the FAQs of it; ``now`` is what every clock shows."""

    def __init__(self, store: Database, library: Library) -> None:
        self.now = NOW
        self.database = store
        self.library = library
        accounts = OaRepository(store, "k" * 40)
        for oa_id in (OA, OTHER_OA):
            accounts.add(AccountDraft(oa_id, "Phường thử", "s"))
        admins = AdminRepository(store)
        self.lan = admins.add("lan@example.vn", "editor")
        self.hoa = admins.add("hoa@example.vn", "approver")
        self.faqs = FaqRepository(store)
        self.rung: list[int] = []
        self.life = FaqLifeCycle(store, lambda oa_id: library, self.rung.append, self.clock)

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def allow_self_approval(self) -> None:
        RosterRepository(self.database).put_setting(OA, "faq_self_approval", True)

    def published(self, content: FaqContent = CONTENT, oa_id: str = OA) -> int:
        """The number of an FAQ that went the whole way."""
        number = self.life.draft(oa_id, content, self.lan).id
        self.life.check(number, self.lan)
        self.life.approve(number, self.hoa)
        self.life.publish(number, self.hoa)
        return number


@pytest.fixture(scope="session")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("laws") / "snapshot"
    build(folder, batch(), cache=None, progress=False)
    return Library.open(folder)


@pytest.fixture
def office(database: Database, laws: Library) -> Office:  # noqa: F811
    return Office(database, laws)
