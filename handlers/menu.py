"""The topics, and the questions of a topic."""

from __future__ import annotations

import re
from datetime import date

from handlers import texts
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Say
from handlers.answer import MENU, OFFICER
from handlers.card import as_choice, may_be_shown
from handlers.day import today
from handlers.passage import capitalised
from handlers.texts import calculator
from handlers.turn import Choice, Turn
from handlers.wording import plain, readings, says
from knowledge.documents import Card
from knowledge.search import Library

CALCULATE = Choice(calculator.CALCULATE, calculator.CALCULATE)

#: So many questions of a topic stand in one bubble.
A_PAGE = 7

COMMANDS = frozenset(
    {
        "0", "menu", "start", "bat dau", "giup", "tro giup", "huong dan", "chu de",
        "cac chu de", "xem cac chu de", "xem chu de", "danh muc", "muc luc", "quay lai",
        "trang chu", "xem menu", "ban giup duoc gi", "giup duoc gi", "lam duoc gi",
        "ban lam duoc gi", "hoi duoc gi", "duoc hoi gi", "hoi duoc nhung gi", "cach dung",
        "su dung the nao", "dung the nao", "huong dan su dung",
    }
)  # fmt: skip

_TOPIC = re.compile(r"(?:chu de )?(?P<name>.+?)(?: trang (?P<page>\d{1,2}))?")


def handle(turn: Turn) -> list[Action]:
    """The list of topics, or the questions of the topic that is named; else []."""
    if says(turn.message.text, COMMANDS):
        return [
            Say(texts.MENU_LEAD),
            KeepForLater(()),
            OfferChoices(topics(turn.library)),
            Conclude(Intent.MENU),
        ]
    return _topic(turn)


def topics(library: Library) -> tuple[Choice, ...]:
    """Every topic that has a card, in the library's order, the calculators, and the officer."""
    offered = [Choice(capitalised(name), texts.topic_command(name)) for name in _names(library)]
    return (*offered, CALCULATE, OFFICER)


def _names(library: Library) -> dict[str, None]:
    return dict.fromkeys(card.topic for card in library.cards())


def _topic(turn: Turn) -> list[Action]:
    names = {plain(name): name for name in _names(turn.library)}
    for reading in readings(turn.message.text):
        asked = _TOPIC.fullmatch(reading)
        if asked and asked["name"] in names:
            cards = _cards_of(turn.library, names[asked["name"]], today(turn.now))
            return _questions(cards, int(asked["page"] or 1)) if cards else []
    return []


def _cards_of(library: Library, topic: str, day: date) -> list[Card]:
    cards = (card for card in library.cards() if card.topic == topic)
    return [card for card in cards if may_be_shown(library, card, day)]


def _questions(cards: list[Card], page: int) -> list[Action]:
    name = cards[0].topic
    start = A_PAGE * (page - 1) if page <= _pages(cards) else 0
    shown = [as_choice(card) for card in cards[start : start + A_PAGE]]
    if start + A_PAGE < len(cards):
        shown.append(Choice(texts.NEXT_CARDS, texts.topic_command(name, page + 1)))
    return [
        Say(texts.topic(capitalised(name))),
        KeepForLater(()),
        OfferChoices((*shown, MENU, OFFICER)),
        Conclude(Intent.MENU),
    ]


def _pages(cards: list[Card]) -> int:
    return -(-len(cards) // A_PAGE)
