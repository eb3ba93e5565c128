"""What goes on with the topic: "còn nếu con 8 tuổi?", "thế chồng không đồng ý thì sao"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from handlers import card as cards
from handlers import details, law, past_law, texts
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Remember, Say
from handlers.answer import LONGEST_QUESTION, MOST_CHOICES, OFFICER
from handlers.card_pieces import sentences
from handlers.continuation import Weighed, belongs, goes_on, names, weighed
from handlers.memory import remembered
from handlers.texts import follow_up as said
from handlers.topic import alive, card_of, heading, of
from handlers.turn import Choice, MessageKind, Topic, Turn
from handlers.wording import plain
from knowledge.ages import AgeSpan, ages_of_people, inside, outside, spans
from knowledge.documents import Card
from knowledge.text.fold import fold
from knowledge.text.reading import understand
from knowledge.text.unicode import normalise

#: At least such a share of the chance among all cards that a message finds, and such a chance by
#: itself, for a card of the topic to be the answer; a larger share where the topic's card does not
#: lead to it and the words alone do not speak for it.
SURE, SURE_APART, FOUND = 0.5, 0.75, 0.12
#: Cards of the topic with such a chance are offered where none answers, so many at most.
LIKELY, MOST_LIKELY = 0.01, 3

_AMOUNT = re.compile(
    r"(?<![\w,.])(?P<number>\d+(?:[.,]\d+)*)\s*"
    r"(?P<unit>tuoi|thang|ngay|nam|tuan|gio|trieu|nghin|ty|lan|con|dua|nguoi|%)(?!\w)"
)


def handle(turn: Turn) -> list[Action]:
    """The answer to what the message means after the topic; [] for a question of its own."""
    if (apart := _asked_apart(turn.message.text)) is not None:
        return law.handle(replace(turn, message=replace(turn.message, text=apart)))
    topic = alive(turn)
    if topic is None or not _may_go_on(turn):
        return []
    if not (details.asks(turn) or goes_on(turn, topic)):
        return []
    asked = _for_other_age(turn, topic) or _with_other_amount(turn, topic)
    return asked or _from_topic(turn, topic) or _together(turn, topic)


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
    ages = ages_of_people(fold(understand(turn.message.text).query))
    if known is None or not outside(ages, _ages_of(known)):
        return []
    beside = (card for card in turn.library.cards() if card.id != known.id)
    fitting = (
        card
        for card in beside
        if _led_to(known, card) and inside(ages, _ages_of(card)) and _of(turn, topic, card)
    )
    card = next(fitting, None)
    if card is None:
        return []
    asked = with_amount(topic.words, turn.message.text)
    about, before = said.going_on(_about(turn, topic)), (cards.as_choice(known),)
    return _told(turn, topic, cards.answer(turn, card, SURE, asked, before, about), asked)


def _ages_of(card: Card) -> tuple[AgeSpan, ...]:
    return spans(fold(card.title))


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
    if topic.card and remembered(turn.conversation, found, turn.now).card in (topic.card, ""):
        found = _from_topic(turn, topic) or _begun(_about(turn, topic), found)
    else:
        found = _begun(_about(turn, topic), found)
    return _told(turn, topic, found, words)


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
    """The card of the topic that the new words find, where it is likely enough; else []."""
    best = next(iter(weighed(turn, topic).cards), None)
    known = card_of(turn.library, topic)
    if best is None or best.score < FOUND or not _of(turn, topic, best.card):
        return []
    if best.chance < (SURE if _led_to(known, best.card) or best.score >= SURE else SURE_APART):
        return []
    about, asked = said.going_on(_about(turn, topic)), _joined(turn, topic)
    before = (cards.as_choice(known),) if known and known.id != best.card.id else ()
    return _told(turn, topic, cards.answer(turn, best.card, best.chance, asked, before, about))


def _led_to(known: Card | None, card: Card) -> bool:
    """Whether the one card offers the other, or is it."""
    if known is None:
        return False
    return card.id == known.id or card.id in known.related or known.id in card.related


def _together(turn: Turn, topic: Topic) -> list[Action]:
    """What is found for the topic and the new words together; where that is what was said before,
    its sentences on the new words, and what is nearest to them.
    """
    asked = _joined(turn, topic)
    found = _searched(turn, asked)
    if not found:
        return []
    known = card_of(turn.library, topic)
    if known is None or remembered(turn.conversation, found, turn.now).card != known.id:
        return _told(turn, topic, _begun(_about(turn, topic), found))
    return _told(turn, topic, _nearest(turn, topic, known))


def _nearest(turn: Turn, topic: Topic, known: Card) -> list[Action]:
    near = _likely(turn, topic, weighed(turn, topic), known)
    quoted = _said_before(known, turn.message.text)
    tell = said.said_before(_about(turn, topic), quoted) if quoted else ""
    kept = replace(turn.conversation, question=_joined(turn, topic))
    return [
        Remember(kept),
        Say(tell or said.nothing_apart(_about(turn, topic))),
        KeepForLater(()),
        OfferChoices((*near, cards.as_choice(known), OFFICER), texts.PICK),
        Conclude(Intent.LAW, SURE, citations=topic.citations if quoted else ()),
    ]


def _likely(turn: Turn, topic: Topic, found: Weighed, known: Card) -> tuple[Choice, ...]:
    likely = (
        cards.as_choice(hit.card)
        for hit in found.cards
        if hit.score >= LIKELY and hit.card.id != known.id and _of(turn, topic, hit.card)
    )
    return tuple(islice(likely, MOST_LIKELY))


def _said_before(known: Card, text: str) -> str:
    """The sentences of the card in which everything stands that the message names; "" if none."""
    wanted = set(names(text))
    said_in = sentences(known.answer)
    return " ".join(each for each in said_in if wanted and wanted <= set(names(each)))


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
