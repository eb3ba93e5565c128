"""Secrets in the process: few questions to the store, changes seen soon, an outage bridged."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.errors import StateUnavailable
from bot.store.copies import SealedCopies
from bot.zalo.oa_secrets import OaSecrets


@dataclass
class StoredAccount:
    oa_id: str
    updated_at: datetime


@dataclass
class Store:
    secrets: dict[str, str]
    version: int = 1
    away: bool = False
    asked: list[str] = field(default_factory=list)

    def list(self):
        if self.away:
            raise StateUnavailable
        self.asked.append("list")
        moment = datetime(2026, 1, self.version, tzinfo=UTC)
        return [StoredAccount(oa_id, moment) for oa_id in self.secrets]

    def secret_of(self, oa_id):
        self.asked.append(oa_id)
        return self.secrets[oa_id]


@pytest.fixture
def time():
    return [0.0]


@pytest.fixture
def store():
    return Store({"a": "1", "b": "2"})


@pytest.fixture
def secrets(store, time):
    return OaSecrets(store, fresh_for=5, clock=lambda: time[0])


def test_known_and_unknown(secrets):
    assert (secrets.secret_of("a"), secrets.secret_of("b")) == ("1", "2")
    assert secrets.secret_of("c") is None
    assert secrets.all() == {"1", "2"}


def test_a_flood_of_unknown_accounts_asks_the_store_once(secrets, store):
    for number in range(1000):
        secrets.secret_of(str(number))
    assert store.asked == ["list", "a", "b"]


def test_only_changed_accounts_are_decrypted_again(secrets, store, time):
    secrets.all()
    time[0] = 5.0
    secrets.all()
    assert store.asked == ["list", "a", "b", "list"]


def test_a_change_is_seen_after_some_seconds(secrets, store, time):
    secrets.all()
    store.secrets, store.version = {"a": "new"}, 2
    time[0] = 4.9
    assert secrets.secret_of("a") == "1"
    time[0] = 5.0
    assert secrets.secret_of("a") == "new"
    assert secrets.secret_of("b") is None


def test_while_the_store_is_away_the_last_secrets_hold(secrets, store, time):
    secrets.all()
    store.away = True
    time[0] = 5.0
    assert secrets.secret_of("a") == "1"
    store.away, store.secrets, store.version = False, {"a": "new"}, 2
    time[0] = 10.0
    assert secrets.secret_of("a") == "new"


def test_a_store_that_was_never_there_is_an_error_each_time(secrets, store):
    store.away = True
    for _ in range(2):
        with pytest.raises(StateUnavailable):
            secrets.secret_of("a")
    store.away = False
    assert secrets.secret_of("a") == "1"


def test_after_a_restart_without_the_store_the_copies_are_used(store, tmp_path, time):
    copies = SealedCopies(tmp_path, "k" * 40)
    OaSecrets(store, copies=copies).all()
    store.away = True
    started = OaSecrets(store, fresh_for=5, clock=lambda: time[0], copies=copies)
    assert (started.secret_of("a"), started.secret_of("c")) == ("1", None)
    store.away, store.secrets["c"], time[0] = False, "3", 6.0
    assert started.secret_of("c") == "3"


def test_without_store_and_copies_nobody_is_known(store, tmp_path):
    store.away = True
    with pytest.raises(StateUnavailable):
        OaSecrets(store, copies=SealedCopies(tmp_path, "k" * 40)).all()
