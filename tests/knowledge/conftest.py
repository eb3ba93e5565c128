"""One small compiled library for all tests that only read."""

from __future__ import annotations

import pytest

from knowledge.search import Library
from tests.knowledge import samples


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return samples.library(tmp_path_factory.mktemp("library") / "compiled")
