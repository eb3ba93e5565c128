"""What the assistant does with a golden question, through the real handlers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from handlers import memory, order
from handlers.actions import Action, Conclude, Intent, OfferChoices
from handlers.turn import Choice, Conversation, Message, MessageKind, Turn
from knowledge.search import Library
from tests.golden import Golden, Refused

#: The day on which the questions were judged, at noon in Vietnam.
NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)

#: So many of the offered choices count.
SEEN = 3

REFUSING = frozenset({Intent.REFUSAL, Intent.SMALLTALK, Intent.MENU, Intent.OFFICER})


class Verdict(StrEnum):
    """How a question ended: the right law at once, a choice that leads there, a wrong answer,
    choices of which none leads there, or nothing from the law.
    """

    FIRST = "first"
    OFFERED = "offered"
    WRONG = "wrong"
    ASTRAY = "astray"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, how it ended, and the places that were cited (article ids)."""

    golden: Golden
    verdict: Verdict
    intent: Intent
    cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How a group of questions ended; shares are 0..1 of ``n``. ``crisis`` are questions that were
    taken for a cry for help, whatever else they led to.
    """

    n: int
    first: float
    among_three: float
    wrong: float
    nothing: float
    crisis: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn: what was asked for, and the conversation afterwards."""

    actions: list[Action]
    after: Conversation

    @property
    def conclusion(self) -> Conclude:
        """What the turn was."""
        return next(each for each in self.actions if isinstance(each, Conclude))

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the articles that the answer cites; () where none was given."""
        ids = (citation.article_id for citation in self.conclusion.citations)
        return tuple(dict.fromkeys(ids))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What was offered last."""
        offers = [each.choices for each in self.actions if isinstance(each, OfferChoices)]
        return offers[-1] if offers else ()


def say(text: str, library: Library, conversation: Conversation | None = None) -> Spoken:
    """One message of a person who has been greeted."""
    before = Conversation(greeted=True) if conversation is None else conversation
    turn = Turn(Message(MessageKind.TEXT, text), before, library, NOW)
    actions = order.respond(turn)
    return Spoken(actions, memory.remembered(before, actions, NOW))


def outcome(golden: Golden, library: Library) -> Outcome:
    """Ask the question; where the answer is not right, pick each of the first choices."""
    spoken = say(golden.question, library)
    verdict = _verdict(golden, spoken, library)
    return Outcome(golden, verdict, spoken.conclusion.intent, spoken.cited)


def is_refused(message: Refused, library: Library) -> bool:
    """Whether the message got no law: neither an answer nor choices of it."""
    return say(message.question, library).conclusion.intent in REFUSING


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """The shares over some outcomes, at least one."""
    group = list(outcomes)
    verdicts = [each.verdict for each in group]
    return Tally(
        n=len(verdicts),
        first=_share(verdicts, Verdict.FIRST),
        among_three=_share(verdicts, Verdict.FIRST, Verdict.OFFERED),
        wrong=_share(verdicts, Verdict.WRONG),
        nothing=_share(verdicts, Verdict.NOTHING),
        crisis=sum(each.intent is Intent.CRISIS for each in group) / len(group),
    )


def _share(verdicts: Sequence[Verdict], *counted: Verdict) -> float:
    return sum(each in counted for each in verdicts) / len(verdicts)


def _verdict(golden: Golden, spoken: Spoken, library: Library) -> Verdict:
    expected = {place.id for place in golden.expect}
    if expected & set(spoken.cited):
        return Verdict.FIRST
    picks = (say(each.says, library, spoken.after) for each in spoken.choices[:SEEN])
    if any(expected & set(pick.cited) for pick in picks):
        return Verdict.OFFERED
    if spoken.cited:
        return Verdict.WRONG
    lawless = spoken.conclusion.intent in REFUSING or not spoken.choices
    return Verdict.NOTHING if lawless else Verdict.ASTRAY
