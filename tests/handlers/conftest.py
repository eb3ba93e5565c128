from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.turn import Conversation, Message, MessageKind, Turn
from knowledge.search import Library
from knowledge.snapshot import build
from tests.handlers.library import batch
from tests.handlers.story import Story

NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)

TurnOf = Callable[..., Turn]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("library") / "snapshot"
    build(folder, batch(), cache=None, progress=False)
    return Library.open(folder)


@pytest.fixture(scope="session")
def ours(shipped_library: Path) -> Library:
    """Our cards as they ship."""
    return Library.open(shipped_library)


@pytest.fixture
def turn_of(library: Library) -> TurnOf:
    def make(
        text: str = "",
        kind: MessageKind = MessageKind.TEXT,
        conversation: Conversation | None = None,
        now: datetime = NOW,
        **message: bool,
    ) -> Turn:
        known = Conversation(greeted=True) if conversation is None else conversation
        return Turn(Message(kind, text, **message), known, library, now)

    return make


@pytest.fixture
def story(library: Library) -> Story:
    return Story(library, NOW)
