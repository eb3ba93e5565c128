from __future__ import annotations

from handlers.calculators.catalogue import BY_KEY, CALCULATORS, beside
from handlers.texts import calculator as texts
from knowledge.shelf import read_shelf


def test_every_calculator_has_a_label_and_every_label_a_calculator():
    assert set(BY_KEY) == set(texts.LABELS)
    assert len({each.command for each in CALCULATORS}) == len(CALCULATORS)


def test_what_a_question_needs_is_a_fact_of_the_calculator():
    for each in CALCULATORS:
        assert set(each.needs) <= {fact.name for fact in each.facts}
        assert each.needs or not each.asks


def test_every_fact_that_is_asked_for_has_a_question():
    for fact in (fact for each in CALCULATORS for fact in each.facts):
        assert bool(fact.question) == (fact.asks and not fact.default)


def test_the_cards_beside_which_one_is_offered_are_there():
    cards = {card.id for _, card in read_shelf().cards}
    assert {card for each in CALCULATORS for card in each.cards} <= cards


def test_beside_a_card():
    found = beside("tien-thai-san")
    assert found is not None
    assert found.key == "pay"
    assert beside("khong-co-the-nay") is None
