from datetime import UTC, datetime

import pytest

from bot.store.copies import SealedCopies
from bot.store.oas import StoredTokens

KEY = "k" * 40
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TOKENS = StoredTokens("access", "refresh", NOW, NOW, 1)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "copies"


@pytest.fixture
def copies(folder):
    return SealedCopies(folder, KEY)


def test_what_was_kept_is_there_after_a_restart(copies, folder):
    copies.keep_secret("1001", "secret-1")
    copies.keep_secret("1002", "secret-2")
    copies.keep_tokens("1001", TOKENS)
    after = SealedCopies(folder, KEY)
    assert after.secrets() == {"1001": "secret-1", "1002": "secret-2"}
    assert after.tokens_of("1001") == StoredTokens("access", "", NOW, NOW, 0)
    assert after.tokens_of("1002") is None


def test_a_newer_one_takes_the_place_of_the_old(copies, folder):
    copies.keep_secret("1001", "old")
    copies.keep_secret("1001", "new")
    assert SealedCopies(folder, KEY).secrets() == {"1001": "new"}
    assert len(list(folder.iterdir())) == 1


def test_nothing_can_be_read_from_the_files_and_only_we_may_open_them(copies, folder):
    copies.keep_secret("1001", "very-secret")
    copies.keep_tokens("1001", TOKENS)
    for file in folder.iterdir():
        content = file.read_bytes()
        assert not any(word in content for word in (b"very-secret", b"access", b"refresh", b"1001"))
        assert file.stat().st_mode & 0o077 == 0
        assert "1001" not in file.name


def test_the_refresh_token_is_never_copied(copies, folder):
    copies.keep_tokens("1001", TOKENS)
    (file,) = folder.iterdir()
    assert "refresh" not in copies._vault.open(file.read_text()).replace("refresh_issued_at", "")


@pytest.mark.parametrize("damage", [b"", b"gAAAA", b"\xff\xfe"])
def test_a_damaged_copy_counts_as_none(copies, folder, damage):
    copies.keep_secret("1001", "secret")
    (file,) = folder.iterdir()
    file.write_bytes(damage)
    assert copies.secrets() == {}


def test_a_copy_of_another_key_counts_as_none(copies, folder):
    copies.keep_tokens("1001", TOKENS)
    assert SealedCopies(folder, "x" * 40).tokens_of("1001") is None


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    copies = SealedCopies(tmp_path / "file" / "copies", KEY)
    copies.keep_secret("1001", "secret")
    assert copies.secrets() == {}
