"""How officers sign in: password, second factor, recovery codes, invitations, lockout."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import Session

from bot.errors import BotError
from bot.store.admins import Admin, UnknownAdmin, admin_of, require_another_admin
from bot.store.console_models import InvitationRow, RecoveryCodeRow, SignInRow
from bot.store.database import Database
from bot.store.models import AdminRow
from bot.store.roster_models import OfficerRow, ShiftRow
from bot.store.times import utc_now
from bot.store.upsert import insert
from bot.store.vault import Vault

INVITATION_LIVES = timedelta(hours=48)
TRIES = 5
"""Wrong passwords or codes in a row after which the account is locked."""
LOCK_STEPS = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long, the first time, the second, and from then on, until she gets in."""


class UnknownInvitation(BotError):
    """The invitation was used, is too old, or never was."""

    http_status = 404
    public_message = (
        "Đường dẫn mời đã dùng rồi hoặc quá 48 giờ. Chị nhờ quản trị viên gửi lại lời mời."
    )


@dataclass(frozen=True, slots=True)
class SignIn:
    """An officer as the sign-in sees her; ``factor`` is '' where there is none, and counts only
    with ``factor_in_use``.
    """

    admin: Admin
    password: str = field(default="", repr=False)
    factor: str = field(default="", repr=False)
    factor_in_use: bool = False
    factor_step: int = 0
    epoch: int = 0
    locked_until: datetime | None = None
    disabled: bool = False
    last_at: datetime | None = None

    def locked(self, now: datetime) -> bool:
        """Whether she must wait after too many wrong tries."""
        return self.locked_until is not None and now < self.locked_until


class SignInRepository:
    """The ways in. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        self._vault = Vault(secret_key)
        self._key = hashlib.sha256(b"hieu-luat sign-in v1" + secret_key.encode()).digest()

    def of(self, admin_id: int) -> SignIn | None:
        """The officer, or None."""
        return self._find(AdminRow.id == admin_id)

    def by_email(self, email: str) -> SignIn | None:
        """The officer with this address, or None."""
        return self._find(AdminRow.email == email.strip().lower())

    def list(self) -> list[SignIn]:
        """All officers in the order they were added."""
        with self._database.reading() as session:
            rows = session.execute(_joined().order_by(AdminRow.id)).all()
            return [self._sign_in(admin, row) for admin, row in rows]

    def invite(self, admin_id: int, token: str, now: datetime | None = None) -> datetime:
        """Let the bearer of the token set her password; an older invitation is void. Returns until
        when it holds.
        """
        until = (now or utc_now()) + INVITATION_LIVES
        with self._database.writing() as session:
            session.execute(delete(InvitationRow).where(InvitationRow.admin_id == admin_id))
            row = InvitationRow(digest=self._digest(token), admin_id=admin_id, expires_at=until)
            session.add(row)
        return until

    def invited(self, token: str, now: datetime | None = None) -> SignIn:
        """Who holds this invitation. Raises ``UnknownInvitation``."""
        with self._database.reading() as session:
            row = session.get(InvitationRow, self._digest(token))
            if row is None or row.expires_at <= (now or utc_now()):
                raise UnknownInvitation
            admin_id = row.admin_id
        found = self.of(admin_id)
        if found is None or found.disabled:
            raise UnknownInvitation
        return found

    def accept(self, token: str, password: str, now: datetime | None = None) -> None:
        """Use the invitation up: the password (a digest) is hers, old sessions end.

        Raises ``UnknownInvitation``.
        """
        at = now or utc_now()
        with self._database.writing() as session:
            row = session.get(InvitationRow, self._digest(token), with_for_update=True)
            if row is None or row.expires_at <= at:
                raise UnknownInvitation
            mine = _row(session, row.admin_id)
            session.delete(row)
            _put_password(mine, password, at)
            mine.failures, mine.locked_until = 0, None

    def set_password(self, admin_id: int, password: str) -> None:
        """The password (a digest) is hers; all her sessions end."""
        with self._changing(admin_id) as row:
            _put_password(row, password, utc_now())

    def renew_digest(self, admin_id: int, password: str) -> None:
        """The same password under a newer digest; sessions go on."""
        with self._changing(admin_id) as row:
            row.password = password

    def propose_factor(self, admin_id: int, secret: str) -> None:
        """Keep a second factor's secret until ``use_factor``; one in use stays in use if there."""
        with self._changing(admin_id) as row:
            if row.factor_since is None:
                row.factor_sealed = self._vault.seal(secret)

    def use_factor(self, admin_id: int, step: int, recovery_codes: Iterable[str]) -> None:
        """The proposed secret is in use from now on, with fresh recovery codes."""
        with self._changing(admin_id) as row:
            row.factor_since, row.factor_step = utc_now(), step
        self.put_recovery_codes(admin_id, recovery_codes)

    def drop_factor(self, admin_id: int) -> None:
        """Without second factor and recovery codes again; all her sessions end."""
        with self._changing(admin_id) as row:
            row.factor_sealed = row.factor_since = None
            row.epoch += 1
        self.put_recovery_codes(admin_id, ())

    def spend_step(self, admin_id: int, step: int) -> bool:
        """Whether this step of the second factor is newer than the last; it is used up then."""
        with self._changing(admin_id) as row:
            if step <= row.factor_step:
                return False
            row.factor_step = step
            return True

    def put_recovery_codes(self, admin_id: int, codes: Iterable[str]) -> None:
        """Exactly these codes."""
        digests = [self._digest(code) for code in codes]
        with self._database.writing() as session:
            session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.admin_id == admin_id))
            session.add_all(RecoveryCodeRow(admin_id=admin_id, digest=each) for each in digests)

    def spend_recovery_code(self, admin_id: int, code: str) -> bool:
        """Whether it is one of hers; it is used up then."""
        mine = (RecoveryCodeRow.admin_id == admin_id, RecoveryCodeRow.digest == self._digest(code))
        with self._database.writing() as session:
            statement = delete(RecoveryCodeRow).where(*mine).returning(RecoveryCodeRow.id)
            return bool(session.execute(statement).all())

    def recovery_codes_left(self, admin_id: int) -> int:
        """How many she has not used."""
        chosen = select(func.count()).where(RecoveryCodeRow.admin_id == admin_id)
        with self._database.reading() as session:
            return session.scalars(chosen).one()

    def note_failure(self, admin_id: int, now: datetime | None = None) -> datetime | None:
        """One more wrong try; returns until when the account is locked, None if it is not."""
        with self._changing(admin_id) as row:
            row.failures += 1
            if row.failures % TRIES:
                return None
            step = min(row.failures // TRIES, len(LOCK_STEPS)) - 1
            row.locked_until = (now or utc_now()) + LOCK_STEPS[step]
            return row.locked_until

    def note_success(self, admin_id: int, now: datetime | None = None) -> None:
        """She got in."""
        with self._changing(admin_id) as row:
            row.failures, row.locked_until, row.last_at = 0, None, now or utc_now()

    def end_sessions(self, admin_id: int) -> None:
        """Whoever is signed in as her must sign in again."""
        with self._changing(admin_id) as row:
            row.epoch += 1

    def disable(self, admin_id: int) -> None:
        """She may not sign in any more, all her sessions end, and no account counts on her: she is
        on no list of officers and has no shifts. Raises ``UnknownAdmin``, ``LastAdmin``.
        """
        with self._database.writing() as session:
            admin = session.get(AdminRow, admin_id)
            if admin is None:
                raise UnknownAdmin
            require_another_admin(session, admin)
            row = _row(session, admin_id)
            row.disabled_at = utc_now()
            row.epoch += 1
            for table in (ShiftRow, OfficerRow):
                session.execute(delete(table).where(table.admin_id == admin_id))
            session.execute(delete(InvitationRow).where(InvitationRow.admin_id == admin_id))

    def enable(self, admin_id: int) -> None:
        """She may sign in again."""
        with self._changing(admin_id) as row:
            row.disabled_at = None

    @contextmanager
    def _changing(self, admin_id: int) -> Iterator[SignInRow]:
        with self._database.writing() as session:
            yield _row(session, admin_id)

    def _find(self, condition: ColumnElement[bool]) -> SignIn | None:
        with self._database.reading() as session:
            found = session.execute(_joined().where(condition)).one_or_none()
            return None if found is None else self._sign_in(*found)

    def _sign_in(self, admin: AdminRow, row: SignInRow | None) -> SignIn:
        if row is None:
            return SignIn(admin_of(admin))
        return SignIn(
            admin_of(admin),
            row.password or "",
            self._vault.open(row.factor_sealed) if row.factor_sealed else "",
            row.factor_since is not None,
            row.factor_step,
            row.epoch,
            row.locked_until,
            row.disabled_at is not None,
            row.last_at,
        )

    def _digest(self, secret: str) -> str:
        return hmac.new(self._key, secret.encode(), "sha256").hexdigest()


def _joined() -> Select[AdminRow, SignInRow]:
    return select(AdminRow, SignInRow).outerjoin(SignInRow, SignInRow.admin_id == AdminRow.id)


def _row(session: Session, admin_id: int) -> SignInRow:
    fresh = insert(session, SignInRow).values(admin_id=admin_id, factor_step=0, epoch=0, failures=0)
    session.execute(fresh.on_conflict_do_nothing())
    return session.get_one(SignInRow, admin_id, with_for_update=True)


def _put_password(row: SignInRow, password: str, at: datetime) -> None:
    row.password, row.password_since = password, at
    row.epoch += 1
