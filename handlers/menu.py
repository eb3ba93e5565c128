"""The topics, and the questions of a topic."""

from __future__ import annotations

import re
from datetime import date

from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Say
from handlers.answer import MENU, OFFICER
from handlers.card import as_choice, may_be_shown
from handlers.day import today
from handlers.passage import capitalised
from handlers.texts import calculator
from handlers.texts import menu as texts
from handlers.turn import Choice, Turn
from handlers.wording import plain, readings, says
from knowledge.documents import Card
from knowledge.search import Library

CALCULATE = Choice(calculator.CALCULATE, calculator.CALCULATE)

#: So many questions of a topic, and so many topics, stand in one bubble.
A_PAGE = 7
TOPICS_A_PAGE = 8

#: The topics that are asked about most, in this order (folded); the others follow as they come.
ASKED_MOST = (
    "bao luc gia dinh", "ly hon", "nuoi con", "thai san", "bao hiem xa hoi", "ho tich", "can cuoc",
    "ket hon", "cap duong", "tro giup xa hoi", "nguoi cao tuoi", "bao hiem y te", "tre em",
    "lua dao tren mang", "vneid", "thua ke", "dat dai", "tai san vo chong", "viec lam",
    "lao dong nu", "nguoi khuyet tat", "tro giup phap ly", "cu tru", "vay muon",
)  # fmt: skip

COMMANDS = frozenset(
    {
        "0", "menu", "start", "bat dau", "giup", "tro giup", "huong dan", "chu de",
        "cac chu de", "xem cac chu de", "xem chu de", "danh muc", "muc luc", "quay lai",
        "trang chu", "xem menu", "ban giup duoc gi", "giup duoc gi", "lam duoc gi",
        "ban lam duoc gi", "hoi duoc gi", "duoc hoi gi", "hoi duoc nhung gi", "cach dung",
        "su dung the nao", "dung the nao", "huong dan su dung",
    }
)  # fmt: skip

_PAGE = re.compile(r"(?:(?:cac |xem )?chu de|menu)(?: trang)? (?P<page>\d{1,2})")
_TOPIC = re.compile(r"(?:chu de )?(?P<name>.+?)(?: trang (?P<page>\d{1,2}))?")


def handle(turn: Turn) -> list[Action]:
    """A page of the topics, or the questions of the topic that is named; else []."""
    if says(turn.message.text, COMMANDS):
        return _topics(turn, 1)
    for reading in readings(turn.message.text):
        if asked := _PAGE.fullmatch(reading):
            return _topics(turn, int(asked["page"]))
    return _topic(turn)


def _topics(turn: Turn, page: int) -> list[Action]:
    return [
        Say(texts.LEAD),
        KeepForLater(()),
        OfferChoices(topics(turn.library, page)),
        Conclude(Intent.MENU),
    ]


def topics(library: Library, page: int = 1) -> tuple[Choice, ...]:
    """A page of the topics that have a card, those asked about most and the calculators first; the
    next page and the officer behind them. A page that is not there is the first.
    """
    offered = [Choice(capitalised(name), texts.topic_command(name)) for name in _ordered(library)]
    offered.insert(TOPICS_A_PAGE - 1, CALCULATE)
    start = TOPICS_A_PAGE * (page - 1)
    if not 0 <= start < len(offered):
        page, start = 1, 0
    end = start + TOPICS_A_PAGE
    following = (Choice(texts.NEXT_TOPICS, texts.topics_command(page + 1)),)
    return (*offered[start:end], *(following if end < len(offered) else ()), OFFICER)


def _ordered(library: Library) -> list[str]:
    rank = {name: place for place, name in enumerate(ASKED_MOST)}
    return sorted(_names(library), key=lambda name: rank.get(plain(name), len(rank)))


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
