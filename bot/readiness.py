"""What must be usable before this service is given work."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from redis import Redis

from bot.errors import BotError
from bot.health import Check
from bot.settings import Settings
from knowledge.manifest import FILE_NAME, Manifest, read_manifest


class NotReady(BotError):
    """Something that the service needs is not there."""

    http_status = 503


class _Database(Protocol):
    def ping(self) -> None: ...


class _Accounts(Protocol):
    def list(self) -> Iterable[Any]: ...
    def tokens_of(self, oa_id: str) -> object: ...


def checks_of(
    settings: Settings, redis: Redis, database: _Database, accounts: _Accounts
) -> dict[str, Check]:
    """The four checks of ``/readyz`` by name."""
    return {
        "redis": redis.ping,
        "sql": database.ping,
        "index": lambda: library_is_built(settings.library),
        "token": lambda: some_account_can_answer(accounts),
    }


def library_is_built(folder: Path) -> None:
    """Raises ``NotReady`` or ``SnapshotError`` unless a whole compiled library is in the folder.

    Whether its tokenizer is ours only the workers can tell, which have it loaded.
    """
    file = folder / FILE_NAME
    if not file.is_file():
        raise NotReady("no library")
    read_manifest(folder, Manifest.model_validate_json(file.read_bytes()).tokenizer)


def some_account_can_answer(accounts: _Accounts) -> None:
    """Raises ``NotReady`` unless one account is active and has tokens, ``SealedWithAnotherKey``
    where they cannot be read.

    One ward that lost its grant must not take the others out of service; it shows in ``doctor``.
    """
    for account in accounts.list():
        if account.status == "active" and account.has_tokens:
            accounts.tokens_of(account.oa_id)
            return
    raise NotReady("no account with a usable token")
