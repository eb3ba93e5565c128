"""The made-up laws, compiled once for all tests that only read."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.index.ranking import ArticleIndex
from tests.knowledge.index import laws as made_up


@pytest.fixture(scope="session")
def laws_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("laws") / "compiled"
    made_up.compiled(folder)
    return folder


@pytest.fixture(scope="session")
def laws(laws_folder: Path) -> ArticleIndex:
    return ArticleIndex(laws_folder, len(made_up.ARTICLES))
