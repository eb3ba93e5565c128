"""Passwords: argon2 digests, and what a password must be."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.errors import BotError

SHORTEST = 10
LONGEST = 200
_TOO_COMMON = ("1234567890", "password", "matkhau", "qwertyuiop", "abcdefghij", "hoiphunu")
_KINDS_WANTED = 4
"""Different characters that a password has at least."""

_hasher = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
_nobody = _hasher.hash("nobody has this password")


class WeakPassword(BotError):
    """The password is too easy to guess; the sentence says how to choose one."""

    http_status = 400
    public_message = (
        f"Mật khẩu cần ít nhất {SHORTEST} ký tự và khó đoán. Chị có thể dùng một câu ngắn dễ nhớ, "
        "ví dụ bốn từ không liên quan đến nhau."
    )


def digest(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether it is the password; as slow where none is kept ('')."""
    try:
        return _hasher.verify(kept or _nobody, password) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether the digest should be made anew."""
    return _hasher.check_needs_rehash(kept)


def check(password: str, email: str = "") -> None:
    """Raises ``WeakPassword``."""
    plain = password.lower()
    name = email.partition("@")[0].lower()
    easy = (
        not SHORTEST <= len(password) <= LONGEST
        or len(set(plain)) < _KINDS_WANTED
        or any(plain.startswith(common) for common in _TOO_COMMON)
        or (len(name) > 3 and plain.startswith(name))
    )
    if easy:
        raise WeakPassword
