"""The shape of every answer: plain words, exact quotation, source and notice, numbered choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers import changes, texts
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Remember, Say
from handlers.bubbles import COMFORTABLE, length_of, pages
from handlers.card_pieces import thoughts
from handlers.passage import Passage, references
from handlers.pieces import told
from handlers.turn import Choice, Conversation, Reading, Turn
from knowledge.documents import Citation

#: A question is remembered up to so many characters.
LONGEST_QUESTION = 300

#: The plain words stand whole in a bubble up to this length; what is said before and after them
#: for other reasons fits beside them (``bubbles.LONGEST``).
LONGEST_LEAD = 1500

#: More choices than this are not offered under an answer.
MOST_CHOICES = 8

MORE = Choice(texts.MORE, texts.MORE)
OTHER_ARTICLES = Choice(texts.OTHER_ARTICLES, texts.OTHER_ARTICLES)
OFFICER = Choice(texts.OFFICER, texts.OFFICER)
MENU = Choice(texts.MENU, texts.MENU)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer consists of, before it is laid out in bubbles.

    ``also`` are places of the law that are named but not quoted, ``source`` overrides the
    passage's own, ``checked`` tells whether a person compared the answer with the law in force,
    ``later`` is kept for "xem thêm" before the whole article. ``caution`` is said right before the
    quotation. ``thoughts`` are the plain words for whoever is told piece by piece: None is the
    lead itself, () nothing, because the law itself was asked for. ``card`` is the card's id.
    ``meant`` tells what was understood, where that is not certain; it is said before all else.
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
    caution: str = ""
    thoughts: tuple[str, ...] | None = None
    card: str = ""
    meant: str = ""


def actions(turn: Turn, answer: Answer) -> list[Action]:
    """Say the answer whole in one or two bubbles, or piece by piece to whoever wishes that; keep
    what follows it, remember what it was about.
    """
    if turn.conversation.easy_reading:
        return _piece_by_piece(turn, answer)
    first, *rest = pages(_lead(answer), LONGEST_LEAD) or [""]
    later = (*rest, *_later(answer))
    choices = _choices(answer, bool(later))
    return [
        Remember(_after(turn, answer)),
        *_laid_out(first, _evidence(answer), choices),
        KeepForLater(later),
        OfferChoices(choices, texts.PICK),
        Conclude(answer.intent, answer.confidence, citations=_citations(answer)),
    ]


def _piece_by_piece(turn: Turn, answer: Answer) -> list[Action]:
    """The plain words thought by thought; the law after them, for whoever asks for it."""
    plain = tuple(thoughts(answer.lead)) if answer.thoughts is None else answer.thoughts
    changed = changes.said_first(answer.passage.changed.news, "") if answer.passage else ""
    above = (changed, "" if plain else answer.lead, answer.caution)
    if plain and changed:
        plain = (plain[0], changed, *plain[1:])
    if answer.meant and plain:
        plain = (f"{answer.meant}\n\n{plain[0]}", *plain[1:])
    quoted, *places = filter(None, (_quotation(answer), _grounds(answer)))
    evidence = "\n\n".join(filter(None, (*above, quoted)))
    cited = _citations(answer)
    if plain and not cited:
        plain = (*plain[:-1], f"{plain[-1]}\n\n{evidence}")
    law = (evidence, *places, *_later(answer)) if cited or not plain else ()
    reading = Reading((*plain, *law), len(plain), then=next(iter(answer.choices), None))
    conclusion = Conclude(answer.intent, answer.confidence, citations=cited)
    return [*told(_after(turn, answer), reading), conclusion]


def length_of_evidence(answer: Answer) -> int:
    """How many characters quotation, source and choices take as a bubble of their own."""
    choices = _choices(answer, bool(_later(answer)))
    return len(_evidence(answer)) + length_of(choices, texts.PICK)


def _lead(answer: Answer) -> str:
    """The plain words; what changed in the law that is quoted below them is said first."""
    news = answer.passage.changed.news if answer.passage else ()
    lead = f"{answer.lead} {answer.caution}".strip()
    changed = changes.said_first(news, answer.lead)
    return "\n\n".join(filter(None, (answer.meant, changed, lead)))


def _later(answer: Answer) -> tuple[str, ...]:
    return (*answer.later, *(answer.passage.whole if answer.passage else ()))


def _choices(answer: Answer, more: bool) -> tuple[Choice, ...]:
    standing = (*((MORE,) if more else ()), *_standing(answer))
    offered = tuple(dict.fromkeys(answer.choices))
    return (*offered[: MOST_CHOICES - len(standing)], *standing)


def _after(turn: Turn, answer: Answer) -> Conversation:
    return replace(
        turn.conversation,
        question=answer.question[:LONGEST_QUESTION],
        citations=_citations(answer),
        failures=0,
        card=answer.card,
    )


def _citations(answer: Answer) -> tuple[Citation, ...]:
    shown = ((answer.passage,) if answer.passage else ()) + answer.also
    return tuple(passage.citation for passage in shown)


def _standing(answer: Answer) -> tuple[Choice, ...]:
    of_the_ward = answer.intent is Intent.FAQ and not _citations(answer)
    return (OTHER_ARTICLES, OFFICER) if answer.question and not of_the_ward else (OFFICER,)


def _evidence(answer: Answer) -> str:
    """Quotation, places, source and notice: everything that follows the plain words."""
    return f"{_quotation(answer)}\n\n{_grounds(answer)}".strip()


def _quotation(answer: Answer) -> str:
    """The words of the law and where they stand; "" where none are at hand."""
    passage = answer.passage
    if not passage or not passage.words:
        return ""
    return f"{_quoted(passage)}\n{texts.attribution(passage.reference)}"


def _grounds(answer: Answer) -> str:
    """Further places, source and notice."""
    passage = answer.passage
    lines = _named_only(answer)
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
