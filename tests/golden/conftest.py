from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.search import Library
from knowledge.snapshot import build
from tests.handlers.library import batch


@pytest.fixture(scope="session")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A compiled library of two made-up laws about a kitchen, and cards that rest on them."""
    folder = tmp_path_factory.mktemp("kitchen") / "snapshot"
    build(folder, batch(), cache=None, progress=False)
    return folder


@pytest.fixture(scope="session")
def library(kitchen: Path) -> Library:
    return Library.open(kitchen)
