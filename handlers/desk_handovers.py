"""Officers' commands for conversations that wait for them ("H5")."""

from __future__ import annotations

from handlers.actions import Action, Conclude, Intent, OfficerAct, Say
from handlers.desk_order import Command, Order
from handlers.people import Desk
from handlers.texts import officer_desk
from handlers.turn import Turn

TAKE, LOOK, CLOSE = "take", "look", "close"
ANSWER, SAVE = "answer", "save"
HANDOVER = "H"


def lines(turn: Turn, desk: Desk) -> list[str]:
    """What waits, with Zalo's windows."""
    return [officer_desk.line(each, turn.now) for each in desk.waiting]


def _all(desk: Desk) -> list[str]:
    return [each.code for each in desk.waiting]


def _untaken(desk: Desk) -> list[str]:
    return [each.code for each in desk.waiting if not each.taken_by]


def _hers(desk: Desk) -> list[str]:
    """Those that she has; without one, those that nobody has."""
    mine = [each.code for each in desk.waiting if each.taken_by == desk.name]
    return mine or _untaken(desk)


def _take(order: Order) -> list[Action]:
    return _done(order, TAKE, officer_desk.taking(order.code))


def _look(order: Order) -> list[Action]:
    return _done(order, LOOK, officer_desk.LOOKING)


def _answer(order: Order) -> list[Action]:
    """Her words go out, or are kept where Zalo's window is shut; she is told which."""
    if not order.text:
        return [Say(officer_desk.answer_missing(order.code)), Conclude(Intent.OFFICER)]
    until = order.waiting.reachable_until
    is_open = until is not None and order.turn.now < until
    told = officer_desk.sending if is_open else officer_desk.keeping
    return _done(order, ANSWER, told(order.code))


def _close(order: Order) -> list[Action]:
    return _done(order, CLOSE, officer_desk.closing(order.code))


def _save(order: Order) -> list[Action]:
    return _done(order, SAVE, officer_desk.saving(order.code))


def _done(order: Order, act: str, words: str) -> list[Action]:
    text = order.text if act == ANSWER else ""
    return [OfficerAct(act, order.code, text), Say(words), Conclude(Intent.OFFICER)]


COMMANDS: tuple[Command, ...] = (
    Command(("nhan", "nhan viec"), HANDOVER, _untaken, _take),
    Command(("xem", "xem cau hoi"), HANDOVER, _all, _look),
    Command(("tra loi",), HANDOVER, _hers, _answer),
    Command(("dong", "xong"), HANDOVER, _hers, _close),
    Command(("luu", "luu cau tra loi"), HANDOVER, _hers, _save, past_too=True),
)
