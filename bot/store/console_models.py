"""The tables of the console: how officers sign in, their invitations and recovery codes, the tokens
of programs, and who is answered while an account is on trial.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Identity, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models import ID_LENGTH, Base
from bot.store.times import UtcDateTime

DIGEST_LENGTH = 64
"""Hex digits of a SHA-256 digest."""
TOKEN_NAME_LENGTH = 100
DEVICE_NAME_LENGTH = 80


def _officer() -> Mapped[int]:
    return mapped_column(ForeignKey("admins.id", ondelete="CASCADE"))


class SignInRow(Base):
    """How one officer signs in; none for who was never invited.

    ``password`` is an argon2 digest, ``factor_sealed`` her second factor's secret, in use since
    ``factor_since``; ``factor_step`` is the last step of it that was used, so that a code counts
    once. ``epoch`` counts the times all her sessions were ended.
    """

    __tablename__ = "sign_ins"

    admin_id: Mapped[int] = mapped_column(
        ForeignKey("admins.id", ondelete="CASCADE"), primary_key=True
    )
    password: Mapped[str | None] = mapped_column(Text)
    password_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    factor_sealed: Mapped[str | None] = mapped_column(Text)
    factor_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    factor_step: Mapped[int] = mapped_column(default=0)
    epoch: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RecoveryCodeRow(Base):
    """One code in the place of the second factor, good once; only its keyed digest is kept."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    admin_id: Mapped[int] = _officer()
    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH))

    __table_args__ = (Index("uq_recovery_codes_code", "admin_id", "digest", unique=True),)


class InvitationRow(Base):
    """The way to a first (or a new) password, good once; only its digest is kept."""

    __tablename__ = "invitations"

    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH), primary_key=True)
    admin_id: Mapped[int] = mapped_column(ForeignKey("admins.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DeviceRow(Base):
    """A browser in which an officer is signed in; it holds a token of which the digest is kept.
    ``epoch`` is hers at that time, ``name`` says in words what it is.
    """

    __tablename__ = "signed_in_devices"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    admin_id: Mapped[int] = mapped_column(ForeignKey("admins.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH))
    epoch: Mapped[int]
    name: Mapped[str] = mapped_column(String(DEVICE_NAME_LENGTH))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index("uq_signed_in_devices_digest", "digest", unique=True),)


class ApiTokenRow(Base):
    """A program's way in, for one account; only its digest and its end (``hint``) are kept."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    oa_id: Mapped[str] = mapped_column(ForeignKey("official_accounts.oa_id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(TOKEN_NAME_LENGTH))
    digest: Mapped[str] = mapped_column(String(DIGEST_LENGTH), unique=True)
    hint: Mapped[str] = mapped_column(String(8))
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_by: Mapped[int] = _officer()
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_api_tokens_oa_id", "oa_id"),)


class TrialPersonRow(Base):
    """Somebody who is answered while the account is on trial."""

    __tablename__ = "trial_people"

    oa_id: Mapped[str] = mapped_column(
        ForeignKey("official_accounts.oa_id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
