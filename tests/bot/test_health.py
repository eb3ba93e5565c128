"""Health: up is up, ready names what is not, and no hanging check holds the answer."""

import threading

import pytest
from flask import Flask

from bot import health
from bot.health import LATE, OK, Readiness
from bot.readiness import NotReady, checks_of, library_is_built, some_account_can_answer
from bot.state import open_redis
from bot.store import AccountDraft, OaRepository, open_store
from bot.store.schema import migrate
from bot.store.vault import SealedWithAnotherKey
from knowledge.errors import SnapshotError
from knowledge.manifest import write_manifest
from tests.waiting import until


def client(checks, time_limit=5.0):
    app = Flask("test")
    readiness = Readiness(checks, time_limit)
    app.register_blueprint(health.make_blueprint(readiness, lambda: (1, 2)))
    return app.test_client()


def fail():
    raise ConnectionError("redis://:password@host")


def test_healthz_asks_nothing():
    answer = client({"redis": fail}).get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_all_ready():
    answer = client({"redis": lambda: True, "sql": lambda: None}).get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"ready": True, "failing": [], "checks": {"redis": OK, "sql": OK}}


def test_what_is_not_ready_is_named_without_details():
    answer = client({"redis": fail, "sql": lambda: None}).get("/readyz")
    assert answer.status_code == 503
    assert answer.json["failing"] == ["redis"]
    assert answer.json["checks"] == {"redis": "ConnectionError", "sql": OK}
    assert "password" not in answer.text


def test_a_hanging_check_neither_holds_the_answer_nor_piles_up():
    release, calls = threading.Event(), []

    def hang():
        calls.append(1)
        release.wait(30)

    readiness = Readiness({"redis": hang, "sql": lambda: None}, time_limit=0.05)
    for _ in range(3):
        assert readiness.report() == {"redis": LATE, "sql": OK}
    assert len(calls) == 1
    release.set()
    until(lambda: readiness.report()["redis"] == OK)


def test_metrics_are_served():
    answer = client({}).get("/metrics")
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    assert "hieuluat_mailboxes_waiting 1.0" in answer.text


def a_library(folder):
    folder.mkdir()
    (folder / "part").write_text("some content")
    write_manifest(folder, tokenizer="t", articles=1, documents=1, cards=0)


class TestChecks:
    @pytest.fixture
    def store(self, settings):
        migrate(settings.database_url)
        return open_store(settings.database_url)

    @pytest.fixture
    def accounts(self, store):
        return OaRepository(store, "k" * 32)

    def test_nothing_is_ready_on_a_bare_machine(self, settings, accounts, store):
        checks = checks_of(settings, open_redis("redis://127.0.0.1:1"), store, accounts)
        report = Readiness(checks, 10).report()
        assert report == {
            "redis": "ConnectionError",
            "sql": OK,
            "index": "NotReady",
            "token": "NotReady",
        }

    def test_all_is_ready_on_a_machine_that_was_set_up(self, settings, accounts, store, redis):
        a_library(settings.library)
        accounts.add(AccountDraft("1", "Hội", "s", access_token="a", refresh_token="r"))
        report = Readiness(checks_of(settings, redis, store, accounts), 10).report()
        assert report == {"redis": OK, "sql": OK, "index": OK, "token": OK}

    def test_an_account_without_tokens_or_stopped_cannot_answer(self, accounts):
        accounts.add(AccountDraft("1", "Hội", "s"))
        accounts.add(AccountDraft("2", "Hội", "s", access_token="a", refresh_token="r"))
        some_account_can_answer(accounts)
        accounts.mark_stopped("2", "test")
        with pytest.raises(NotReady):
            some_account_can_answer(accounts)

    def test_tokens_that_nobody_can_read_are_not_usable(self, accounts, store):
        accounts.add(AccountDraft("1", "Hội", "s", access_token="a", refresh_token="r"))
        with pytest.raises(SealedWithAnotherKey):
            some_account_can_answer(OaRepository(store, "another key of 32 characters....."))

    def test_a_folder_without_a_library(self, tmp_path):
        with pytest.raises(NotReady):
            library_is_built(tmp_path)

    def test_a_library_that_lost_a_part(self, tmp_path):
        a_library(tmp_path / "library")
        (tmp_path / "library" / "part").write_text("shorter")
        with pytest.raises(SnapshotError):
            library_is_built(tmp_path / "library")
