"""An officer prepares a broadcast from her phone: "#tin …", in a few short steps, confirmed with
"1". To everybody else these are words like any others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from handlers import send_time
from handlers.actions import (
    Action,
    BroadcastWords,
    Conclude,
    Intent,
    OfficerAct,
    Remember,
    Say,
)
from handlers.choice import number_in
from handlers.desk_order import Command, Order
from handlers.memory import remembered
from handlers.officer_steps import HELP, PATIENCE, from_officer, quiet, stops, told_of_danger
from handlers.people import Desk
from handlers.subscription import topics
from handlers.texts import officer_broadcast as texts
from handlers.tip_choice import MOST_OFFERED, found_tips, tip_of
from handlers.turn import BroadcastForm, MessageKind, Turn
from handlers.wording import plain

BROADCAST = "T"
APPROVE, SEND_BACK, LOOK, CANCEL = "approve", "send_back", "look", "cancel"
PAUSE, RESUME, UNDO = "pause", "resume", "undo"
TEXT, TIP, AUDIENCE, PREVIEW, DONE = "text", "tip", "audience", "confirm", "undo"
EVERYBODY, GROUPS = "everybody", "groups"
UNDO_FOR = timedelta(days=1)

_SIGN = re.compile(r"\s*#\s*tin\b[\s:]*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_KNOWN = re.compile(r"t\s?(\d{1,9})")
_TIP = "meo"
_CONFIRM = frozenset(("gui", "gui duyet", "dong y", "xong", "duyet"))
_GO_ON = frozenset(("tiep", "tiep tuc", "xem lai"))
_EDIT = frozenset(("sua", "sua loi", "viet lai"))
_UNDO = frozenset(("hoan tac", "rut lai"))


def command(turn: Turn) -> list[Action]:
    """Answers "#tin …" of an officer, whatever it is about; [] for everybody else."""
    typed = _SIGN.fullmatch(turn.message.text)
    if typed is None:
        return _hour(turn)
    if not from_officer(turn, lambda desk: True, MessageKind.TEXT):
        return []
    if not _writes(turn):
        return [Say(texts.NO_PERMISSION), Conclude(Intent.OFFICER)]
    rest = typed["rest"].strip()
    words, form = plain(rest), _form(turn)
    if not words or words in HELP:
        return _begun(turn, form)
    if found := _KNOWN.fullmatch(words):
        return [OfficerAct(LOOK, f"{BROADCAST}{found[1]}"), Conclude(Intent.OFFICER)]
    if words in _UNDO or (stops(rest) and form is not None and form.asked == DONE):
        return _undone(turn, form)
    if stops(rest):
        return _given_up(turn)
    if words in _GO_ON | _CONFIRM | _EDIT:
        return _taken_up(turn, form, words)
    if words.split()[0] == _TIP:
        return _tips(turn, " ".join(words.split()[1:]))
    return _audience(turn, replace(_new(turn), text=rest))


def _hour(turn: Turn) -> list[Action]:
    """An hour for what she was just shown, and nothing else: no danger is told by it."""
    form = _form(turn)
    if form is None or form.parked or form.asked != PREVIEW or not _writes(turn):
        return []
    time = send_time.read(turn.message.text, turn.now)
    return _decided(turn, form) if time is not None and not time.problem else []


def handle(turn: Turn) -> list[Action]:
    """Answers the next step of a broadcast that is being made; else []."""
    form = _form(turn)
    if form is None or form.parked or not _writes(turn):
        return []
    if form.asked == DONE:
        wants_back = stops(turn.message.text) or plain(turn.message.text) in {"0", *_UNDO}
        return _undone(turn, form) if wants_back else []
    if stops(turn.message.text) or plain(turn.message.text) == "0":
        return _given_up(turn)
    return _STEPS[form.asked](turn, form)


def meant(turn: Turn) -> Turn:
    """The turn of an officer whom a broadcast was just shown, as if she had typed its command; any
    other turn as it is. What she composes herself goes before.
    """
    desk, form = turn.sender.desk, _form(turn)
    busy = form is not None and not form.parked and form.asked != DONE
    if desk is None or not desk.asked or busy or turn.message.in_group:
        return turn
    if turn.message.kind is not MessageKind.TEXT or number_in(turn.message.text) != 1:
        return turn
    return replace(turn, message=replace(turn.message, text=texts.to_approve(desk.asked)))


def noticed(turn: Turn, actions: list[Action]) -> list[Action]:
    """The same; what she composes is put aside when she went on with something else, and where a
    step was taken for danger, she hears how she can write of danger all the same.
    """
    form = _form(turn)
    if form is None or form.parked or turn.message.in_group:
        return actions
    until = None if form.asked == DONE else form.until
    actions = told_of_danger(turn, until, actions, texts.DANGER_FIRST)
    after = remembered(turn.conversation, actions, turn.now)
    passing = any(
        isinstance(each, Conclude) and each.intent in (Intent.MEDIA, Intent.SILENCE)
        for each in actions
    )
    if after.broadcast is not turn.conversation.broadcast or passing:
        return actions
    aside = Remember(replace(after, broadcast=replace(form, parked=True)))
    return [*actions[:-1], aside, actions[-1]]


def _writes(turn: Turn) -> bool:
    return from_officer(turn, lambda desk: desk.writes_broadcast, MessageKind.TEXT)


def _form(turn: Turn) -> BroadcastForm | None:
    """What she composes, while its time has not passed. After a yes that was refused it is still
    the preview that waits.
    """
    form, desk = turn.conversation.broadcast, turn.sender.desk
    if form is not None and form.asked == DONE and desk is not None and desk.refused:
        form = replace(form, asked=PREVIEW, until=form.until - UNDO_FOR + PATIENCE)
    return form if form is not None and form.until > turn.now else None


def _new(turn: Turn) -> BroadcastForm:
    return BroadcastForm(TEXT, turn.now + PATIENCE, turn.now)


def _asking(turn: Turn, form: BroadcastForm, asked: str, words: str) -> list[Action]:
    """She is asked, and her next message is taken for the answer."""
    return [_kept(turn, form, asked), Say(words), Conclude(Intent.OFFICER)]


def _kept(turn: Turn, form: BroadcastForm, asked: str) -> Remember:
    waits = UNDO_FOR if asked == DONE else PATIENCE
    kept = replace(form, asked=asked, until=turn.now + waits, parked=False)
    return Remember(replace(quiet(turn.conversation), broadcast=kept, choices=()))


# -- Commands --


def _begun(turn: Turn, form: BroadcastForm | None) -> list[Action]:
    if form is not None and form.asked not in (TEXT, DONE):
        return _asking(turn, form, form.asked, f"{texts.HELP}\n\n{texts.LEFT}")
    return _asking(turn, _new(turn), TEXT, f"{texts.HELP}\n\n{texts.ASK_TEXT}")


def _given_up(turn: Turn) -> list[Action]:
    forgotten = Remember(replace(quiet(turn.conversation), broadcast=None))
    return [forgotten, Say(texts.GIVEN_UP), Conclude(Intent.OFFICER)]


def _undone(turn: Turn, form: BroadcastForm | None) -> list[Action]:
    if form is None or form.asked != DONE:
        return [Say(texts.NOTHING_TO_UNDO), Conclude(Intent.OFFICER)]
    forgotten = Remember(replace(quiet(turn.conversation), broadcast=None))
    act = OfficerAct(UNDO, BROADCAST, form.begun.isoformat())
    return [forgotten, act, Conclude(Intent.OFFICER)]


def _taken_up(turn: Turn, form: BroadcastForm | None, words: str) -> list[Action]:
    """On with what was put aside: the step is asked again, or done."""
    if form is None or form.asked == DONE:
        return [Say(texts.NOTHING_COMPOSED), Conclude(Intent.OFFICER)]
    if words in _EDIT:
        return _asking(turn, form, TEXT, texts.ASK_NEW_TEXT)
    if form.asked == PREVIEW:
        return _confirmed(turn, form) if words in _CONFIRM else _shown(turn, form)
    if form.asked == AUDIENCE:
        return _audience(turn, form)
    return _asking(turn, form, TEXT, texts.ASK_TEXT)


def _tips(turn: Turn, wanted: str) -> list[Action]:
    found = found_tips(wanted)
    if len(found) == 1:
        (tip,) = found
        return _audience(turn, replace(_new(turn), tip=tip.id))
    shown = found[:MOST_OFFERED]
    if not shown:
        return [Say(texts.NO_SUCH_TIP), Conclude(Intent.OFFICER)]
    form = replace(_new(turn), offered=tuple(tip.id for tip in shown))
    words = texts.which_tip([tip.title for tip in shown], len(found) - len(shown))
    return _asking(turn, form, TIP, words)


# -- Step by step --


def _text(turn: Turn, form: BroadcastForm) -> list[Action]:
    told = replace(form, text=turn.message.text.strip(), tip="")
    return _shown(turn, told) if told.audience else _audience(turn, told)


def _tip(turn: Turn, form: BroadcastForm) -> list[Action]:
    number = number_in(turn.message.text)
    if not 0 < number <= len(form.offered):
        return []
    return _audience(turn, replace(form, tip=form.offered[number - 1], offered=()))


def _audience(turn: Turn, form: BroadcastForm) -> list[Action]:
    names = [name for name, _ in _audiences(form)]
    return _asking(turn, form, AUDIENCE, texts.which_audience(names))


def _audiences(form: BroadcastForm) -> list[tuple[str, str]]:
    """What she may choose from, with its value in the form."""
    tip = tip_of(form.tip)
    own = [(texts.of_topic(tip.topic), tip.topic)] if tip is not None and tip.topic else []
    return [*own, (texts.OF_EVERYBODY, EVERYBODY), (texts.OF_GROUPS, GROUPS)]


def _chosen_audience(turn: Turn, form: BroadcastForm) -> list[Action]:
    choices, words = _audiences(form), plain(turn.message.text)
    number = number_in(turn.message.text)
    picked = choices[number - 1][1] if 0 < number <= len(choices) else texts.AUDIENCES.get(words)
    audience = picked or topics().get(words, "")
    return _shown(turn, replace(form, audience=audience)) if audience else []


def _shown(turn: Turn, form: BroadcastForm) -> list[Action]:
    """She is shown what it looks like and who gets it."""
    return [_kept(turn, form, PREVIEW), _wish(form), Conclude(Intent.OFFICER)]


def _wish(form: BroadcastForm, *, confirmed: bool = False) -> BroadcastWords:
    return BroadcastWords(form.begun, form.text, form.tip, form.audience, form.at, confirmed)


def _decided(turn: Turn, form: BroadcastForm) -> list[Action]:
    """After the preview: yes, other words, another hour; anything else is not meant for it."""
    words, number = plain(turn.message.text), number_in(turn.message.text)
    if number == 1 or words in _CONFIRM:
        return _confirmed(turn, form)
    if number == 2 or words in _EDIT:
        return _asking(turn, form, TEXT, texts.ASK_NEW_TEXT)
    time = send_time.read(turn.message.text, turn.now)
    if time is None:
        return []
    if time.problem:
        return _asking(turn, form, PREVIEW, time.problem)
    return _shown(turn, replace(form, at=time.at))


def _confirmed(turn: Turn, form: BroadcastForm) -> list[Action]:
    return [_kept(turn, form, DONE), _wish(form, confirmed=True), Conclude(Intent.OFFICER)]


_STEPS: dict[str, Callable[[Turn, BroadcastForm], list[Action]]] = {
    TEXT: _text,
    TIP: _tip,
    AUDIENCE: _chosen_audience,
    PREVIEW: _decided,
}

# -- What is done with a code --


def lines(turn: Turn, desk: Desk) -> list[str]:
    """What waits for her approval."""
    return [texts.waiting_line(code, title) for code, title in desk.broadcasts]


def _waiting(desk: Desk) -> list[str]:
    return [code for code, _ in desk.broadcasts]


def _nothing(desk: Desk) -> list[str]:
    return []


def _approve(order: Order) -> list[Action]:
    """With an hour behind the code it goes out then."""
    if not order.desk.approves_broadcast:
        return [Say(texts.NOT_APPROVER), Conclude(Intent.OFFICER)]
    at = ""
    if order.text:
        time = send_time.read(order.text, order.turn.now)
        if time is None or time.problem:
            return [Say(time.problem if time else texts.UNREADABLE_TIME), Conclude(Intent.OFFICER)]
        at = time.at.isoformat() if time.at else order.turn.now.isoformat()
    return [OfficerAct(APPROVE, order.code, at), Conclude(Intent.OFFICER)]


def _approver(act: str) -> Callable[[Order], list[Action]]:
    def answer(order: Order) -> list[Action]:
        if not order.desk.approves_broadcast:
            return [Say(texts.NOT_APPROVER), Conclude(Intent.OFFICER)]
        return [OfficerAct(act, order.code, order.text), Conclude(Intent.OFFICER)]

    return answer


def _writer(act: str) -> Callable[[Order], list[Action]]:
    def answer(order: Order) -> list[Action]:
        if not order.desk.writes_broadcast:
            return [Say(texts.NO_PERMISSION), Conclude(Intent.OFFICER)]
        return [OfficerAct(act, order.code, order.text), Conclude(Intent.OFFICER)]

    return answer


COMMANDS: tuple[Command, ...] = (
    Command(("duyet",), BROADCAST, _waiting, _approve, past_too=True),
    Command(("tra lai",), BROADCAST, _nothing, _approver(SEND_BACK), past_too=True),
    Command(("gui tiep",), BROADCAST, _nothing, _approver(RESUME), past_too=True),
    Command(("xem",), BROADCAST, _nothing, _writer(LOOK), past_too=True),
    Command(("tam dung",), BROADCAST, _nothing, _writer(PAUSE), past_too=True),
    Command(("huy",), BROADCAST, _nothing, _writer(CANCEL), past_too=True),
)
