"""The whole product, shared by all scenarios; each leaves the stand-in as it found it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.simulator.driver import Driver
from tests.product import Product


@pytest.fixture
def zalo(product: Product) -> Iterator[Driver]:
    driver = product.zalo
    yield driver
    driver.clear_faults()
    driver.deliver(copies=1)
    driver.close()
