"""A question that officers of the ward answered themselves, asked in its own words."""

from __future__ import annotations

from handlers import card
from handlers.actions import Action, Intent
from handlers.found import CARD_CERTAIN
from handlers.law import question_in
from handlers.turn import MessageKind, Turn


def handle(turn: Turn) -> list[Action]:
    """The ward's answer, before any of ours; [] where the words are not as sure as that."""
    if not turn.library.has_added_cards or turn.message.kind is not MessageKind.TEXT:
        return []
    if turn.as_of is not None:  # what held at another time is looked up in the law
        return []
    question = question_in(turn.message.text)
    for hit in turn.library.match_cards(question, limit=1, as_of=turn.day):
        sure = hit.card.kind == Intent.FAQ.value and hit.confidence >= CARD_CERTAIN
        if sure and card.may_be_shown(turn.library, hit.card, turn.day):
            return card.answer(turn, hit.card, hit.confidence, question)
    return []
