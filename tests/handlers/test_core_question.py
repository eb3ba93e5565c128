"""Short questions of a topic and one detail find the card that asks for the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from handlers import law
from handlers.actions import Action, OfferChoices, Say
from handlers.core_question import LEAST, core_question, meant
from handlers.found import Found
from knowledge.search import CardHit
from tests.handlers.conftest import TurnOf
from tests.handlers.library import card

POT = card(
    "noi-dat", "Làm thẻ nồi đất", ("làm thẻ nồi đất ở đâu", "thẻ nồi đất mất mấy ngày"),
    kind="procedure",
)  # fmt: skip
LOST = card("mat-noi-dat", "Mất thẻ nồi đất", ("mất thẻ nồi đất thì xin lại ở đâu",))
PRICE = card("phi-noi-dat", "Nồi đất phải nộp phí gì", ("lệ phí nồi đất bao nhiêu",))


def said(actions: Sequence[Action]) -> str:
    return "\n".join(each.text for each in actions if isinstance(each, Say))


@pytest.mark.parametrize(
    ("text", "card_id"),
    [
        ("noi dat lam o dau", "noi-dat"),
        ("cho em hỏi làm nồi đất ở đâu ạ", "noi-dat"),
        ("nồi đất mất bao lâu", "noi-dat"),
        ("nồi đất mất bao nhiêu tiền", "phi-noi-dat"),
    ],
)
def test_the_card_that_asks_for_the_same_is_meant(text: str, card_id: str):
    question = core_question(text)
    assert question is not None
    hit = meant(question, [CardHit(each, LEAST, LEAST) for each in (LOST, POT, PRICE)])
    assert hit is not None
    assert hit.card.id == card_id


@pytest.mark.parametrize(
    "text",
    [
        "nồi đất",
        "ở đâu",
        "mất bao nhiêu tiền",
        "em muốn hỏi nồi đất của hàng xóm để sát tường nhà em thì nhờ ai nói giúp ở đâu",
        "nồi đất ở đâu mất bao nhiêu tiền",
    ],
)
def test_what_asks_no_or_more_than_one_detail_is_no_such_question(text: str):
    assert core_question(text) is None


def test_a_card_that_says_more_needs_a_chance():
    question = core_question("noi dat o dau")
    assert question is not None
    more = card("khac", "Thẻ khác", ("làm nồi đất tráng ở đâu",))
    assert meant(question, [CardHit(more, LEAST, LEAST)]) is not None
    assert meant(question, [CardHit(more, LEAST / 2, LEAST)]) is None
    assert meant(question, [CardHit(POT, LEAST / 2, LEAST)]) is not None


@pytest.fixture
def strange(turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch) -> TurnOf:
    """The words speak against our field, and no card is likely."""
    library = type(turn_of().library)
    hits = [CardHit(each, LEAST, LEAST) for each in (LOST, POT, PRICE)]
    monkeypatch.setattr(library, "speaks_for_us", lambda self, text: -1.0)
    monkeypatch.setattr(library, "match_cards", lambda self, text, **_: hits)
    monkeypatch.setattr(law, "look_up", lambda turn, question: Found(hits, [], hits))
    return turn_of


def test_it_is_told_as_understood_and_others_of_the_topic_are_offered(strange: TurnOf):
    actions = law.handle(strange("noi dat lam o dau"))
    assert said(actions).startswith(f"Tôi hiểu chị hỏi về: “{POT.title}”.")
    offers = next(each.choices for each in actions if isinstance(each, OfferChoices))
    assert {LOST.title, PRICE.title} <= {choice.says for choice in offers}


def test_a_topic_that_titles_name_is_ours_even_where_no_card_asks_the_detail(strange: TurnOf):
    actions = law.handle(strange("noi dat can giay to gi"))
    offers = next(each.choices for each in actions if isinstance(each, OfferChoices))
    assert {LOST.title, POT.title, PRICE.title} <= {choice.says for choice in offers}


def test_another_topic_stays_declined(strange: TurnOf):
    assert said(law.handle(strange("nồi cơm điện mua ở đâu"))) == law.texts.NOT_MY_FIELD
