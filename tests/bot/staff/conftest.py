from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.admins import AdminRepository
from bot.store.database import Database
from bot.store.oas import AccountDraft, OaRepository
from bot.store.rosters import RosterRepository
from bot.store.schema import migrate
from knowledge.day import VIETNAM

OA = "1001"
KEY = "k" * 40


def at(written: str) -> datetime:
    """A time on Vietnam's clock, as "2026-11-23 07:30", in UTC."""
    return datetime.fromisoformat(written).replace(tzinfo=VIETNAM).astimezone(UTC)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("staff") / "template.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite(migrated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated, tmp_path / "staff.sqlite3"))


@pytest.fixture
def database(sqlite: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{sqlite}")
    yield database
    database.close()


@pytest.fixture
def rosters(database: Database) -> RosterRepository:
    """The account 1001 with two people who may become officers: lan@ and hoa@example.vn."""
    OaRepository(database, KEY).add(AccountDraft(OA, "Hội Liên hiệp Phụ nữ phường", "s"))
    admins = AdminRepository(database)
    admins.add("lan@example.vn", "officer", "zalo-lan")
    admins.add("hoa@example.vn", "officer")
    return RosterRepository(database)


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()
