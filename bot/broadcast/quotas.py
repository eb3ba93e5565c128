"""What the account's package holds of messages that are not free, shared by all processes.

Zalo may bill what goes beyond the package instead of refusing it, so nothing is sent beyond what it
said is left. It is asked again every minute while something is sent.
"""

from __future__ import annotations

from datetime import timedelta

import structlog
from redis import Redis

from bot import keys
from bot.errors import BotError
from bot.zalo.client import ZaloClient
from bot.zalo.errors import ZaloError

log = structlog.get_logger(__name__)

USED_UP = "quota_used_up"
HOLDS = timedelta(minutes=1)
KINDS = ("sub_quota", "purchase_quota", "reward_quota")
"""Of the package, bought, and given by Zalo."""
_NOT_TOLD = b"?"
_TAKE = """
local left = redis.call('GET', KEYS[1])
if not left or left == ARGV[1] then return 0 end  -- what Zalo does not tell it must refuse itself
return redis.call('DECR', KEYS[1])
"""
"""In one step: a key that expired in between would be made anew, and last for ever."""


class QuotaUsedUp(BotError):
    """The next message would go beyond what the package holds."""

    public_message = "OA đã hết lượt gửi của gói."


class PaidQuota:
    """Raises ``RedisError`` while Redis is away."""

    def __init__(self, redis: Redis, client: ZaloClient) -> None:
        self._redis = redis
        self._client = client
        self._take = redis.register_script(_TAKE)

    def left(self, oa_id: str) -> int | None:
        """What Zalo says is left now; None where it does not tell."""
        found = [each for kind in KINDS if (each := self._of(oa_id, kind)) is not None]
        return sum(found) if found else None

    def ask(self, oa_id: str) -> None:
        """Ask Zalo, unless it was asked within the last minute."""
        name = keys.paid_left(oa_id)
        if self._redis.exists(name):
            return
        left = self.left(oa_id)
        known = _NOT_TOLD if left is None else str(left).encode()
        self._redis.set(name, known, px=HOLDS, nx=True)

    def take(self, oa_id: str) -> bool:
        """Count one message; False where it would go beyond what is left."""
        return int(self._take(keys=[keys.paid_left(oa_id)], args=[_NOT_TOLD])) >= 0

    def _of(self, oa_id: str, kind: str) -> int | None:
        try:
            assets = self._client.account_quota(oa_id, kind)
        except ZaloError as error:  # also a kind that this account does not know
            log.info("quota_not_told", oa_id=oa_id, kind=type(error).__name__)
            return None
        known = [each.remaining for each in assets if each.remaining is not None]
        return sum(known) if known else None
