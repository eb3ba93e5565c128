"""An officer approves from her phone what she was shown, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from redis import Redis

from bot.broadcast.chat_approvals import BroadcastApprovals
from bot.broadcast.life_cycle import BroadcastLifeCycle, Ways
from bot.broadcast.sending import NoAttachments
from bot.broadcast.shown import ShownBroadcasts
from bot.staff.roster import Officer, Roster
from bot.store.broadcast_models import BroadcastState
from bot.store.broadcast_records import Audience, Broadcast, BroadcastContent
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from handlers import officer_broadcast as acts
from handlers.actions import OfficerAct
from handlers.texts import officer_broadcast as texts
from tests.bot.broadcast.town import OA, SECOND, WORDS, WRITER, Town

MAI = Officer(2, "Chị Mai", SECOND.zalo_user_id or "", False, Role.APPROVER, SECOND.email)
OTHER = BroadcastContent("Khác", "Lời khác.")


@dataclass(frozen=True)
class Drawing(NoAttachments):
    """Something happens while the picture is drawn."""

    meanwhile: Callable[[], object]

    def prepare(self, broadcast: Broadcast) -> list[str]:
        self.meanwhile()
        return []


class Phone:
    """Mai's, and the parts behind it; ``meanwhile`` happens at each drawing."""

    def __init__(self, town: Town, redis: Redis) -> None:
        self.told: list[str] = []
        self.meanwhile: Callable[[], object] = lambda: None
        ways = Ways(
            lambda _: town.settings, lambda _: town.library, town.clock,
            Drawing(lambda: self.meanwhile()),
        )  # fmt: skip
        self._approvals = BroadcastApprovals(
            town.broadcasts,
            BroadcastLifeCycle(town.broadcasts, ways),
            cast(Any, None),
            Roster(RosterRepository(town.database)),
            ShownBroadcasts(redis),
            lambda oa_id, officer, words: self.told.append(words),
            town.clock,
        )

    def does(self, act: str, code: str) -> str:
        """What she is told last."""
        event = cast(Any, SimpleNamespace(oa_id=OA))
        self._approvals.carry_out(event, MAI, OfficerAct(act, code))
        return self.told[-1]


def test_what_she_was_shown_is_scheduled(town: Town, redis: Redis):
    made = town.life.draft(OA, WORDS, Audience(), WRITER, origin="chat:1:a")
    phone = Phone(town, redis)
    phone.does(acts.LOOK, made.code)
    phone.does(acts.APPROVE, made.code)
    assert town.broadcasts.get(made.id).state is BroadcastState.SCHEDULED


def test_words_that_changed_while_it_was_approved_are_shown_to_her_first(town: Town, redis: Redis):
    made = town.life.draft(OA, WORDS, Audience(), WRITER, origin="chat:1:a")
    phone = Phone(town, redis)
    phone.does(acts.LOOK, made.code)
    phone.meanwhile = lambda: town.life.edit(made.id, OTHER, Audience(), WRITER)
    assert phone.does(acts.APPROVE, made.code) == texts.CHANGED_SINCE.format(made.code)
    assert any(OTHER.text in words for words in phone.told)
    assert town.broadcasts.get(made.id).state is BroadcastState.DRAFT
    phone.meanwhile = lambda: None
    phone.does(acts.APPROVE, made.code)
    stands = town.broadcasts.get(made.id)
    assert (stands.state, stands.content.title) == (BroadcastState.SCHEDULED, OTHER.title)


def test_what_she_never_saw_is_shown_first(town: Town, redis: Redis):
    made, phone = town.life.draft(OA, WORDS, Audience(), WRITER, origin="x"), Phone(town, redis)
    assert phone.does(acts.APPROVE, made.code) == texts.CHANGED_SINCE.format(made.code)
    assert town.broadcasts.get(made.id).state is BroadcastState.DRAFT
