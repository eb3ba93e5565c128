"""The whole product, started once: real processes, real Redis-protocol server, real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulator.driver import Driver
from knowledge.ingest import read
from knowledge.snapshot import build
from tests.handlers.library import batch as made_up_laws
from tests.product import Product, running_product


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


@pytest.fixture
def zalo(product: Product) -> Iterator[Driver]:
    driver = product.zalo
    yield driver
    driver.clear_faults()
    driver.deliver(copies=1)
    driver.close()
