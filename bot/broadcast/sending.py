"""One message of a broadcast: out, and what its failure means for it, for the rest, for the
account.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from redis import RedisError

from bot import metrics
from bot.broadcast.content import written_out
from bot.broadcast.states import OUT
from bot.errors import BotError
from bot.store.audiences import AudienceRepository
from bot.store.broadcast_ledger import LEASE, Ledger
from bot.store.broadcast_models import (
    AttachmentKind,
    BroadcastState,
    RecipientKind,
    RecipientState,
)
from bot.store.broadcast_records import Broadcast, BroadcastContent, Claimed
from bot.store.broadcasts import BroadcastRepository
from bot.store.oas import OaRepository
from bot.store.people import PeopleRepository
from bot.store.times import utc_now
from bot.zalo.client import ZaloClient
from bot.zalo.errors import (
    AccountStopped,
    AttachmentExpired,
    DeliveryUnknown,
    GroupUnavailable,
    OutsideHours,
    Reconnect,
    RetryLater,
    ServerFault,
    TokenRejected,
    UserUnreachable,
    ZaloError,
)

log = structlog.get_logger(__name__)

SERVICE = "service"
"""Who the audit log names for what a broadcast does by itself."""
LOOK_AFTER = timedelta(seconds=45)
"""A send that got no answer is looked up after so long: Zalo may still be working on it."""
TOO_FAST = frozenset({"rate_limit", "http_429"})
TRY_AGAIN = timedelta(minutes=1)
ATTEMPTS = 3
NOT_REACHED = frozenset({"not_connected"})
"""Zalo got nothing: that is no try, and says nothing about the recipient."""
FAULTS_IN_A_ROW = 3
"""After so many sends without an answer the broadcast stands still for a moment: what goes into an
outage must be looked up one by one.
"""
REFUSED_AT_FIRST = 3
"""When the first so many are refused for what the message is, the others would be too."""
FRESH = LEASE / 3
"""A claim older than this is not acted on: its owner may have slept through its lease."""


class Attachments(Protocol):
    """Where pictures and files of broadcasts are kept and uploaded from."""

    def upload(self, client: ZaloClient, broadcast: Broadcast) -> str:
        """Zalo's id of the attachment, uploaded now. Raises ``ZaloError``; ``AttachmentMissing``
        where there is none of that name.
        """

    def misfits(self, oa_id: str, content: BroadcastContent) -> list[str]:
        """What is wrong with what goes along, in words for officers; [] if nothing is."""

    def prepare(self, broadcast: Broadcast) -> list[str]:
        """Make ready what goes along before it is checked; what stands against it."""


class AttachmentMissing(BotError):
    """The file that was to go along is not there."""

    public_message = "Không thấy tệp đính kèm của tin. Chị đính lại tệp."


class NoAttachments:
    """In the place of attachments where none are kept."""

    def upload(self, client: ZaloClient, broadcast: Broadcast) -> str:
        """There is none."""
        raise AttachmentMissing

    def misfits(self, oa_id: str, content: BroadcastContent) -> list[str]:
        """Nobody looks."""
        return []

    def prepare(self, broadcast: Broadcast) -> list[str]:
        """Nothing is made ready."""
        return []


class Sending:
    """Sends what was claimed. ``client`` has no limits of its own: the caller holds them."""

    def __init__(
        self,
        ledger: Ledger,
        broadcasts: BroadcastRepository,
        audiences: AudienceRepository,
        people: PeopleRepository,
        accounts: OaRepository,
        client: ZaloClient,
        attachments: Attachments,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._ledger = ledger
        self._broadcasts = broadcasts
        self._audiences = audiences
        self._people = people
        self._accounts = accounts
        self._client = client
        self._attachments = attachments
        self._clock = clock
        self._faults = 0

    def send(self, claimed: Claimed) -> None:
        """Send it and write down what became of it. Raises the ``ZaloError`` again, after it was
        written down, for those who hold the limits; ``StateUnavailable`` where our own store is
        away: the lease of the claim then runs out.
        """
        key = ""
        try:
            key = self._upload(claimed.broadcast)
            message_id = self._out(claimed, key)
        except ZaloError as error:
            metrics.count_send(type(error).__name__)
            self._after(claimed, error, key)
            raise
        except AttachmentMissing:
            self._ledger.release(claimed, self._clock())
            self.stop(claimed.broadcast, "attachment_missing")
        except (BotError, RedisError):  # the client needs our stores before it sends
            self._ledger.release(claimed, self._clock(), try_after=self._clock() + TRY_AGAIN)
            raise
        else:
            metrics.count_send("ok")
            self._faults = 0
            self._ledger.sent(claimed, message_id, self._clock())

    def send_to(self, broadcast: Broadcast, kind: RecipientKind, recipient_id: str) -> str:
        """Send it to somebody outside of the ledger, as a test; the message's id. Raises
        ``ZaloError``, ``AttachmentMissing``.
        """
        key = broadcast.attachment_key
        if not key and broadcast.content.attachment is not AttachmentKind.NONE:
            # Not kept: somebody may be editing what goes along.
            key = self._attachments.upload(self._client, broadcast)
        return self._to(broadcast, kind, recipient_id, key)

    def _out(self, claimed: Claimed, key: str) -> str:
        if self._clock() - claimed.claimed_at > FRESH:
            raise RetryLater(0, "claim_grew_old")
        return self._to(claimed.broadcast, claimed.kind, claimed.recipient_id, key)

    def _upload(self, broadcast: Broadcast) -> str:
        if broadcast.attachment_key or broadcast.content.attachment is AttachmentKind.NONE:
            return broadcast.attachment_key
        key = self._attachments.upload(self._client, broadcast)
        self._broadcasts.keep_upload(broadcast.id, key)
        return key

    def _to(self, broadcast: Broadcast, kind: RecipientKind, recipient_id: str, key: str) -> str:
        text = written_out(broadcast.content, kind)
        oa_id, client, attached = broadcast.oa_id, self._client, broadcast.content.attachment
        in_group = kind is RecipientKind.GROUP
        if attached is AttachmentKind.PICTURE:
            send_image = client.send_image_to_group if in_group else client.send_image
            return send_image(oa_id, recipient_id, key, text).message_id
        send_text = client.send_text_to_group if in_group else client.send_text
        message_id = send_text(oa_id, recipient_id, text).message_id
        if attached is AttachmentKind.FILE:
            self._file(broadcast, kind, recipient_id, key)
        return message_id

    def _file(self, broadcast: Broadcast, kind: RecipientKind, recipient_id: str, key: str) -> None:
        """Zalo takes no caption with a file: it goes after the text, by which the ledger knows what
        arrived. A file that does not arrive is never a reason to send the text again.
        """
        group = kind is RecipientKind.GROUP
        send_file = self._client.send_file_to_group if group else self._client.send_file
        try:
            try:
                send_file(broadcast.oa_id, recipient_id, key)
            except AttachmentExpired:
                self._upload_again(broadcast, key)
                fresh = self._broadcasts.get(broadcast.id)
                send_file(broadcast.oa_id, recipient_id, self._upload(fresh))
        except (BotError, RedisError) as error:
            log.warning("broadcast_file_missing", kind=type(error).__name__)

    def _after(self, claimed: Claimed, error: ZaloError, key: str) -> None:
        """What a failure leads to, by its class; ``key`` is the upload that was sent along."""
        now = self._clock()
        log.warning("broadcast_send_failed", oa_id=claimed.broadcast.oa_id, **error.log_fields)
        match error:
            case DeliveryUnknown() | ServerFault():
                self._ledger.unknown(claimed, error.reason, now, now + LOOK_AFTER)
                self._hold_in_outage(claimed.broadcast, now)
            case AccountStopped() | Reconnect():
                self._ledger.release(claimed, now)
                self._stop_account(claimed.broadcast, error)
            case OutsideHours() | TokenRejected():
                self._ledger.release(claimed, now)
                self._hold(claimed.broadcast, now + (error.wait or TRY_AGAIN))
            case RetryLater():
                self._again(claimed, error, now)
            case UserUnreachable():
                self._ledger.refused(claimed, error.reason, now)
                self._unreachable(claimed, error)
            case GroupUnavailable():
                self._ledger.refused(claimed, error.reason, now)
                self._audiences.group_trouble(
                    claimed.broadcast.oa_id, claimed.recipient_id, error.reason
                )
            case AttachmentExpired():
                self._ledger.release(claimed, now)
                self._upload_again(claimed.broadcast, key)
            case _:
                self._ledger.refused(claimed, error.reason, now)
                self._unless_all_refused(claimed.broadcast, error.reason)

    def _again(self, claimed: Claimed, error: RetryLater, now: datetime) -> None:
        if error.reason in TOO_FAST or error.reason == "claim_grew_old":
            self._ledger.release(claimed, now)  # the limits make everybody wait
        elif error.reason in NOT_REACHED:
            self._ledger.release(claimed, now)
            self._hold(claimed.broadcast, now + TRY_AGAIN)
        elif claimed.attempts + 1 >= ATTEMPTS:
            self._ledger.refused(claimed, error.reason, now)
        else:
            later = now + (error.wait or TRY_AGAIN)
            self._ledger.release(claimed, now, try_after=later, counts=True)

    def _unreachable(self, claimed: Claimed, error: UserUnreachable) -> None:
        """Never again before she writes, or before the time that Zalo's rule names."""
        if claimed.kind is RecipientKind.PERSON:
            oa_id, user_id = claimed.broadcast.oa_id, claimed.recipient_id
            self._people.mark_unreachable(oa_id, user_id, error.reason, error.until)

    def _upload_again(self, broadcast: Broadcast, key: str) -> None:
        """Once; what expires again at once is no upload at all."""
        with self._broadcasts.changing(broadcast.id, SERVICE) as opened:
            if opened.row.attachment_key != key:
                return  # another thread was here before
            opened.row.attachment_key = ""
            opened.row.attachment_uploads += 1
            if opened.row.attachment_uploads > 1 and opened.row.state is BroadcastState.RUNNING:
                opened.move(BroadcastState.PAUSED, "stopped", "dừng", "attachment_expired")
                opened.row.to_tell = True

    def _hold_in_outage(self, broadcast: Broadcast, now: datetime) -> None:
        self._faults += 1
        if self._faults >= FAULTS_IN_A_ROW:
            self._hold(broadcast, now + TRY_AGAIN)

    def _hold(self, broadcast: Broadcast, until: datetime) -> None:
        with self._broadcasts.changing(broadcast.id, SERVICE) as opened:
            opened.row.held_until = until

    def _unless_all_refused(self, broadcast: Broadcast, reason: str) -> None:
        """The first ones were refused for the same, and nobody got it: so will be the others."""
        numbers = self._broadcasts.numbers(broadcast.id)
        refused = numbers.by_reason.get((RecipientState.REFUSED, reason), 0)
        if refused >= REFUSED_AT_FIRST and not any(map(numbers.by_state.get, OUT)):
            self.stop(broadcast, "content_refused")

    def _stop_account(self, broadcast: Broadcast, error: AccountStopped | Reconnect) -> None:
        """Nothing of this account goes out any more, and somebody who can help is told."""
        if isinstance(error, AccountStopped):
            self._accounts.mark_stopped(broadcast.oa_id, error.reason)
        for each in self._broadcasts.page(broadcast.oa_id, [BroadcastState.RUNNING], limit=100):
            self.stop(each, error.reason)

    def stop(self, broadcast: Broadcast, reason: str) -> None:
        """It pauses, and whoever can help is told."""
        with self._broadcasts.changing(broadcast.id, SERVICE) as opened:
            if opened.row.state is BroadcastState.RUNNING:
                opened.move(BroadcastState.PAUSED, "stopped", "dừng", reason)
                opened.row.to_tell = True
