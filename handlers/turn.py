"""What a handler is given: one turn of a conversation, complete and immutable."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from handlers.day import EventTime, today
from handlers.people import Sender, Staffing
from handlers.severity import Severity as Severity
from knowledge.documents import Citation
from knowledge.search import Library


class MessageKind(StrEnum):
    """What the person sent or did."""

    TEXT = "text"
    IMAGE = "image"
    GIF = "gif"
    LINK = "link"
    AUDIO = "audio"
    VIDEO = "video"
    STICKER = "sticker"
    LOCATION = "location"
    FILE = "file"
    CONTACT = "contact"
    FOLLOWED = "followed"
    OPENED_CHAT = "opened_chat"


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``text`` is exactly what was typed (or a caption); ``in_group`` and
    ``mentions_us`` for group chats.
    """

    kind: MessageKind
    text: str = ""
    in_group: bool = False
    mentions_us: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One numbered choice: what is shown, and the words that picking it stands for."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Form:
    """A calculation that waits for a fact: which calculator, the facts told so far as pairs of name
    and canonical form, the fact that was asked for, and how often in vain.
    """

    calculator: str
    facts: tuple[tuple[str, str], ...] = ()
    asked: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer that is told piece by piece: those of the law begin at ``law_from``, ``at`` is the
    one told last, ``then`` may be asked after the last plain words.
    """

    pieces: tuple[str, ...]
    law_from: int
    at: int = 0
    then: Choice | None = None


@dataclass(frozen=True, slots=True)
class FaqForm:
    """An FAQ that an officer composes: which part is asked for ("question", "answer", "basis"),
    until when her next message is taken for it (aware UTC), and what she told so far. ``alone``:
    only this part is written anew.
    """

    asked: str
    until: datetime
    question: str = ""
    answer: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class BroadcastForm:
    """A broadcast that an officer composes: the step that her next message is taken for ("text",
    "tip", "audience", "confirm", "undo"), until when (aware UTC), and what she told so far.

    ``begun`` tells it from every other one of hers; ``tip`` is the id of a tip of the library,
    ``offered`` those she may pick from; ``audience`` is "everybody", "groups" or a topic; ``at``
    the hour she wants (None: at once). ``parked``: she went on with something else, and no number
    of hers is meant for it any more.
    """

    asked: str
    until: datetime
    begun: datetime
    text: str = ""
    tip: str = ""
    offered: tuple[str, ...] = ()
    audience: str = ""
    at: datetime | None = None
    parked: bool = False


class CaseMark(StrEnum):
    """Whether a case was asked for in this conversation, and whether she was told."""

    NONE = ""
    TOLD = "told"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Rating:
    """An answer that she was asked about: its name, the card and the citations it came from, the
    version of the library; ``why`` once she said that it was of no use.
    """

    answer: str
    card: str = ""
    citations: tuple[Citation, ...] = ()
    library: str = ""
    why: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """What is being talked about: the question in plain words, the card and the places of the law
    that answered it; until when (aware UTC) a message may go on with it.
    """

    words: str
    until: datetime
    card: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Fragment:
    """The beginning of a question: what was typed, when (aware UTC), and whether it was answered
    all the same.
    """

    text: str
    at: datetime
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """What was understood of the danger she told of, without a word of hers: values of
    ``handlers.crisis`` (category, card, speaker, tie), and who tells.
    """

    category: str
    card: str = ""
    child_teller: bool = False
    helper: bool = False
    child: bool = False
    speaker: str = ""
    tie: str = ""


@dataclass(frozen=True, slots=True)
class Parked:
    """A calculation that was left for something else, and when (aware UTC)."""

    form: Form
    at: datetime


@dataclass(frozen=True, slots=True)
class Calculated:
    """A calculation that was told: which calculator and with which facts; until when (aware UTC)
    another fact may change it.
    """

    form: Form
    until: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is remembered of a conversation between turns. Times are aware UTC.

    ``easy_reading`` is the person's wish and outlives the conversation; ``further`` are choices
    that were left out for it; ``card`` is the card that was the last answer, "" if another was.
    ``as_of`` is when the event happened that was asked about last, for what is picked next.
    ``officer_asked``: an officer was called, and that this stands was not said again yet.
    ``telling`` is what the last card answered; ``doubted`` the question it was shown for, if it
    asked one, for "Tôi chỉ hỏi luật" to answer within half an hour; ``left`` the topic that danger
    ended, for her to go on with then.
    ``danger`` is what the last danger was about (``handlers.crisis.rules.Category``); until
    ``contact_until`` a message may tell how she can be reached.
    ``address`` is the word for "you" that fits whoever writes ("anh", "bác", "con"), "" for "chị".
    ``history``: she agreed that it is remembered for long. ``rating`` is the answer she was just
    asked about, ``rated_at`` when she was asked and did not reply. ``picture_at`` is when the last
    picture came. ``faq`` and ``broadcast`` are what an officer composes.
    """

    greeted: bool = False
    choices: tuple[Choice, ...] = ()
    later: tuple[str, ...] = ()
    question: str = ""
    citations: tuple[Citation, ...] = ()
    severity: Severity = Severity.N
    danger_until: datetime | None = None
    officer_until: datetime | None = None
    failures: int = 0
    as_of: EventTime | None = None
    form: Form | None = None
    easy_reading: bool = False
    easy_offered: bool = False
    reading: Reading | None = None
    further: tuple[Choice, ...] = ()
    card: str = ""
    danger: str = ""
    case: CaseMark = CaseMark.NONE
    officer_asked: bool = False
    contact_until: datetime | None = None
    history: bool = False
    rating: Rating | None = None
    rated_at: datetime | None = None
    address: str = ""
    topic: Topic | None = None
    fragment: Fragment | None = None
    parked: Parked | None = None
    calculated: Calculated | None = None
    picture_at: datetime | None = None
    telling: Telling | None = None
    doubted: Fragment | None = None
    left: Topic | None = None
    faq: FaqForm | None = None
    broadcast: BroadcastForm | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who speaks: the name of the Official Account, as shown to people; ``safe_word`` is the
    harmless word that brings back the numbers, "" for none.
    """

    name: str = "Hội Liên hiệp Phụ nữ phường"
    safe_word: str = "gạo"


@dataclass(frozen=True, slots=True)
class Turn:
    """A message, the conversation so far, the library, the time (aware UTC) and who speaks.

    ``as_of`` is when the event happened that the message asks about, if it tells of one;
    ``staffing`` who of the Union can answer now; ``sender`` what is known of who writes.
    ``more_waiting``: another text of the same person waits already. ``picked``: the words are those
    of a choice.
    """

    message: Message
    conversation: Conversation
    library: Library
    now: datetime
    organisation: Organisation = field(default_factory=Organisation)
    as_of: EventTime | None = None
    staffing: Staffing = field(default_factory=Staffing)
    sender: Sender = field(default_factory=Sender)
    more_waiting: bool = False
    picked: bool = False

    @property
    def day(self) -> date:
        """The day whose law counts: of the event that is asked about, else today in Vietnam."""
        return self.as_of.last if self.as_of else today(self.now)
