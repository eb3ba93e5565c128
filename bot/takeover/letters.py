"""Single messages to one officer about one conversation."""

from __future__ import annotations

from bot.staff.messages import OfficerMessages
from bot.staff.roster import Officer, Roster
from bot.store.handovers import Handover, HandoverRepository
from bot.store.waiting_answers import WaitingAnswer
from bot.takeover.notices import GRAVE
from bot.zalo.text import LIMIT
from handlers.texts import officer_desk


class OfficerLetters:
    """Writes to the officer who has a conversation, or who wrote an answer.

    Raises ``StateUnavailable`` or ``RedisError`` when a store is away.
    """

    def __init__(
        self, handovers: HandoverRepository, roster: Roster, messages: OfficerMessages
    ) -> None:
        self._handovers = handovers
        self._roster = roster
        self._messages = messages

    def tell(self, oa_id: str, officer: Officer, words: str) -> None:
        """This officer reads it, as far as Zalo lets us; too long a text is cut."""
        self._messages.send(oa_id, officer, words[:LIMIT])

    def trouble(self, answer: WaitingAnswer, for_good: bool) -> None:
        """An answer of hers was refused by Zalo; what the service itself said concerns nobody."""
        officers = self._roster.officers(answer.oa_id)
        writer = next((each for each in officers if each.admin_id == answer.admin_id), None)
        code = self._code(answer)
        if writer is not None and code:
            words = officer_desk.not_sent if for_good else officer_desk.waits_after_all
            self.tell(answer.oa_id, writer, words(code))

    def relay(self, handover: Handover, words: str) -> None:
        """She wrote again: the officer who has her conversation reads it, unless danger was told
        of.
        """
        holder = self._holder(handover)
        if holder is not None and handover.severity not in GRAVE:
            self.tell(handover.oa_id, holder, officer_desk.further_words(handover.code, words))

    def warn(self, handover: Handover) -> None:
        """She wrote of danger: the officer who has her conversation is told to read it in Zalo."""
        holder = self._holder(handover)
        if holder is not None:
            self.tell(handover.oa_id, holder, officer_desk.may_be_danger(handover.code))

    def _holder(self, handover: Handover) -> Officer | None:
        officers = self._roster.officers(handover.oa_id)
        return next((each for each in officers if each.admin_id == handover.taken_by), None)

    def _code(self, answer: WaitingAnswer) -> str:
        ours = self._handovers.list(answer.oa_id, closed_too=True)
        return next((each.code for each in ours if each.id == answer.handover_id), "")
