"""Tokens with which programs of the ward speak to the API: shown once, kept as a digest."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, select, update

from bot.errors import BotError
from bot.store.admins import Admin, admin_of
from bot.store.console_models import TOKEN_NAME_LENGTH, ApiTokenRow, SignInRow
from bot.store.database import Database
from bot.store.models import AdminRow
from bot.store.times import utc_now

PREFIX = "hl_"
"""So that a token that was published by mistake can be searched for."""
HINT_LENGTH = 4
USE_NOTED_AFTER = timedelta(minutes=1)
"""The time of the last use is not written more often than this."""


class Scope(StrEnum):
    """What a program may do with a token."""

    DRAFT = "faq:draft"
    PUBLISH = "faq:publish"


class InvalidTokenName(BotError):
    """The token has no name, one that is too long, or may do nothing."""

    http_status = 400
    public_message = (
        f"Mã cần có tên dễ nhớ (nhiều nhất {TOKEN_NAME_LENGTH} ký tự) và ít nhất một quyền."
    )


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token without its secret. It acts for the officer who made it (``admin``)."""

    id: int
    oa_id: str
    name: str
    hint: str
    scopes: frozenset[Scope]
    admin: Admin
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None

    def usable(self, now: datetime) -> bool:
        """Whether it is neither revoked nor too old."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class ApiTokens:
    """The tokens. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self,
        oa_id: str,
        name: str,
        scopes: Iterable[Scope],
        by: Admin,
        expires_at: datetime | None = None,
    ) -> tuple[ApiToken, str]:
        """A new token and its secret, which nobody can learn again. Raises ``InvalidTokenName``."""
        name, allowed = name.strip(), sorted(scopes)
        if not 0 < len(name) <= TOKEN_NAME_LENGTH or not allowed:
            raise InvalidTokenName
        secret = PREFIX + secrets.token_urlsafe(32)
        row = ApiTokenRow(
            oa_id=oa_id,
            name=name,
            digest=_digest(secret),
            hint=secret[-HINT_LENGTH:],
            scopes=[scope.value for scope in allowed],
            created_by=by.id,
            created_at=utc_now(),
            expires_at=expires_at,
        )
        with self._database.writing() as session:
            session.add(row)
            session.flush()
            return _token(row, session.get_one(AdminRow, by.id)), secret

    def list(self, oa_id: str) -> list[ApiToken]:
        """The account's tokens, newest first, revoked ones too."""
        chosen = _joined().where(ApiTokenRow.oa_id == oa_id).order_by(ApiTokenRow.id.desc())
        with self._database.reading() as session:
            return [_token(row, admin) for row, admin in session.execute(chosen)]

    def find(self, secret: str, now: datetime | None = None) -> ApiToken | None:
        """The token with this secret if it may be used; notes that it was. None where there is
        none, where it is revoked or too old, and where its officer may not sign in any more.
        """
        at = now or utc_now()
        barred = select(SignInRow.admin_id).where(SignInRow.disabled_at.is_not(None))
        chosen = _joined().where(
            ApiTokenRow.digest == _digest(secret), ApiTokenRow.created_by.not_in(barred)
        )
        with self._database.reading() as session:
            found = session.execute(chosen).one_or_none()
            token = None if found is None else _token(*found)
        if token is None or not token.usable(at):
            return None
        if token.last_used_at is None or at - token.last_used_at >= USE_NOTED_AFTER:
            self._note_use(token.id, at)
        return token

    def revoke(self, oa_id: str, token_id: int) -> bool:
        """The token does not work any more; False if the account has no such token in use."""
        mine = (ApiTokenRow.id == token_id, ApiTokenRow.oa_id == oa_id)
        statement = (
            update(ApiTokenRow)
            .where(*mine, ApiTokenRow.revoked_at.is_(None))
            .values(revoked_at=utc_now())
            .returning(ApiTokenRow.id)
        )
        with self._database.writing() as session:
            return bool(session.execute(statement).all())

    def _note_use(self, token_id: int, at: datetime) -> None:
        with self._database.writing() as session:
            session.execute(
                update(ApiTokenRow).where(ApiTokenRow.id == token_id).values(last_used_at=at)
            )


def _digest(secret: str) -> str:
    # The secret is random and long: a plain digest cannot be turned back, and it finds the row.
    return hashlib.sha256(secret.encode()).hexdigest()


def _joined() -> Select[ApiTokenRow, AdminRow]:
    return select(ApiTokenRow, AdminRow).join(AdminRow, AdminRow.id == ApiTokenRow.created_by)


def _token(row: ApiTokenRow, admin: AdminRow) -> ApiToken:
    return ApiToken(
        row.id,
        row.oa_id,
        row.name,
        row.hint,
        frozenset(Scope(each) for each in row.scopes),
        admin_of(admin),
        row.created_at,
        row.expires_at,
        row.last_used_at,
        row.revoked_at,
    )
