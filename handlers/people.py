"""What a handler may know of the people around a turn: what the sender agreed to, who of the Union
can answer, and, for an officer, what waits for her.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.severity import Severity


class Presence(StrEnum):
    """Whether somebody of the Union can look now; unknown where nobody told us or nobody knows."""

    UNKNOWN = "unknown"
    WORKING = "working"
    ON_DUTY = "on_duty"
    AWAY = "away"


class Absence(StrEnum):
    """Why nobody works now."""

    UNKNOWN = "unknown"
    LUNCH = "lunch"
    AFTER_HOURS = "after_hours"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who can answer at the time of a turn.

    WORKING: within working hours; ON_DUTY: outside them, but an officer is on the roster; AWAY:
    nobody before ``back_at``. ``answer_by`` is the latest time an answer is due if she asks now.
    Times are aware UTC, None when unknown. ``absence`` and the name of the ``holiday`` ('' without
    one) are told for AWAY. ``called_when_unsure``: the ward wants an officer to be called when two
    answers in a row were unsure.
    """

    presence: Presence = Presence.UNKNOWN
    back_at: datetime | None = None
    answer_by: datetime | None = None
    absence: Absence = Absence.UNKNOWN
    holiday: str = ""
    called_when_unsure: bool = False


@dataclass(frozen=True, slots=True)
class CaseInBrief:
    """A case as its officers see it in a list: no name, no message. ``code`` is what they type
    ("V12"); ``taken_by`` is '' while nobody has it.
    """

    code: str
    severity: Severity
    category: str
    received_at: datetime
    taken_by: str = ""
    notified: bool = False


@dataclass(frozen=True, slots=True)
class WaitingInBrief:
    """A conversation that waits for an officer, as "H5". ``free_until`` and ``reachable_until`` are
    the ends of Zalo's 48 hours and 7 days since the person last wrote, None when she never did.
    """

    code: str
    reason: str
    since: datetime
    answer_by: datetime | None = None
    free_until: datetime | None = None
    reachable_until: datetime | None = None
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What an officer who writes to the account may act on. ``faqs`` are codes and questions of
    FAQs that wait for her approval, ``broadcasts`` codes and names of broadcasts that do; ``asked``
    is the code of one that she was asked about after she wrote last. ``refused``: nothing was kept
    of the broadcast that she composed and said yes to.
    """

    name: str
    cases: tuple[CaseInBrief, ...] = ()
    waiting: tuple[WaitingInBrief, ...] = ()
    faqs: tuple[tuple[str, str], ...] = ()
    writes_faq: bool = False
    approves_faq: bool = False
    broadcasts: tuple[tuple[str, str], ...] = ()
    writes_broadcast: bool = False
    approves_broadcast: bool = False
    asked: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class OwnCase:
    """How far the open case of the person who writes is: whether officers were told, whether one
    has it.
    """

    alerted: bool
    taken: bool


class Purpose(StrEnum):
    """What a person may agree to, each for itself."""

    ANSWERS = "answers"
    HISTORY = "history"
    OFFICER = "officer"
    TIPS = "tips"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A request of hers as it stands in the register: ``code`` is what she may name
    ("DL-2026-0007"), and until when she is answered and it is done (aware UTC).
    """

    code: str
    reply_by: datetime
    finish_by: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """What the tables hold about her, as far as it may be shown on a phone that others see: never
    a case, nothing of danger. ``since`` is when she first wrote, ``open_requests`` their codes.
    """

    since: datetime | None = None
    waits_for_officer: bool = False
    open_requests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes. ``consents`` maps what she was asked to whether she agrees now; None when that
    is not known, for example because the database is away. ``desk`` is there for officers only,
    ``case`` where she has an open one.

    ``receipt`` and ``held`` are there when the message makes use of a right over her data.
    """

    consents: Mapping[Purpose, bool] | None = None
    desk: Desk | None = None
    case: OwnCase | None = None
    receipt: Receipt | None = None
    held: Held | None = None
