"""The topic of a conversation: what a message that goes on goes on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.actions import ANSWERS, Conclude, Intent
from handlers.answer import LONGEST_QUESTION
from handlers.turn import Conversation, Topic, Turn
from knowledge.documents import Card, Citation
from knowledge.search import Library
from knowledge.text.reading import understand

#: So long after the last message that had to do with it a topic can be gone on with.
LIFE = timedelta(minutes=30)

#: Turns that end a topic.
_CUTTING = frozenset({Intent.CRISIS, Intent.PRIVACY})


def alive(turn: Turn) -> Topic | None:
    """The topic that a message may go on with now."""
    topic = turn.conversation.topic
    return topic if topic and topic.until > turn.now and not turn.message.in_group else None


def to_go_back_to(turn: Turn) -> Topic | None:
    """The topic that she goes on with where danger was none: the one now, else the one before."""
    left = turn.conversation.left
    return alive(turn) or (left if left and left.until > turn.now else None)


def after(turn: Turn, conversation: Conversation, conclusion: Conclude) -> Conversation:
    """The conversation with its topic: of the new answer, as it was for another while, or none.

    A handler that went on with the topic has set it itself.
    """
    before = alive(turn)
    if turn.message.in_group or conversation.topic not in (before, turn.conversation.topic):
        return conversation
    if conclusion.intent in _CUTTING:
        left = before or conversation.left if conclusion.intent is Intent.CRISIS else None
        return replace(conversation, topic=None, calculated=None, left=left)
    if conclusion.intent in ANSWERS and _answered(turn, conversation):
        begun = of(turn, conversation, conversation.question)
        return replace(conversation, topic=begun, calculated=None)
    return replace(conversation, topic=before and replace(before, until=turn.now + LIFE))


def of(turn: Turn, answered: Conversation, question: str) -> Topic:
    """The topic that the answered question makes."""
    words = understand(question).query or _title(turn.library, answered.card, answered.citations)
    until = turn.now + LIFE
    card = answered.card if _spoke(turn.library, answered) else ""
    return Topic(words[:LONGEST_QUESTION], until, card, answered.citations)


def _spoke(library: Library, answered: Conversation) -> bool:
    """Whether the remembered card answered; candidates that were offered are no answer."""
    if answered.citations:
        return True
    card = library.card(answered.card) if answered.card else None
    return card is not None and not card.citations  # officers' own answers may rest on no law


def card_of(library: Library, topic: Topic) -> Card | None:
    """The card that answered, if one did."""
    return library.card(topic.card) if topic.card else None


def heading(library: Library, topic: Topic) -> str:
    """What the topic is called: the card's title, else the article's; "" for neither."""
    return _title(library, topic.card, topic.citations)


def _answered(turn: Turn, conversation: Conversation) -> bool:
    """Whether something else is remembered as answered than before the turn."""
    known = turn.conversation
    return (conversation.question, conversation.card, conversation.citations) != (
        known.question,
        known.card,
        known.citations,
    )


def _title(library: Library, card_id: str, cited: Sequence[Citation]) -> str:
    card = library.card(card_id) if card_id else None
    if card is not None:
        return card.title
    article = library.article(cited[0].article_id) if cited else None
    return article.title.strip().rstrip(".") if article else ""
