"""Official Accounts: who they are, whether they may be used, and their encrypted secrets."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import BotError, StateUnavailable
from bot.store.database import Database
from bot.store.models import OaStatus, OfficialAccountRow
from bot.store.times import utc_now
from bot.store.vault import SealedWithAnotherKey, Vault

CONSENT_REFUSED = frozenset({"app_not_authorised", "permission_revoked"})
"""Reasons for a new consent that a message which goes out disproves."""


FRESH_SECONDS = 5.0
_OA_ID = re.compile(r"[!-9;-~]{1,64}", re.ASCII)


class UnknownAccount(BotError):
    """There is no Official Account with this id."""

    public_message = "Chưa có OA này. Hãy thêm bằng lệnh: python -m bot oa add"


class InvalidAccount(BotError):
    """The account's id, name or secret cannot be right."""

    public_message = (
        "Thông tin OA chưa đúng: cần đủ OA ID (viết liền, không dấu), tên và OA Secret Key."
    )


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What Zalo hands out: both tokens and how long the access token lives."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    lives: timedelta = timedelta(hours=25)


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """An account as a person enters it. Tokens are '' where she has none to give."""

    oa_id: str
    name: str
    secret: str = field(repr=False)
    access_token: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class StoredTokens:
    """The tokens in use, '' where there is none.

    ``unanswered`` is how often this refresh token was sent without an answer.
    """

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    access_expires_at: datetime
    refresh_issued_at: datetime
    unanswered: int


@dataclass(frozen=True, slots=True)
class OfficialAccount:
    """An Official Account without its secrets. The two times are None until tokens are stored."""

    oa_id: str
    name: str
    status: OaStatus
    stop_reason: str
    access_expires_at: datetime | None
    refresh_issued_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @property
    def has_tokens(self) -> bool:
        """Whether a token pair is stored."""
        return self.access_expires_at is not None


class OaRepository:
    """The Official Accounts. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        self._vault = Vault(secret_key)
        self._recent: dict[str, tuple[float, OfficialAccount]] = {}

    def add(self, draft: AccountDraft) -> None:
        """Add the account, or update it; tokens given replace the stored ones.

        An account that was stopped is active again: adding it is how a person says so. One that
        needs a new consent stays so unless new tokens come with it. White space around what was
        entered is dropped. Raises ``InvalidAccount``.
        """
        draft = _checked(draft)
        self._recent.pop(draft.oa_id, None)
        with self._database.writing() as session:
            row = session.get(OfficialAccountRow, draft.oa_id, with_for_update=True)
            if row is None:
                row = OfficialAccountRow(oa_id=draft.oa_id, created_at=utc_now())
                session.add(row)
            row.name, row.secret_sealed = draft.name, self._vault.seal(draft.secret)
            if row.status is not OaStatus.RECONNECT_REQUIRED:
                _set_status(row, OaStatus.ACTIVE, "")
            if self._brings_new_tokens(row, draft):
                self._put_tokens(row, TokenPair(draft.access_token, draft.refresh_token))
            row.updated_at = utc_now()

    def get(self, oa_id: str) -> OfficialAccount | None:
        """The account, or None."""
        with self._database.reading() as session:
            row = session.get(OfficialAccountRow, oa_id)
            return None if row is None else _account(row)

    def recent(self, oa_id: str) -> OfficialAccount | None:
        """As ``get``, but what others changed in the last five seconds may be missing.

        While the database is away it is what was known last, so that answers go on.
        """
        known = self._recent.get(oa_id)
        if known is not None and time.monotonic() - known[0] < FRESH_SECONDS:
            return known[1]
        try:
            account = self.get(oa_id)
        except StateUnavailable:
            if known is None:
                raise
            return known[1]
        if account is not None:
            self._recent[oa_id] = time.monotonic(), account
        return account

    def list(self) -> list[OfficialAccount]:
        """All accounts, oldest first."""
        order = (OfficialAccountRow.created_at, OfficialAccountRow.oa_id)
        with self._database.reading() as session:
            rows = session.scalars(select(OfficialAccountRow).order_by(*order))
            return [_account(row) for row in rows]

    def secret_of(self, oa_id: str) -> str:
        """The OA Secret Key, which signs webhooks.

        Raises ``UnknownAccount``, ``SealedWithAnotherKey``.
        """
        with self._database.reading() as session:
            return self._vault.open(_existing(session, oa_id).secret_sealed)

    def tokens_of(self, oa_id: str) -> StoredTokens | None:
        """The tokens in use, None if there are none yet.

        Raises ``UnknownAccount``, ``SealedWithAnotherKey``.
        """
        with self._database.reading() as session:
            return self._tokens(_existing(session, oa_id))

    def save_tokens(self, oa_id: str, pair: TokenPair) -> None:
        """Put the pair in use, keep the one before it, and end the need for a new consent."""
        with self._changing(oa_id) as row:
            self._put_tokens(row, pair)

    def note_unanswered(self, oa_id: str, count: int) -> None:
        """Remember how often the refresh token in use was sent without an answer."""
        with self._changing(oa_id) as row:
            row.refresh_unanswered = count

    def mark_reconnect_required(self, oa_id: str, reason: str) -> None:
        """An admin of the account must consent again; ``reason`` is a short English slug."""
        with self._changing(oa_id) as row:
            _set_status(row, OaStatus.RECONNECT_REQUIRED, reason)

    def mark_stopped(self, oa_id: str, reason: str) -> None:
        """Nothing goes out for this account until a person makes it active again."""
        with self._changing(oa_id) as row:
            _set_status(row, OaStatus.STOPPED, reason)

    def mark_active(self, oa_id: str) -> None:
        """The account may be used (again)."""
        with self._changing(oa_id) as row:
            _set_status(row, OaStatus.ACTIVE, "")

    def works_again(self, oa_id: str) -> bool:
        """A message went out: make the account active if Zalo had stopped it or its consent.

        An account whose tokens cannot be refreshed still needs its admin. Returns whether anything
        changed.
        """
        account = self.recent(oa_id)
        if account is None or not _ended_by_success(account.status, account.stop_reason):
            return False
        self.mark_active(oa_id)
        return True

    @contextmanager
    def _changing(self, oa_id: str) -> Iterator[OfficialAccountRow]:
        with self._database.writing() as session:
            row = _existing(session, oa_id, lock=True)
            yield row
            row.updated_at = utc_now()
        self._recent.pop(oa_id, None)

    def _brings_new_tokens(self, row: OfficialAccountRow, draft: AccountDraft) -> bool:
        # A script that runs twice brings back a refresh token that is used up by now.
        known = (row.refresh_sealed, row.previous_refresh_sealed)
        if draft.refresh_token:
            return not any(self._holds(sealed, draft.refresh_token) for sealed in known)
        return bool(draft.access_token)

    def _holds(self, sealed: str | None, plain: str) -> bool:
        try:
            return self._open(sealed) == plain
        except SealedWithAnotherKey:
            return False

    def _open(self, sealed: str | None) -> str:
        return self._vault.open(sealed) if sealed else ""

    def _seal(self, plain: str) -> str | None:
        return self._vault.seal(plain) if plain else None

    def _tokens(self, row: OfficialAccountRow) -> StoredTokens | None:
        if not (row.access_sealed or row.refresh_sealed):
            return None
        return StoredTokens(
            self._open(row.access_sealed),
            self._open(row.refresh_sealed),
            row.access_expires_at or row.updated_at,
            row.refresh_issued_at or row.updated_at,
            row.refresh_unanswered,
        )

    def _put_tokens(self, row: OfficialAccountRow, pair: TokenPair) -> None:
        now = utc_now()
        row.previous_access_sealed = row.access_sealed
        row.previous_refresh_sealed = row.refresh_sealed
        row.access_sealed = self._seal(pair.access_token)
        row.refresh_sealed = self._seal(pair.refresh_token)
        row.access_expires_at = now + pair.lives if pair.access_token else now
        row.refresh_issued_at = now
        row.refresh_unanswered = 0
        if row.status is OaStatus.RECONNECT_REQUIRED:
            _set_status(row, OaStatus.ACTIVE, "")


def _checked(draft: AccountDraft) -> AccountDraft:
    """The draft as it is stored; pasted text often brings a space or a line end along."""
    clean = AccountDraft(**{name: text.strip() for name, text in asdict(draft).items()})
    if not (_OA_ID.fullmatch(clean.oa_id) and clean.name and clean.secret):
        raise InvalidAccount
    return clean


def _existing(session: Session, oa_id: str, lock: bool = False) -> OfficialAccountRow:
    row = session.get(OfficialAccountRow, oa_id, with_for_update=lock)
    if row is None:
        raise UnknownAccount
    return row


def _ended_by_success(status: OaStatus, reason: str) -> bool:
    return status is OaStatus.STOPPED or reason in CONSENT_REFUSED


def _set_status(row: OfficialAccountRow, status: OaStatus, reason: str) -> None:
    row.status, row.stop_reason = status, reason


def _account(row: OfficialAccountRow) -> OfficialAccount:
    return OfficialAccount(
        row.oa_id,
        row.name,
        row.status,
        row.stop_reason,
        row.access_expires_at,
        row.refresh_issued_at,
        row.created_at,
        row.updated_at,
    )
