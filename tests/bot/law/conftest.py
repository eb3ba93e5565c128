from __future__ import annotations

from pathlib import Path

import pytest

from bot.law.files import LawFiles
from bot.store.database import Database
from bot.store.law_imports import LawImport, LawImports, NewImport
from bot.store.schema import migrate
from bot.store.times import utc_now
from knowledge.ingest.batch import Batch
from knowledge.snapshot import build
from tests.handlers.library import batch as made_up_laws

OA, HER = "1234567890", "lan@example.vn"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    url = f"sqlite:///{tmp_path / 'law.sqlite3'}"
    migrate(url)
    return Database(url)


@pytest.fixture
def files(tmp_path: Path) -> LawFiles:
    return LawFiles(tmp_path / "var")


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up laws without any card."""
    laws: Batch = made_up_laws()
    laws.cards = []
    folder = tmp_path_factory.mktemp("base") / "library"
    build(folder, laws)
    return folder


def brought(files: LawFiles, imports: LawImports, text: str, number: str) -> LawImport:
    """A text that an officer brought and confirmed."""
    draft = files.take(text.encode(), "ke-hoach.txt", OA, HER, utc_now())
    files.keep(draft)
    new = NewImport(OA, number, "Kế hoạch", "Kế hoạch", draft.file_name, draft.code, 3)
    return imports.add(new, HER)
