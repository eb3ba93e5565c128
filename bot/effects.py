"""What events, answers and errors change besides what is said: people, hand-overs, accounts,
pauses.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import structlog

from bot import keys
from bot.broadcast.receipts import Receipts
from bot.broadcast.results import BroadcastResults
from bot.conversation import ConversationStore
from bot.errors import BotError
from bot.exchanges.recorder import ExchangeRecorder
from bot.outbox import Plan
from bot.privacy.rights import Rights
from bot.requests import Requests, is_urgent
from bot.store.handovers import HandoverRepository
from bot.store.oas import OaRepository
from bot.store.people import PeopleRepository
from bot.takeover.takeover import Takeover
from bot.turns import TURN_KINDS
from bot.zalo.errors import AccountStopped, RequestRejected, UserUnreachable
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event
from handlers.actions import CallOfficer
from handlers.turn import Severity

log = structlog.get_logger(__name__)

NOT_DELIVERED = "not_delivered"
"""Reason of a hand-over: her answer could not be sent, an officer should look."""

GRAVE = (Severity.C2, Severity.C3)
QUIET = timedelta(days=90)
"""So long after the last sign of grave danger she is in no audience of a message that is pushed."""


class Effects:
    """Carries out what a turn or an event changes. Every method may run twice for one event with
    the same result.
    """

    def __init__(
        self,
        conversations: ConversationStore,
        people: PeopleRepository,
        handovers: HandoverRepository,
        requests: Requests,
        accounts: OaRepository,
        officer_pause: timedelta,
        takeover: Takeover | None = None,
        rights: Rights | None = None,
        exchanges: ExchangeRecorder | None = None,
        receipts: Receipts | None = None,
        results: BroadcastResults | None = None,
    ) -> None:
        self._conversations = conversations
        self._people = people
        self._handovers = handovers
        self._requests = requests
        self._accounts = accounts
        self._officer_pause = officer_pause
        self._takeover = takeover
        self._rights = rights
        self._exchanges = exchanges
        self._receipts = receipts
        self._results = results

    def of_contact(self, event: Event) -> None:
        """She wrote or followed: Zalo's window for answers opens, and an old refusal no longer
        stands.
        """
        if event.kind is EventKind.GROUP_MESSAGE or event.kind is EventKind.ANONYMOUS_MESSAGE:
            return
        self._people.touch_inbound(event.oa_id, event.user_id, event.timestamp)
        if event.kind is EventKind.FOLLOWED:
            self._people.set_following(event.oa_id, event.user_id, True)

    def of_event(self, mailbox: str, event: Event) -> None:
        """An event that begins no turn. Kinds that mean nothing to us are logged and ignored."""
        if self._receipts is not None and self._receipts.of_event(event):
            return
        if self._results is not None and self._results.of_event(event):
            return
        match event.kind:
            case EventKind.ECHO if event.admin_id:
                until = event.timestamp + self._officer_pause
                self._conversations.pause_for_officer(mailbox, until)
                if self._takeover is not None:
                    self._takeover.typed(event)
            case EventKind.UNFOLLOWED:
                self._people.set_following(event.oa_id, event.user_id, False)
            case EventKind.WITHDRAWN:
                self._withdrawn(event)
            case EventKind.PERMISSION_REVOKED if event.oa_id:
                self._accounts.mark_reconnect_required(event.oa_id, "permission_revoked")
            case _:
                log.info("event_ignored", oa_id=event.oa_id, event_name=event.name)

    def before_answer(self, event: Event, plan: Plan, still_ours: Callable[[], object]) -> None:
        """What an officer answered her meanwhile goes first; never before help in danger, nor
        before what erases everything.
        """
        if self._takeover is not None and plan.severity is Severity.N and not plan.forget:
            self._takeover.answers_first(event, still_ours)

    def remember(self, mailbox: str, plan: Plan) -> None:
        """The answer is out: remember the conversation, or forget it. Needs no database."""
        if plan.forget:
            self._conversations.forget(mailbox)
        else:
            self._conversations.save(mailbox, plan.conversation)

    def of_message(self, event: Event, plan: Plan) -> None:
        """She wrote, also where nobody answers: it may have been about a broadcast."""
        if self._results is not None:
            self._results.of_message(event, plan)

    def of_plan(self, event: Event, plan: Plan) -> None:
        """The answer is out: hand over, or forget everything about her."""
        if plan.forget:
            self._forget(event)
        self._requests.carry_out(event, plan.requests)

    def of_exchange(self, event: Event, plan: Plan, milliseconds: int | None) -> None:
        """All is done: count what became of the message, and how long she waited."""
        if self._exchanges is not None:
            self._exchanges.record(event, plan, milliseconds)

    def at_once(self, event: Event, plan: Plan) -> None:
        """What cannot wait until her answer is out: a case of danger, and that nothing is pushed to
        her from now on.
        """
        if plan.severity in GRAVE and event.user_id and not event.group_id:
            self._people.keep_quiet(event.oa_id, event.user_id, plan.planned_at + QUIET)
        self._requests.carry_out(event, (each for each in plan.requests if is_urgent(each)))

    def of_success(self, event: Event) -> None:
        """Her answer arrived: an account that Zalo had stopped works again."""
        if self._accounts.works_again(event.oa_id):
            log.info("account_works_again", oa_id=event.oa_id)

    def of_refusal(self, event: Event, error: UserUnreachable | RequestRejected) -> None:
        """Zalo refuses messages to her, or refused this one: then an officer should look."""
        if isinstance(error, UserUnreachable):
            self._people.mark_unreachable(event.oa_id, event.user_id, error.reason, error.until)
        else:
            self.given_up(event)

    def of_error(self, event: Event, error: BotError) -> None:
        """An error that concerns more than this event."""
        if isinstance(error, AccountStopped):
            self._accounts.mark_stopped(event.oa_id, error.reason)

    def given_up(self, event: Event) -> None:
        """Her answer could not be sent; an officer finds her among those who wait, unless she said
        that nothing is handed over.
        """
        log.error("event_given_up", oa_id=event.oa_id)
        if self._rights is not None and self._rights.refuses_officer(event):
            return
        if event.kind in TURN_KINDS and event.user_id and not event.group_id:
            self._hand_over(event)

    def _hand_over(self, event: Event) -> None:
        if self._takeover is not None:
            self._takeover.call(event, CallOfficer(NOT_DELIVERED))
        else:
            self._handovers.open(event.oa_id, event.user_id, NOT_DELIVERED, "N")

    def _forget(self, event: Event) -> None:
        """Everything about this person; for every account when Zalo does not say which."""
        for oa_id in self._concerned(event):
            self._conversations.forget(keys.mailbox_name(oa_id, event.user_id))
            self._people.forget(oa_id, event.user_id)

    def _withdrawn(self, event: Event) -> None:
        """Zalo tells that she withdrew: what erasing does, with an entry in the register."""
        accounts = self._concerned(event)
        if self._rights is not None:
            self._rights.begin_withdrawal(event, accounts)
        self._forget(event)
        if self._rights is not None:
            self._rights.end_withdrawal(event, accounts)

    def _concerned(self, event: Event) -> list[str]:
        return [event.oa_id] if event.oa_id else [each.oa_id for each in self._accounts.list()]
