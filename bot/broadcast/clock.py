"""What comes due by itself: beginnings, ends, what a crash left, what is not known, weekly series,
and telling those who can help.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

import structlog

from bot.broadcast import hours
from bot.broadcast.content import of_law, written_out
from bot.broadcast.labelling import Labelling
from bot.broadcast.sending import SERVICE
from bot.broadcast.series import WeeklySeries
from bot.staff.messages import OfficerMessages
from bot.staff.permissions import Permission
from bot.staff.roster import Roster
from bot.store.audiences import AudienceRepository
from bot.store.broadcast_ledger import Ledger
from bot.store.broadcast_models import BroadcastState, RecipientKind, RecipientState
from bot.store.broadcast_records import Broadcast, Doubtful
from bot.store.broadcasts import BroadcastRepository, OpenBroadcast
from bot.store.models import OaStatus
from bot.store.oas import OaRepository
from bot.zalo.answers import PastMessage
from bot.zalo.client import MOST_HISTORY, ZaloClient
from bot.zalo.errors import DeliveryUnknown, RetryLater, ServerFault, ZaloError
from handlers.texts import broadcast as texts
from knowledge.day import today
from knowledge.errors import KnowledgeError
from knowledge.search import Library

log = structlog.get_logger(__name__)

OUT_OF_ORDER = (RetryLater, ServerFault, DeliveryUnknown)
"""Zalo told nothing: that is no look, and another one follows."""
LIBRARY_AGAIN = timedelta(minutes=1)
LOOKED_FOR = timedelta(hours=24)
CLOCKS_DIFFER = timedelta(minutes=1)
"""Zalo's clock and ours need not agree to the second."""


class BroadcastClock:
    """May run in several processes at once, and as often as one likes. ``client`` is for reading
    histories. Raises ``StateUnavailable`` when the database is away.
    """

    def __init__(
        self,
        broadcasts: BroadcastRepository,
        ledger: Ledger,
        audiences: AudienceRepository,
        accounts: OaRepository,
        client: ZaloClient,
        library: Callable[[str], Library],
        roster: Roster,
        messages: OfficerMessages,
        series: WeeklySeries,
        labelling: Labelling | None = None,
    ) -> None:
        self._broadcasts = broadcasts
        self._ledger = ledger
        self._audiences = audiences
        self._accounts = accounts
        self._client = client
        self._library = library
        self._roster = roster
        self._messages = messages
        self._series = series
        self._labelling = labelling
        self._asked: dict[int, date] = {}

    def tick(self, now: datetime) -> None:
        """Everything that is due at ``now``."""
        self._stop_series()
        with suppress(KnowledgeError):  # without a library no series goes on, but all else does
            self._series.tick(now)
        for broadcast in self._broadcasts.live():
            try:
                self._due(broadcast, now)
            except KnowledgeError as error:  # nobody can look its law up: it waits
                log.warning("broadcast_without_library", kind=type(error).__name__)
                self._hold(broadcast, now + LIBRARY_AGAIN)
        self.settle(now)
        self._tell()

    def _due(self, broadcast: Broadcast, now: datetime) -> None:
        if broadcast.not_after is not None and now >= broadcast.not_after:
            self._expire(broadcast)
        elif broadcast.state is BroadcastState.SCHEDULED:
            self._begin(broadcast, now)
        elif broadcast.state is BroadcastState.RUNNING:
            self._ask_law_again(broadcast, now)

    def settle(self, now: datetime) -> None:
        """Find out what became of those whom a crash left, and end what is done."""
        if lost := self._ledger.lost(now):
            log.warning("broadcast_claims_lost", count=lost)
        for doubt in self._ledger.to_look_up(now):
            self._look_up(doubt, now)
        for broadcast in self._broadcasts.live():
            if broadcast.state is BroadcastState.RUNNING:
                numbers = self._ledger.finish(broadcast.id, now)
                if numbers is not None:
                    log.info("broadcast_finished", oa_id=broadcast.oa_id, size=numbers.total)

    def sync_groups(self, oa_id: str, now: datetime) -> None:
        """Ask Zalo which groups the account has; one it does not tell of any more is no use. Raises
        ``ZaloError``.
        """
        offset, told = 0, set()
        while page := self._client.groups(oa_id, offset):
            for group in page:
                self._audiences.note_group(oa_id, group.group_id, now, group.name, group.members)
                if not group.enabled:
                    self._audiences.group_trouble(oa_id, group.group_id, "group_disabled")
            told |= {group.group_id for group in page}
            offset += len(page)
        for group_id, _, trouble in self._audiences.groups(oa_id):
            if group_id not in told and not trouble:
                self._audiences.group_trouble(oa_id, group_id, "group_gone")

    def _stop_series(self) -> None:
        for series in self._series.stop_unfit():
            log.info("series_stopped", oa_id=series.oa_id)
            words = texts.series_stopped(series.code, series.name, self._series.hours(series))
            self._tell_those_who(Permission.APPROVE_BROADCAST, series.oa_id, words)

    def _begin(self, broadcast: Broadcast, now: datetime) -> None:
        due = broadcast.scheduled_for is not None and broadcast.scheduled_for <= now
        if not due or not hours.is_open(self._roster.settings(broadcast.oa_id), now):
            return
        account = self._accounts.get(broadcast.oa_id)
        if account is None or account.status is not OaStatus.ACTIVE:
            return  # it waits for the account until its time is over
        if not self._lawful(broadcast, now):
            self._stop(broadcast, "law_not_in_force")
            return
        if broadcast.audience.kind is RecipientKind.GROUP:
            with suppress(ZaloError):  # what is known of the groups will do
                self.sync_groups(broadcast.oa_id, now)
        elif broadcast.audience.tags and self._labelling is not None:
            with suppress(ZaloError):  # who had the tag yesterday will do
                self._labelling.sync(broadcast.oa_id, now, broadcast.audience.tags)
        size = self._ledger.begin(broadcast.id, now)
        if size is not None:
            log.info("broadcast_begun", oa_id=broadcast.oa_id, size=size)

    def _ask_law_again(self, broadcast: Broadcast, now: datetime) -> None:
        """Once a day after the one it began on; this happens at night, before anything goes out."""
        begun, day = broadcast.begun_at, today(now)
        if begun is None or day in (today(begun), self._asked.get(broadcast.id)):
            return
        if self._lawful(broadcast, now):
            self._asked[broadcast.id] = day
        else:
            self._stop(broadcast, "law_not_in_force")

    def _lawful(self, broadcast: Broadcast, now: datetime) -> bool:
        """Whether its law is in force today; one that cannot be looked up is not. Raises
        ``KnowledgeError`` where there is no library to look in.
        """
        cited = broadcast.content.citation
        if cited is None:
            return True
        library = self._library(broadcast.oa_id)
        try:
            return not [*of_law(cited, library, today(now))]
        except KnowledgeError:
            return False

    def _stop(self, broadcast: Broadcast, reason: str) -> None:
        def stop(opened: OpenBroadcast) -> None:
            opened.move(BroadcastState.PAUSED, "stopped", "dừng", reason)
            opened.row.to_tell = True

        self._if_still(broadcast, stop)

    def _hold(self, broadcast: Broadcast, until: datetime) -> None:
        def hold(opened: OpenBroadcast) -> None:
            opened.row.held_until = max(opened.row.held_until or until, until)

        self._if_still(broadcast, hold)

    def _expire(self, broadcast: Broadcast) -> None:
        def expire(opened: OpenBroadcast) -> None:
            missed = opened.end(BroadcastState.EXPIRED, "expired", "kết thúc")
            opened.row.to_tell = bool(missed) or opened.row.size is None

        self._if_still(broadcast, expire)

    def _if_still(self, broadcast: Broadcast, change: Callable[[OpenBroadcast], None]) -> None:
        """Change it, unless somebody did something to it meanwhile."""
        with self._broadcasts.changing(broadcast.id, SERVICE) as opened:
            if opened.row.state is broadcast.state:
                change(opened)

    def _look_up(self, doubt: Doubtful, now: datetime) -> None:
        """What the conversation's history tells; what it does not tell stays unknown."""
        oa_id, recipient_id = doubt.broadcast.oa_id, doubt.recipient_id
        in_group = doubt.kind is RecipientKind.GROUP
        ask = self._client.recent_group_messages if in_group else self._client.recent_messages
        try:
            history = ask(oa_id, recipient_id)
        except ZaloError as error:
            log.warning("broadcast_not_looked_up", kind=type(error).__name__)
            if isinstance(error, OUT_OF_ORDER) and now - doubt.since < LOOKED_FOR:
                self._ledger.look_later(doubt, now)
            return
        text = written_out(doubt.broadcast.content, doubt.kind)
        since = doubt.since - CLOCKS_DIFFER
        found = next((each for each in history if _is_it(each, text, since)), None)
        if found is not None:
            self._ledger.arrived(doubt, found.message_id, now)
        elif _reaches_back(history, since):
            self._ledger.never_arrived(doubt, now)

    def _tell(self) -> None:
        for broadcast in self._broadcasts.to_tell():
            if broadcast.state is BroadcastState.EXPIRED:
                words, who = self._expired(broadcast), Permission.APPROVE_BROADCAST
            else:
                begun = broadcast.size is not None
                title, why = broadcast.content.title, broadcast.reason
                words = texts.paused(broadcast.code, title, why, begun=begun)
                who = Permission.ADMINISTER
            self._tell_those_who(who, broadcast.oa_id, words)

    def _expired(self, broadcast: Broadcast) -> str:
        code, title, why = broadcast.code, broadcast.content.title, broadcast.reason
        if broadcast.size is None:
            return texts.never_begun(code, title, why)
        skipped = RecipientState.SKIPPED, broadcast.state.value
        missed = self._broadcasts.numbers(broadcast.id).by_reason.get(skipped, 0)
        return texts.not_all(code, title, missed, why)

    def _tell_those_who(self, may: Permission, oa_id: str, words: str) -> None:
        for officer in self._roster.officers(oa_id):
            if officer.may(may):
                self._messages.send(oa_id, officer, words)


def _is_it(message: PastMessage, text: str, since: datetime) -> bool:
    same = unicodedata.normalize("NFC", message.text) == text
    return message.from_us and same and message.sent_at >= since


def _reaches_back(history: list[PastMessage], since: datetime) -> bool:
    """Whether the history shows everything since then."""
    return len(history) < MOST_HISTORY or min(each.sent_at for each in history) < since
