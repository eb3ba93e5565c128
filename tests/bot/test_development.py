"""What ``make run`` prepares, in any folder, and that nothing of it is lost between two runs."""

import pytest
from redis import Redis

from bot.development import ROOT, prepare
from bot.settings import Settings
from bot.store import OaRepository, open_store


@pytest.fixture
def settings(tmp_path, monkeypatch):
    for name in ("ZALO_OPENAPI_URL", "REDIS_URL", "SECRET_KEY", "DATABASE_URL", "VAR_DIR"):
        monkeypatch.delenv(name, raising=False)
    return Settings(var_dir=tmp_path / "nhà của chị Hoa")


def test_a_folder_with_spaces_and_accents_keeps_everything(settings):
    with prepare(settings) as development:
        url = development.environment["REDIS_URL"]
        with Redis.from_url(url) as redis:
            redis.set("kept", "yes")
        first = development.environment
    assert (settings.var_dir / "valkey" / "appendonlydir").is_dir()
    with prepare(settings) as development:
        with Redis.from_url(development.environment["REDIS_URL"]) as redis:
            assert redis.get("kept") == b"yes"
        assert development.environment["SECRET_KEY"] == first["SECRET_KEY"]


def test_processes_find_their_files_wherever_they_were_started(settings, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with prepare(
        settings.model_copy(update={"var_dir": settings.var_dir.relative_to(tmp_path)})
    ) as (development):
        assert development.environment["VAR_DIR"] == str(settings.var_dir)
        assert {"web", "worker", "beat", "zalo"} <= set(development.processes)
    assert (ROOT / "Procfile").is_file()


def test_the_stand_ins_account_is_there_once(settings):
    for _ in range(2):
        with prepare(settings) as development:
            key = development.environment["SECRET_KEY"]
    store = open_store(settings.database_url)
    assert len(OaRepository(store, key).list()) == 1
    store.close()
