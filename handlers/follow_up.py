"""What goes on with the topic: "còn nếu con 8 tuổi?", "thế chồng không đồng ý thì sao"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from handlers import card as cards
from handlers import details, law, own_facts, past_law, texts
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Remember, Say
from handlers.answer import LONGEST_QUESTION, MENU, MOST_CHOICES, OFFICER
from handlers.calculators import dates
from handlers.calculators.heard import heard
from handlers.continuation import (
    Form,
    Likely,
    belongs,
    form_of,
    goes_on,
    may_be_ours,
    names,
    weighed,
)
from handlers.memory import remembered
from handlers.recalled import LACKS, recalled
from handlers.texts import follow_up as said
from handlers.topic import alive, card_of, heading, of
from handlers.turn import Choice, MessageKind, Topic, Turn
from handlers.wording import plain
from knowledge.ages import AgeSpan, PersonsAge, ages_of_people, inside, outside, spans
from knowledge.documents import Card
from knowledge.text.fold import fold
from knowledge.text.reading import understand
from knowledge.text.unicode import normalise

#: At least such a share of the chance among all cards that a message finds, and such a chance by
#: itself, for a card of the topic to be the answer; a larger share where the topic's card does not
#: lead to it and the words alone do not speak for it.
SURE, SURE_APART, FOUND = 0.5, 0.75, 0.12
#: What she only tells must find another card so surely by itself to be answered from it.
SURE_TOLD = 0.5
#: Cards of the topic with such a chance are offered where none answers, so many at most.
LIKELY, MOST_LIKELY = 0.01, 3

_BORN = re.compile(r"\b(?:sinh|sn)\b")
_CHILD = re.compile(r"\b(?:con|chau|be|dua)\b")
_AMOUNT = re.compile(
    r"(?<![\w,.])(?P<number>\d+(?:[.,]\d+)*)\s*"
    r"(?P<unit>tuoi|thang|ngay|nam|tuan|gio|trieu|nghin|ty|lan|con|dua|nguoi|%)(?!\w)"
)


def handle(turn: Turn) -> list[Action]:
    """The answer to what the message means after the topic; [] for a question of its own."""
    if (apart := _asked_apart(turn.message.text)) is not None:
        return law.handle(replace(turn, message=replace(turn.message, text=apart)))
    topic = alive(turn)
    if not _may_go_on(turn):
        return []
    if found := own_facts.worked_out(turn, topic):
        return found
    if topic is None or not (details.asks(turn) or goes_on(turn, topic)):
        return _not_refused(turn, topic)
    asked = _for_other_age(turn, topic) or _with_other_amount(turn, topic)
    return asked or _from_topic(turn, topic) or _together(turn, topic)


def _not_refused(turn: Turn, topic: Topic | None) -> list[Action]:
    """What few words, which nothing answers by themselves, get after an answer or after danger; []
    where something does, or they are none of our field.
    """
    form = form_of(turn.message.text)
    danger = topic is None and bool(turn.conversation.danger)  # or what was taken for it
    if form is Form.NONE or not (topic or (danger and form is Form.TELLS)):
        return []
    if not may_be_ours(turn) or _searched(turn, turn.message.text):
        return []
    return _told(turn, topic, _nearest(turn, topic)) if topic else _read_in_danger()


def _read_in_danger() -> list[Action]:
    choices = OfferChoices((OFFICER, MENU), texts.PICK)
    return [Say(said.READ_IN_DANGER), choices, Conclude(Intent.MENU)]


def _asked_apart(text: str) -> str | None:
    """The question after "hỏi việc khác:"; None where that is not said."""
    if not plain(text).startswith(f"{plain(said.ASK_APART)} ") or ":" not in text:
        return None
    return text.split(":", 1)[1].strip()


def _may_go_on(turn: Turn) -> bool:
    """Typed words of a private chat that are no card's title."""
    if turn.picked or turn.message.kind is not MessageKind.TEXT:
        return False
    typed = plain(turn.message.text)
    return all(plain(card.title) != typed for card in turn.library.cards())


# -- The three ways to answer --


def _for_other_age(turn: Turn, topic: Topic) -> list[Action]:
    """The card beside the topic's whose title speaks of the age that the message names, where the
    topic's speaks of another; else [].
    """
    known = card_of(turn.library, topic)
    ages = _ages_told(turn)
    spoken_of = _in_title(known) or _in_answer(known) if known else ()
    if known is None or not outside(ages, spoken_of):
        return []
    where = _in_title if _in_title(known) else _asked_and_answered
    beside = (card for card in turn.library.cards() if card.id != known.id)
    fitting = (
        card
        for card in beside
        if _led_to(known, card) and inside(ages, where(card)) and _of(turn, topic, card)
    )
    card = next(fitting, None)
    if card is None:
        return []
    asked = with_amount(topic.words, turn.message.text)
    about, before = said.going_on(_about(turn, topic)), (cards.as_choice(known),)
    return _told(turn, topic, cards.answer(turn, card, SURE, asked, before, about), asked)


def _ages_told(turn: Turn) -> tuple[PersonsAge, ...]:
    """The ages that the message names, or those of whoever was born in the year that it names."""
    message = heard(turn.message.text, turn.day)
    named = ages_of_people(fold(understand(turn.message.text).query))
    year = dates.birth_year(message) if not named and _BORN.search(message.words) else ""
    child = bool(_CHILD.search(message.words))
    return named or ((PersonsAge(12 * (turn.day.year - int(year)), child),) if year else ())


def _in_title(card: Card) -> tuple[AgeSpan, ...]:
    return spans(fold(card.title))


def _in_answer(card: Card) -> tuple[AgeSpan, ...]:
    return spans(fold(card.answer))


def _asked_and_answered(card: Card) -> tuple[AgeSpan, ...]:
    """The ages of the answer, where the title asks for ages and names none."""
    title = f" {fold(card.title)} "
    return _in_answer(card) if " tuoi " in title and not _in_title(card) else ()


def _with_other_amount(turn: Turn, topic: Topic) -> list[Action]:
    """The question of the topic with the other age, time or sum that the message names; else []. A
    card on just this amount that the topic leads to comes before the same answer once more.
    """
    words = with_amount(topic.words, turn.message.text)
    if words == topic.words:
        return []
    strange = set(names(turn.message.text)) - set(names(topic.words))
    asked = f"{words}, {turn.message.text}" if strange else words
    found = _searched(turn, asked)
    if not found:
        return []
    card = remembered(turn.conversation, found, turn.now).card
    if topic.card and card in (topic.card, "") and (other := _other_card(turn, topic)):
        return other
    same = topic.card and card == topic.card
    told = _nearest(turn, topic) if same else _begun(_about(turn, topic), found)
    return _told(turn, topic, told, words)


def _searched(turn: Turn, asked: str) -> list[Action]:
    """What is found for these words; [] where nothing is."""
    found = law.handle(replace(turn, message=replace(turn.message, text=asked)))
    refused = any(isinstance(each, Conclude) and each.intent is Intent.REFUSAL for each in found)
    return [] if refused else found


def with_amount(question: str, text: str) -> str:
    """The question with the amount of the text in place of its own of the same unit, if each has
    exactly one.
    """
    typed, asked = understand(text).query, normalise(question)
    new = list(_AMOUNT.finditer(fold(typed)))
    units = {hit["unit"] for hit in new}
    old = [hit for hit in _AMOUNT.finditer(fold(asked)) if hit["unit"] in units]
    if len(new) != 1 or len(old) != 1 or len(fold(asked)) != len(asked):
        return question
    start, end = old[0].span("number")
    return f"{asked[:start]}{new[0]['number']}{asked[end:]}"


def _from_topic(turn: Turn, topic: Topic) -> list[Action]:
    """The card of the topic that the new words find, where it is likely enough; of the one that
    answered before only what has to do with them; else [].
    """
    best = _surest(turn, topic)
    if best is not None and best.card.id == topic.card:
        return _told(turn, topic, _nearest(turn, topic))
    return _other_card(turn, topic)


def _other_card(turn: Turn, topic: Topic) -> list[Action]:
    """The card of the topic that the new words find, if it is not the one that answered before."""
    best, known = _surest(turn, topic), card_of(turn.library, topic)
    if best is None or best.card.id == topic.card:
        return []
    about, asked = said.going_on(_about(turn, topic)), _joined(turn, topic)
    before = (cards.as_choice(known),) if known else ()
    return _told(turn, topic, cards.answer(turn, best.card, best.chance, asked, before, about))


def _surest(turn: Turn, topic: Topic) -> Likely | None:
    """The card of the topic's matter that the new words surely mean."""
    best = next(iter(weighed(turn, topic).cards), None)
    known = card_of(turn.library, topic)
    if best is None or best.score < FOUND or not _of(turn, topic, best.card):
        return None
    needed = SURE if _led_to(known, best.card) or best.score >= SURE else SURE_APART
    if form_of(turn.message.text) is Form.TELLS and best.score < SURE_TOLD:
        return None
    return best if best.chance >= needed else None


def _led_to(known: Card | None, card: Card) -> bool:
    """Whether the one card offers the other, or is it."""
    if known is None:
        return False
    return card.id == known.id or card.id in known.related or known.id in card.related


def _together(turn: Turn, topic: Topic) -> list[Action]:
    """What is found for the topic and the new words together; where that is what was said before,
    or of another matter than what she only tells, what of it has to do with the new words.
    """
    found = _searched(turn, _joined(turn, topic))
    telling = form_of(turn.message.text) is Form.TELLS
    if not found and not telling:
        return []
    if not found or _said_already(turn, topic, found) or (telling and _strays(turn, topic, found)):
        return _told(turn, topic, _nearest(turn, topic))
    return _told(turn, topic, _begun(_about(turn, topic), found))


def _said_already(turn: Turn, topic: Topic, found: Sequence[Action]) -> bool:
    """Whether the card, or the article, is the one that answered before."""
    after = remembered(turn.conversation, found, turn.now)
    if topic.card:
        return after.card == topic.card
    articles = {each.article_id for each in after.citations}
    return bool(articles) and not after.card and articles == _cited(topic)


def _strays(turn: Turn, topic: Topic, found: Sequence[Action]) -> bool:
    """Whether what was found is no card, and no article, of the topic's matter."""
    after = remembered(turn.conversation, found, turn.now)
    card = turn.library.card(after.card) if after.card else None
    if card is None:
        return not _cited(topic) & {each.article_id for each in after.citations}
    return not _of(turn, topic, card)


def _cited(topic: Topic) -> set[str]:
    return {each.article_id for each in topic.citations}


def _nearest(turn: Turn, topic: Topic) -> list[Action]:
    """What of the answer before has to do with the new words, and what is nearest to them."""
    known = card_of(turn.library, topic)
    quoted = recalled(known, turn.message.text) if known else ""
    kept = replace(
        turn.conversation,
        question=_joined(turn, topic),
        card=topic.card,
        citations=topic.citations,
    )
    before = (cards.as_choice(known),) if known else ()
    return [
        Remember(kept),
        Say(_of_before(turn, topic, quoted)),
        KeepForLater(()),
        OfferChoices((*_likely(turn, topic, known), *before, OFFICER), texts.PICK),
        Conclude(Intent.LAW, SURE, citations=topic.citations if quoted else ()),
    ]


def _of_before(turn: Turn, topic: Topic, quoted: str) -> str:
    about, known = _about(turn, topic), card_of(turn.library, topic)
    telling = form_of(turn.message.text) is Form.TELLS
    if quoted:
        words = said.said_before(about, quoted)
    else:
        words = said.told_more(about) if telling else said.nothing_apart(about)
    lacks = LACKS.search(plain(turn.message.text))
    where = known.where if known and known.kind == "procedure" and lacks else ""
    return f"{words}\n\n{said.ask_before_going(where)}" if where else words


def _likely(turn: Turn, topic: Topic, known: Card | None) -> tuple[Choice, ...]:
    """What the words may mean besides; for what she only tells, also what the answer leads to."""
    telling = form_of(turn.message.text) is Form.TELLS
    likely = (
        cards.as_choice(hit.card)
        for hit in weighed(turn, topic).cards
        if hit.score >= _least_likely(known, hit.card, telling=telling)
        and hit.card != known
        and _of(turn, topic, hit.card)
    )
    led_to = cards.related(turn.library, known, turn.day) if known and telling else ()
    return tuple(islice(dict.fromkeys((*likely, *led_to)), MOST_LIKELY))


def _least_likely(known: Card | None, card: Card, *, telling: bool) -> float:
    """How likely by the words a card is that is offered: what only rests on the same law surely."""
    if known is not None and not _near(known, card):
        return SURE
    return FOUND if telling else LIKELY


def _near(known: Card | None, card: Card) -> bool:
    """Whether the card is led to, or of the same matter; not only resting on the same law."""
    return _led_to(known, card) or (known is not None and card.topic == known.topic)


def _of(turn: Turn, topic: Topic, card: Card) -> bool:
    """Whether the card is of the topic's matter and may be shown."""
    shown = cards.may_be_shown(turn.library, card, turn.day) and past_law.holds(turn, card)
    return shown and belongs(card, card_of(turn.library, topic), topic.citations)


# -- What is said around it, and what is remembered --


def _about(turn: Turn, topic: Topic) -> str:
    """What the topic is called; not by its name to whoever was in danger not long ago."""
    calm = turn.conversation.danger_until is None
    return (calm and heading(turn.library, topic)) or said.BEFORE


def _joined(turn: Turn, topic: Topic) -> str:
    return f"{topic.words.rstrip(' .?!')}. {turn.message.text}"[:LONGEST_QUESTION]


def _begun(about: str, actions: Sequence[Action]) -> list[Action]:
    """The actions; their first words tell what was understood."""
    place = next(i for i, each in enumerate(actions) if isinstance(each, Say))
    first = actions[place]
    text = first.text if isinstance(first, Say) else ""
    said_first = Say(f"{said.going_on(about)}\n\n{text}")
    return [*actions[:place], said_first, *actions[place + 1 :]]


def _told(turn: Turn, topic: Topic, actions: Sequence[Action], words: str = "") -> list[Action]:
    """The actions with a way out for whoever meant something else; the topic goes on."""
    told = [
        OfferChoices(_with_way_out(each.choices, turn.message.text), each.prompt)
        if isinstance(each, OfferChoices)
        else each
        for each in actions
    ]
    after = remembered(turn.conversation, told, turn.now)
    kept = of(turn, after, words or topic.words)
    if not kept.citations:
        kept = replace(kept, card=topic.card, citations=topic.citations)
    *before, conclusion = told
    return [*before, Remember(replace(after, topic=kept)), conclusion]


def _with_way_out(choices: tuple[Choice, ...], text: str) -> tuple[Choice, ...]:
    out = Choice(said.ANOTHER_MATTER, f"{said.ASK_APART} {text}"[:LONGEST_QUESTION])
    kept = (each for each in dict.fromkeys(choices) if each.label not in (out.label, OFFICER.label))
    others = list(kept)[: MOST_CHOICES - 2]
    return (*others, out, OFFICER)
