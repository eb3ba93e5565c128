"""Her own facts after an answer ("tôi sinh năm 1972", "lương 6 triệu", "còn chồng tôi sinh 1966"):
what the calculator of the matter works out from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from handlers import calculator as calculators
from handlers.actions import Action
from handlers.calculators import amounts
from handlers.calculators.catalogue import BY_KEY, CALCULATORS, Calculator, beside
from handlers.calculators.facts import Fact
from handlers.calculators.heard import Heard, heard
from handlers.continuation import Form, form_of, is_foreign
from handlers.day import today
from handlers.topic import card_of
from handlers.turn import Topic, Turn

Told = dict[str, str]

#: At such an age somebody may think of a pension.
_GROWN_UP = re.compile(r"(?<![\d.,/])(?:[3-9]\d|1[01]\d)\s*tuoi\b")
#: A length of time is that of work or of payments only where the words say so.
_WORKED_OR_PAID = re.compile(r"\b(?:dong|lam|tham gia|bao hiem|bhxh)\b")
_SUMS = (amounts.wage, amounts.amount, amounts.principal)


def worked_out(turn: Turn, topic: Topic | None) -> list[Action]:
    """The result for facts that the message tells, or the question for what is missing; [] where
    no calculator of the matter needs them, or she speaks of something else.
    """
    form = form_of(turn.message.text)
    message = heard(turn.message.text, today(turn.now))
    for each in _of_the_matter(turn, topic):
        told = _told(turn, each, message, form)
        if (told or _tells_age(each, message)) and not _elsewhere(turn, topic):
            return calculators.gone_on(turn, each, _with_earlier(turn, topic, each, told))
    return []


def _of_the_matter(turn: Turn, topic: Topic | None) -> Iterator[Calculator]:
    """The calculator that told the last result, those beside the topic's card and the cards that it
    leads to; without a card those of the words.
    """
    done = _done(turn)
    if done is not None:
        yield done
    card = card_of(turn.library, topic) if topic else None
    if card is not None:
        led_to = filter(None, map(turn.library.card, card.related))
        matter = (each.id for each in led_to if each.topic == card.topic)
        found = (beside(each) for each in (card.id, *matter))
        words = heard(f"{card.title} {topic.words if topic else ''}", today(turn.now)).words
        yield from (each for each in found if each and each.concerns(words))
    elif topic is not None:
        words = heard(topic.words, today(turn.now)).words
        yield from (each for each in CALCULATORS if each.needs and each.concerns(words))


def _done(turn: Turn) -> Calculator | None:
    last = turn.conversation.calculated
    return BY_KEY.get(last.form.calculator) if last and last.until > turn.now else None


def _told(turn: Turn, calculator: Calculator, message: Heard, form: Form) -> Told:
    """The facts that the message tells, if they are enough to go on: any that is asked for where
    she only tells, one that every result needs where she asks; a default only changes a result.
    """
    found = {fact.name: _read(fact, message, form) for fact in calculator.facts}
    told = {name: value for name, value in found.items() if value}
    changing = _done(turn) is calculator
    asked = {fact.name for fact in calculator.facts if changing or (fact.asks and not fact.default)}
    enough = asked if form is Form.TELLS or changing else set(calculator.needs)
    return told if told.keys() & enough else {}


def _read(fact: Fact, message: Heard, form: Form) -> str:
    """The fact, also where the amount stands alone: "30 triệu", "còn 10 phân thì sao"."""
    if fact.read is amounts.length and not _WORKED_OR_PAID.search(message.words):
        return ""
    if value := fact.found(message):
        return value
    alone = fact.read in _SUMS and message.bare() and amounts.amounts(message.words)
    rate = fact.read is amounts.rate and form is not Form.NONE
    return fact.read(replace(message, answering=True)) if alone or rate else ""


def _tells_age(calculator: Calculator, message: Heard) -> bool:
    """Whether somebody's age is told where the year of birth is needed."""
    return "year" in calculator.needs and bool(_GROWN_UP.search(message.words))


def _with_earlier(
    turn: Turn, topic: Topic | None, calculator: Calculator, told: Mapping[str, str]
) -> Told:
    """The facts together with those of the question and of the last result, of the same person."""
    before = heard(topic.words if topic else "", today(turn.now))
    known = {fact.name: fact.found(before) for fact in calculator.facts}
    last = turn.conversation.calculated
    if last and _done(turn) is calculator:
        known |= dict(last.form.facts)
    if "year" in told or not told:
        known = {
            name: value for name, value in known.items() if name not in calculators.OF_A_PERSON
        }
    return {name: value for name, value in {**known, **told}.items() if value}


def _elsewhere(turn: Turn, topic: Topic | None) -> bool:
    """Whether the words are those of another matter."""
    return topic is not None and is_foreign(turn, topic)
