from __future__ import annotations

import pytest

from bot.store.database import Database
from tests.bot.broadcast.town import Town
from tests.bot.store.conftest import *  # noqa: F403 - the same databases


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database)
