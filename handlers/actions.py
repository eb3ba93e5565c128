"""What a handler may ask for. ``bot`` carries the actions out, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from handlers.people import Purpose
from handlers.turn import Choice, Conversation, Form, Severity
from knowledge.documents import Citation


class Intent(StrEnum):
    """What a turn turned out to be about."""

    LAW = "law"
    FAQ = "faq"
    PROCEDURE = "procedure"
    GUIDE = "guide"
    PROGRAMME = "programme"
    DIRECTORY = "directory"
    CALCULATOR = "calculator"
    CRISIS = "crisis"
    OFFICER = "officer"
    MENU = "menu"
    SMALLTALK = "smalltalk"
    PRIVACY = "privacy"
    FEEDBACK = "feedback"
    REFUSAL = "refusal"
    MEDIA = "media"
    SILENCE = "silence"


#: The intents of turns that were answered from the library.
ANSWERS = frozenset(
    (
        Intent.LAW,
        Intent.FAQ,
        Intent.PROCEDURE,
        Intent.GUIDE,
        Intent.PROGRAMME,
        Intent.DIRECTORY,
    )
)


@dataclass(frozen=True, slots=True)
class Say:
    """Send one bubble of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class OfferChoices:
    """Number these choices under the last bubble and remember them for the next turn."""

    choices: tuple[Choice, ...]
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class KeepForLater:
    """Keep these bubbles for "xem thêm"."""

    bubbles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remember:
    """Replace what is remembered of the conversation."""

    conversation: Conversation


@dataclass(frozen=True, slots=True)
class FillForm:
    """Keep this form open for the next turn; it is closed by every turn that does not ask so."""

    form: Form


@dataclass(frozen=True, slots=True)
class CallOfficer:
    """Hand the conversation to an officer; ``reason`` is one of the catalogue's keys, never message
    text. ``question`` is what she asked last: kept sealed, for the officers only; '' in danger.
    ``topic`` is what the library calls its matter, '' where that is not known.
    """

    reason: str
    severity: Severity = Severity.N
    question: str = ""
    topic: str = ""
    kind: Literal["call_officer"] = "call_officer"


@dataclass(frozen=True, slots=True)
class AddQuestion:
    """Keep what she wrote, sealed, for the officer who has her conversation."""

    text: str
    kind: Literal["add_question"] = "add_question"


@dataclass(frozen=True, slots=True)
class WarnOfficer:
    """Tell the officer who has her conversation that she wrote what may be of danger; no word of
    it goes along.
    """

    kind: Literal["warn_officer"] = "warn_officer"


@dataclass(frozen=True, slots=True)
class ResumeAssistant:
    """The assistant speaks again: the officer's pause that ends at ``until`` is over. One that
    began meanwhile stays.
    """

    until: datetime
    kind: Literal["resume_assistant"] = "resume_assistant"


class Basis(StrEnum):
    """Why a case may be opened: she agreed, or a child or a life is in danger."""

    CONSENT = "consent"
    CHILD = "child"
    LIFE = "life"


class CaseNews(StrEnum):
    """What became known of a case after it was opened, by her own word."""

    SAFE = "safe"
    NOT_SAFE = "not_safe"
    ONLY_LAW = "only_law"
    AGREED = "agreed"
    DECLINED = "declined"


class Right(StrEnum):
    """A right over her data that a person makes use of."""

    SEE = "see"
    ERASE = "erase"
    WITHDRAW = "withdraw"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Open a case for the officers (law 13/2022/QH15, articles 19 and 20); ``category`` as in
    ``handlers.crisis.rules.Category``. One that is open for her stays, and takes on the graver.
    """

    severity: Severity
    category: str
    basis: Basis
    kind: Literal["open_case"] = "open_case"


@dataclass(frozen=True, slots=True)
class NoteCase:
    """Write into the open case of this person what became known; nothing without a case."""

    news: CaseNews
    kind: Literal["note_case"] = "note_case"


@dataclass(frozen=True, slots=True)
class SafeContact:
    """How and when she may be reached, in her own words; kept encrypted, in the case only."""

    words: str
    kind: Literal["safe_contact"] = "safe_contact"


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """She agreed to this purpose, or took it back; ``wording`` is the version she was shown."""

    purpose: Purpose
    given: bool
    wording: str
    kind: Literal["record_consent"] = "record_consent"


@dataclass(frozen=True, slots=True)
class ChooseTopics:
    """She wants broadcasts of these topics; () is of all. Whether she wants any is her consent."""

    topics: tuple[str, ...] = ()
    kind: Literal["choose_topics"] = "choose_topics"


@dataclass(frozen=True, slots=True)
class UseRight:
    """She makes use of a right: a receipt, a clock and an entry in the register of requests."""

    right: Right
    kind: Literal["use_right"] = "use_right"


@dataclass(frozen=True, slots=True)
class RateAnswer:
    """What she thinks of an answer; said again for the same one, it counts instead of before.

    ``reason`` is a key of ``handlers.feedback.REASONS``, "" without one; ``card`` and
    ``citations`` are what the answer came from, ``library`` the version it was read in.
    """

    answer: str
    useful: bool
    reason: str = ""
    card: str = ""
    citations: tuple[Citation, ...] = ()
    library: str = ""
    kind: Literal["rate_answer"] = "rate_answer"


@dataclass(frozen=True, slots=True)
class OfficerAct:
    """What an officer does from her phone to a case ("V12") or a waiting conversation ("H5");
    ``act`` is a word of ``handlers.desk``, ``text`` what she wrote for it.
    """

    act: str
    code: str
    text: str = ""
    kind: Literal["officer_act"] = "officer_act"


@dataclass(frozen=True, slots=True)
class FaqWords:
    """What an officer wrote for an FAQ; she is shown it and asked. Without ``fresh`` it changes
    what she composed before, and '' is a part that stays.
    """

    question: str = ""
    answer: str = ""
    basis: str = ""
    fresh: bool = True
    kind: Literal["faq_words"] = "faq_words"


@dataclass(frozen=True, slots=True)
class BroadcastWords:
    """A broadcast that an officer composed; ``confirmed``: she saw it and said yes, else she is
    shown it. The other fields are those of ``handlers.turn.BroadcastForm``.
    """

    begun: datetime
    text: str = ""
    tip: str = ""
    audience: str = ""
    at: datetime | None = None
    confirmed: bool = False
    kind: Literal["broadcast_words"] = "broadcast_words"


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase what is remembered of this person."""


@dataclass(frozen=True, slots=True)
class Conclude:
    """What the turn was: for statistics, logs and ``ask --json``. Exactly one a turn."""

    intent: Intent
    confidence: float = 1.0
    severity: Severity = Severity.N
    citations: tuple[Citation, ...] = ()


#: What goes into the plan of an answer beside what is said; carried out once the bubbles are out.
Request = (
    CallOfficer
    | AddQuestion
    | WarnOfficer
    | ResumeAssistant
    | OpenCase
    | NoteCase
    | SafeContact
    | RecordConsent
    | ChooseTopics
    | UseRight
    | RateAnswer
    | OfficerAct
    | FaqWords
    | BroadcastWords
)
Action = Say | OfferChoices | KeepForLater | FillForm | Remember | Forget | Conclude | Request
