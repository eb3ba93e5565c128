"""What holds for all tests, and the whole product for those that talk to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from knowledge.ingest import read
from knowledge.snapshot import build
from tests.handlers.library import batch as made_up_laws
from tests.product import Product, running_product

# How long an example takes depends on what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shipped_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cards that ship, and two made-up laws to quote from."""
    folder = tmp_path_factory.mktemp("library") / "snapshot"
    cards = read("library")
    laws = made_up_laws()
    cards.documents.update(laws.documents)
    cards.articles.extend(laws.articles)
    build(folder, cards, cache=None, progress=False)
    return folder


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, shipped_library: Path) -> Iterator[Product]:
    with running_product(tmp_path_factory.mktemp("product"), shipped_library) as running:
        yield running
