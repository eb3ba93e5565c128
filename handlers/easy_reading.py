"""Easy reading, for whoever reads slowly: on, off, offered; and few choices at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Remember, Say
from handlers.answer import MENU, OFFICER
from handlers.memory import remembered
from handlers.texts import PICK
from handlers.texts import easy_reading as texts
from handlers.turn import Choice, Conversation, Turn
from handlers.wording import mentions, plain, says

#: So many choices stand under a bubble.
MOST_CHOICES = 4

_ON = frozenset(
    {
        "de doc", "che do de doc", "bat de doc", "bat che do de doc", "chu it thoi", "it chu thoi",
        "noi ngan thoi", "noi ngan gon thoi", "noi tu tu", "noi tu tu thoi", "noi cham thoi",
        "noi cham lai", "noi cham", "doc cham thoi", "tra loi ngan thoi", "viet ngan thoi",
        "viet it thoi", "noi it thoi", "noi tung y", "noi tung y mot", "noi ngan gon", "tu tu thoi",
        "nguoi gia", "che do nguoi gia", "cho nguoi gia", "doc de",
    }
)  # fmt: skip
_OFF = frozenset(
    {
        "bo de doc", "bo che do de doc", "tat de doc", "tat che do de doc", "thoi de doc",
        "khong de doc nua", "che do binh thuong", "ve binh thuong", "huy de doc",
    }
)  # fmt: skip
_OFF_WHILE_ON = frozenset({"binh thuong", "nhu cu", "noi nhu cu", "noi binh thuong", "noi day du"})

#: What people say who cannot read an answer well; alone, or anywhere in a message.
_HARD = frozenset(
    {
        "dai qua", "mat kem", "mat mo", "khong biet doc", "khong biet chu", "khong doc duoc",
        "khong doc kip", "kho doc", "kho doc qua", "doc met qua", "it hoc", "gia roi",
        "khong nhin ro", "nhin khong ro", "mat kem qua", "mat mo lam", "nhieu qua doc khong het",
    }
)  # fmt: skip
_HARD_TO_READ = (
    "chu nho qua", "chu be qua", "chu nhieu qua", "nhieu chu qua", "doc khong kip",
    "doc khong noi", "doc khong ra", "doc khong ro", "doc khong duoc", "khong doc kip",
    "khong doc noi", "dai qua doc", "dai qua khong", "viet dai qua", "noi dai qua", "tra loi dai",
)  # fmt: skip

#: A complaint of more words than this also asks something.
_LONGEST_COMPLAINT = 8

_FURTHER = Choice(texts.FURTHER, texts.FURTHER)
_FURTHER_COMMANDS = frozenset({plain(texts.FURTHER), "cac muc khac", "xem muc khac"})


def handle(turn: Turn) -> list[Action]:
    """Switches easy reading on or off, offers it, or shows the choices that were left out; else
    [].
    """
    text, known = turn.message.text, turn.conversation
    if says(text, _ON):
        return _switched(known, on=True)
    if says(text, _OFF) or (known.easy_reading and says(text, _OFF_WHILE_ON)):
        return _switched(known, on=False)
    if known.further and says(text, _FURTHER_COMMANDS):
        return [
            Say(texts.FURTHER_LEAD),
            OfferChoices(known.further, PICK),
            Conclude(Intent.MENU),
        ]
    return _offered(turn) if _complains(text) and not known.easy_reading else []


def on_offer(known: Conversation) -> tuple[Choice, ...]:
    """Every choice that waits to be picked, with those that were left out for easy reading."""
    if not known.further:
        return known.choices
    return (*(each for each in known.choices if each != _FURTHER), *known.further)


def noticed(turn: Turn, actions: list[Action]) -> list[Action]:
    """The actions; with a word about easy reading, once, where a question tells that it is needed,
    and with at most four choices where it is on. Help in danger stays as it is.
    """
    intents = {each.intent for each in actions if isinstance(each, Conclude)}
    if turn.message.in_group or intents & {Intent.CRISIS, Intent.SILENCE}:
        return actions
    if turn.conversation.easy_reading:
        return _with_fewer_choices(turn, actions)
    hard = mentions(turn.message.text, _HARD_TO_READ) and not turn.conversation.easy_offered
    return _with_offer(turn, actions) if hard and Intent.SMALLTALK not in intents else actions


def _switched(known: Conversation, *, on: bool) -> list[Action]:
    again = (Choice(texts.SAY_AGAIN, known.question),) if known.question else ()
    after = replace(known, easy_reading=on, easy_offered=True, reading=None)
    return [
        Remember(after),
        Say(texts.ON if on else texts.OFF),
        KeepForLater(()),
        OfferChoices((*again, MENU, OFFICER), PICK),
        Conclude(Intent.SMALLTALK),
    ]


def _complains(text: str) -> bool:
    short = len(plain(text).split()) <= _LONGEST_COMPLAINT
    return says(text, _HARD) or (short and mentions(text, _HARD_TO_READ))


def _offered(turn: Turn) -> list[Action]:
    """Asked once; who complains again has it switched on."""
    known = turn.conversation
    if known.easy_offered:
        return _switched(known, on=True)
    yes, no = (Choice(label, label) for label in (texts.SWITCH_ON, texts.NOT_NEEDED))
    return [
        Remember(replace(known, easy_offered=True)),
        Say(texts.OFFER),
        OfferChoices((yes, no, OFFICER), PICK),
        Conclude(Intent.SMALLTALK),
    ]


def _with_offer(turn: Turn, actions: Sequence[Action]) -> list[Action]:
    said = [place for place, each in enumerate(actions) if isinstance(each, Say)]
    if not said:
        return list(actions)
    spoken = actions[said[-1]]
    text = spoken.text if isinstance(spoken, Say) else ""
    told = [*actions]
    told[said[-1]] = Say(f"{text}\n\n{texts.OFFER_BESIDE}")
    after = remembered(turn.conversation, told, turn.now)
    return _before_the_end(told, Remember(replace(after, easy_offered=True)))


def _with_fewer_choices(turn: Turn, actions: list[Action]) -> list[Action]:
    """The first choices and one that leads to the others."""
    offers = [each for each in actions if isinstance(each, OfferChoices)]
    if not offers or len(offers[-1].choices) <= MOST_CHOICES:
        return actions
    choices = offers[-1].choices
    shown, further = choices[: MOST_CHOICES - 1], choices[MOST_CHOICES - 1 :]
    offer = OfferChoices((*shown, _FURTHER), offers[-1].prompt)
    told: list[Action] = [each for each in actions if not isinstance(each, OfferChoices)]
    told = _before_the_end(told, offer)
    after = remembered(turn.conversation, told, turn.now)
    return _before_the_end(told, Remember(replace(after, further=further)))


def _before_the_end(actions: Sequence[Action], action: Action) -> list[Action]:
    conclusions = [each for each in actions if isinstance(each, Conclude)]
    return [*(each for each in actions if not isinstance(each, Conclude)), action, *conclusions]
