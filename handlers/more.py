""" "Xem thêm": the bubbles that were kept for later, one at a time."""

from __future__ import annotations

from handlers import texts
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Say
from handlers.answer import MENU, MORE, OFFICER
from handlers.easy_reading import on_offer
from handlers.texts import reading
from handlers.turn import Choice, Turn
from handlers.wording import says

COMMANDS = frozenset(
    {
        "xem them", "xem tiep", "them", "tiep", "tiep tuc", "tiep theo", "doc tiep", "doc them",
        "con nua", "con nua k", "con nua khong", "con gi nua", "con gi nua khong", "nua",
        "noi tiep", "con khong", "het chua", "xem het", "phan tiep theo", "more",
    }
)  # fmt: skip


def handle(turn: Turn) -> list[Action]:
    """The next bubble of what was kept, or that there is no more and what can be done instead;
    else [].
    """
    if not says(turn.message.text, COMMANDS):
        return []
    return _next(turn) if turn.conversation.later else _ended(turn)


def _ended(turn: Turn) -> list[Action]:
    """Choices that wait are offered once more: "tiếp" picks none of them."""
    waiting = on_offer(turn.conversation)
    return [
        Say(reading.CHOOSE_FIRST if waiting else texts.NOTHING_MORE),
        OfferChoices(waiting or (MENU, OFFICER), "" if waiting else texts.PICK),
        Conclude(Intent.MENU),
    ]


def _next(turn: Turn) -> list[Action]:
    bubble, *rest = turn.conversation.later
    cited = turn.conversation.citations
    return [
        Say(bubble),
        KeepForLater(tuple(rest)),
        OfferChoices(_choices(turn, bool(rest)), texts.PICK),
        Conclude(Intent.LAW, citations=cited),
    ]


def _choices(turn: Turn, more: bool) -> tuple[Choice, ...]:
    """The choices as they stood; "Xem thêm" first as long as there is more."""
    others = [each for each in turn.conversation.choices if each not in (MORE, OFFICER)]
    return (*([MORE] if more else []), *others, OFFICER)
