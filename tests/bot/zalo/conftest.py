from collections.abc import Iterator

import pytest

from tests.bot.zalo.stand_in import StandIn, serve


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    stand_in = StandIn()
    server = serve(stand_in)
    yield stand_in
    stand_in.released.set()
    server.shutdown()
    server.server_close()
