"""The duty: when a report of danger becomes a case for the officers, and what she is told of it.

A text message is a lawful report, and whoever heads the Women's Union of a ward must pass a report
of violence at home on at once (law 13/2022/QH15, articles 19 and 20). Without her consent a case is
opened only where a child or a life is in danger; everything else waits until she agrees. See
``docs/decisions/0010-cases.md``.
"""

from __future__ import annotations

from dataclasses import dataclass

from handlers.actions import Action, Basis, CaseNews, NoteCase, OpenCase, Say
from handlers.crisis import replies
from handlers.crisis.assess import Assessment
from handlers.crisis.cards import addressed
from handlers.crisis.rules import Category
from handlers.people import OwnCase, Presence
from handlers.texts.waiting import when_answered
from handlers.turn import CaseMark, Severity, Turn

_CHILD_HURT = frozenset((Category.CHILD_SEXUAL_ABUSE, Category.CHILD_HARM))
_ABUSE = frozenset(
    (Category.VIOLENCE, Category.SEXUAL_VIOLENCE, Category.TRAFFICKING, Category.PICTURES)
)
_LIFE = frozenset(
    (
        Category.VIOLENCE,
        Category.SEXUAL_VIOLENCE,
        Category.SUICIDE,
        Category.TRAFFICKING,
        Category.UNCLEAR,
    )
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the table. ``child``: a child is spoken of; ``teller``: a child writes itself;
    ``unless``: cards of what is no abuse (``rules.yaml``).
    """

    basis: Basis
    severity: Severity
    about: frozenset[Category]
    child: bool = False
    teller: bool = False
    unless: frozenset[str] = frozenset()

    def holds(self, found: Assessment) -> bool:
        """Whether this line speaks of what was found."""
        return (
            found.severity is self.severity
            and found.category in self.about
            and (found.child or not self.child)
            and (found.child_teller or not self.teller)
            and found.card not in self.unless
        )


#: The first line that holds counts; where none does, she is asked. Sickness and accidents open
#: none: there an ambulance helps, not the Union.
TABLE = (
    _Row(Basis.CHILD, Severity.C3, _CHILD_HURT | {Category.PICTURES}),
    _Row(Basis.CHILD, Severity.C3, _LIFE, child=True),
    _Row(Basis.CHILD, Severity.C2, _CHILD_HURT, unless=frozenset(("school", "own_anger"))),
    _Row(Basis.CHILD, Severity.C2, _ABUSE, teller=True),
    _Row(Basis.LIFE, Severity.C3, _LIFE),
)
#: Who is held may be watched: the sentence that officers learn of it could cost her dearly.
_HELD = frozenset(
    ("locked-up", "besieged", "kidnapped", "kidnapped-by-car", "held-abroad", "held-for-ransom")
)


def basis(found: Assessment) -> Basis | None:
    """Why a case may be opened without asking her; None where only her consent opens one.

    The safe word alone opens none: she was told that it shows the numbers, nothing more. Nor does a
    hunch: a message that names no harm.
    """
    if found.safe_word or found.hunch:
        return None
    return next((row.basis for row in TABLE if row.holds(found)), None)


def opening(turn: Turn, found: Assessment) -> list[Action]:
    """The case that this calls for, and the bubble that says so the first time; [] for none."""
    reason = basis(found)
    if reason is None:
        return []
    wish = OpenCase(found.severity, found.category.value, reason)
    if _told_lately(turn) or not tells(found):
        return [wish]
    return [wish, Say(_telling(turn, found, reason))]


def mark(turn: Turn, found: Assessment) -> CaseMark:
    """What is to be remembered of a case after this card."""
    if basis(found) is None or _told_lately(turn):
        return _marked(turn)
    return CaseMark.TOLD if tells(found) else CaseMark.UNTOLD


def tells(found: Assessment) -> bool:
    """Whether she may be told in writing: not while somebody holds her and may read along."""
    held = found.category is Category.TRAFFICKING or not _HELD.isdisjoint(found.rules)
    return found.helper or not held


def noted(turn: Turn, news: CaseNews) -> list[Action]:
    """Write into her case what she says now, if there may be one."""
    return [] if _marked(turn) is CaseMark.NONE else [NoteCase(news)]


def presence(turn: Turn) -> str:
    """Whether an officer can look now, in one or two sentences that promise nothing."""
    match turn.staffing.presence:
        case Presence.AWAY:
            return when_answered(turn.staffing, turn.now)
        case Presence.WORKING:
            return replies.line("working")
        case Presence.ON_DUTY:
            return replies.line("on_duty")
        case _:
            return replies.line("presence_unknown")


def standing(case: OwnCase | None) -> str:
    """How far her case is, only as far as it is known."""
    if case is None or not case.alerted:
        return replies.line("case_waiting")
    return replies.line("case_taken" if case.taken else "case_alerted")


def _marked(turn: Turn) -> CaseMark:
    return turn.conversation.case


def _told_lately(turn: Turn) -> bool:
    until = turn.conversation.danger_until
    return _marked(turn) is CaseMark.TOLD and until is not None and until > turn.now


def _telling(turn: Turn, found: Assessment, reason: Basis) -> str:
    if found.child_teller:
        words = replies.answer("told_child_teller")
    else:
        words = replies.answer("told_child" if reason is Basis.CHILD else "told_life")
    return f"{addressed(words, found)} {addressed(presence(turn), found)}"
