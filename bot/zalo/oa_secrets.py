"""The accounts' webhook secrets, kept in the process for some seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Protocol

import structlog

from bot.errors import BotError

log = structlog.get_logger(__name__)

LONG_AGO = datetime.min.replace(tzinfo=UTC)
"""Of a copy: the store has a newer one."""


class Account(Protocol):
    """What is needed of an Official Account."""

    @property
    def oa_id(self) -> str:
        """Its id."""

    @property
    def updated_at(self) -> datetime:
        """When it was last changed."""


class Accounts(Protocol):
    """Where the accounts are stored."""

    def list(self) -> Iterable[Account]:
        """All accounts."""

    def secret_of(self, oa_id: str) -> str:
        """The account's OA Secret Key."""


class Copies(Protocol):
    """Where secrets are kept for a start without the store; ``SealedCopies`` is one."""

    def keep_secret(self, oa_id: str, secret: str) -> None:
        """Keep this account's secret."""

    def secrets(self) -> dict[str, str]:
        """The secrets kept, by account."""


class Secrets(Protocol):
    """What the webhook needs to know of secrets."""

    def secret_of(self, oa_id: str) -> str | None:
        """The secret of this account; None if there is no such account."""

    def all(self) -> frozenset[str]:
        """All secrets, for events that do not name an account."""


class OaSecrets:
    """Secrets from the store. A change is seen after ``fresh_for`` seconds at the latest.

    While the store is away the last known secrets are used, after a restart those in ``copies``.
    """

    def __init__(
        self,
        accounts: Accounts,
        fresh_for: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
        copies: Copies | None = None,
    ) -> None:
        self._accounts = accounts
        self._fresh_for = fresh_for
        self._clock = clock
        self._copies = copies
        self._loading = threading.Lock()
        self._known: dict[str, tuple[datetime, str]] = {}
        self._read_at: float | None = None

    def secret_of(self, oa_id: str) -> str | None:
        """The secret of this account; None if there is no such account."""
        found = self._current().get(oa_id)
        return found[1] if found else None

    def all(self) -> frozenset[str]:
        """All secrets."""
        return frozenset(secret for _, secret in self._current().values())

    def _current(self) -> dict[str, tuple[datetime, str]]:
        if self._read_at is None or self._clock() - self._read_at >= self._fresh_for:
            self._refresh()
        return self._known

    def _refresh(self) -> None:
        """One thread reads; the others go on with what is known, unless nothing is yet."""
        if not self._loading.acquire(blocking=self._read_at is None):
            return
        try:
            self._known = self._read()
            self._read_at = self._clock()
        except BotError as error:
            if self._read_at is None:
                self._known = self._copied()
                if not self._known:
                    raise
            self._read_at = self._clock()
            log.warning("oa_secrets_not_refreshed", error=type(error).__name__)
        finally:
            self._loading.release()

    def _read(self) -> dict[str, tuple[datetime, str]]:
        return {account.oa_id: self._entry(account) for account in self._accounts.list()}

    def _entry(self, account: Account) -> tuple[datetime, str]:
        known = self._known.get(account.oa_id)
        if known and known[0] == account.updated_at:
            return known
        secret = self._accounts.secret_of(account.oa_id)
        if self._copies is not None:
            self._copies.keep_secret(account.oa_id, secret)
        return account.updated_at, secret

    def _copied(self) -> dict[str, tuple[datetime, str]]:
        copies = self._copies.secrets() if self._copies else {}
        return {oa_id: (LONG_AGO, secret) for oa_id, secret in copies.items()}
