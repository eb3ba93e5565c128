import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from structlog.testing import capture_logs

from bot import keys
from bot.errors import StateUnavailable
from bot.store.copies import SealedCopies
from bot.store.database import Database
from bot.store.models import OaStatus
from bot.store.oas import AccountDraft, OaRepository, StoredTokens, TokenPair
from bot.store.schema import migrate
from bot.zalo.errors import Reconnect, RetryLater
from bot.zalo.oauth import OAuth
from bot.zalo.tokens import TokenKeeper, works_at
from bot.zalo.wire import Wire
from tests.bot.zalo.oauth_stand_in import OAuthStandIn
from tests.bot.zalo.stand_in import StandIn, failed

OA = "1001"
SECRET_KEY = "k" * 40
LATER = timedelta(hours=24)


@dataclass
class Kit:
    keeper: TokenKeeper
    accounts: OaRepository
    zalo: OAuthStandIn
    server: StandIn

    @property
    def stored(self) -> StoredTokens:
        tokens = self.accounts.tokens_of(OA)
        assert tokens is not None
        return tokens

    @property
    def status(self) -> OaStatus:
        account = self.accounts.get(OA)
        assert account is not None
        return account.status


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'test.sqlite3'}"
    migrate(url)
    return url


@pytest.fixture
def kit(stand_in: StandIn, database_url: str, redis: Redis) -> Iterator[Kit]:
    database = Database(database_url)
    accounts = OaRepository(database, SECRET_KEY)
    accounts.add(AccountDraft(OA, "A", "s", "a0", "r0"))
    wire = Wire(stand_in.url)
    zalo = OAuthStandIn()
    stand_in.always = zalo
    keeper = TokenKeeper(accounts, _oauth(wire, stand_in.url), redis, works_at(wire))
    yield Kit(keeper, accounts, zalo, stand_in)
    wire.close()
    database.close()


def _oauth(wire: Wire, url: str) -> OAuth:
    return OAuth(wire, url, "2334", "app-secret")


def test_a_fresh_token_is_handed_out_without_asking(kit: Kit) -> None:
    assert kit.keeper.access_token(OA) == "a0"
    assert kit.server.asked == []


def test_a_token_whose_time_is_over_is_refreshed_first(kit: Kit) -> None:
    kit.accounts.save_tokens(OA, TokenPair("a0", "r0", timedelta(seconds=-1)))
    assert kit.keeper.access_token(OA) == "a1"
    assert (kit.stored.access_token, kit.stored.refresh_token) == ("a1", "r1")
    assert kit.keeper.access_token(OA) == "a1"
    assert kit.zalo.granted == 1


def test_a_refused_token_is_refreshed(kit: Kit) -> None:
    assert kit.keeper.refresh(OA, if_current="a0") == "a1"


def test_somebody_elses_newer_token_is_used(kit: Kit) -> None:
    kit.keeper.refresh(OA, if_current="a0")
    assert kit.keeper.refresh(OA, if_current="a0") == "a1"
    assert kit.zalo.granted == 1


def test_many_threads_refresh_once(kit: Kit) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda _: kit.keeper.refresh(OA, if_current="a0"), range(32)))
    assert found == {"a1"}
    assert (kit.zalo.granted, kit.zalo.refused) == (1, 0)
    assert kit.status is OaStatus.ACTIVE


def test_two_processes_refresh_once(kit: Kit, database_url: str, redis_url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    found = spawn.Queue()
    start = spawn.Barrier(2)
    arguments = (database_url, redis_url, kit.server.url, start, found, list(sys.path))
    running = [spawn.Process(target=_refresh_in_threads, args=arguments) for _ in range(2)]
    for process in running:
        process.start()
    tokens = {found.get(timeout=120) for _ in running}
    for process in running:
        process.join(120)
    assert [process.exitcode for process in running] == [0, 0]
    assert tokens == {"a1"}
    assert (kit.zalo.granted, kit.zalo.refused) == (1, 0)


def _refresh_in_threads(database_url, redis_url, zalo_url, start, found, path) -> None:
    sys.path[:] = path
    database = Database(database_url)
    accounts = OaRepository(database, SECRET_KEY)
    wire = Wire(zalo_url)
    with Redis.from_url(redis_url) as redis:
        keeper = TokenKeeper(accounts, _oauth(wire, zalo_url), redis, works_at(wire))
        start.wait(120)
        with ThreadPoolExecutor(6) as pool:
            tokens = set(pool.map(lambda _: keeper.refresh(OA, if_current="a0"), range(12)))
    found.put(",".join(sorted(tokens)))
    wire.close()
    database.close()


def test_the_pair_is_stored_before_anybody_sees_it(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(kit.accounts, "save_tokens", fail)
    with pytest.raises(RuntimeError):
        kit.keeper.refresh(OA, if_current="a0")


def test_a_refusal_keeps_the_pair_and_asks_for_consent(kit: Kit) -> None:
    kit.zalo.live_refresh = "another"
    with pytest.raises(Reconnect):
        kit.keeper.refresh(OA, if_current="a0")
    assert (kit.stored.access_token, kit.stored.refresh_token) == ("a0", "r0")
    assert kit.status is OaStatus.RECONNECT_REQUIRED


def test_where_consent_is_missing_zalo_is_not_asked_again(kit: Kit) -> None:
    kit.zalo.live_refresh = "another"
    for _ in range(3):
        with pytest.raises(Reconnect):
            kit.keeper.refresh(OA, if_current="a0")
    assert kit.zalo.refused == 1
    assert kit.keeper.access_token(OA) == "a0"


@pytest.mark.parametrize("answer", [failed(-32), (503, ""), (200, "<html>")])
def test_a_passing_failure_changes_nothing_however_often(kit: Kit, answer: object) -> None:
    for _ in range(4):
        kit.server.play(answer)
        with pytest.raises(RetryLater):
            kit.keeper.refresh(OA, if_current="a0")
    assert kit.status is OaStatus.ACTIVE
    assert kit.keeper.refresh(OA, if_current="a0") == "a1"


def test_silence_while_the_old_token_works_is_no_harm(kit: Kit) -> None:
    for _ in range(3):
        _fall_silent_once(kit)
        with pytest.raises(RetryLater):
            kit.keeper.refresh(OA, if_current="a0")
    assert kit.keeper.refresh(OA, if_current="a0") == "a1"


def test_silence_when_the_old_token_is_dead_allows_one_more_try(kit: Kit) -> None:
    kit.zalo.access = "dead"
    for _ in range(2):
        _fall_silent_once(kit)
        with pytest.raises(RetryLater):
            kit.keeper.refresh(OA, if_current="a0")
    with pytest.raises(Reconnect):
        kit.keeper.refresh(OA, if_current="a0")
    assert [asked.form for asked in kit.server.asked if asked.form].count(
        {"grant_type": "refresh_token", "app_id": "2334", "refresh_token": "r0"}
    ) == 2
    assert kit.status is OaStatus.RECONNECT_REQUIRED


def _fall_silent_once(kit: Kit) -> None:
    """The next OAuth request gets no answer; questions about the old token do."""

    def silent_for_oauth(request):
        if request.path == "/v2.0/oa/getoa":
            kit.server.answers.appendleft(silent_for_oauth)
            return kit.zalo(request)
        return kit.server.hang_up(request)

    kit.server.play(silent_for_oauth)


def test_a_crash_while_asking_counts_as_silence(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(OAuth, "refresh", die)
        with pytest.raises(Killed):
            kit.keeper.refresh(OA, if_current="a0")
    assert kit.stored.unanswered == 1
    assert kit.keeper.refresh(OA, if_current="a0") == "a1"
    assert kit.stored.unanswered == 0


def test_without_any_token_a_person_is_needed(kit: Kit) -> None:
    kit.accounts.add(AccountDraft("1002", "B", "s"))
    with pytest.raises(Reconnect):
        kit.keeper.access_token("1002")


def test_an_access_token_alone_works_until_it_is_refused(kit: Kit) -> None:
    kit.accounts.add(AccountDraft("1002", "B", "s", access_token="x"))
    assert kit.keeper.access_token("1002") == "x"
    with pytest.raises(Reconnect):
        kit.keeper.refresh("1002", if_current="x")


def test_a_refresh_token_alone_is_enough_to_begin(kit: Kit) -> None:
    kit.accounts.add(AccountDraft("1002", "B", "s", refresh_token="r0"))
    assert kit.keeper.access_token("1002") == "a1"


def test_the_timer_refreshes_what_expires_within_six_hours(kit: Kit) -> None:
    kit.accounts.save_tokens(OA, TokenPair("a0", "r0", timedelta(hours=6, minutes=1)))
    assert kit.keeper.refresh_due().refreshed == ()
    kit.accounts.save_tokens(OA, TokenPair("a0", "r0", timedelta(hours=5, minutes=59)))
    assert kit.keeper.refresh_due().refreshed == (OA,)
    assert kit.stored.access_token == "a1"
    assert kit.keeper.refresh_due().refreshed == ()


def test_one_account_that_fails_does_not_hinder_the_others(kit: Kit) -> None:
    soon = timedelta(hours=1)
    for oa_id, refresh in (("0999", "wrong"), ("1002", "r0")):
        kit.accounts.add(AccountDraft(oa_id, "B", "s"))
        kit.accounts.save_tokens(oa_id, TokenPair("a", refresh, soon))
    report = kit.keeper.refresh_due()
    assert (report.refreshed, report.failed) == (("1002",), ("0999",))
    assert kit.keeper.refresh_due().failed == ()


def test_an_old_refresh_token_alerts(kit: Kit) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=61)), capture_logs() as logs:
        kit.zalo.live_refresh = "another"
        kit.keeper.refresh_due()
    assert "refresh_token_old" in [line["event"] for line in logs]


def test_a_fresh_consent_puts_the_account_in_use(kit: Kit) -> None:
    kit.keeper.consent_lost(OA, "app_not_authorised")
    assert kit.status is OaStatus.RECONNECT_REQUIRED
    kit.zalo.codes["c1"] = "v1"
    kit.keeper.exchange_code(OA, "c1", "v1")
    assert kit.status is OaStatus.ACTIVE
    assert kit.keeper.access_token(OA) == "a1"


def test_a_refused_code_changes_nothing(kit: Kit) -> None:
    with pytest.raises(Reconnect):
        kit.keeper.exchange_code(OA, "wrong", "v1")
    assert kit.status is OaStatus.ACTIVE
    assert kit.stored.access_token == "a0"


def test_a_lock_that_somebody_holds_is_waited_for_and_then_given_up(
    kit: Kit, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.zalo.tokens.PATIENCE", timedelta(seconds=0.2))
    with redis.lock(keys.token_lock(OA), timeout=60), pytest.raises(RetryLater):
        kit.keeper.refresh(OA, if_current="a0")
    assert kit.server.asked == []
    assert kit.keeper.refresh(OA, if_current="a0") == "a1"


def test_without_redis_nothing_is_refreshed(kit: Kit, stand_in: StandIn) -> None:
    wire = Wire(stand_in.url)
    with Redis(port=9, socket_timeout=1, retry=Retry(NoBackoff(), 0)) as away:
        keeper = TokenKeeper(kit.accounts, _oauth(wire, stand_in.url), away, works_at(wire))
        assert keeper.access_token(OA) == "a0"
        with pytest.raises(RetryLater):
            keeper.refresh(OA, if_current="a0")
    wire.close()
    assert stand_in.asked == []


def test_no_token_is_ever_logged(kit: Kit) -> None:
    kit.accounts.save_tokens(OA, TokenPair("hush-a", "hush-r"))
    kit.zalo.live_refresh, kit.zalo.access = "hush-r", "hush-a"
    with capture_logs() as logs:
        kit.keeper.refresh(OA, if_current="hush-a")
        kit.accounts.save_tokens(OA, TokenPair("hush-a", "hush-r"))
        with pytest.raises(Reconnect) as caught:
            kit.keeper.refresh(OA, if_current="hush-a")
    assert len(logs) >= 2
    assert "hush" not in f"{logs} {caught.value!r} {caught.value.log_fields}"


def test_answers_go_on_with_the_last_tokens_while_the_store_is_away(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kit.keeper.access_token(OA) == "a0"
    monkeypatch.setattr("bot.zalo.tokens.FRESH_SECONDS", 0.0)

    def away(oa_id: str) -> StoredTokens:
        raise StateUnavailable("SQL")

    monkeypatch.setattr(kit.accounts, "tokens_of", away)
    assert kit.keeper.access_token(OA) == "a0"
    with pytest.raises(StateUnavailable):
        kit.keeper.access_token("another")


def test_new_tokens_are_handed_out_at_once_by_whoever_made_them(kit: Kit) -> None:
    assert kit.keeper.access_token(OA) == "a0"
    kit.keeper.refresh(OA, if_current="a0")
    assert kit.keeper.access_token(OA) == "a1"


def test_a_process_that_starts_without_the_database_uses_the_sealed_copy(
    kit: Kit, tmp_path: Path, redis: Redis, stand_in: StandIn
) -> None:
    copies = SealedCopies(tmp_path / "copies", SECRET_KEY)
    wire = Wire(stand_in.url)

    def keeper(accounts: OaRepository) -> TokenKeeper:
        return TokenKeeper(accounts, _oauth(wire, wire._base_url), redis, works_at(wire), copies)

    keeper(kit.accounts).remember(OA)
    away = OaRepository(Database(f"sqlite:///{tmp_path}"), SECRET_KEY)
    assert keeper(away).access_token(OA) == "a0"
    with pytest.raises(StateUnavailable):
        keeper(away).access_token("1002")
    wire.close()
