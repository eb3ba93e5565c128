"""Who may come in: passwords, codes and invitations judged, wrong tries counted, all audited."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.console import passwords, second_factor
from bot.store.audit import AuditRepository
from bot.store.database import Database
from bot.store.devices import DeviceRepository
from bot.store.sign_ins import SignIn, SignInRepository
from bot.store.times import utc_now


def reception(
    database: Database, secret_key: str, now: Callable[[], datetime] = utc_now
) -> Reception:
    """The reception over this database."""
    return Reception(SignInRepository(database, secret_key), AuditRepository(database), now)


@dataclass(frozen=True, slots=True)
class Reception:
    """Raises ``StateUnavailable`` when the database is away."""

    sign_ins: SignInRepository
    log: AuditRepository
    now: Callable[[], datetime]

    def by_password(self, email: str, password: str) -> SignIn | None:
        """Who she is, if the password is hers and she may sign in at all. A locked account stays
        closed to the right password too: otherwise a lock would tell who has guessed it.
        """
        known = self.sign_ins.by_email(email)
        right = passwords.matches(known.password if known else "", password)
        if known is None or known.disabled or known.locked(self.now()):
            return None
        if not right:
            self._failed(known)
            return None
        if passwords.outdated(known.password):
            self.sign_ins.renew_digest(known.admin.id, passwords.digest(password))
        return known

    def by_code(self, known: SignIn, typed: str) -> bool:
        """Whether the code of her second factor, or a recovery code, is right; it is used up."""
        if known.locked(self.now()):
            return False
        if self._code(known, typed) or self._recovery_code(known, typed):
            return True
        self._failed(known)
        return False

    def entered(self, known: SignIn) -> None:
        """Write down that she is in."""
        self.sign_ins.note_success(known.admin.id, self.now())
        self.log.append(known.admin.email, "console_sign_in", f"admin:{known.admin.id}")

    def invite(self, admin_id: int, by: str) -> str:
        """A fresh token for an invitation; an older one is void."""
        token = secrets.token_urlsafe(32)
        self.sign_ins.invite(admin_id, token, self.now())
        self.log.append(by, "officer_invited", f"admin:{admin_id}")
        return token

    def accept(self, token: str, password: str) -> SignIn:
        """The invitation is used, the password hers. Raises ``UnknownInvitation``,
        ``WeakPassword``.
        """
        known = self.sign_ins.invited(token, self.now())
        passwords.check(password, known.admin.email)
        self.sign_ins.accept(token, passwords.digest(password), self.now())
        self.log.append(known.admin.email, "password_set", f"admin:{known.admin.id}")
        return known

    def change_password(self, known: SignIn, old: str, new: str) -> bool:
        """Whether the old one was right; the new one is hers then, and all her sessions end.

        Raises ``WeakPassword``.
        """
        if self.by_password(known.admin.email, old) is None:
            return False
        passwords.check(new, known.admin.email)
        self.sign_ins.set_password(known.admin.id, passwords.digest(new))
        self.log.append(known.admin.email, "password_changed", f"admin:{known.admin.id}")
        return True

    def renew_recovery_codes(self, known: SignIn) -> list[str]:
        """Fresh ones in the place of the old."""
        codes = second_factor.new_recovery_codes()
        self.sign_ins.put_recovery_codes(known.admin.id, codes)
        self.log.append(known.admin.email, "recovery_codes_renewed", f"admin:{known.admin.id}")
        return codes

    def end_sessions(self, known: SignIn) -> None:
        """Every device of hers is signed out."""
        self.sign_ins.end_sessions(known.admin.id)
        self.log.append(known.admin.email, "sessions_ended", f"admin:{known.admin.id}")

    def end_device(self, known: SignIn, devices: DeviceRepository, device_id: int) -> bool:
        """Whether this device of hers was signed in; it is signed out now."""
        gone = devices.end(known.admin.id, device_id)
        if gone:
            self.log.append(known.admin.email, "device_signed_out", f"admin:{known.admin.id}")
        return gone

    def disable(self, admin_id: int, by: str) -> None:
        """She may not come in any more. Raises ``UnknownAdmin``, ``LastAdmin``."""
        self.sign_ins.disable(admin_id)
        self.log.append(by, "officer_disabled", f"admin:{admin_id}")

    def drop_factor(self, admin_id: int, by: str) -> None:
        """She has no second factor any more and must sign in again."""
        self.sign_ins.drop_factor(admin_id)
        self.log.append(by, "second_factor_dropped", f"admin:{admin_id}")

    def enable(self, admin_id: int, by: str) -> None:
        """She may come in again."""
        self.sign_ins.enable(admin_id)
        self.log.append(by, "officer_enabled", f"admin:{admin_id}")

    def propose_factor(self, known: SignIn) -> str:
        """The secret she is setting up: the same until it is in use."""
        if known.factor:
            return known.factor
        secret = second_factor.new_secret()
        self.sign_ins.propose_factor(known.admin.id, secret)
        return secret

    def use_factor(self, known: SignIn, typed: str) -> list[str]:
        """Her recovery codes, if the code of the proposed secret is right; else nothing."""
        step = second_factor.step_of(known.factor, typed, self.now()) if known.factor else None
        if step is None:
            return []
        codes = second_factor.new_recovery_codes()
        self.sign_ins.use_factor(known.admin.id, step, codes)
        self.log.append(known.admin.email, "second_factor_set", f"admin:{known.admin.id}")
        return codes

    def _code(self, known: SignIn, typed: str) -> bool:
        if not (known.factor and known.factor_in_use):
            return False
        step = second_factor.step_of(known.factor, typed, self.now())
        return step is not None and self.sign_ins.spend_step(known.admin.id, step)

    def _recovery_code(self, known: SignIn, typed: str) -> bool:
        code = second_factor.recovery_code(typed)
        if not self.sign_ins.spend_recovery_code(known.admin.id, code):
            return False
        self.log.append(known.admin.email, "recovery_code_used", f"admin:{known.admin.id}")
        return True

    def _failed(self, known: SignIn) -> None:
        locked = self.sign_ins.note_failure(known.admin.id, self.now())
        if locked:
            self.log.append("system", "account_locked", f"admin:{known.admin.id}")
