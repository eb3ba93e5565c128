"""Which version of a broadcast, an article or a series somebody had before her: she changes, checks
and approves that one and no other.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC
from hashlib import sha256
from typing import Any

from bot.errors import BotError
from bot.store.article_records import Article
from bot.store.broadcast_records import Broadcast, Series


class ChangedMeanwhile(BotError):
    """What she had before her is not what is there now."""

    http_status = 409
    public_message = "Tin vừa được người khác sửa. Chị đọc lại bản mới rồi làm tiếp."


def version_of(each: Broadcast | Article | Series) -> str:
    """A name of what it says, for whom and when, that changes with every word."""
    written = json.dumps(_said(each), default=str, sort_keys=True)
    return sha256(written.encode()).hexdigest()[:16]


def require_seen(each: Broadcast | Article | Series, seen: str | None) -> None:
    """Nothing where she had this very version before her, or where nobody asks (None), else
    ``ChangedMeanwhile``.
    """
    if seen is not None and seen != version_of(each):
        raise ChangedMeanwhile


def _said(each: Broadcast | Article | Series) -> list[Any]:
    if isinstance(each, Series):
        when = [each.weekday, each.at, each.lasts_minutes]
        return [each.name, each.picture, each.audience.stored(), *when]
    whom = each.audience if isinstance(each, Broadcast) else each.filters
    wished = each.wished_for if isinstance(each, Broadcast) else None
    at = wished.astimezone(UTC).isoformat() if wished else ""
    return [asdict(each.content) | {"source": ""}, whom.stored(), at]  # a check writes the source
