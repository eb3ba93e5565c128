"""Carries out the commands of ``handlers.desk`` that name a waiting conversation ("H5")."""

from __future__ import annotations

from bot.staff.roster import Officer, Roster
from bot.store.handovers import HandoverClosed, HandoverTaken, HandoverUnknown
from bot.store.times import utc_now
from bot.takeover.acts import HandoverActs, Kept, NothingToSave
from bot.takeover.briefs import Briefs
from bot.takeover.letters import OfficerLetters
from bot.zalo.events import Event
from handlers import desk_handovers as desk
from handlers.actions import OfficerAct
from handlers.texts import officer_desk


class DeskActs:
    """What an officer types about a conversation is done, and what cannot be done is told to her.

    Raises ``StateUnavailable`` or ``RedisError`` when a store is away.
    """

    def __init__(
        self,
        acts: HandoverActs,
        briefs: Briefs,
        roster: Roster,
        letters: OfficerLetters,
    ) -> None:
        self._acts = acts
        self._briefs = briefs
        self._roster = roster
        self._tell = letters.tell

    def carry_out(self, event: Event, act: OfficerAct) -> None:
        """Do it for the officer who wrote this; nothing for anybody else."""
        officer = self._roster.officer_of(event.oa_id, event.user_id)
        if officer is None or not act.code[1:].isdigit():
            return
        oa_id = event.oa_id
        try:
            self._do(event, officer, act)
        except HandoverTaken as error:
            name = self._briefs.name(oa_id, error.by)
            self._tell(oa_id, officer, officer_desk.taken_before(act.code, name))
        except HandoverClosed:
            self._tell(oa_id, officer, officer_desk.over(act.code))
        except HandoverUnknown:
            self._tell(oa_id, officer, officer_desk.unknown(act.code))
        except NothingToSave:
            self._tell(oa_id, officer, officer_desk.nothing_to_save(act.code))

    def _do(self, event: Event, officer: Officer, act: OfficerAct) -> None:
        oa_id, number = event.oa_id, int(act.code[1:])
        match act.act:
            case desk.TAKE:
                self._acts.take(oa_id, number, officer)
                self._show(oa_id, officer, self._acts.look(oa_id, number))
            case desk.LOOK:
                self._show(oa_id, officer, self._acts.look(oa_id, number))
            case desk.ANSWER:
                self._acts.answer(oa_id, number, officer, act.text, event.key)
            case desk.CLOSE:
                self._acts.close(oa_id, number, officer)
            case desk.SAVE:
                draft = self._acts.save(oa_id, number, officer)
                self._tell(
                    oa_id, officer, officer_desk.saved(draft.content.question, draft.content.answer)
                )

    def _show(self, oa_id: str, officer: Officer, kept: Kept) -> None:
        until = officer_desk.windows(self._briefs.brief(kept.handover), utc_now())
        code = kept.handover.code
        self._tell(oa_id, officer, officer_desk.conversation(code, kept.questions, until))
