import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.vault import NoSecretKey, SealedWithAnotherKey, Vault


@given(st.text())
def test_what_was_sealed_opens_again(secret: str) -> None:
    vault = Vault("một chuỗi bí mật thật dài, thật dài")
    assert (
        vault.open(vault.seal(secret.encode("utf-8", "ignore").decode()))
        == secret.encode("utf-8", "ignore").decode()
    )


def test_a_new_process_with_the_same_key_can_read() -> None:
    assert Vault("a" * 32).open(Vault("a" * 32).seal("token")) == "token"


def test_the_sealed_text_does_not_show_the_secret() -> None:
    sealed = Vault("a" * 32).seal("token")
    assert "token" not in sealed
    assert sealed != Vault("a" * 32).seal("token")


@pytest.mark.parametrize("sealed", ["", "abc", "é"])
def test_damage_is_named(sealed: str) -> None:
    with pytest.raises(SealedWithAnotherKey):
        Vault("a" * 32).open(sealed)


def test_another_key_is_a_clear_error() -> None:
    with pytest.raises(SealedWithAnotherKey) as caught:
        Vault("b" * 32).open(Vault("a" * 32).seal("token"))
    assert "SECRET_KEY" in caught.value.public_message


def test_an_empty_key_is_refused() -> None:
    with pytest.raises(NoSecretKey) as caught:
        Vault("")
    assert "SECRET_KEY" in caught.value.public_message
