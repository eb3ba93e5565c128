"""Numbered choices: a number, its word, or the label itself stand for what the choice says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from handlers import more, texts
from handlers.actions import Action, Conclude, Intent, OfferChoices, Say
from handlers.easy_reading import on_offer
from handlers.menu import topics
from handlers.texts import easy_reading, menu, parked
from handlers.turn import Choice, MessageKind, Turn
from handlers.wording import command, plain, says

_WORDS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=1)} | {"tu": 4, "nhat": 1}
_BEFORE = frozenset("bam cai cau chon dap an la lua muc nhan nut phuong so thu y".split())
_AFTER = frozenset("a di nha nhe".split())
_KEYCAP = re.compile("[\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}]")

#: Words that take up again what was left, where that is offered, rather than show more of a list.
_GO_ON = frozenset({"tiep", "tiep tuc"})

#: Labels of the choices that show more of a list.
_MORE_OF_A_LIST = (easy_reading.FURTHER, menu.NEXT_TOPICS, menu.NEXT_CARDS)

#: Three digits and more are telephone numbers and amounts, never a choice.
_MOST_DIGITS = 2


def heard(turn: Turn) -> Turn:
    """The turn as if the words of the picked choice had been typed; any other turn as it is."""
    choice = picked(turn.message.text, turn.conversation.choices) or _leading_on(turn)
    if choice is None or turn.message.kind is not MessageKind.TEXT or turn.message.in_group:
        return turn
    return replace(turn, message=replace(turn.message, text=choice.says), picked=True)


def _leading_on(turn: Turn) -> Choice | None:
    """The choice that shows more of a list, for "thêm" while nothing is being read; a calculation
    that was left and is offered goes before it for "tiếp".
    """
    known = turn.conversation
    if known.later or known.reading or not says(turn.message.text, more.COMMANDS):
        return None
    left = next((each for each in known.choices if each.label == parked.GO_ON), None)
    if left is not None and says(turn.message.text, _GO_ON):
        return left
    return next((each for each in known.choices if each.label in _MORE_OF_A_LIST), None)


def picked(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice that a message names by number, number word or label."""
    wanted = plain(text)
    for choice in choices:
        if wanted and wanted == plain(choice.label):
            return choice
    number = number_in(text)
    return choices[number - 1] if number and number <= len(choices) else None


def number_in(text: str) -> int:
    """The number that a message consists of: "1.", "số 1", "một", "１", a keycap; else 0."""
    text = text.replace("\N{KEYCAP TEN}", "10")
    text = unicodedata.normalize("NFKC", _KEYCAP.sub("", text))
    words = command(text).split()
    while len(words) > 1 and words[0] in _BEFORE:
        words.pop(0)
    if len(words) != 1:
        return 0
    word = words[0]
    if word.isdecimal():
        return int(word) if len(word) <= _MOST_DIGITS else 0
    return _NUMBERS.get(word, 0) if _ends_with(text, word) else 0


def _ends_with(text: str, word: str) -> bool:
    """Whether at most a polite particle follows: "ba ạ" is three, "ba tôi" is a father."""
    *_, last = [each for each in plain(text).split() if each not in _AFTER] or [""]
    return last == word


def handle(turn: Turn) -> list[Action]:
    """A number that no choice has: the choices once more, or the topics; else []."""
    offered = turn.conversation.choices
    text = turn.message.text
    if not number_in(text) or not (offered or plain(text).isdecimal()):
        return []
    if offered:
        again = OfferChoices(on_offer(turn.conversation), "")
        return [Say(texts.not_so_many(len(offered))), again, Conclude(Intent.MENU)]
    return [Say(texts.NO_CHOICES), OfferChoices(topics(turn.library)), Conclude(Intent.MENU)]
