"""What is done to a broadcast from a phone once it was written: whoever may approve is asked, and
answers "1" or "duyệt T5"; it is sent back, paused, cancelled.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot import keys
from bot.broadcast.chat_content import audience_words, when_words
from bot.broadcast.content import written_out
from bot.broadcast.life_cycle import SENT_BACK, BroadcastLifeCycle, UnfitTime
from bot.broadcast.results import BroadcastResults
from bot.broadcast.shown import ShownBroadcasts
from bot.broadcast.states import BROADCAST_NAMES, ENDED, OUT, RECIPIENT_NAMES
from bot.broadcast.versions import ChangedMeanwhile, require_seen
from bot.errors import BotError
from bot.staff.permissions import Permission
from bot.staff.roster import Officer, Roster
from bot.staff.second_person import SecondPerson, Tell, writer_of
from bot.store.broadcast_models import BroadcastState
from bot.store.broadcast_records import Broadcast
from bot.store.broadcasts import BroadcastRepository, UnknownBroadcast
from bot.zalo.events import Event
from handlers import officer_broadcast as acts
from handlers import send_time
from handlers.actions import OfficerAct
from handlers.texts import officer_broadcast as texts

GRACE = timedelta(minutes=2)
""" "At once" begins so long after the yes: it can still be taken back."""
MOST_WAITING = 10
OPEN = (BroadcastState.DRAFT, BroadcastState.CHECKED)


class BroadcastApprovals:
    """Raises ``StateUnavailable`` or ``RedisError`` when a store is away; running twice for one
    event changes nothing more.
    """

    def __init__(
        self,
        broadcasts: BroadcastRepository,
        life: BroadcastLifeCycle,
        results: BroadcastResults,
        roster: Roster,
        shown: ShownBroadcasts,
        tell: Tell,
        clock: Callable[[], datetime],
    ) -> None:
        self._broadcasts = broadcasts
        self._life = life
        self._results = results
        self._shown = shown
        self._tell = tell
        self._clock = clock
        self._people = SecondPerson(roster, Permission.APPROVE_BROADCAST, tell)

    def waiting(self, oa_id: str, admin_id: int) -> tuple[tuple[str, str], ...]:
        """Codes and names of what waits for this officer's approval: others wrote it."""
        found = self._broadcasts.page(oa_id, OPEN, limit=MOST_WAITING)
        return tuple(
            (each.code, each.content.title)
            for each in found
            if each.written_by != admin_id and _waits(each)
        )

    def ask(self, broadcast: Broadcast, writer: Officer) -> int:
        """Show it to everybody who may approve it; to how many."""
        others = self._people.others(broadcast.oa_id, writer)
        for each in others:
            self._put_to(each, broadcast, writer.name)
        return len(others)

    def carry_out(self, event: Event, officer: Officer, act: OfficerAct) -> None:
        """Do it; what cannot be done is told to her."""
        try:
            self._do(officer, act, self._find(event.oa_id, officer, act))
        except BotError as error:
            if error.retryable:
                raise
            self._tell(event.oa_id, officer, error.public_message)

    def _do(self, officer: Officer, act: OfficerAct, broadcast: Broadcast) -> None:
        approves = officer.may(Permission.APPROVE_BROADCAST)
        by, oa_id, code = writer_of(officer), broadcast.oa_id, broadcast.code
        match act.act:
            case acts.LOOK:
                self._look(officer, broadcast)
            case acts.CANCEL | acts.UNDO:
                self._cancel(officer, broadcast)
            case acts.PAUSE:
                self._life.pause(broadcast.id, by)
                self._tell(oa_id, officer, texts.paused(code))
            case acts.APPROVE if approves:
                self._approve(officer, broadcast, act.text)
            case acts.SEND_BACK if approves:
                self._send_back(officer, broadcast, act.text)
            case acts.RESUME if approves:
                self._life.resume(broadcast.id, by)
                self._tell(oa_id, officer, texts.resumed(code))
            case _:
                self._tell(oa_id, officer, texts.NOT_APPROVER)

    # -- Approving --

    def _approve(self, officer: Officer, broadcast: Broadcast, wanted: str) -> None:
        oa_id, now = broadcast.oa_id, self._clock()
        if broadcast.state not in (*OPEN, BroadcastState.APPROVED):
            state = BROADCAST_NAMES[broadcast.state]
            self._tell(oa_id, officer, texts.already(broadcast.code, state))
            return
        wished = datetime.fromisoformat(wanted) if wanted else broadcast.wished_for
        if wished is not None and wished < now - GRACE:
            self._tell(oa_id, officer, texts.past(broadcast.code))
            return
        seen = self._shown.version(keys.mailbox_name(oa_id, officer.zalo_user_id), broadcast)
        try:
            require_seen(broadcast, seen)
            self._schedule(officer, broadcast, seen, max(wished or now, now + GRACE))
        except ChangedMeanwhile:
            self._show(officer, self._broadcasts.get(broadcast.id))
            self._tell(oa_id, officer, texts.CHANGED_SINCE.format(broadcast.code))

    def _schedule(self, officer: Officer, broadcast: Broadcast, seen: str, at: datetime) -> None:
        oa_id, code = broadcast.oa_id, broadcast.code
        try:
            done = self.approve(broadcast, officer, at, seen)
        except UnfitTime as error:
            self._tell(oa_id, officer, texts.not_at_that_time(code, error.public_message))
            return
        words = texts.approved(code, done.content.title, send_time.spoken(at, self._clock()))
        self._tell(oa_id, officer, f"{words}\n{texts.change_of_mind(code)}")
        self._people.tell_writer(oa_id, broadcast.written_by, officer, words)

    def approve(self, broadcast: Broadcast, officer: Officer, at: datetime, seen: str) -> Broadcast:
        """Everything that is left between it and its hour, of the version that she saw. Raises what
        the life-cycle raises; with ``UnfitTime`` nothing has changed.
        """
        by = writer_of(officer)
        self._life.require_time(broadcast.oa_id, at)
        if broadcast.state is BroadcastState.DRAFT:
            broadcast = self._life.check(broadcast.id, by, seen=seen)
        if broadcast.state is BroadcastState.CHECKED:
            broadcast = self._life.approve(broadcast.id, by, seen=seen)
        if broadcast.state is BroadcastState.APPROVED:
            broadcast = self._life.schedule(broadcast.id, at, by, seen=seen)
        return broadcast

    def _send_back(self, officer: Officer, broadcast: Broadcast, why: str) -> None:
        oa_id, code = broadcast.oa_id, broadcast.code
        self._life.send_back(broadcast.id, writer_of(officer))
        self._tell(oa_id, officer, texts.has_sent_back(code))
        words = texts.sent_back(code, why)
        self._people.tell_writer(oa_id, broadcast.written_by, officer, words)

    def _cancel(self, officer: Officer, broadcast: Broadcast) -> None:
        oa_id, code = broadcast.oa_id, broadcast.code
        if broadcast.state in ENDED:
            state = BROADCAST_NAMES[broadcast.state]
            self._tell(oa_id, officer, texts.already(code, state))
            return
        self._life.cancel(broadcast.id, writer_of(officer))
        numbers = self._broadcasts.numbers(broadcast.id)
        out = sum(numbers.by_state.get(state, 0) for state in OUT)
        self._tell(oa_id, officer, texts.cancelled(code, out))
        words = texts.cancelled(code, out)
        self._people.tell_writer(oa_id, broadcast.written_by, officer, words)

    # -- Showing --

    def _look(self, officer: Officer, broadcast: Broadcast) -> None:
        if _waits(broadcast) and officer.may(Permission.APPROVE_BROADCAST):
            name = self._people.name_of(broadcast.oa_id, broadcast.written_by)
            self._put_to(officer, broadcast, name)
            return
        self._show(officer, broadcast)
        self._tell(broadcast.oa_id, officer, self._status(broadcast))

    def _put_to(self, officer: Officer, broadcast: Broadcast, writer: str) -> None:
        """She sees it and is asked."""
        oa_id, now = broadcast.oa_id, self._clock()
        self._show(officer, broadcast)
        self._shown.ask(keys.mailbox_name(oa_id, officer.zalo_user_id), broadcast, now)
        when = when_words(broadcast, now)
        words = texts.asks_approval(broadcast.code, writer, audience_words(broadcast), when)
        self._tell(oa_id, officer, words)

    def _show(self, officer: Officer, broadcast: Broadcast) -> None:
        self._tell(broadcast.oa_id, officer, texts.PREVIEW)
        words = written_out(broadcast.content, broadcast.audience.kind)
        self._tell(broadcast.oa_id, officer, words)
        mailbox = keys.mailbox_name(broadcast.oa_id, officer.zalo_user_id)
        self._shown.note(mailbox, broadcast)

    def _status(self, broadcast: Broadcast) -> str:
        at = broadcast.scheduled_for
        when = send_time.spoken(at, self._clock()) if at else ""
        states = self._broadcasts.numbers(broadcast.id).by_state
        numbers = [f"• {RECIPIENT_NAMES[state]}: {count}" for state, count in states.items()]
        if any(states.get(state) for state in OUT):
            lines = self._results.of_broadcast(broadcast.id).lines()[1:]
            numbers += [texts.came_back(line.name, str(line.count), line.share) for line in lines]
        state = BROADCAST_NAMES[broadcast.state]
        return texts.status(broadcast.code, broadcast.content.title, state, when, numbers)

    def _find(self, oa_id: str, officer: Officer, act: OfficerAct) -> Broadcast:
        if act.act == acts.UNDO:
            found = self._broadcasts.of_origin(oa_id, origin(officer, act.text))
            if found is None:
                raise NothingToUndo
            return found
        if not act.code[1:].isdigit():
            raise UnknownBroadcast
        broadcast = self._broadcasts.get(int(act.code[1:]))
        if broadcast.oa_id != oa_id:
            raise UnknownBroadcast
        return broadcast


class NothingToUndo(BotError):
    """What she composed was never kept."""

    http_status = 404
    public_message = texts.NOTHING_TO_UNDO


def origin(officer: Officer, begun: str) -> str:
    """What an officer's composing is known by: one broadcast comes of it, however often she says
    yes.
    """
    return f"chat:{officer.admin_id}:{begun}"


def _waits(broadcast: Broadcast) -> bool:
    """Whether it waits for an approval: a draft does where chat made it, until it is sent back."""
    if broadcast.state is BroadcastState.CHECKED:
        return True
    drafted = broadcast.state is BroadcastState.DRAFT and bool(broadcast.origin)
    return drafted and broadcast.reason != SENT_BACK
