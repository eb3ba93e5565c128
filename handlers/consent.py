"""What she allows, purpose by purpose: asked for without pressing, taken back at any time."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from handlers.actions import (
    Action,
    ChooseTopics,
    Conclude,
    Intent,
    OfferChoices,
    RecordConsent,
    Remember,
    Right,
    Say,
    UseRight,
)
from handlers.answer import MENU, OFFICER
from handlers.hotlines import danger_line
from handlers.people import Purpose
from handlers.texts import PICK
from handlers.texts import privacy as texts
from handlers.turn import Choice, Conversation, MessageKind, Turn
from handlers.wording import plain, says

_ALLOW = frozenset(
    {
        plain(texts.ALLOW), "cho phep", "viec cho phep", "chon viec", "xin phep viec gi",
        "toi cho phep gi", "toi dong y gi", "cho phep gi", "dong y", "toi dong y",
    }
)  # fmt: skip
_BARE = frozenset({"dong y", "toi dong y"})
#: What asks to take something back without saying what.
WITHDRAW = frozenset(
    {
        plain(texts.WITHDRAW), "rut lai dong y", "rut su dong y", "rut lai su dong y",
        "khong dong y nua", "toi rut dong y", "rut lai", "huy dong y",
    }
)  # fmt: skip
_ALL = frozenset(
    {
        plain(texts.TAKE_ALL_BACK), "rut het dong y", "rut dong y het", "rut tat ca",
        "rut dong y tat ca", "rut toan bo dong y", plain(texts.TAKE_BACK[Purpose.ANSWERS]),
    }
)  # fmt: skip
_NAMES = {
    Purpose.HISTORY: "nho lau",
    Purpose.OFFICER: "bao can bo",
    Purpose.TIPS: "meo luat",
    Purpose.ANSWERS: "tra loi",
}
_GIVE = {
    purpose: frozenset({plain(label), f"dong y {_NAMES[purpose]}", f"cho {_NAMES[purpose]}"})
    for purpose, label in texts.GIVE.items()
}
_TAKE_BACK = {
    purpose: frozenset({plain(label), f"rut dong y {_NAMES[purpose]}", f"thoi {_NAMES[purpose]}"})
    for purpose, label in texts.TAKE_BACK.items()
    if purpose is not Purpose.ANSWERS
}
_TAKE_BACK[Purpose.TIPS] |= {
    f"{stop}{what}"
    for stop in ("ngung", "dung", "thoi", "huy", "khong", "bo")
    for what in (" nhan tin", " nhan tin nua", " gui tin", " gui tin nua", " dang ky nhan tin")
} | {"ngung", "ngung tin", "huy dang ky", "dung gui", "dung gui nua", "stop"}
#: What may be asked for, in the order it is shown; answers are what she comes for.
_ASKED = (Purpose.HISTORY, Purpose.OFFICER, Purpose.TIPS)


def wording(version: str = texts.VERSION) -> str:
    """What stands in a consent for the words she saw: version and digest, "1:0f3a…"."""
    return f"{version}:{hashlib.sha256(texts.WORDINGS[version].encode()).hexdigest()[:16]}"


def allows(turn: Turn, purpose: Purpose) -> bool:
    """Whether she agreed to it; what nobody knows counts as no."""
    return bool((turn.sender.consents or {}).get(purpose, False))


def refuses(turn: Turn, purpose: Purpose) -> bool:
    """Whether she said no to it, or took it back."""
    return (turn.sender.consents or {}).get(purpose) is False


def takes_back(text: str) -> tuple[Purpose, ...]:
    """The purposes that a message takes back; () for any other message."""
    if says(text, _ALL):
        return tuple(Purpose)
    return tuple(purpose for purpose, phrases in _TAKE_BACK.items() if says(text, phrases))[:1]


def handle(turn: Turn) -> list[Action]:
    """Shows what may be allowed, notes what she allows or takes back; else []."""
    if turn.message.kind is not MessageKind.TEXT:
        return []
    text = turn.message.text
    if purposes := takes_back(text):
        return _taken_back(turn, purposes)
    given = next((each for each, phrases in _GIVE.items() if says(text, phrases)), None)
    if given is None and refuses(turn, Purpose.ANSWERS) and says(text, _BARE):
        given = Purpose.ANSWERS
    if given is not None:
        return _given(turn, given)
    if says(text, WITHDRAW):
        return _what_to_take_back(turn)
    return _asked(turn) if says(text, _ALLOW) else []


def refused(turn: Turn) -> list[Action]:
    """To somebody who took everything back: what she writes is not answered; else []."""
    if not refuses(turn, Purpose.ANSWERS):
        return []
    choices = (Choice(texts.ANSWERS_ON, texts.ANSWERS_ON), OFFICER)
    return [
        Say(texts.not_allowed(danger_line())),
        OfferChoices(choices, PICK),
        Conclude(Intent.PRIVACY),
    ]


def _asked(turn: Turn) -> list[Action]:
    """The words whose version and digest a consent names, and a choice for each purpose."""
    choices = tuple(_turned(turn, purpose) for purpose in _ASKED)
    return [Say(texts.ASKED), OfferChoices(choices, PICK), Conclude(Intent.PRIVACY)]


def _turned(turn: Turn, purpose: Purpose) -> Choice:
    label = (texts.TAKE_BACK if allows(turn, purpose) else texts.GIVE)[purpose]
    return Choice(label, label)


def _given(turn: Turn, purpose: Purpose) -> list[Action]:
    known = turn.conversation
    history = known.history or purpose is Purpose.HISTORY
    others = [_turned(turn, each) for each in _ASKED if each is not purpose]
    return [
        Remember(replace(known, history=history)),
        RecordConsent(purpose, True, wording()),
        Say(texts.GIVEN[purpose]),
        OfferChoices((*others, MENU), PICK),
        Conclude(Intent.PRIVACY),
    ]


def _what_to_take_back(turn: Turn) -> list[Action]:
    given = [each for each in _ASKED if allows(turn, each)]
    labels = [*(texts.TAKE_BACK[each] for each in given), texts.TAKE_ALL_BACK, texts.ERASE]
    return [
        Say(texts.TAKE_BACK_LEAD if given else texts.NOTHING_TO_TAKE_BACK),
        OfferChoices(tuple(Choice(label, label) for label in labels), PICK),
        Conclude(Intent.PRIVACY),
    ]


def _taken_back(turn: Turn, purposes: tuple[Purpose, ...]) -> list[Action]:
    receipt = turn.sender.receipt
    number = texts.receipt(receipt.code) if receipt else ""
    main = Purpose.ANSWERS if Purpose.ANSWERS in purposes else purposes[0]
    return [
        Remember(_less(turn.conversation, purposes)),
        *(RecordConsent(each, False, wording()) for each in purposes),
        *([ChooseTopics()] if Purpose.TIPS in purposes else []),
        UseRight(Right.WITHDRAW),
        Say(f"{texts.STOPPED[main]}\n\n{number}".strip()),
        OfferChoices((), PICK),
        Conclude(Intent.PRIVACY),
    ]


def _less(known: Conversation, purposes: tuple[Purpose, ...]) -> Conversation:
    """What may still be remembered: of the talk nothing when she takes everything back; danger,
    an officer who is talking, and that she was greeted stay.
    """
    kept = replace(known, history=known.history and Purpose.HISTORY not in purposes)
    if Purpose.ANSWERS not in purposes:
        return kept
    return replace(
        kept, choices=(), later=(), question="", citations=(), failures=0, as_of=None, form=None,
        reading=None, further=(), card="", rating=None,
    )  # fmt: skip
