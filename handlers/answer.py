"""The shape of every answer: plain words, exact quotation, source and notice, numbered choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers import changes, texts
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Remember, Say
from handlers.bubbles import COMFORTABLE, length_of, pages
from handlers.passage import Passage, references
from handlers.turn import Choice, Conversation, Turn
from knowledge.documents import Citation

#: A question is remembered up to so many characters.
LONGEST_QUESTION = 300

MORE = Choice(texts.MORE, texts.MORE)
OTHER_ARTICLES = Choice(texts.OTHER_ARTICLES, texts.OTHER_ARTICLES)
OFFICER = Choice(texts.OFFICER, texts.OFFICER)
MENU = Choice(texts.MENU, texts.MENU)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer consists of, before it is laid out in bubbles.

    ``also`` are places of the law that are named but not quoted, ``source`` overrides the
    passage's own, ``checked`` tells whether a person compared the answer with the law in force,
    ``later`` is kept for "xem thêm" before the whole article.
    """

    lead: str
    passage: Passage | None
    intent: Intent
    confidence: float
    question: str = ""
    also: tuple[Passage, ...] = ()
    source: str = ""
    checked: bool = False
    later: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


def actions(turn: Turn, answer: Answer) -> list[Action]:
    """Say the answer in one or two bubbles, keep the rest, remember what it was about."""
    first, *rest = pages(_lead(answer)) or [""]
    later = (*rest, *_later(answer))
    choices = _choices(answer, bool(later))
    return [
        Remember(_after(turn, answer)),
        *_laid_out(first, _evidence(answer), choices),
        KeepForLater(later),
        OfferChoices(choices, texts.PICK),
        Conclude(answer.intent, answer.confidence, citations=_citations(answer)),
    ]


def length_of_evidence(answer: Answer) -> int:
    """How many characters quotation, source and choices take as a bubble of their own."""
    choices = _choices(answer, bool(_later(answer)))
    return len(_evidence(answer)) + length_of(choices, texts.PICK)


def _lead(answer: Answer) -> str:
    """The plain words; what changed in the law that is quoted below them is said first."""
    news = answer.passage.changed.news if answer.passage else ()
    return f"{changes.said_first(news, answer.lead)}\n\n{answer.lead}".strip()


def _later(answer: Answer) -> tuple[str, ...]:
    return (*answer.later, *(answer.passage.whole if answer.passage else ()))


def _choices(answer: Answer, more: bool) -> tuple[Choice, ...]:
    return (*answer.choices, *((MORE,) if more else ()), *_standing(answer))


def _after(turn: Turn, answer: Answer) -> Conversation:
    return replace(
        turn.conversation,
        question=answer.question[:LONGEST_QUESTION],
        citations=_citations(answer),
        failures=0,
    )


def _citations(answer: Answer) -> tuple[Citation, ...]:
    shown = ((answer.passage,) if answer.passage else ()) + answer.also
    return tuple(passage.citation for passage in shown)


def _standing(answer: Answer) -> tuple[Choice, ...]:
    return (OTHER_ARTICLES, OFFICER) if answer.question else (OFFICER,)


def _evidence(answer: Answer) -> str:
    """Quotation, places, source and notice: everything that follows the plain words."""
    passage = answer.passage
    lines: list[str] = []
    if passage and passage.words:
        lines += [_quoted(passage), texts.attribution(passage.reference), ""]
    lines += _named_only(answer)
    if passage and passage.changed.coming:
        lines.append(changes.said_first(passage.changed.coming, answer.lead))
    source = answer.source or (passage.source if passage else "")
    lines += [texts.source(source)] if source else []
    lines += [] if answer.checked else [texts.MAY_HAVE_CHANGED]
    return "\n".join([*lines, texts.NOT_ADVICE])


def _quoted(passage: Passage) -> str:
    """The words of the law; old ones are marked."""
    words = texts.quotation(passage.words)
    return f"{passage.changed.old}\n{words}" if passage.changed.old else words


def _named_only(answer: Answer) -> list[str]:
    passage, also = answer.passage, answer.also
    if passage and passage.words:
        return [texts.see_also(references(also))] if also else []
    bases = (passage, *also) if passage else also
    return [texts.resting_on(references(bases))] if bases else []


def _laid_out(lead: str, evidence: str, choices: Sequence[Choice]) -> list[Say]:
    together = f"{lead}\n\n{evidence}".strip()
    if len(together) + length_of(choices, texts.PICK) <= COMFORTABLE:
        return [Say(together)]
    return [Say(lead), Say(evidence)]
