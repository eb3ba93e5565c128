"""Sealed copies of the accounts' keys in a folder of this machine, for when SQL is away.

What was read from the database last is kept here encrypted, so that a process that starts without
the database can still check signatures and send help. Refresh tokens are never copied.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal, TypeVar

import structlog
from pydantic import BaseModel, Field, ValidationError

from bot.store.oas import StoredTokens
from bot.store.vault import SealedWithAnotherKey, Vault

log = structlog.get_logger(__name__)

Copy = TypeVar("Copy", bound=BaseModel)

FOLDER = "account-copies"
"""Under VAR_DIR."""


class _SecretCopy(BaseModel):
    kind: Literal["secret"] = "secret"
    oa_id: str
    secret: str = Field(repr=False)


class _TokenCopy(BaseModel):
    kind: Literal["token"] = "token"
    oa_id: str
    access_token: str = Field(repr=False)
    access_expires_at: datetime
    refresh_issued_at: datetime


class SealedCopies:
    """Copies by account, one file each, replaced at once. Nothing here raises: a copy that cannot
    be written or read is logged, and counts as none.
    """

    def __init__(self, folder: Path, secret_key: str) -> None:
        self._folder = folder
        self._vault = Vault(secret_key)
        self._kept: dict[str, str] = {}

    def keep_secret(self, oa_id: str, secret: str) -> None:
        """Keep the account's OA Secret Key."""
        self._keep(_SecretCopy(oa_id=oa_id, secret=secret))

    def secrets(self) -> dict[str, str]:
        """The secrets kept, by account."""
        copies = (self._read(file, _SecretCopy) for file in self._files("secret"))
        return {copy.oa_id: copy.secret for copy in copies if copy is not None}

    def keep_tokens(self, oa_id: str, tokens: StoredTokens) -> None:
        """Keep the access token in use."""
        self._keep(
            _TokenCopy(
                oa_id=oa_id,
                access_token=tokens.access_token,
                access_expires_at=tokens.access_expires_at,
                refresh_issued_at=tokens.refresh_issued_at,
            )
        )

    def tokens_of(self, oa_id: str) -> StoredTokens | None:
        """The access token kept last, without a refresh token; None if there is none."""
        copy = self._read(self._file("token", oa_id), _TokenCopy)
        if copy is None or copy.oa_id != oa_id:
            return None
        return StoredTokens(
            copy.access_token, "", copy.access_expires_at, copy.refresh_issued_at, 0
        )

    def _file(self, kind: str, oa_id: str) -> Path:
        name = hashlib.blake2b(oa_id.encode(), digest_size=12).hexdigest()
        return self._folder / f"{name}.{kind}"

    def _files(self, kind: str) -> Iterator[Path]:
        try:
            yield from sorted(self._folder.glob(f"*.{kind}"))
        except OSError as error:
            log.warning("account_copies_unreadable", kind=type(error).__name__)

    def _keep(self, copy: _SecretCopy | _TokenCopy) -> None:
        file, plain = self._file(copy.kind, copy.oa_id), copy.model_dump_json()
        if self._kept.get(file.name) == plain:
            return
        try:
            _replace(file, self._vault.seal(plain))
        except OSError as error:
            log.warning("account_copy_not_kept", oa_id=copy.oa_id, kind=type(error).__name__)
        else:
            self._kept[file.name] = plain

    def _read(self, file: Path, shape: type[Copy]) -> Copy | None:
        try:
            return shape.model_validate_json(self._vault.open(file.read_text("ascii")))
        except FileNotFoundError:
            return None
        except (OSError, UnicodeError, SealedWithAnotherKey, ValidationError) as error:
            log.warning("account_copy_unreadable", kind=type(error).__name__)
            return None


def _replace(file: Path, sealed: str) -> None:
    """A reader sees the old file or the new one, never half of it; only we may read it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="ascii") as made:
        made.write(sealed)
    os.replace(made.name, file)
