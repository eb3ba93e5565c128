"""Her data are hers: what is kept, seeing it, putting it right, erasing it."""

from __future__ import annotations

from handlers import consent, topic
from handlers.actions import (
    Action,
    CallOfficer,
    Conclude,
    Forget,
    Intent,
    OfferChoices,
    Right,
    Say,
    UseRight,
)
from handlers.answer import MENU, OFFICER
from handlers.day import today, written
from handlers.people import Held, Purpose
from handlers.texts import PICK, easy_reading
from handlers.texts import privacy as texts
from handlers.turn import Choice, MessageKind, Turn
from handlers.wording import plain, says

ERASE = frozenset(
    {
        "xoa du lieu", "xoa du lieu cua toi", "xoa du lieu cua em", "xoa het du lieu",
        "xoa het", "xoa thong tin", "xoa thong tin cua toi", "xoa thong tin cua em",
        "xoa lich su", "xoa cuoc tro chuyen", "xoa tro chuyen", "xoa tin nhan", "xoa hoi thoai",
        "quen toi di", "quen em di", "xoa du lieu di", "xoa toan bo du lieu",
    }
)  # fmt: skip
KEPT = frozenset(
    {
        "du lieu cua toi", "du lieu cua em", "du lieu cua", "du lieu", "thong tin cua toi",
        "giu gi ve toi", "ban giu gi ve toi", "luu gi ve toi", "biet gi ve toi",
        "ban biet gi ve toi", "quyen rieng tu", "bao mat", "co luu tin nhan", "luu tin nhan",
        "co bao mat", "co ai doc duoc tin nhan", "du lieu ca nhan",
    }
)  # fmt: skip
SEE = frozenset(
    {
        "xem du lieu", "xem du lieu cua toi", "xem du lieu cua em", "xem thong tin cua toi",
        "cho toi xem du lieu", "xem du lieu ca nhan", "xem het du lieu",
    }
)  # fmt: skip
CORRECT = frozenset(
    {
        "sua du lieu", "sua du lieu cua toi", "sua du lieu cua em", "sua thong tin cua toi",
        "chinh sua du lieu", "du lieu sai", "du lieu cua toi sai", "sua du lieu ca nhan",
    }
)  # fmt: skip
_CONFIRM = frozenset({plain(texts.CONFIRM_ERASE), "xac nhan xoa", "xac nhan xoa du lieu"})
_YES = frozenset({"co", "dong y", "ok", "vang", "da", "xoa", "xoa di", "u", "uh", "chac chan"})
_KEEP = frozenset({plain(texts.KEEP), "khong", "thoi", "dung xoa", "khong xoa nua"})

_CONFIRMS = Choice(texts.CONFIRM_ERASE, texts.CONFIRM_ERASE)
#: What may be done with what is kept.
_RIGHTS = tuple(
    Choice(label, label)
    for label in (texts.ERASE, texts.SEE, texts.CORRECT, texts.WITHDRAW, texts.ALLOW)
)


def right_used(turn: Turn) -> Right | None:
    """The right over her data that a message makes use of, once picked choices are read as the
    words they stand for; None in a group, and while something is still to be confirmed.
    """
    message = turn.message
    if message.in_group or message.kind is not MessageKind.TEXT:
        return None
    if _confirms(turn):
        return Right.ERASE
    if consent.takes_back(message.text):
        return Right.WITHDRAW
    rights = ((SEE, Right.SEE), (CORRECT, Right.CORRECT))
    return next((right for phrases, right in rights if says(message.text, phrases)), None)


def handle(turn: Turn) -> list[Action]:
    """Does or begins what she asks for about her data; else []."""
    match right_used(turn):
        case Right.ERASE:
            return _erased(turn)
        case Right.SEE:
            return _seen(turn)
        case Right.CORRECT:
            return _to_correct(turn)
        case Right.WITHDRAW:
            return consent.handle(turn)
    text = turn.message.text
    if says(text, consent.WITHDRAW):
        return consent.handle(turn)
    if says(text, ERASE):
        return _ask(texts.ASK_ERASE, (_CONFIRMS, Choice(texts.KEEP, texts.KEEP)))
    if _asked(turn) and says(text, _KEEP):
        return _ask(texts.KEPT, (MENU, OFFICER))
    if says(text, KEPT):
        return _ask(_kept(turn), _RIGHTS)
    return []


def _kept(turn: Turn) -> str:
    kept = texts.what_is_kept(turn.organisation.name)
    return f"{kept}\n\n{easy_reading.KEPT}" if turn.conversation.easy_reading else kept


def _asked(turn: Turn) -> bool:
    return _CONFIRMS in turn.conversation.choices


def _confirms(turn: Turn) -> bool:
    text = turn.message.text
    return says(text, _CONFIRM) or (_asked(turn) and (says(text, _YES) or says(text, ERASE)))


def _ask(words: str, choices: tuple[Choice, ...]) -> list[Action]:
    return [Say(words), OfferChoices(choices, PICK), Conclude(Intent.PRIVACY)]


def _erased(turn: Turn) -> list[Action]:
    receipt = turn.sender.receipt
    number = f"{texts.receipt(receipt.code)} {texts.ONLY_THE_NUMBER}" if receipt else ""
    return [
        Forget(),
        UseRight(Right.ERASE),
        Say(f"{texts.FORGOTTEN}\n\n{number}".strip()),
        Conclude(Intent.PRIVACY),
    ]


def _seen(turn: Turn) -> list[Action]:
    """What is held, without what she asked and without what could put her in danger."""
    held, receipt = turn.sender.held, turn.sender.receipt
    number = texts.receipt(receipt.code) if receipt else ""
    found = texts.SEE_LATER if held is None else texts.held(_lines(turn, held))
    words = "\n\n".join(filter(None, (found, texts.NOT_TOLD_HERE, number)))
    rest = tuple(choice for choice in _RIGHTS if choice.label != texts.SEE)
    return [UseRight(Right.SEE), *_ask(words, (*rest, OFFICER))]


def _lines(turn: Turn, held: Held) -> list[str]:
    agreed = turn.sender.consents or {}
    long = agreed.get(Purpose.HISTORY, False)
    waits = held.waits_for_officer and turn.conversation.danger_until is None
    return [
        texts.known_since(written(today(held.since)) if held.since else ""),
        texts.remembered_for(30 if long else 1),
        texts.allowed([texts.NAMES[each] for each in texts.NAMES if agreed.get(each)]),
        *_under_way(turn),
        *([easy_reading.KEPT] if turn.conversation.easy_reading else []),
        *([texts.WAITS_FOR_OFFICER] if waits else []),
        *([texts.open_requests(held.open_requests)] if held.open_requests else []),
    ]


def _under_way(turn: Turn) -> list[str]:
    """What is kept of the talk that is not at its end, without a word of it."""
    talk = turn.conversation
    kept = (
        (topic.alive(turn), texts.KEPT_TOPIC),
        (talk.fragment, texts.KEPT_FRAGMENT),
        (talk.form or talk.parked, texts.KEPT_FORM),
    )
    return [words for there, words in kept if there]


def _to_correct(turn: Turn) -> list[Action]:
    """An officer has to look; she is told until when."""
    receipt = turn.sender.receipt
    words = texts.TO_CORRECT_LATER
    if receipt is not None:
        days = (written(today(each)) for each in (receipt.reply_by, receipt.finish_by))
        words = texts.to_correct(receipt.code, *days)
    return [
        UseRight(Right.CORRECT),
        CallOfficer("correct_data"),
        Say(words),
        Conclude(Intent.PRIVACY),
    ]
