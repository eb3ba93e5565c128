"""Which fixed card answers an assessment, and which choices stand under it."""

from __future__ import annotations

from handlers.crisis import replies
from handlers.crisis.assess import Assessment
from handlers.crisis.rules import Category
from handlers.crisis.teller import Speaker, Tie
from handlers.texts.address import spoken_to
from handlers.turn import Choice, Severity

#: Of what "Tôi chỉ hỏi luật" goes back to, so many characters are kept: the last, a story ends
#: with its question.
LONGEST_QUESTION = 300
ONLY_LAW = "tôi chỉ hỏi luật"

_ADDRESS = {Speaker.MAN: "anh", Speaker.ELDER: "bác"}
_TIES = {Tie.KIN: "kin", Tie.OFFICE: "office"}
_CHILD_CARDS = {Category.SUICIDE: "suicide_child", Category.PICTURES: "pictures_teller"}
_CARDS: dict[Severity, dict[Category, str]] = {
    Severity.C3: {
        Category.CHILD_SEXUAL_ABUSE: "child",
        Category.CHILD_HARM: "child_beaten",
        Category.SEXUAL_VIOLENCE: "sexual",
        Category.SUICIDE: "suicide",
        Category.TRAFFICKING: "trafficking",
        Category.PICTURES: "pictures_child",
        Category.MEDICAL: "medical",
    },
    Severity.C2: {
        Category.CHILD_SEXUAL_ABUSE: "child",
        Category.CHILD_HARM: "child",
        Category.SEXUAL_VIOLENCE: "sexual",
        Category.SUICIDE: "suicide",
        Category.TRAFFICKING: "trafficking",
        Category.PICTURES: "pictures",
    },
}


def card(found: Assessment) -> str:
    """The text of the card: numbers first, then belief, then one or two acts of safety."""
    if found.severity is Severity.C1:
        return addressed(replies.card("C1", _gentle(found)), found)
    return addressed(replies.card(found.severity.value, _name(found)), found)


def addressed(text: str, found: Assessment) -> str:
    """The text with "chị" as the sender is addressed; what stands in quotation marks stays."""
    return spoken_to(_ADDRESS.get(found.speaker, ""), text)


def address(found: Assessment) -> str:
    """The word for "you" that the message itself shows to fit, "" where it shows none."""
    return "con" if found.child_teller else _ADDRESS.get(found.speaker, "")


def _gentle(found: Assessment) -> str:
    if found.child_teller:
        return "unclear_child"
    return "weary" if found.category is Category.SUICIDE else "unclear"


def _name(found: Assessment) -> str:
    """The most fitting card that there is: for whoever tells, of the rule, of the category."""
    usual = _CARDS[found.severity].get(found.category, "violence")
    bases = [base for base in (found.card, usual) if base]
    if found.child_teller:
        wanted = [_CHILD_CARDS.get(found.category, ""), "child_teller"]
    else:
        own = "helper" if found.helper else found.speaker.value
        endings = [ending for ending in (_TIES.get(found.tie, ""), own) if ending]
        wanted = [*(f"{base}_{ending}" for base in bases for ending in endings), *bases]
    return next(name for name in wanted if replies.has_card(found.severity.value, name))


def choices(found: Assessment) -> tuple[Choice, ...]:
    """What she may pick; none holds a word of hers."""
    return (*(choice(name) for name in _offered(found)), choice("law"))


def _offered(found: Assessment) -> tuple[str, ...]:
    sheltered = found.speaker is not Speaker.MAN
    if found.severity is Severity.C1:
        return ("danger", "officer")
    if found.severity is Severity.C3:
        return ("officer", "shelter") if sheltered and not found.helper else ("officer",)
    if found.helper:
        return ("officer", "shelter")
    if _at_home(found):
        return ("danger", "officer", "rights", "plan", *(("shelter",) if sheltered else ()))
    return ("danger", "officer")


def _at_home(found: Assessment) -> bool:
    """Whether the law on violence at home speaks of it: its rights, and a plan to leave."""
    return found.category is Category.VIOLENCE and found.card == "" or found.card == "marital"


def after_safe(found: Assessment) -> tuple[Choice, ...]:
    """What may be picked once she is safe: her rights and a plan where violence is at home."""
    grown = _at_home(found) and not found.child_teller
    names = ("officer", "rights", "plan", "shelter") if grown else ("officer",)
    return tuple(choice(name) for name in names)


def choice(name: str) -> Choice:
    """A choice that says what it is called."""
    return Choice(replies.label(name), replies.label(name))
