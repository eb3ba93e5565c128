"""She wants an officer after a sign of danger: what is sent is told, she agrees, and says how she
can be reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.actions import (
    Action,
    Basis,
    CallOfficer,
    CaseNews,
    Conclude,
    Intent,
    NoteCase,
    OfferChoices,
    OpenCase,
    Remember,
    SafeContact,
    Say,
)
from handlers.crisis import cards, replies
from handlers.crisis.contact import LONGEST, Told, told
from handlers.crisis.duty import noted, presence, standing
from handlers.crisis.rules import Category
from handlers.turn import CaseMark, Choice, Severity, Turn
from handlers.wording import says

CONTACT_FOR = timedelta(hours=24)
"""So long a message may still tell how she can be reached."""
AGREE = Choice(replies.label("agree"), "đồng ý gửi cho cán bộ Hội")
REFUSE = Choice(replies.label("refuse"), "không gửi cho cán bộ Hội")
_GRAVE = (Severity.C2, Severity.C3)


def wanted(turn: Turn) -> list[Action]:
    """She asks for an officer: her consent first; without grave danger a call like any other."""
    severity = turn.conversation.severity
    if severity not in _GRAVE:
        words = f"{presence(turn)} {replies.answer('officer')}"
        return [CallOfficer("danger", severity), Say(words), _concluded(turn)]
    if turn.conversation.case is CaseMark.TOLD and turn.sender.case is not None:
        return [Say(standing(turn.sender.case)), *_asked(turn, "contact_again", ())]
    words = f"{presence(turn)} {replies.answer('consent')}"
    return [Say(words), OfferChoices((AGREE, REFUSE, cards.choice("law"))), _concluded(turn)]


def answered(turn: Turn) -> list[Action]:
    """Her answer to the question for consent or for a safe way to reach her; [] for all else."""
    return _consented(turn) or _left(turn) or _contacted(turn)


def skipped(turn: Turn) -> list[Action]:
    """She leaves no way to reach her, though she was asked for one; [] for all else."""
    if not _asked_for_contact(turn) or told(turn.message.text) is not Told.SKIPPED:
        return []
    return _over(turn, replies.answer("contact_skipped"))


def contact_in(turn: Turn) -> list[Action]:
    """The way to reach her in a message that is above all a new cry for help."""
    if not _asked_for_contact(turn) or told(turn.message.text) is not Told.WAY:
        return []
    return [SafeContact(turn.message.text[:LONGEST])]


def _consented(turn: Turn) -> list[Action]:
    if AGREE not in turn.conversation.choices:
        return []
    if says(turn.message.text, replies.phrases("agree")):
        return _asked(turn, "contact", _opening(turn))
    if says(turn.message.text, replies.phrases("refuse")):
        news = noted(turn, CaseNews.DECLINED)
        return [*news, Say(replies.answer("no_thanks")), OfferChoices(()), _concluded(turn)]
    return []


def _opening(turn: Turn) -> tuple[Action, ...]:
    severity = turn.conversation.severity
    about = turn.conversation.danger or Category.UNCLEAR.value
    return OpenCase(severity, about, Basis.CONSENT), NoteCase(CaseNews.AGREED)


def _asked(turn: Turn, words: str, wishes: Sequence[Action]) -> list[Action]:
    """The question how she can be reached, after these wishes."""
    case = CaseMark.TOLD if wishes else turn.conversation.case
    until = turn.now + CONTACT_FOR
    return [
        *wishes,
        Say(replies.answer(words)),
        Remember(replace(turn.conversation, case=case, contact_until=until)),
        OfferChoices(()),
        _concluded(turn),
    ]


def _left(turn: Turn) -> list[Action]:
    """She comes back to the question later, or wants to change what she told."""
    if turn.conversation.case is CaseMark.NONE:
        return []
    if not says(turn.message.text, replies.phrases("leave_contact")):
        return []
    return _asked(turn, "contact_again", ())


def _asked_for_contact(turn: Turn) -> bool:
    until = turn.conversation.contact_until
    return until is not None and until > turn.now


def _contacted(turn: Turn) -> list[Action]:
    if not _asked_for_contact(turn):
        return []
    match told(turn.message.text):
        case Told.WAY:
            kept = f"{replies.answer('contact_kept')} {standing(turn.sender.case)}"
            return [SafeContact(turn.message.text[:LONGEST]), *_over(turn, kept)]
        case Told.WRONG_NUMBER:
            return [Say(replies.answer("contact_wrong")), _concluded(turn)]
        case _:
            return []


def _over(turn: Turn, words: str) -> list[Action]:
    done = replace(turn.conversation, contact_until=None)
    return [Remember(done), Say(words), OfferChoices(()), _concluded(turn)]


def _concluded(turn: Turn) -> Conclude:
    return Conclude(Intent.CRISIS, severity=turn.conversation.severity)
