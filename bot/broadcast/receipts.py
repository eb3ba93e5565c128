"""What Zalo's events tell about broadcasts: echoes, what was received and seen, groups."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.broadcast.content import written_out
from bot.store.audiences import AudienceRepository
from bot.store.broadcast_models import RecipientKind, RecipientState
from bot.store.broadcast_receipts import ReceiptRepository
from bot.store.broadcast_records import Broadcast
from bot.store.times import utc_now
from bot.zalo.errors import HeldBack
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event

JUST_NOW = timedelta(seconds=3)
"""A claim older than this was left by a crash; her next question does not wait for that."""
SOON = timedelta(seconds=0.2)
"""So long until the id of a message that is just going out is known."""
GONE = frozenset({"delete_group", "disperse_group"})


class Receipts:
    """May be told an event twice. Raises ``StateUnavailable`` when the database is away."""

    def __init__(
        self,
        repository: ReceiptRepository,
        audiences: AudienceRepository,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._repository = repository
        self._audiences = audiences
        self._clock = clock

    def of_event(self, event: Event) -> bool:
        """Whether it concerned a broadcast or a group. Raises ``HeldBack`` where it came before the
        send that it is about has ended.
        """
        match event.kind:
            case EventKind.ECHO if not event.admin_id and event.user_id:
                return self._echo(event, RecipientKind.PERSON, event.user_id)
            case EventKind.GROUP_ECHO if not event.admin_id and event.group_id:
                return self._echo(event, RecipientKind.GROUP, event.group_id)
            case EventKind.RECEIVED:
                return self._reached(event, RecipientState.DELIVERED)
            case EventKind.SEEN:
                return self._reached(event, RecipientState.SEEN)
            case EventKind.GROUP_CHANGE if event.oa_id and event.group_id:
                return self._group(event)
        return False

    def _echo(self, event: Event, kind: RecipientKind, recipient_id: str) -> bool:
        text = unicodedata.normalize("NFC", event.text)

        def is_it(broadcast: Broadcast) -> bool:
            return written_out(broadcast.content, kind) == text

        return self._repository.echoed(
            event.oa_id, kind, recipient_id, event.msg_id, event.timestamp, is_it
        )

    def _reached(self, event: Event, state: RecipientState) -> bool:
        if self._repository.reached(event.oa_id, event.msg_ids, state, event.timestamp):
            return True
        lately = self._clock() - JUST_NOW
        if self._repository.under_way(event.oa_id, event.user_id, lately):
            raise HeldBack(0, "broadcast_under_way", wait=SOON)
        return False

    def _group(self, event: Event) -> bool:
        if event.name in GONE:
            self._audiences.drop_group(event.oa_id, event.group_id)
        else:
            self._audiences.note_group(event.oa_id, event.group_id, event.timestamp)
        return True
