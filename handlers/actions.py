"""What a handler may ask for. ``bot`` carries the actions out, in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    text.
    """

    reason: str
    severity: Severity = Severity.N


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


Action = Say | OfferChoices | KeepForLater | FillForm | Remember | CallOfficer | Forget | Conclude
