"""A conversation from its first word on, through the real order, memory and bubbles."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers import bubbles, memory, order
from handlers.actions import Action, CallOfficer, Conclude, OfferChoices
from handlers.turn import Conversation, Message, MessageKind, Turn
from knowledge.search import Library


class Story:
    """Says things as one person and reads the answers; a minute passes between two messages."""

    def __init__(self, library: Library, now: datetime) -> None:
        self.library = library
        self.now = now
        self.conversation = Conversation()
        self.actions: list[Action] = []

    def says(self, text: str = "", kind: MessageKind = MessageKind.TEXT, **message: bool) -> str:
        """The whole answer as one text; '' for silence."""
        self.now += timedelta(minutes=1)
        turn = Turn(Message(kind, text, **message), self.conversation, self.library, self.now)
        self.actions = order.respond(turn)
        self.conversation = memory.remembered(self.conversation, self.actions, self.now)
        return "\n---\n".join(self.bubbles)

    @property
    def bubbles(self) -> list[str]:
        return bubbles.render(self.actions)

    @property
    def conclusion(self) -> Conclude:
        (only,) = [each for each in self.actions if isinstance(each, Conclude)]
        return only

    @property
    def labels(self) -> list[str]:
        offers = [each for each in self.actions if isinstance(each, OfferChoices)]
        return [choice.label for choice in offers[-1].choices] if offers else []

    @property
    def called_officer(self) -> bool:
        return any(isinstance(each, CallOfficer) for each in self.actions)
