""" "Nói dễ hiểu hơn": the cards that explain the article that was shown; nothing is paraphrased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.actions import Action, Conclude, Intent, OfferChoices, Say
from handlers.answer import MENU, OFFICER
from handlers.card import as_choice, may_be_shown
from handlers.complaint import complains, not_understood
from handlers.texts import PICK
from handlers.texts import easy_reading as texts
from handlers.turn import Choice, MessageKind, Turn
from handlers.wording import says
from knowledge.documents import Card, Citation
from knowledge.search import Library

COMMANDS = frozenset(
    {
        "giai thich lai", "giai thich", "giai thich them", "giai thich ro hon", "giai thich cho ro",
        "giai thich de hieu", "giai thich de hieu hon", "noi de hieu hon", "noi cho de hieu",
        "noi lai cho de hieu", "noi don gian hon", "noi don gian thoi", "noi ro hon",
        "noi lai de hieu hon", "de hieu hon", "khong hieu", "chua hieu", "khong hieu gi",
        "khong hieu lam", "van khong hieu", "van chua hieu", "kho hieu", "kho hieu qua",
        "nghia la gi", "nghia la sao", "the la sao", "la sao", "y la sao", "noi vay la sao",
        "doc khong hieu", "doc ma khong hieu", "dieu nay nghia la gi", "dieu do nghia la gi",
    }
)  # fmt: skip

#: So many cards are offered.
MOST_OFFERED = 3

_ON = Choice(texts.SWITCH_ON, texts.SWITCH_ON)


def handle(turn: Turn) -> list[Action]:
    """The cards that rest on the article, else a person; after a card easy reading; else []."""
    if not _asks_for_it(turn):
        return []
    known = turn.conversation
    if not known.citations and not known.card:
        return _said(texts.WHAT_IS_UNCLEAR, (MENU, OFFICER))
    if known.card:
        easier = () if known.easy_reading else (_ON,)
        return _said(texts.SLOWER if easier else texts.NOT_EXPLAINED, (*easier, OFFICER))
    cards = explaining(turn.library, known.citations, turn.day)[:MOST_OFFERED]
    if not cards:
        return _said(texts.NOT_EXPLAINED, (OFFICER, MENU))
    return _said(texts.EXPLAINED_HERE, (*map(as_choice, cards), OFFICER))


def _asks_for_it(turn: Turn) -> bool:
    text = turn.message.text
    typed = turn.message.kind is MessageKind.TEXT
    return says(text, COMMANDS) or (typed and not_understood(text) and not complains(text))


def explaining(library: Library, shown: Sequence[Citation], day: date) -> list[Card]:
    """The cards in force that cite the first article that was shown, those of its clause first."""
    place = shown[0]
    found = [
        (_distance(each, place, number), card)
        for card in library.cards()
        for number, each in enumerate(card.citations)
        if each.article_id == place.article_id and may_be_shown(library, card, day)
    ]
    ordered = sorted(found, key=lambda pair: pair[0])
    return list({card.id: card for _, card in ordered}.values())


def _distance(cited: Citation, shown: Citation, number: int) -> tuple[bool, int]:
    """Whether another clause is cited, and behind how many others the card cites it."""
    return bool(shown.clause) and cited.clause != shown.clause, number


def _said(sentence: str, choices: tuple[Choice, ...]) -> list[Action]:
    return [Say(sentence), OfferChoices(choices, PICK), Conclude(Intent.MENU)]
