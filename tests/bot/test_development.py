"""What ``make run`` prepares, in any folder, and that nothing of it is lost between two runs."""

import json

import pytest
from redis import Redis

from bot.console.reception import reception
from bot.development import ROOT, officer_address, prepare
from bot.settings import Settings
from bot.store import OaRepository, open_store
from bot.store.models import Role


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


def test_an_officer_of_each_role_can_sign_in_at_once_and_stays_as_she_is(settings):
    with prepare(settings) as development:
        first = development.console_password
    with prepare(settings) as development:
        assert development.console_password == first
        key = development.environment["SECRET_KEY"]
        assert development.environment["CONSOLE_LOCAL_TRIAL"] == "true"
    store = open_store(settings.database_url)
    desk = reception(store, key)
    for role in Role:
        known = desk.by_password(officer_address(role), first)
        assert known is not None
        assert (known.admin.role, known.epoch) == (role, 1)
    store.close()


def test_a_file_of_an_older_version_keeps_what_it_knows(settings):
    with prepare(settings) as development:
        key = development.environment["SECRET_KEY"]
    file = settings.var_dir / "development.json"
    known = json.loads(file.read_text())
    del known["console_password"]
    file.write_text(json.dumps(known))
    with prepare(settings) as development:
        assert development.environment["SECRET_KEY"] == key
        assert development.console_password
