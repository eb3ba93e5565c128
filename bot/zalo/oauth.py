"""Zalo's OAuth v4 for Official Accounts: consent page, code exchange, refresh."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from bot.store.oas import TokenPair
from bot.zalo.errors import Reconnect, RetryLater
from bot.zalo.hours import until_next_minute
from bot.zalo.wire import Wire, number

USUAL_LIFE = timedelta(hours=25)
"""What ``expires_in`` says in practice (90000 seconds); used where it cannot be read."""


class OAuth:
    """The two questions put to Zalo's OAuth server, for one app."""

    def __init__(self, wire: Wire, base_url: str, app_id: str, app_secret: str) -> None:
        self._wire = wire
        self._base_url = base_url.rstrip("/")
        self._app_id = app_id
        self._app_secret = app_secret

    def permission_url(self, redirect_uri: str, state: str, verifier: str) -> str:
        """The page on which an admin of the account gives her consent."""
        asked = {
            "app_id": self._app_id,
            "redirect_uri": redirect_uri,
            "code_challenge": code_challenge(verifier),
            "state": state,
        }
        return f"{self._base_url}/v4/oa/permission?{urlencode(asked)}"

    def exchange(self, code: str, verifier: str) -> TokenPair:
        """Turn the code of a consent into tokens; it works once, for ten minutes.

        Raises ``RetryLater``, ``DeliveryUnknown`` (the code may be used up), ``Reconnect``.
        """
        asked = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        return self._tokens(asked)

    def refresh(self, refresh_token: str) -> TokenPair:
        """Turn a refresh token, which works once, into a new pair.

        Raises ``RetryLater`` when the token surely was not used, ``DeliveryUnknown`` when it may
        have been, ``Reconnect`` when Zalo refuses it.
        """
        return self._tokens({"grant_type": "refresh_token", "refresh_token": refresh_token})

    def _tokens(self, asked: dict[str, str]) -> TokenPair:
        answer = self._wire.exchange(
            "POST",
            "/v4/oa/access_token",
            repeatable=False,
            headers={"secret_key": self._app_secret},
            data={"app_id": self._app_id, **asked},
        )
        return _pair(answer.body())


def new_verifier() -> str:
    """A fresh PKCE verifier of 43 characters."""
    return secrets.token_urlsafe(32)


def code_challenge(verifier: str) -> str:
    """The PKCE challenge: base64url of the raw SHA-256, without padding."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _pair(body: dict[str, Any]) -> TokenPair:
    # A refusal may come with HTTP 200 and without "error": only two tokens are a success.
    access, refresh = body.get("access_token"), body.get("refresh_token")
    if isinstance(access, str) and isinstance(refresh, str) and access and refresh:
        return TokenPair(access, refresh, _life(body.get("expires_in")))
    code = number(body.get("error")) or 0
    if code == -32:
        raise RetryLater(code, "rate_limit", wait=until_next_minute())
    raise Reconnect(code, "tokens_refused")


def _life(expires_in: object) -> timedelta:
    seconds = number(expires_in)
    return timedelta(seconds=seconds) if seconds and 0 < seconds < 10**8 else USUAL_LIFE
