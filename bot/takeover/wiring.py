"""The parts of officers taking over, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation import ConversationStore
from bot.delivery import Delivery
from bot.faq.handover_drafts import HandoverDrafts
from bot.outbox import Outbox
from bot.requests import Requests
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store.admins import AdminRepository
from bot.store.audit import AuditRepository
from bot.store.database import Database
from bot.store.handover_texts import HandoverTexts
from bot.store.handovers import HandoverRepository
from bot.store.people import PeopleRepository
from bot.store.times import utc_now
from bot.store.waiting_answers import WaitingAnswers
from bot.takeover.acts import HandoverActs
from bot.takeover.briefs import Briefs
from bot.takeover.desk_acts import DeskActs
from bot.takeover.letters import OfficerLetters
from bot.takeover.notices import HandoverNotices
from bot.takeover.passing import Passing
from bot.takeover.post import AnswerPost
from bot.takeover.takeover import Takeover
from handlers.actions import AddQuestion, CallOfficer, ResumeAssistant, WarnOfficer


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to a person and to the officers, as the worker has them."""

    conversations: ConversationStore
    outbox: Outbox
    delivery: Delivery
    roster: Roster
    messages: OfficerMessages


@dataclass(frozen=True, slots=True)
class TakeoverRoom:
    """What the worker does, what officers do from their phones and elsewhere, and what they see."""

    takeover: Takeover
    desk: DeskActs
    acts: HandoverActs
    briefs: Briefs
    passing: Passing


def takeover_room(
    database: Database,
    secret_key: str,
    ways: Ways,
    pause: timedelta,
    clock: Callable[[], datetime] = utc_now,
) -> TakeoverRoom:
    """All of it over one database. Nothing is connected before it is used."""
    handovers, people = HandoverRepository(database), PeopleRepository(database)
    texts, answers = HandoverTexts(database, secret_key), WaitingAnswers(database, secret_key)
    briefs = Briefs(handovers, people, ways.roster)
    letters = OfficerLetters(handovers, ways.roster, ways.messages)
    post = AnswerPost(
        answers, people, ways.conversations, ways.outbox, ways.delivery, letters.trouble
    )
    audit = AuditRepository(database)
    acts = HandoverActs(
        handovers,
        texts,
        HandoverDrafts(database, clock),
        people,
        ways.conversations,
        post,
        pause,
        clock,
    )
    notices = HandoverNotices(
        handovers, briefs, ways.roster, AdminRepository(database), ways.messages
    )
    takeover = Takeover(
        handovers,
        texts,
        ways.conversations,
        ways.roster,
        acts,
        letters,
        notices,
        post,
        pause,
        clock,
    )
    passing = Passing(handovers, ways.roster, acts, letters, audit, clock)
    desk = DeskActs(acts, briefs, ways.roster, letters)
    return TakeoverRoom(takeover, desk, acts, briefs, passing)


def carry_takeover(requests: Requests, takeover: Takeover) -> Requests:
    """Adds the carriers of hand-overs to the table."""
    return (
        requests.on(CallOfficer, takeover.call)
        .on(AddQuestion, takeover.add_question)
        .on(WarnOfficer, takeover.warn)
        .on(ResumeAssistant, takeover.resume)
    )
