"""Which fixed card answers an assessment, and which choices stand under it."""

from __future__ import annotations

from handlers.crisis import replies
from handlers.crisis.assess import Assessment
from handlers.crisis.rules import Category
from handlers.turn import Choice, Severity

#: Of the question that "Tôi chỉ hỏi luật" goes back to, so many characters are kept.
LONGEST_QUESTION = 300
ONLY_LAW = "tôi chỉ hỏi luật"

_VIOLENT = frozenset((Category.VIOLENCE, Category.NONE, Category.UNCLEAR))
_CARDS: dict[Severity, dict[Category, str]] = {
    Severity.C3: {
        Category.CHILD_SEXUAL_ABUSE: "child",
        Category.CHILD_HARM: "child",
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
        return replies.card("C1", _gentle(found))
    return replies.card(found.severity.value, _name(found))


def _gentle(found: Assessment) -> str:
    if found.child_teller:
        return "unclear_child"
    return "weary" if found.category is Category.SUICIDE else "unclear"


def _name(found: Assessment) -> str:
    suicide = found.category is Category.SUICIDE
    if found.child_teller:
        grave = found.severity is Severity.C3
        return "suicide_child" if suicide and grave else "child_teller"
    name = _CARDS[found.severity].get(found.category, "violence")
    helped = found.helper and (suicide or found.category in _VIOLENT)
    return f"{name}_helper" if helped else name


def choices(found: Assessment, said: str) -> tuple[Choice, ...]:
    """What she may pick; ``said`` is what she wrote, for "Tôi chỉ hỏi luật" to go back to."""
    return (*(choice(name) for name in _offered(found)), only_law(said))


def _offered(found: Assessment) -> tuple[str, ...]:
    if found.severity is Severity.C1:
        return ("danger", "officer")
    if found.severity is Severity.C3:
        return ("officer",) if found.helper else ("officer", "shelter")
    if found.category in {Category.VIOLENCE, Category.SEXUAL_VIOLENCE}:
        return ("danger", "officer", "rights", "plan", "shelter")
    return ("danger", "officer")


def after_safe() -> tuple[Choice, ...]:
    """What she may pick once she is safe."""
    return tuple(choice(name) for name in ("officer", "rights", "plan", "shelter"))


def choice(name: str) -> Choice:
    """A choice that says what it is called."""
    return Choice(replies.label(name), replies.label(name))


def only_law(said: str) -> Choice:
    """The way out of a false alarm, back to her own words."""
    label = replies.label("law")
    return Choice(label, f"{label}: {said[:LONGEST_QUESTION]}" if said else label)
