"""A question that asks for a calculation: one fact is asked for at a time, then the result."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers import card
from handlers.actions import Action, Conclude, FillForm, Intent, OfferChoices, Say
from handlers.answer import MENU, OFFICER, Answer, actions
from handlers.calculators.catalogue import BY_KEY, CALCULATORS, Calculator
from handlers.calculators.facts import UNKNOWN, Fact
from handlers.calculators.heard import Heard, heard
from handlers.day import today, written
from handlers.passage import Passage, has_expired, without_words
from handlers.texts import CHANGED_LATELY, PICK
from handlers.texts import calculator as texts
from handlers.topic import LIFE
from handlers.turn import Calculated, Choice, Form, MessageKind, Turn
from handlers.wording import asks, is_short, plain, says
from knowledge.calculate import Calculation, ImpossibleFactError
from knowledge.citation import label, short_label
from knowledge.documents import Card, Citation
from knowledge.ingest.register import register
from knowledge.values import UnknownValueError

MENU_COMMANDS = frozenset(
    {
        "tinh giup toi", "tinh giup", "tinh giup em", "tinh giup chi", "tinh ho toi", "tinh ho",
        "may tinh", "tinh toan", "tinh thu", "tinh viec khac", "cac may tinh", "tinh giup minh",
        "tinh tien", "tinh gium toi", "tinh dum toi",
    }
)  # fmt: skip
STOP = frozenset(
    {
        "thoi", "thoi khong tinh nua", "khong tinh nua", "thoi khong can", "dung lai", "huy",
        "thoi bo di", "bo di", "thoi khoi", "khong can nua", "khong muon tinh nua", "thoat",
    }
)  # fmt: skip
DONT_KNOW = frozenset(
    {
        "khong biet", "chua biet", "khong ro", "khong nho", "chua ro", "ko biet", "k biet",
        "khong biet nua", "bo qua", "chiu", "khong nho nua", "toi khong biet", "em khong biet",
    }
)  # fmt: skip

AGAIN = Choice(texts.AGAIN, texts.CALCULATE)

#: A question is asked at most so often, then the form gives way.
MOST_TRIES = 2

_WHAT = (
    r"(?:giup|thu|ho|cho|xem|gium|dum|toan|ra|luon|tien|luong|ngay|tuoi|lai|han|huu|thai san"
    r"|thua ke|phep|tro cap|cap duong|bao hiem|rut)"
)
#: She wishes for a calculation; "cách tính", "bị tính lãi" and "tính như thế nào" only ask.
_WISH = re.compile(
    r"^(?:(?:a|ad|anh|ban|bot|can|chau|chi|cho|co|con|em|giup|hay|ho|minh|muon|nho|oi|toi|xin)\s+)"
    rf"*tinh\s+{_WHAT}\b|\btinh (?:giup|ho|gium|dum|thu) (?:em|toi|minh|chi|chau|con|me|bo|voi)\b"
    rf"|\b(?:giup|nho|muon|can) (?:\w+ )?tinh {_WHAT}\b"
)
_HOW = re.compile(r"\b(?:cach|nhu the nao|the nao|ntn|nhu nao|lam sao|ra sao)\b")

#: What belongs to one person: another year of birth is another person's.
OF_A_PERSON = ("year", "month", "sex")

#: Somebody of flesh and blood is spoken of, not a rule.
_OWN = re.compile(
    r"\b(?:toi|em|e|minh|chi|chau|tui|me|vo|chong|(?:bo|ba|ong) (?:toi|em|minh|chau|nha))\b"
)


def handle(turn: Turn) -> list[Action]:
    """The next question of an open form, a calculator that the message asks for, or []."""
    if turn.message.kind is not MessageKind.TEXT or turn.message.in_group:
        return []
    message = heard(turn.message.text, today(turn.now))
    return _menu(turn) or _started(turn, message) or _continued(turn, message)


def again(form: Form) -> list[Action]:
    """The question of a form that was left, once more; [] where it is asked no longer."""
    calculator = BY_KEY.get(form.calculator)
    facts = calculator.facts if calculator else ()
    asked = next((fact for fact in facts if fact.name == form.asked), None)
    if calculator is None or asked is None:
        return []
    return _asked(calculator, asked, dict(form.facts), 0)


def gone_on(turn: Turn, calculator: Calculator, told: Mapping[str, str]) -> list[Action]:
    """The result with these facts, or the question for one that is needed; what may stay unknown
    is not asked for alone.
    """
    known = {**_defaults(calculator), **told}
    missing = [fact for fact in calculator.facts if fact.asks and fact.name not in known]
    if all(fact.optional for fact in missing):
        known |= {fact.name: UNKNOWN for fact in missing}
    return _begun(turn, calculator, _step(turn, calculator, known, 0))


def _menu(turn: Turn) -> list[Action]:
    if not says(turn.message.text, MENU_COMMANDS):
        return []
    offered = tuple(Choice(each.label, each.command) for each in CALCULATORS)
    return [Say(texts.MENU_LEAD), OfferChoices((*offered, OFFICER)), Conclude(Intent.CALCULATOR)]


# -- Which calculator --


def _started(turn: Turn, message: Heard) -> list[Action]:
    calculator = _picked(turn.message.text) or wanted(message)
    if calculator is None:
        return []
    actions = _step(turn, calculator, _told(calculator, message), 0)
    return _begun(turn, calculator, actions)


def _begun(turn: Turn, calculator: Calculator, actions: list[Action]) -> list[Action]:
    """The actions; a form says before its first question what it works out, and by which law."""
    if not any(isinstance(each, FillForm) for each in actions):
        return actions
    basis = _basis(turn, calculator)
    document = turn.library.document(basis[0].document) if basis else None
    opening = texts.begun(calculator.label, label(basis[0], document) if basis else "")
    concluded = Conclude(Intent.CALCULATOR, citations=basis)
    others = [each for each in actions if not isinstance(each, Conclude)]
    return [_opened(each, opening) for each in others] + [concluded]


def _opened(action: Action, opening: str) -> Action:
    return Say(f"{opening}\n\n{action.text}") if isinstance(action, Say) else action


def _basis(turn: Turn, calculator: Calculator) -> tuple[Citation, ...]:
    """What the card of the matter rests on, of what the library has; () without such a card."""
    return tuple(cited for each in _card(turn, calculator) for cited in each.citations)


def _picked(text: str) -> Calculator | None:
    said = plain(text)
    return next((each for each in CALCULATORS if plain(each.command) == said), None)


def wanted(message: Heard) -> Calculator | None:
    """The calculator that a message asks for: in so many words, or with facts of her own."""
    for each in CALCULATORS:
        if each.asked(message.words) and _tells_enough(each, message):
            return each
    wish = _WISH.search(message.words) and not _HOW.search(message.words)
    concerned = (each for each in CALCULATORS if wish and each.concerns(message.words))
    return max(concerned, key=lambda each: _own_facts(each, message), default=None)


def _tells_enough(calculator: Calculator, message: Heard) -> bool:
    """Whether the message has facts of her own that no general rule would answer."""
    if calculator.own and not _OWN.search(message.words):
        return False
    told = _told(calculator, message)
    return bool(calculator.needs) and all(name in told for name in calculator.needs)


def _own_facts(calculator: Calculator, message: Heard) -> int:
    return sum(bool(fact.found(message)) for fact in calculator.facts)


def _told(calculator: Calculator, message: Heard) -> dict[str, str]:
    found = {fact.name: fact.found(message) for fact in calculator.facts}
    return {name: value for name, value in found.items() if value}


# -- The form --


def _continued(turn: Turn, message: Heard) -> list[Action]:
    """What follows from an answer; [] where she speaks of something else."""
    form = turn.conversation.form
    calculator = BY_KEY.get(form.calculator) if form else None
    if form is None or calculator is None:
        return []
    if says(turn.message.text, STOP):
        return [Say(texts.STOPPED), OfferChoices((AGAIN, OFFICER), PICK), _concluded()]
    asked = next((fact for fact in calculator.facts if fact.name == form.asked), None)
    if asked is None:
        return []
    told = dict(form.facts)
    if says(turn.message.text, DONT_KNOW):
        return _unknown(turn, calculator, asked, told)
    picked = any(plain(label) == plain(message.words) for _, label in asked.options)
    fresh = {} if picked else _told(calculator, message)
    answer = asked.found(replace(message, answering=True))
    if answer:
        told = _of_one_person(told, fresh)
        return _step(turn, calculator, {**fresh, **told, asked.name: answer}, 0)
    if _tells_more(turn, told, fresh):
        return _step(turn, calculator, {**_of_one_person(told, fresh), **fresh}, form.tries)
    return _not_read(turn, calculator, asked, form)


def _tells_more(turn: Turn, told: Mapping[str, str], fresh: Mapping[str, str]) -> bool:
    """Whether she tells other facts of the calculation than the one that was asked for."""
    text = turn.message.text
    return bool(fresh.items() - told.items()) and is_short(text) and not asks(text)


def _of_one_person(told: dict[str, str], fresh: Mapping[str, str]) -> dict[str, str]:
    """The facts told so far; without those of a person where another year of birth is told."""
    if "year" not in fresh or fresh["year"] == told.get("year", fresh["year"]):
        return told
    return {name: value for name, value in told.items() if name not in OF_A_PERSON}


def _unknown(turn: Turn, calculator: Calculator, asked: Fact, told: dict[str, str]) -> list[Action]:
    if asked.optional:
        return _step(turn, calculator, {**told, asked.name: UNKNOWN}, 0)
    choices = (*_cards(turn, calculator), AGAIN, OFFICER)
    return [Say(texts.DONT_KNOW), OfferChoices(choices), _concluded()]


def _not_read(turn: Turn, calculator: Calculator, asked: Fact, form: Form) -> list[Action]:
    """The question once more for a short answer that cannot be read; [] for other words."""
    tries = form.tries + 1
    short = len(plain(turn.message.text).split()) <= 4 and is_short(turn.message.text)
    digits = any(map(str.isdigit, turn.message.text))
    unread = short and (digits or asked.options) and not asks(turn.message.text)
    if tries >= MOST_TRIES or not unread:
        return []
    return _asked(calculator, asked, dict(form.facts), tries, texts.NOT_READ)


def _step(turn: Turn, calculator: Calculator, told: dict[str, str], tries: int) -> list[Action]:
    """The next question, or the result."""
    told = {**_defaults(calculator), **told}
    missing = [each for each in calculator.facts if each.asks and each.name not in told]
    needed = next((fact for fact in missing if _matters(fact, told)), None)
    if needed:
        return _asked(calculator, needed, told, tries)
    told = {**{fact.name: UNKNOWN for fact in missing}, **told}
    day = today(turn.now)
    try:
        return _result(turn, calculator, calculator.compute(told, day), told)
    except ImpossibleFactError as error:
        return _impossible(turn, calculator, str(error))
    except UnknownValueError:
        return _impossible(turn, calculator, texts.NO_LAW)


def _defaults(calculator: Calculator) -> dict[str, str]:
    return {fact.name: fact.default for fact in calculator.facts if fact.default}


def _matters(fact: Fact, told: Mapping[str, str]) -> bool:
    """Whether a fact still changes the result: whose an estate was does only with an amount, and
    only where a spouse lives.
    """
    if fact.name == "common":
        return told.get("spouse") == "yes" and told.get("estate") not in (None, UNKNOWN)
    return True


def _asked(
    calculator: Calculator, fact: Fact, told: Mapping[str, str], tries: int, first: str = ""
) -> list[Action]:
    lines = [first, fact.question, texts.MAY_SKIP if fact.optional else "", texts.TO_STOP]
    choices = tuple(Choice(label, label) for _, label in fact.options)
    form = Form(calculator.key, tuple(told.items()), fact.name, tries)
    return [
        Say("\n".join(line for line in lines if line)),
        OfferChoices(choices, PICK if choices else ""),
        FillForm(form),
        _concluded(),
    ]


def _impossible(turn: Turn, calculator: Calculator, sentence: str) -> list[Action]:
    again = Choice(texts.TRY, calculator.command)
    choices = (again, *_cards(turn, calculator), OFFICER)
    return [Say(sentence), OfferChoices(choices, PICK), _concluded()]


def _concluded() -> Conclude:
    return Conclude(Intent.CALCULATOR)


# -- The result --


def _result(
    turn: Turn, calculator: Calculator, found: Calculation, told: Mapping[str, str]
) -> list[Action]:
    day = today(turn.now)
    if any(_ended(turn, citation, day) for citation in found.basis):
        return _impossible(turn, calculator, texts.NO_LAW)
    basis = tuple(_place(turn, each, day) for each in found.basis if each.article)
    whole = [short_label(each.document) for each in found.basis if not each.article]
    choices = (*_cards(turn, calculator), AGAIN, MENU)
    done = Calculated(Form(calculator.key, tuple(told.items())), turn.now + LIFE)
    known = replace(turn.conversation, as_of=None, calculated=done)
    calm = replace(turn, conversation=known)
    answer = Answer(
        lead(found),
        None,
        Intent.CALCULATOR,
        1.0,
        also=basis,
        source=", ".join(whole),
        checked=True,
        choices=choices,
    )
    return actions(calm, answer)


def lead(found: Calculation) -> str:
    """The words of a result: what it is, how it came about, for which day, how sure."""
    steps = "\n".join(f"• {line}" for line in found.lines)
    notes = "\n".join(f"• {note}" for note in found.notes)
    closing = [
        texts.by_the_law_of(written(found.day)),
        texts.ESTIMATE if found.estimate else "",
        "" if found.sure else CHANGED_LATELY,
    ]
    parts = [
        found.result,
        f"{texts.FORMULA}\n{steps}",
        notes,
        " ".join(part for part in closing if part),
    ]
    return "\n\n".join(part for part in parts if part)


def _ended(turn: Turn, citation: Citation, day: date) -> bool:
    """Whether a law that the result rests on has ended, unless another day was asked about."""
    document = turn.library.document(citation.document) or register().get(citation.document)
    return document is not None and has_expired(document, day) and bool(citation.article)


def _place(turn: Turn, citation: Citation, day: date) -> Passage:
    document = turn.library.document(citation.document) or register().get(citation.document)
    return without_words(citation, document, turn.library.article(citation.article_id), day)


def _cards(turn: Turn, calculator: Calculator) -> tuple[Choice, ...]:
    """The first card on the matter, where the library has it."""
    return tuple(map(card.as_choice, _card(turn, calculator)))


def _card(turn: Turn, calculator: Calculator) -> list[Card]:
    found = (turn.library.card(each) for each in calculator.cards)
    day = today(turn.now)
    return [each for each in found if each and card.may_be_shown(turn.library, each, day)][:1]
