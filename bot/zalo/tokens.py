"""Keeps the access tokens of all Official Accounts usable: one writer, saved before use.

A refresh token works once, and the old access token dies when the new pair is made. So whoever
refreshes holds a lock that is shared by all processes, looks again whether somebody else has done
it meanwhile, and stores the new pair before anybody sees it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from redis import Redis, RedisError
from redis.exceptions import LockError

from bot import keys
from bot.errors import BotError, StateUnavailable
from bot.store.copies import SealedCopies
from bot.store.models import OaStatus
from bot.store.oas import OaRepository, OfficialAccount, StoredTokens, TokenPair
from bot.zalo.errors import DeliveryUnknown, Reconnect, RetryLater, TokenRejected, ZaloError
from bot.zalo.oauth import OAuth
from bot.zalo.wire import Wire

log = structlog.get_logger(__name__)

REFRESH_BEFORE = timedelta(hours=6)
OLD_REFRESH_TOKEN = timedelta(days=60)
"""Zalo's refresh tokens live three months; one this old means that refreshing does not work."""
MOST_UNANSWERED = 2
"""How often one refresh token is sent without an answer: it may have been used up by the first."""
PATIENCE = timedelta(seconds=30)
"""How long to wait for another process that refreshes."""

FRESH_SECONDS = 5.0
"""How long a process goes on with the tokens it has read."""

StillWorks = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What ``refresh_due`` did: ids of the accounts refreshed, and of those where it failed."""

    refreshed: tuple[str, ...]
    failed: tuple[str, ...]


class TokenKeeper:
    """Access tokens of all accounts.

    ``still_works`` asks Zalo whether an access token is valid; see ``works_at``. ``copies`` are for
    a process that starts while the database is away.
    """

    def __init__(
        self,
        accounts: OaRepository,
        oauth: OAuth,
        redis: Redis,
        still_works: StillWorks,
        copies: SealedCopies | None = None,
    ) -> None:
        self._accounts = accounts
        self._oauth = oauth
        self._redis = redis
        self._still_works = still_works
        self._copies = copies
        self._in_use: dict[str, tuple[float, StoredTokens]] = {}

    def access_token(self, oa_id: str) -> str:
        """The access token, refreshed first where its time is over.

        Raises ``Reconnect`` when there is none, ``UnknownAccount``, ``RetryLater``,
        ``SealedWithAnotherKey``. A token that another process has replaced meanwhile is refused by
        Zalo, and ``refresh`` then finds the newer one.
        """
        tokens = self._recent(oa_id)
        if tokens.access_token and datetime.now(UTC) < tokens.access_expires_at:
            return tokens.access_token
        return self.refresh(oa_id, if_current=tokens.access_token)

    def refresh(self, oa_id: str, *, if_current: str) -> str:
        """A token other than ``if_current``: somebody else's newer one, or a new one from Zalo.

        However many call at once, Zalo is asked once. Raises ``Reconnect`` when a person must
        consent anew, ``RetryLater`` when it is worth trying again.
        """
        with self._sole_writer(oa_id):
            tokens = self._stored(oa_id)
            if tokens.access_token != if_current:
                return tokens.access_token
            return self._renew(oa_id, tokens)

    def refresh_due(self) -> RefreshReport:
        """Refresh every usable account whose token expires within six hours; for a timer."""
        done: dict[bool, list[str]] = {True: [], False: []}
        for account in self._accounts.list():
            if _due(account):
                done[self._refreshed(account.oa_id)].append(account.oa_id)
            _warn_if_old(account)
        return RefreshReport(tuple(done[True]), tuple(done[False]))

    def exchange_code(self, oa_id: str, code: str, verifier: str) -> None:
        """Put the tokens of a fresh consent in use, and make the account active.

        Raises ``Reconnect`` when Zalo refuses the code, ``RetryLater``, ``DeliveryUnknown``.
        """
        with self._sole_writer(oa_id):
            self._accounts.save_tokens(oa_id, self._oauth.exchange(code, verifier))
            self._in_use.pop(oa_id, None)
            self._accounts.mark_active(oa_id)

    def consent_lost(self, oa_id: str, reason: str) -> None:
        """Zalo says that the account no longer trusts the app: only a person can help."""
        log.error("reconnect_required", oa_id=oa_id, reason=reason, alert=True)
        self._accounts.mark_reconnect_required(oa_id, reason)

    def _recent(self, oa_id: str) -> StoredTokens:
        """As ``_stored``, some seconds old at most: reading and decrypting costs 2 ms a bubble.

        While the database is away, the last ones known.
        """
        known = self._in_use.get(oa_id)
        if known is not None and time.monotonic() - known[0] < FRESH_SECONDS:
            return known[1]
        try:
            return self._stored(oa_id)
        except StateUnavailable:
            tokens = known[1] if known else self._copy(oa_id)
            if tokens is None:
                raise
            return tokens

    def _copy(self, oa_id: str) -> StoredTokens | None:
        return self._copies.tokens_of(oa_id) if self._copies else None

    def remember(self, oa_id: str) -> None:
        """Read the account's token now and then, so that it is known when the database goes."""
        try:
            self._recent(oa_id)
        except BotError as error:
            log.warning("token_not_remembered", oa_id=oa_id, kind=type(error).__name__)

    def _stored(self, oa_id: str) -> StoredTokens:
        tokens = self._accounts.tokens_of(oa_id)
        if tokens is None:
            raise Reconnect(0, "no_tokens")
        self._in_use[oa_id] = time.monotonic(), tokens
        if self._copies is not None:
            self._copies.keep_tokens(oa_id, tokens)
        return tokens

    def _renew(self, oa_id: str, tokens: StoredTokens) -> str:
        if not tokens.refresh_token:
            raise self._lost(oa_id, "no_refresh_token")
        if self._needs_consent(oa_id):
            raise Reconnect(0, "reconnect_required")
        sent = self._times_sent(tokens)
        if sent >= MOST_UNANSWERED:
            raise self._lost(oa_id, "refresh_unanswered")
        # Written down first: a crash while we wait is a refresh without an answer, too.
        self._accounts.note_unanswered(oa_id, sent + 1)
        pair = self._ask(oa_id, tokens.refresh_token, sent)
        self._accounts.save_tokens(oa_id, pair)
        self._in_use.pop(oa_id, None)
        log.info("token_refreshed", oa_id=oa_id)
        return pair.access_token

    def _ask(self, oa_id: str, refresh_token: str, sent: int) -> TokenPair:
        try:
            return self._oauth.refresh(refresh_token)
        except RetryLater:
            self._accounts.note_unanswered(oa_id, sent)
            raise
        except DeliveryUnknown as error:
            raise RetryLater(0, f"refresh_{error.reason}", wait=timedelta(minutes=1)) from None
        except Reconnect as error:
            raise self._lost(oa_id, error.reason, error.code) from None

    def _times_sent(self, tokens: StoredTokens) -> int:
        """How often the refresh token may have been used up.

        Not at all if the access token still works: it dies when a new pair is made.
        """
        if tokens.unanswered and tokens.access_token and self._still_works(tokens.access_token):
            return 0
        return tokens.unanswered

    def _needs_consent(self, oa_id: str) -> bool:
        account = self._accounts.get(oa_id)
        return account is not None and account.status is OaStatus.RECONNECT_REQUIRED

    def _lost(self, oa_id: str, reason: str, code: int = 0) -> Reconnect:
        self.consent_lost(oa_id, reason)
        error = Reconnect(0, reason)
        error.log_fields["oauth_error"] = code
        return error

    def _refreshed(self, oa_id: str) -> bool:
        try:
            self.refresh(oa_id, if_current=self._stored(oa_id).access_token)
        except BotError as error:
            log.warning("refresh_failed", oa_id=oa_id, kind=type(error).__name__)
            return False
        return True

    @contextmanager
    def _sole_writer(self, oa_id: str) -> Iterator[None]:
        """The lock outlives the longest exchange with Zalo; without Redis nothing is refreshed."""
        lock = self._redis.lock(
            keys.token_lock(oa_id),
            timeout=keys.LOCK_EXPIRY.total_seconds(),
            blocking_timeout=PATIENCE.total_seconds(),
        )
        try:
            taken = lock.acquire()
        except RedisError:
            raise RetryLater(0, "redis_away") from None
        if not taken:
            raise RetryLater(0, "refresh_under_way")
        try:
            yield
        finally:
            try:
                lock.release()
            except (LockError, RedisError):
                log.warning("token_lock_lost", oa_id=oa_id)


def works_at(wire: Wire) -> StillWorks:
    """A question to Zalo's API: is this access token valid? No answer counts as no."""

    def works(access_token: str) -> bool:
        headers = {"access_token": access_token}
        try:
            wire.exchange("GET", "/v2.0/oa/getoa", repeatable=True, headers=headers).data()
        except (TokenRejected, RetryLater):
            return False
        except ZaloError:
            return True
        return True

    return works


def _due(account: OfficialAccount) -> bool:
    expires = account.access_expires_at
    if expires is None or account.status is OaStatus.RECONNECT_REQUIRED:
        return False
    return expires - datetime.now(UTC) < REFRESH_BEFORE


def _warn_if_old(account: OfficialAccount) -> None:
    issued = account.refresh_issued_at
    if issued is not None and datetime.now(UTC) - issued > OLD_REFRESH_TOKEN:
        log.warning("refresh_token_old", oa_id=account.oa_id, alert=True)
