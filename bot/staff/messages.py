"""Messages to officers, over the account's own chat: what became of one is told, not raised."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from bot import metrics
from bot.staff.roster import Officer
from bot.zalo.client import ZaloClient
from bot.zalo.errors import DeliveryUnknown, ZaloError

log = structlog.get_logger(__name__)

NO_ZALO_ID = "no_zalo_id"


@dataclass(frozen=True, slots=True)
class Sent:
    """Whether Zalo took the message; ``reason`` is a short English slug of why not, else ''.

    ``certain`` is False where the message may have arrived although no answer came.
    """

    ok: bool
    reason: str = ""
    certain: bool = True


class OfficerMessages:
    """Writes to officers. An officer must have written to the account within seven days."""

    def __init__(self, client: ZaloClient) -> None:
        self._client = client

    def send(self, oa_id: str, officer: Officer, text: str) -> Sent:
        """Send her a text of at most 2000 characters. Never raises ``ZaloError``; a store of ours
        that is away raises ``StateUnavailable`` or ``RedisError``, and nothing was sent.
        """
        sent = self._tried(oa_id, officer, text)
        metrics.count_officer_message("ok" if sent.ok else sent.reason)
        if not sent.ok:
            log.warning("officer_not_reached", oa_id=oa_id, reason=sent.reason)
        return sent

    def _tried(self, oa_id: str, officer: Officer, text: str) -> Sent:
        if not officer.zalo_user_id:
            return Sent(False, NO_ZALO_ID)
        try:
            self._client.send_text(oa_id, officer.zalo_user_id, text)
        except DeliveryUnknown as error:
            return Sent(False, error.reason, certain=False)
        except ZaloError as error:
            return Sent(False, error.reason)
        return Sent(True)
