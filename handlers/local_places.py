"""A place in the ward that is asked for while the ward has not entered it: plainly so, the national
numbers that fit, and a person who knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers import card, hotlines
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Say
from handlers.answer import MENU, OFFICER
from handlers.calculators.heard import heard
from handlers.day import today
from handlers.texts import PICK
from handlers.texts import directory as texts
from handlers.turn import Choice, MessageKind, Turn
from handlers.wording import plain
from knowledge.documents import Card
from knowledge.search import Library

#: A card that may help is offered from such a chance on, and so many of them.
CARD_LIKELY, MOST_CARDS = 0.5, 2

_SIGN = re.compile(
    r"\b(?:o dau|cho nao|duong nao|dia chi|so dien thoai|dien thoai|sdt|so may|goi so|lien he"
    r"|tru so|may gio|gio lam viec|gio mo cua|gan nhat|gan day|gan toi)\b"
)
_IN_THE_WARD = re.compile(
    r"\b(?:phuong|xa|tinh|thanh pho|tp|khu pho|to dan pho)\b(?: \w+){0,2}(?: (?:a|ad|nhi|oi|vay))*$"
)
_BESIDE = frozenset(
    "a ad anh ban bao biet cac can chau chi cho co con cua da de den di dia diem duoc em gap giup "
    "gi gio goi ha hien ho hoi kia la lam may minh mo muon nam nao nay ngoai nha nhe nhi nhieu o "
    "oi phuong qua so ta tai the thi tim tinh toi tong dai tra tren truc ban vay vi ve viec voi "
    "xa xin".split()
)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of place: the words that name it (folded), how it is called, the line with the
    national numbers that fit.
    """

    named: re.Pattern[str]
    name: str
    numbers: Callable[[], str] = str  # str() is no line


_KINDS = (
    _Kind(re.compile(r"\b(?:cong an|canh sat|ca phuong)(?: khu vuc)?\b"), texts.POLICE,
          hotlines.police_line),
    _Kind(re.compile(r"\b(?:trung tam )?(?:tro giup phap ly|tu van (?:phap )?luat)(?: nha nuoc"
                     r"| mien phi)*\b|\bluat su (?:mien phi|nha nuoc)\b"), texts.LEGAL_AID),
    _Kind(re.compile(r"\b(?:bo phan )?mot cua\b|\btrung tam (?:phuc vu )?hanh chinh cong\b"),
          texts.ONE_STOP),
    _Kind(re.compile(r"\b(?:uy ban(?: nhan dan)?|ubnd)\b|\btru so(?= phuong\b| xa\b)"),
          texts.WARD_OFFICE),
    _Kind(re.compile(r"\b(?:tram y te|tram xa|benh vien|phong kham)\b"), texts.HEALTH,
          hotlines.ambulance_line),
    _Kind(re.compile(r"\b(?:hoi (?:lien hiep )?phu nu|chi hoi(?: truong)?(?: phu nu)?|hoi lhpn"
                     r"|chu tich hoi(?: phu nu)?)\b"), texts.UNION),
    _Kind(re.compile(r"\b(?:nha|noi|cho) (?:tam lanh|tam tru an toan)\b|\bdia chi tin cay\b"),
          texts.SHELTER, hotlines.shelter_line),
    _Kind(re.compile(r"\btoa an(?: nhan dan)?(?: khu vuc)?\b"), texts.COURT),
    _Kind(re.compile(r"\b(?:co quan |van phong )(?:bao hiem xa hoi|bhxh|bao hiem)\b"),
          texts.INSURANCE),
)  # fmt: skip


def handle(turn: Turn) -> list[Action]:
    """That the ward has not entered the place, and who helps; [] if it has, or for other words."""
    if turn.message.kind is not MessageKind.TEXT:
        return []
    words = " ".join(_WORD.findall(heard(turn.message.text, today(turn.now)).words))
    kind = _asked(words)
    if kind is None or _entered(turn.library, kind) or _answered_by_the_ward(turn):
        return []
    numbers = kind.numbers()
    return [
        Say("\n\n".join(filter(None, (texts.not_entered(kind.name), numbers)))),
        KeepForLater(()),
        OfferChoices((OFFICER, *_cards(turn), MENU), PICK),
        Conclude(Intent.DIRECTORY, 0.0),
    ]


def _asked(words: str) -> _Kind | None:
    """The kind of place whose whereabouts folded words ask for, if they ask for nothing else."""
    for kind in _KINDS:
        rest = kind.named.sub(" ", words)
        named = rest != words
        if named and _SIGN.search(rest):
            rest = _IN_THE_WARD.sub("", " ".join(_SIGN.sub(" ", rest).split()))
            return kind if _BESIDE.issuperset(rest.split()) else None
    return None


def _entered(library: Library, kind: _Kind) -> bool:
    """Whether a directory of the ward has such a place, with its address."""
    directories = (each for each in library.cards() if each.kind == "directory")
    return any(_names(each, kind) for each in directories)


def _answered_by_the_ward(turn: Turn) -> bool:
    """Whether officers of the ward likely answered this very question themselves."""
    found = turn.library.match_cards(turn.message.text, limit=1, as_of=turn.day)
    of_the_ward = (hit for hit in found if hit.card.kind == Intent.FAQ.value)
    return any(hit.confidence >= CARD_LIKELY for hit in of_the_ward)


def _names(directory: Card, kind: _Kind) -> bool:
    return any(
        place.address and kind.named.search(plain(f"{directory.title} {place.name}"))
        for place in directory.places
    )


def _cards(turn: Turn) -> tuple[Choice, ...]:
    """Cards on the same matter, to pick."""
    found = turn.library.match_cards(turn.message.text, limit=MOST_CARDS, as_of=turn.day)
    likely = (hit.card for hit in found if hit.confidence >= CARD_LIKELY)
    shown = (each for each in likely if card.may_be_shown(turn.library, each, turn.day))
    return tuple(map(card.as_choice, shown))
