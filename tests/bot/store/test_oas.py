from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import text

from bot.errors import StateUnavailable
from bot.store.database import Database
from bot.store.models import OaStatus
from bot.store.oas import AccountDraft, OaRepository, TokenPair, UnknownAccount
from bot.store.vault import SealedWithAnotherKey, Vault
from tests.bot.store.conftest import SECRET_KEY

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_an_account_is_added_and_found(oas: OaRepository) -> None:
    oas.add(AccountDraft("1001", "Hội Phụ nữ phường", "oa-secret"))
    account = oas.get("1001")
    assert account is not None
    assert (account.name, account.status, account.has_tokens) == (
        "Hội Phụ nữ phường",
        OaStatus.ACTIVE,
        False,
    )
    assert oas.secret_of("1001") == "oa-secret"
    assert oas.tokens_of("1001") is None


def test_adding_again_updates_and_keeps_the_tokens(oas: OaRepository) -> None:
    oas.add(AccountDraft("1001", "Tên cũ", "old", "a1", "r1"))
    oas.add(AccountDraft("1001", "Tên mới", "new"))
    account = oas.get("1001")
    assert account is not None
    assert account.name == "Tên mới"
    assert oas.secret_of("1001") == "new"
    tokens = oas.tokens_of("1001")
    assert tokens is not None
    assert tokens.access_token == "a1"


def test_the_list_runs_from_the_oldest(oas: OaRepository) -> None:
    for oa_id, day in (("3", 1), ("1", 2), ("2", 3)):
        with time_machine.travel(NOW + timedelta(days=day), tick=False):
            oas.add(AccountDraft(oa_id, "A", "s"))
    assert [account.oa_id for account in oas.list()] == ["3", "1", "2"]


@time_machine.travel(NOW, tick=False)
def test_saved_tokens_expire_when_zalo_said(oas: OaRepository) -> None:
    oas.add(AccountDraft("1001", "A", "s"))
    oas.save_tokens("1001", TokenPair("a1", "r1", timedelta(seconds=90000)))
    tokens = oas.tokens_of("1001")
    assert tokens is not None
    assert tokens.access_expires_at == NOW + timedelta(hours=25)
    assert tokens.refresh_issued_at == NOW


def test_the_pair_before_is_kept_and_nothing_is_readable(
    oas: OaRepository, database: Database
) -> None:
    oas.add(AccountDraft("1001", "A", "very-secret", "access-1", "refresh-1"))
    oas.save_tokens("1001", TokenPair("access-2", "refresh-2"))
    with database.reading() as session:
        row = session.execute(text("SELECT * FROM official_accounts")).mappings().one()
    plain = " ".join(str(value) for value in row.values())
    assert not any(word in plain for word in ("access-", "refresh-", "very-secret"))
    vault = Vault("k" * 40)
    assert vault.open(row["previous_access_sealed"]) == "access-1"
    assert vault.open(row["previous_refresh_sealed"]) == "refresh-1"


def test_tokens_are_not_in_the_repr() -> None:
    assert "hush" not in repr(TokenPair("hush", "hush"))


def test_a_changed_secret_key_is_named(oas: OaRepository, database: Database) -> None:
    oas.add(AccountDraft("1001", "A", "s", "a1", "r1"))
    other = OaRepository(database, "another" * 10)
    with pytest.raises(SealedWithAnotherKey):
        other.secret_of("1001")
    with pytest.raises(SealedWithAnotherKey):
        other.tokens_of("1001")
    other.add(AccountDraft("1001", "A", "s", "a1", "r1"))
    assert other.tokens_of("1001") is not None


def test_marks_come_and_go(oas: OaRepository) -> None:
    oas.add(AccountDraft("1001", "A", "s"))
    oas.mark_stopped("1001", "quota")
    assert _status(oas) == (OaStatus.STOPPED, "quota")
    oas.mark_active("1001")
    assert _status(oas) == (OaStatus.ACTIVE, "")
    oas.mark_reconnect_required("1001", "refresh_refused")
    assert _status(oas) == (OaStatus.RECONNECT_REQUIRED, "refresh_refused")


def test_new_tokens_end_the_need_for_consent_but_not_a_stop(oas: OaRepository) -> None:
    oas.add(AccountDraft("1001", "A", "s"))
    oas.mark_reconnect_required("1001", "refresh_refused")
    oas.save_tokens("1001", TokenPair("a", "r"))
    assert _status(oas) == (OaStatus.ACTIVE, "")
    oas.mark_stopped("1001", "quota")
    oas.save_tokens("1001", TokenPair("a", "r"))
    assert _status(oas) == (OaStatus.STOPPED, "quota")


def test_adding_again_starts_a_stopped_account_but_gives_no_consent(oas: OaRepository) -> None:
    oas.add(AccountDraft("1001", "A", "s"))
    oas.mark_stopped("1001", "quota")
    oas.add(AccountDraft("1001", "A", "s"))
    assert _status(oas) == (OaStatus.ACTIVE, "")
    oas.mark_reconnect_required("1001", "refresh_refused")
    oas.add(AccountDraft("1001", "A", "s"))
    assert _status(oas) == (OaStatus.RECONNECT_REQUIRED, "refresh_refused")
    oas.add(AccountDraft("1001", "A", "s", "a", "r"))
    assert _status(oas) == (OaStatus.ACTIVE, "")


def test_what_was_read_lately_is_read_again_after_a_change(oas: OaRepository) -> None:
    assert oas.recent("1001") is None
    oas.add(AccountDraft("1001", "A", "s"))
    assert oas.recent("1001") == oas.get("1001")
    oas.mark_stopped("1001", "quota")
    assert oas.recent("1001") == oas.get("1001")
    oas.add(AccountDraft("1001", "B", "s"))
    assert oas.recent("1001") == oas.get("1001")


def test_an_account_is_known_while_the_database_is_away(
    oas: OaRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    oas.add(AccountDraft("1001", "A", "s"))
    before = oas.recent("1001")
    monkeypatch.setattr("bot.store.oas.FRESH_SECONDS", 0.0)

    def away(oa_id: str) -> None:
        raise StateUnavailable("SQL")

    monkeypatch.setattr(oas, "get", away)
    assert oas.recent("1001") == before
    with pytest.raises(StateUnavailable):
        oas.recent("1002")


def test_what_others_change_is_seen_once_it_is_no_longer_fresh(
    oas: OaRepository, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = OaRepository(database, SECRET_KEY)
    oas.add(AccountDraft("1001", "A", "s"))
    before = oas.recent("1001")
    other.mark_stopped("1001", "quota")
    assert oas.recent("1001") == before
    monkeypatch.setattr("bot.store.oas.FRESH_SECONDS", 0.0)
    assert oas.recent("1001") == other.get("1001")


@pytest.mark.parametrize(
    ("status", "reason", "works"),
    [
        (OaStatus.STOPPED, "out_of_quota", True),
        (OaStatus.RECONNECT_REQUIRED, "app_not_authorised", True),
        (OaStatus.RECONNECT_REQUIRED, "permission_revoked", True),
        (OaStatus.RECONNECT_REQUIRED, "tokens_refused", False),
    ],
)
def test_a_message_that_goes_out_ends_a_stop_but_brings_no_tokens(
    oas: OaRepository, status: OaStatus, reason: str, works: bool
) -> None:
    oas.add(AccountDraft("1001", "A", "s", "a", "r"))
    stop = oas.mark_stopped if status is OaStatus.STOPPED else oas.mark_reconnect_required
    stop("1001", reason)
    assert oas.works_again("1001") is works
    assert _status(oas) == ((OaStatus.ACTIVE, "") if works else (status, reason))
    assert not oas.works_again("1001")
    assert not oas.works_again("nobody")


def test_unanswered_refreshes_are_counted_until_a_pair_comes(oas: OaRepository) -> None:
    oas.add(AccountDraft("1001", "A", "s", "a", "r"))
    oas.note_unanswered("1001", 2)
    tokens = oas.tokens_of("1001")
    assert tokens is not None
    assert tokens.unanswered == 2
    oas.save_tokens("1001", TokenPair("a2", "r2"))
    tokens = oas.tokens_of("1001")
    assert tokens is not None
    assert tokens.unanswered == 0


def test_a_used_up_refresh_token_does_not_come_back(oas: OaRepository) -> None:
    draft = AccountDraft("1001", "A", "s", "a1", "r1")
    oas.add(draft)
    oas.save_tokens("1001", TokenPair("a2", "r2"))
    oas.add(draft)
    tokens = oas.tokens_of("1001")
    assert tokens is not None
    assert (tokens.access_token, tokens.refresh_token) == ("a2", "r2")


@time_machine.travel(NOW, tick=False)
def test_a_refresh_token_alone_means_no_access_yet(oas: OaRepository) -> None:
    oas.add(AccountDraft("1001", "A", "s", refresh_token="r1"))
    tokens = oas.tokens_of("1001")
    assert tokens is not None
    assert (tokens.access_token, tokens.refresh_token) == ("", "r1")
    assert tokens.access_expires_at == NOW


def test_an_access_token_alone_is_kept(oas: OaRepository) -> None:
    oas.add(AccountDraft("1001", "A", "s", access_token="a1"))
    tokens = oas.tokens_of("1001")
    assert tokens is not None
    assert (tokens.access_token, tokens.refresh_token) == ("a1", "")


def test_an_unknown_account_is_named(oas: OaRepository) -> None:
    assert oas.get("9") is None
    for call in (oas.secret_of, oas.tokens_of, oas.mark_active):
        with pytest.raises(UnknownAccount):
            call("9")


def _status(oas: OaRepository) -> tuple[OaStatus, str]:
    account = oas.get("1001")
    assert account is not None
    return account.status, account.stop_reason
