"""Carries out what officers type to prepare broadcasts (``handlers.officer_broadcast``): shows the
preview with its counts, keeps what was confirmed, and has it approved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from redis import Redis

from bot.broadcast.chat_approvals import GRACE, BroadcastApprovals, origin
from bot.broadcast.chat_content import audience_words, composed, counted, when_words
from bot.broadcast.content import InvalidBroadcast
from bot.broadcast.life_cycle import UnfitTime
from bot.broadcast.shown import ShownBroadcasts
from bot.broadcast.states import BROADCAST_NAMES
from bot.broadcast.versions import version_of
from bot.broadcast.wiring import BroadcastRoom
from bot.errors import BotError
from bot.requests import Requests
from bot.staff.messages import OfficerMessages
from bot.staff.permissions import Permission
from bot.staff.roster import Officer
from bot.staff.second_person import Tell, writer_of
from bot.store.broadcast_models import BroadcastState
from bot.store.broadcast_records import Broadcast
from bot.store.people import PeopleRepository
from bot.store.times import utc_now
from bot.zalo.events import Event
from bot.zalo.text import LIMIT
from handlers import send_time
from handlers.actions import BroadcastWords, OfficerAct
from handlers.texts import officer_broadcast as texts
from knowledge.search import Library


@dataclass(frozen=True, slots=True)
class Desks:
    """What chat needs beside the room of broadcasts."""

    people: PeopleRepository
    shown: ShownBroadcasts
    library: Callable[[str], Library]
    tell: Tell
    clock: Callable[[], datetime] = field(default=utc_now)


class BroadcastChat:
    """Raises ``StateUnavailable`` or ``RedisError`` when a store is away; running twice for one
    event changes nothing more.
    """

    def __init__(self, room: BroadcastRoom, desks: Desks) -> None:
        self._room = room
        self._desks = desks
        self._tell = desks.tell
        self._approvals = BroadcastApprovals(
            room.broadcasts, room.life_cycle, room.results, room.roster, desks.shown, desks.tell,
            desks.clock,
        )  # fmt: skip

    # -- What a turn knows --

    def waiting(self, oa_id: str, admin_id: int) -> tuple[tuple[str, str], ...]:
        """Codes and names of what waits for this officer's approval."""
        return self._approvals.waiting(oa_id, admin_id)

    def asked(self, event: Event) -> str:
        """The code of what she was asked about after she wrote last; '' for none."""
        found = self._desks.shown.asked(event.mailbox)
        if found is None:
            return ""
        code, at = found
        person = self._desks.people.get(event.oa_id, event.user_id)
        wrote_last = person.last_inbound_at if person else None
        since = wrote_last is None or wrote_last < at
        return code if since and at <= event.timestamp + CLOCKS_DIFFER else ""

    def refused(self, oa_id: str, officer: Officer, begun: datetime) -> bool:
        """Whether nothing was kept of what she began to compose then, although she said yes."""
        return self._room.broadcasts.of_origin(oa_id, origin(officer, begun.isoformat())) is None

    # -- What she composed --

    def words(self, event: Event, wish: BroadcastWords) -> None:
        """She composed a broadcast, or says yes to it."""
        officer = self._officer(event)
        if officer is None:
            return
        try:
            self._take(event.oa_id, officer, wish)
        except UnfitTime as error:
            self._tell(event.oa_id, officer, texts.wrong_time(error.public_message))
        except BotError as error:
            if error.retryable:
                raise
            self._tell(event.oa_id, officer, texts.refused(error.public_message))

    def carry_out(self, event: Event, act: OfficerAct) -> None:
        """Do it for the officer who wrote this; nothing for anybody else."""
        if officer := self._officer(event):
            self._approvals.carry_out(event, officer, act)

    def _officer(self, event: Event) -> Officer | None:
        officer = self._room.roster.colleague_of(event.oa_id, event.user_id)
        return officer if officer and officer.may(Permission.WRITE_BROADCAST) else None

    def _take(self, oa_id: str, officer: Officer, wish: BroadcastWords) -> None:
        made = self._room.broadcasts.of_origin(oa_id, origin(officer, wish.begun.isoformat()))
        if made is not None and made.state is not BroadcastState.DRAFT:
            self._tell(oa_id, officer, texts.already(made.code, BROADCAST_NAMES[made.state]))
            return
        now = self._desks.clock()
        wanted = composed(oa_id, wish, self._desks.library(oa_id), now)
        at = wanted.wished_for or now + GRACE
        preview = self._room.previews.of(wanted, at)
        if preview.problems:
            raise InvalidBroadcast(list(preview.problems))
        if wish.confirmed:
            self._require_hour(officer, wanted, at)
            self._require_fit_today(officer, wanted, now)
            self._keep(officer, wanted, wish, at)
            return
        self._tell(oa_id, officer, texts.PREVIEW)
        self._tell(oa_id, officer, preview.text)
        alone = self._alone(oa_id, officer)
        when = when_words(wanted, now, alone=alone)
        remarks, counts = self._remarks(officer, wanted, at), counted(wanted, preview)
        audience = audience_words(wanted)
        self._tell(oa_id, officer, texts.verdict(audience, counts, when, remarks, alone=alone))

    def _require_hour(self, officer: Officer, wanted: Broadcast, at: datetime) -> None:
        """Nothing where it may go out then, else ``UnfitTime``; "at once" is the hour of whoever
        approves, and asked of her.
        """
        if wanted.wished_for is not None or self._alone(wanted.oa_id, officer):
            self._room.life_cycle.require_time(wanted.oa_id, at)

    def _require_fit_today(self, officer: Officer, wanted: Broadcast, now: datetime) -> None:
        """Whoever checks it by her yes is refused before anything is kept. Raises
        ``InvalidBroadcast``.
        """
        checks = officer.may(Permission.CHECK_BROADCAST)
        if checks and (found := self._room.previews.of(wanted, now).problems):
            raise InvalidBroadcast([*found])

    def _remarks(self, officer: Officer, wanted: Broadcast, at: datetime) -> list[str]:
        """That the hour will not do is told now, not only when she says yes."""
        try:
            self._require_hour(officer, wanted, at)
        except UnfitTime as error:
            return [error.public_message]
        return []

    def _alone(self, oa_id: str, officer: Officer) -> bool:
        """Whether what she writes needs nobody else."""
        allowed = self._room.may_approve_alone(oa_id)
        return allowed and officer.may(Permission.APPROVE_BROADCAST)

    def _keep(
        self, officer: Officer, wanted: Broadcast, wish: BroadcastWords, at: datetime
    ) -> None:
        oa_id, life, by = wanted.oa_id, self._room.life_cycle, writer_of(officer)
        made = life.draft(
            oa_id, wanted.content, wanted.audience, by, wanted.wished_for,
            origin(officer, wish.begun.isoformat()),
        )  # fmt: skip
        if self._alone(oa_id, officer):
            self._approvals.approve(made, officer, at, version_of(made))
            when = send_time.spoken(at, self._desks.clock())
            self._tell(oa_id, officer, texts.scheduled(made.code, made.content.title, when))
            return
        if officer.may(Permission.CHECK_BROADCAST) and made.state is BroadcastState.DRAFT:
            made = life.check(made.id, by)
        told = self._approvals.ask(made, officer)
        self._tell(oa_id, officer, texts.waits(made.code, made.content.title, told))


CLOCKS_DIFFER = timedelta(seconds=2)
"""Zalo's clock, by which she writes, and ours, by which she was asked."""


def broadcast_chat(
    room: BroadcastRoom,
    redis: Redis,
    people: PeopleRepository,
    library: Callable[[str], Library],
    messages: OfficerMessages,
) -> BroadcastChat:
    """All of it. Nothing is connected before it is used."""

    def tell(oa_id: str, officer: Officer, words: str) -> None:
        messages.send(oa_id, officer, words[:LIMIT])

    return BroadcastChat(room, Desks(people, ShownBroadcasts(redis), library, tell))


def carry_broadcast_chat(requests: Requests, chat: BroadcastChat) -> Requests:
    """Adds the carrier of what officers compose to the table."""
    return requests.on(BroadcastWords, chat.words)
