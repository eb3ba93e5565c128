"""What became of a turn, as it is counted: no word of it, except a question that stayed open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from weakref import WeakKeyDictionary

from handlers.actions import ANSWERS, Action, CallOfficer, Conclude, Intent, OfferChoices
from handlers.complaint import complains
from handlers.crisis.handle import watchful
from handlers.people import Purpose
from handlers.refusal import NONE_OF_THESE
from handlers.turn import Choice, Conversation, MessageKind, Severity, Turn
from handlers.wording import says
from knowledge.documents import Citation
from knowledge.search import Library

#: A question that was answered, or offered choices, with less of a chance counts as still open.
DOUBTFUL = 0.4


class Outcome(StrEnum):
    """What became of a turn. DANGER is all that is ever said of one that told of danger."""

    ANSWERED = "answered"
    UNSURE = "unsure"
    REFUSED = "refused"
    HANDED_OVER = "handed_over"
    DANGER = "danger"
    OTHER = "other"


class Missed(StrEnum):
    """Why a question stayed open: nothing was found, nothing of what was offered was meant, or
    what was offered was hardly likely.
    """

    REFUSED = "refused"
    NONE_OF_THESE = "none_of_these"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that stayed open, in her words; ``may_be_named``: she agreed that officers are
    told of it together with who asked.
    """

    text: str = field(repr=False)
    reason: Missed
    may_be_named: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """What became of a turn. ``topic`` is a card's, '' where none is known; ``source`` the id of
    the card or the article that answered, '' where none did.
    """

    outcome: Outcome
    topic: str = ""
    source: str = ""
    confidence: float | None = None
    missed: OpenQuestion | None = None


def exchange(turn: Turn, actions: Sequence[Action], after: Conversation) -> Exchange | None:
    """What became of the turn that led to these actions and is remembered as ``after``.

    None where there is nothing to count: an officer at work, silence, a chat that was opened.
    """
    conclusion = next(each for each in actions if isinstance(each, Conclude))
    if _is_danger(turn, conclusion):
        return Exchange(Outcome.DANGER)
    outcome = _outcome(actions, conclusion)
    if not _counts(turn, conclusion):
        return None
    missed = _missed(turn, conclusion, outcome, after)
    if outcome is not Outcome.ANSWERED:
        topic = _topic_offered(turn.library, actions) if outcome is Outcome.UNSURE else ""
        return Exchange(outcome, topic, confidence=conclusion.confidence, missed=missed)
    topic, source = _answered_from(turn.library, conclusion, after)
    return Exchange(outcome, topic, source, conclusion.confidence, missed)


def _is_danger(turn: Turn, conclusion: Conclude) -> bool:
    return conclusion.intent is Intent.CRISIS or conclusion.severity is not Severity.N


def _counts(turn: Turn, conclusion: Conclude) -> bool:
    opened = turn.message.kind in (MessageKind.FOLLOWED, MessageKind.OPENED_CHAT)
    silent = conclusion.intent is Intent.SILENCE
    return not (opened or silent or turn.sender.desk is not None)


def _outcome(actions: Sequence[Action], conclusion: Conclude) -> Outcome:
    if any(isinstance(each, CallOfficer) for each in actions):
        return Outcome.HANDED_OVER
    match conclusion.intent:
        case Intent.REFUSAL:
            return Outcome.REFUSED
        case Intent.CALCULATOR:
            return Outcome.ANSWERED
        case Intent.LAW if not conclusion.citations and any(_offered(actions)):
            return Outcome.UNSURE
        case each if each in ANSWERS:
            return Outcome.ANSWERED
        case _:
            return Outcome.OTHER


def _offered(actions: Sequence[Action]) -> list[Choice]:
    offers = [each.choices for each in actions if isinstance(each, OfferChoices)]
    return [choice for offer in offers for choice in offer]


# -- What it was about --


def _topic_offered(library: Library, actions: Sequence[Action]) -> str:
    """The topic of the first card among the choices."""
    titles = _read(library).titles
    return next((titles[each.says] for each in _offered(actions) if each.says in titles), "")


def _answered_from(library: Library, conclusion: Conclude, after: Conversation) -> tuple[str, str]:
    """Topic and source of an answer; the card that is remembered, if it is of this answer."""
    if conclusion.intent not in ANSWERS:
        return "", ""
    cited = {each.article_id for each in conclusion.citations}
    remembered = {each.article_id for each in after.citations}
    card = library.card(after.card) if after.card and cited <= remembered else None
    if card is not None:
        return card.topic or _topic_of_law(library, card.citations), card.id
    first = next(iter(conclusion.citations), None)
    if first is None:
        return "", ""
    return _topic_of_law(library, conclusion.citations), first.article_id


def _topic_of_law(library: Library, cited: Sequence[Citation]) -> str:
    """The topic of most cards that rest on the first document; '' where none does."""
    documents = _read(library).documents
    return documents.get(cited[0].document.lower(), "") if cited else ""


@dataclass(frozen=True, slots=True)
class _Topics:
    """Title of a card → topic; number of a document, lower case → topic of most cards citing it."""

    titles: dict[str, str]
    documents: dict[str, str]


_known: WeakKeyDictionary[Library, _Topics] = WeakKeyDictionary()


def _read(library: Library) -> _Topics:
    found = _known.get(library)
    if found is None:
        found = _known[library] = _topics_of(library)
    return found


def _topics_of(library: Library) -> _Topics:
    cited: dict[str, Counter[str]] = {}
    for card in library.cards():
        for document in {each.document.lower() for each in card.citations}:
            cited.setdefault(document, Counter())[card.topic] += 1
    documents = {number: counted.most_common(1)[0][0] for number, counted in cited.items()}
    return _Topics({card.title: card.topic for card in library.cards()}, documents)


# -- What stayed open --


def _missed(
    turn: Turn, conclusion: Conclude, outcome: Outcome, after: Conversation
) -> OpenQuestion | None:
    """The question that stayed open; never in a group, near danger, or of somebody who took back
    that her questions are read or passed on.
    """
    reason = _reason(turn, conclusion, outcome)
    if reason is None or turn.message.in_group or not _calm(turn) or not _may_be_kept(turn):
        return None
    asked = turn.conversation.question if reason is Missed.NONE_OF_THESE else turn.message.text
    named = (turn.sender.consents or {}).get(Purpose.OFFICER, False)
    return OpenQuestion(asked.strip(), reason, named) if asked.strip() else None


def _reason(turn: Turn, conclusion: Conclude, outcome: Outcome) -> Missed | None:
    if conclusion.intent is Intent.REFUSAL and conclusion.confidence == 0.0:
        text = turn.message.text
        none = says(text, NONE_OF_THESE) or complains(text)
        return Missed.NONE_OF_THESE if none else Missed.REFUSED
    doubtful = outcome is Outcome.UNSURE and 0.0 < conclusion.confidence < DOUBTFUL
    return Missed.UNLIKELY if doubtful else None


def _calm(turn: Turn) -> bool:
    return turn.conversation.severity is Severity.N and not watchful(turn)


def _may_be_kept(turn: Turn) -> bool:
    """Whether she took nothing back that speaks against it; not while nobody knows."""
    agreed = turn.sender.consents
    if agreed is None:
        return False
    return not any(agreed.get(each) is False for each in (Purpose.ANSWERS, Purpose.OFFICER))
