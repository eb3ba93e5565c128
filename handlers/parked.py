"""A calculation that was left for something else: kept, offered again, gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers import calculator
from handlers.actions import Action, Conclude, FillForm, Intent, OfferChoices, Remember, Say
from handlers.calculators.catalogue import BY_KEY
from handlers.crisis.handle import watchful
from handlers.texts import parked as texts
from handlers.turn import Choice, Conversation, Form, MessageKind, Parked, Turn
from handlers.wording import plain, says

_GO_ON = frozenset(
    {
        "lam tiep", "tinh tiep", "tinh not", "lam not", "tinh tiep di", "lam tiep viec do",
        "tinh tiep viec hom truoc", "lam tiep viec hom truoc", "quay lai tinh",
    }
)  # fmt: skip
#: These go on with whatever there is: an answer that is being read comes first.
_ONWARD = frozenset({"tiep tuc", "tiep"})
_DROP = frozenset({plain(texts.DROP)})

#: Turns that leave an open form where it is.
_PASSING = frozenset((Intent.MEDIA, Intent.SILENCE))


def handle(turn: Turn) -> list[Action]:
    """Goes on with the calculation that is open or was left, or drops it; else []."""
    known, text = turn.conversation, turn.message.text
    form = _left(known)
    if form is None or turn.message.kind is not MessageKind.TEXT or turn.message.in_group:
        return []
    if says(text, _DROP):
        return [*_without(known), Say(texts.DROPPED), Conclude(Intent.CALCULATOR)]
    just_offered = any(choice.label == texts.GO_ON for choice in known.choices)
    reading = (known.later or known.reading) and not just_offered
    if says(text, _GO_ON) or (says(text, _ONWARD) and not reading):
        return _resumed(turn, form)
    return []


def offered(turn: Turn, greeting: list[Action]) -> list[Action]:
    """The greeting, with the calculation that was left as its first choice; not to whoever was in
    danger not long ago.
    """
    form = _left(turn.conversation)
    calculating = BY_KEY.get(form.calculator) if form else None
    if calculating is None or watchful(turn):
        return greeting
    told: list[Action] = []
    for each in greeting:
        if isinstance(each, Say):
            told.append(Say(f"{each.text}\n\n{texts.offered(calculating.label)}"))
        elif isinstance(each, OfferChoices):
            told.append(OfferChoices((*_CHOICES, *each.choices), each.prompt))
        else:
            told.append(each)
    return told


def after(turn: Turn, conversation: Conversation, actions: Sequence[Action]) -> Conversation:
    """The conversation with the form that this turn left; one that it takes up is parked no more.

    A calculation that came to its end, or that she stopped, was not left.
    """
    form = turn.conversation.form
    conclusion = next(each for each in actions if isinstance(each, Conclude))
    filled = next((each.form for each in actions if isinstance(each, FillForm)), None)
    if filled is not None:
        return _taken_up(turn, conversation, form, filled)
    left = conclusion.intent not in {Intent.CALCULATOR, *_PASSING}
    if form is not None and left and form.facts:
        return replace(conversation, parked=Parked(form, turn.now))
    return conversation


def _taken_up(
    turn: Turn, conversation: Conversation, before: Form | None, filled: Form
) -> Conversation:
    """Whatever stood open or parked of another kind stays parked."""
    if before is not None and before.calculator != filled.calculator and before.facts:
        return replace(conversation, parked=Parked(before, turn.now))
    parked = conversation.parked
    same = parked is not None and parked.form.calculator == filled.calculator
    return replace(conversation, parked=None) if same else conversation


def _left(known: Conversation) -> Form | None:
    """The calculation that is open with something told, or else the one that was left."""
    if known.form is not None and known.form.facts:
        return known.form
    return known.parked.form if known.parked else None


def _resumed(turn: Turn, form: Form) -> list[Action]:
    """The question that was open then, once more."""
    first, *others = calculator.again(form) or [Say(texts.DROPPED), Conclude(Intent.CALCULATOR)]
    opening = Say(f"{texts.HERE_AGAIN}\n\n{first.text}") if isinstance(first, Say) else first
    return [*_without(turn.conversation), opening, *others]


def _without(known: Conversation) -> list[Action]:
    return [Remember(replace(known, parked=None))]


_CHOICES = (Choice(texts.GO_ON, texts.GO_ON), Choice(texts.DROP, texts.DROP))
