"""An admin of an Official Account lets the app in: the link she opens, and what comes back."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from typing import Protocol

from redis import Redis, RedisError

from bot import keys
from bot.errors import BotError, StateUnavailable
from bot.zalo.oauth import OAuth, new_verifier


class UnknownConsent(BotError):
    """The state is not one that was handed out, or it is too old, or it was used before."""

    http_status = 403
    public_message = "Đường liên kết cấp quyền đã hết hạn. Chị vui lòng bắt đầu lại."


class CodeExchange(Protocol):
    """What turns a code into tokens in use; ``TokenKeeper`` is one."""

    def exchange_code(self, oa_id: str, code: str, verifier: str) -> None:
        """Put the tokens of this consent in use."""


@dataclass(frozen=True, slots=True)
class FixedChallenge:
    """For a console that prints the link itself: the verifier and state that were entered there."""

    verifier: str = field(repr=False)
    state: str = field(repr=False)


class Consent:
    """The two steps of a consent. Without ``fixed`` each link has its own verifier and state."""

    def __init__(
        self, oauth: OAuth, tokens: CodeExchange, redis: Redis, fixed: FixedChallenge | None = None
    ) -> None:
        self._oauth = oauth
        self._tokens = tokens
        self._redis = redis
        self._fixed = fixed

    def begin(self, redirect_uri: str) -> str:
        """The link for the admin; it holds for as long as ``keys.CONSENT_EXPIRY``.

        Raises ``StateUnavailable``.
        """
        if self._fixed is not None:
            return self._oauth.permission_url(redirect_uri, self._fixed.state, self._fixed.verifier)
        state, verifier = secrets.token_urlsafe(24), new_verifier()
        try:
            self._redis.set(keys.consent(state), verifier, ex=keys.CONSENT_EXPIRY)
        except RedisError:
            raise StateUnavailable("redis") from None
        return self._oauth.permission_url(redirect_uri, state, verifier)

    def finish(self, oa_id: str, code: str, state: str) -> None:
        """Take the code that came back, and put the account's tokens in use.

        Raises ``UnknownConsent``, ``UnknownAccount``, ``Reconnect`` when Zalo refuses the code,
        ``StateUnavailable``, ``RetryLater``, ``DeliveryUnknown``.
        """
        self._tokens.exchange_code(oa_id, code, self._verifier_of(state))

    def _verifier_of(self, state: str) -> str:
        if self._fixed is not None and _same(state, self._fixed.state):
            return self._fixed.verifier
        try:
            found = self._redis.getdel(keys.consent(state))
        except RedisError:
            raise StateUnavailable("redis") from None
        if found is None:
            raise UnknownConsent
        return found.decode() if isinstance(found, bytes) else str(found)


def _same(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode(), known.encode())
