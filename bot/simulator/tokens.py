"""The token office: what OAuth v4 of Zalo does with codes and tokens, by the virtual clock."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.clock import DAY_MS, VirtualClock
from bot.simulator.errors import ApiError, OauthError
from bot.simulator.options import Options
from bot.simulator.state import Grant

ACCESS_SECONDS = 90_000
REFRESH_MS = 90 * DAY_MS
CODE_MS = 10 * 60 * 1000


@dataclass(frozen=True, slots=True)
class _Code:
    expires_ms: int
    challenge: str


class TokenOffice:
    """Issues and checks tokens. ``grant`` is read anew each time, for resets."""

    def __init__(self, options: Options, clock: VirtualClock, grant: Callable[[], Grant]) -> None:
        self._options = options
        self._clock = clock
        self._grant = grant
        self._codes: dict[str, _Code] = {}
        self._lock = threading.Lock()

    def check(self, token: str, proof: str = "") -> None:
        """Let a call through, or raise -216 (unknown), -220 (no longer good) or -242 (proof)."""
        grant = self._grant()
        if token in grant.dead_access:
            raise ApiError(-220, "Access token has expired")
        if not hmac.compare_digest(token.encode(), grant.access_token.encode()):
            raise ApiError(-216, "Access token is invalid")
        if self._clock.now_ms() >= grant.access_expires_ms:
            raise ApiError(-220, "Access token has expired")
        self._check_proof(token, proof)

    def _check_proof(self, token: str, proof: str) -> None:
        if not self._options.require_proof:
            return
        wanted = hmac.new(self._options.app_secret.encode(), token.encode(), "sha256").hexdigest()
        if not hmac.compare_digest(wanted, proof):
            raise ApiError(-242, "appsecret_proof is invalid")

    def new_code(self, challenge: str) -> str:
        """A code for one exchange within ten minutes."""
        code = secrets.token_urlsafe(24)
        with self._lock:
            self._codes[code] = _Code(self._clock.now_ms() + CODE_MS, challenge)
        return code

    def exchange(self, app_id: str, secret: str, code: str, verifier: str) -> dict[str, str]:
        """Tokens for a code; the code is spent whether or not this succeeds."""
        self._check_app(app_id, secret)
        with self._lock:
            known = self._codes.pop(code, None)
            if known is None or self._clock.now_ms() >= known.expires_ms:
                raise OauthError(-14010, "Invalid code", "code is unknown, used or expired")
            if known.challenge and known.challenge != challenge_of(verifier):
                raise OauthError(-14011, "Invalid code verifier", "code_verifier does not fit")
            return self._renew()

    def refresh(self, app_id: str, secret: str, refresh_token: str) -> dict[str, str]:
        """A new pair for the living refresh token, which is spent by that."""
        self._check_app(app_id, secret)
        with self._lock:
            grant = self._grant()
            good = hmac.compare_digest(refresh_token.encode(), grant.refresh_token.encode())
            if not good or self._clock.now_ms() >= grant.refresh_expires_ms:
                raise OauthError(
                    -14014, "Invalid refresh token", "refresh_token is used or unknown"
                )
            return self._renew()

    def expire_access(self) -> None:
        """Let the living access token expire now."""
        self._grant().access_expires_ms = self._clock.now_ms()

    def _check_app(self, app_id: str, secret: str) -> None:
        if app_id != self._options.app_id:
            raise OauthError(-14002, "Invalid app id", "app_id is unknown or not active")
        if not hmac.compare_digest(secret.encode(), self._options.app_secret.encode()):
            raise OauthError(-14004, "Invalid secret key", "secret_key does not belong to the app")

    def _renew(self) -> dict[str, str]:
        grant = self._grant()
        grant.dead_access.add(grant.access_token)
        grant.used_refresh.add(grant.refresh_token)
        grant.access_token, grant.refresh_token = (
            secrets.token_urlsafe(48),
            secrets.token_urlsafe(48),
        )
        grant.access_expires_ms = self._clock.now_ms() + ACCESS_SECONDS * 1000
        grant.refresh_expires_ms = self._clock.now_ms() + REFRESH_MS
        return {
            "access_token": grant.access_token,
            "refresh_token": grant.refresh_token,
            "expires_in": str(ACCESS_SECONDS),
        }


def first_grant(options: Options, clock: VirtualClock) -> Grant:
    """The grant that holds the starting pair."""
    now = clock.now_ms()
    return Grant(
        options.access_token,
        options.refresh_token,
        now + ACCESS_SECONDS * 1000,
        now + REFRESH_MS,
    )


def challenge_of(verifier: str) -> str:
    """PKCE: base64url of the verifier's SHA-256, without padding."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
