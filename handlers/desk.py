"""What officers do from their phones: short commands, with the code of what they mean.

Somebody who is no officer has no desk, and to her these are words like any others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from handlers import desk_handovers, officer_broadcast, officer_faq
from handlers.actions import Action, Conclude, Intent, OfferChoices, OfficerAct, Say
from handlers.desk_order import Command, Order
from handlers.people import Desk
from handlers.texts import duty
from handlers.turn import Choice, MessageKind, Turn
from knowledge.text.fold import fold

LIST, TAKE, LOOK, CLOSE = "list", "take", "look", "close"
NOTICE, NOTIFIED = "notice", "notified"
CASE = "V"


def handle(turn: Turn) -> list[Action]:
    """Answers an officer's command; [] for everything else, and for everybody else."""
    desk = turn.sender.desk
    if desk is None or turn.message.in_group or turn.message.kind is not MessageKind.TEXT:
        return []
    if _written(turn.message.text) in _LISTS:
        return _list(turn, desk)
    rows = [(row, match) for row in COMMANDS if (match := _matched(row, turn.message.text))]
    return _obeyed(turn, desk, rows) if rows else []


def _written(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _matched(row: Command, text: str) -> re.Match[str] | None:
    """Words, then a code of the row's letter, or nothing, or a colon; else it is no command."""
    verbs = "|".join(words.replace(" ", r"\s+") for words in row.words)
    shape = rf"\s*(?:{verbs})(?:\s+(?P<code>{row.letter.lower()}\s?\d{{1,6}})\b|\s*(?=:|$|\.$))"
    return re.match(rf"{shape}[\s:.,-]*(?P<rest>.*)$", fold(text), re.DOTALL)


def _obeyed(turn: Turn, desk: Desk, rows: Sequence[tuple[Command, re.Match[str]]]) -> list[Action]:
    """Without a code the one that fits is meant; several are asked about."""
    for row, match in rows:
        if code := (match["code"] or "").replace(" ", "").upper():
            if code not in _codes(desk) and not row.past_too:
                return [Say(duty.unknown_code(code)), Conclude(Intent.OFFICER)]
            return row.answer(Order(turn, desk, code, _rest(turn.message.text, match)))
    fitting = [(row, match, code) for row, match in rows for code in row.fitting(desk)]
    if len(fitting) == 1:
        ((row, match, code),) = fitting
        return row.answer(Order(turn, desk, code, _rest(turn.message.text, match)))
    if not fitting:  # without work the word is one like any other
        return []
    return [Say(duty.which_code([code for *_, code in fitting])), Conclude(Intent.OFFICER)]


def _codes(desk: Desk) -> set[str]:
    return {case.code for case in desk.cases} | {each.code for each in desk.waiting}


def _rest(text: str, match: re.Match[str]) -> str:
    """What was typed after the code, with its accents: folding keeps every place."""
    return unicodedata.normalize("NFC", text)[match.start("rest") :].strip()


# -- What waits --


def _list(turn: Turn, desk: Desk) -> list[Action]:
    lines = [line for lister in LISTERS for line in lister(turn, desk)]
    looked: list[Action] = [OfficerAct(LIST, CASE)] if desk.cases else []
    words = "\n".join([duty.WORK, *lines]) if lines else duty.NO_WORK
    return [*looked, Say(words), Conclude(Intent.OFFICER)]


def _case_lines(turn: Turn, desk: Desk) -> list[str]:
    return [duty.case_line(case) for case in desk.cases]


# -- Cases --


def _cases(desk: Desk) -> list[str]:
    return [case.code for case in desk.cases]


def _untaken(desk: Desk) -> list[str]:
    return [case.code for case in desk.cases if not case.taken_by]


def _take(order: Order) -> list[Action]:
    if order.case.taken_by:
        words = duty.already_hers(order.code, order.case.taken_by)
        return [Say(words), Conclude(Intent.OFFICER)]
    return _done(order, TAKE, duty.taking(order.code))


def _look(order: Order) -> list[Action]:
    return _done(order, LOOK, duty.LOOKING)


def _close(order: Order) -> list[Action]:
    if order.text:
        return _done(order, CLOSE, duty.closing(order.code))
    endings = tuple(Choice(each, f"xong {order.code}: {each}") for each in duty.OUTCOMES)
    return [Say(duty.which_outcome(order.code)), OfferChoices(endings), Conclude(Intent.OFFICER)]


def _notice(order: Order) -> list[Action]:
    notice = duty.notice(order.turn.organisation.name, order.case)
    return [
        OfficerAct(NOTICE, order.code),
        Say(notice),
        Say(duty.how_to_send(order.case)),
        Conclude(Intent.OFFICER),
    ]


def _notified(order: Order) -> list[Action]:
    return _done(order, NOTIFIED, duty.notified(order.code))


def _done(order: Order, act: str, words: str) -> list[Action]:
    return [OfficerAct(act, order.code, order.text), Say(words), Conclude(Intent.OFFICER)]


_LISTS = frozenset(("viec", "cac viec", "xem viec", "viec dang cho", "danh sach viec"))

#: Who adds lines to the list of what waits.
LISTERS: list[Callable[[Turn, Desk], list[str]]] = [
    _case_lines,
    desk_handovers.lines,
    officer_faq.lines,
    officer_broadcast.lines,
]

COMMANDS: list[Command] = [
    Command(("nhan", "nhan viec"), CASE, _untaken, _take),
    Command(("xem", "xem ho so"), CASE, _cases, _look),
    Command(("xong", "dong"), CASE, _cases, _close),
    Command(("thong bao",), CASE, _cases, _notice),
    Command(("da bao", "da thong bao"), CASE, _cases, _notified),
    *desk_handovers.COMMANDS,
    *officer_faq.COMMANDS,
    *officer_broadcast.COMMANDS,
]
