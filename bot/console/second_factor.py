"""The second factor: a code of six digits from an app on her phone (TOTP), or a recovery code."""

from __future__ import annotations

import io
import re
import secrets
from datetime import datetime

import pyotp
import segno

ISSUER = "Hiểu Luật"
STEP = 30
RECOVERY_CODES = 8
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike."""


def new_secret() -> str:
    """A fresh secret, as apps take it when it is typed."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step of time to which this code belongs; None if it is wrong. The step before and the one
    after count too: telephones' clocks are not exact.
    """
    digits = re.sub(r"\D", "", code)
    current = int(now.timestamp()) // STEP
    for step in (current, current - 1, current + 1):
        if secrets.compare_digest(pyotp.TOTP(secret).generate_otp(step), digits):
            return step
    return None


def picture(secret: str, email: str) -> bytes:
    """The secret as a QR code (SVG) for the app's camera."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    drawn = io.BytesIO()
    segno.make(uri, error="m").save(drawn, kind="svg", scale=5, border=3, light="#fff")
    return drawn.getvalue()


def new_recovery_codes() -> list[str]:
    """Codes to print and keep, each good once: "h7kq-2mxp-9trd"."""
    return ["-".join(_four() for _ in range(3)) for _ in range(RECOVERY_CODES)]


def recovery_code(typed: str) -> str:
    """A recovery code as it was handed out, however it was typed."""
    letters = re.sub(r"[^a-z0-9]", "", typed.lower())
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _four() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(4))
