"""A question about law: our own cards first, then the articles themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers import card, past_law, texts
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Remember, Say
from handlers.answer import LONGEST_QUESTION, MENU, OFFICER, Answer, actions
from handlers.core_question import core_question, meant
from handlers.day import written
from handlers.found import (
    CARD_CERTAIN,
    CARD_LIKELY,
    LAW_LIKELY,
    MOST_CANDIDATES,
    POOL,
    Found,
    article_choice,
    to_come,
)
from handlers.meaning import answering
from handlers.passage import ALONE, named, passage
from handlers.texts import easy_reading, matches, section, validity
from handlers.turn import Choice, Turn
from handlers.wording import plain, says
from knowledge.citation import is_section
from knowledge.documents import Citation
from knowledge.search import CardHit, Hit

#: At least so sure to be told at once as what was understood, the others to pick beside it: three
#: of four such cards are right, and a wrong one is seen at the first line.
CARD_PROBABLE = 0.25
#: Where nothing is likely, the cards of one topic are offered that has such a share of the chance,
#: if the words speak so much for our field (log odds).
TOPIC_LIKELY, TOPIC_FOUND, SURELY_OURS = 0.5, 0.25, 1.5
#: Further articles offered, and cards beside an article that answers.
MOST_OTHERS, CARDS_BESIDE = 5, 2

#: A message whose words speak for our field less than this (log odds) is none of ours, unless a
#: card has such a chance (docs/decisions/0005-card-matching.md).
OURS, CARD_SPEAKS_FOR_US = 0.5, 0.7
#: So few words say little: there any likely card speaks for us.
FEW_WORDS = 4

#: A story has so many words: it says too much for any one card to be likely.
STORY = 35

#: So many cards are asked whether they are meant by a short question of a topic and a detail.
CORE_POOL = 40

#: Of a long story so many characters are searched.
LONGEST_SEARCH = 600

OTHERS = frozenset({"xem dieu luat khac", "dieu luat khac", "dieu khac", "luat khac"})
NONE_OF_THESE = Choice(texts.NONE_OF_THESE, texts.NONE_OF_THESE)

_REFUSED = Conclude(Intent.REFUSAL, 0.0)
_WORD_LENGTHS = range(2, 25)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def handle(turn: Turn) -> list[Action]:
    """A sure card or article is the answer; a probable card says first what it is about; likely
    ones are offered; otherwise [].
    """
    if says(turn.message.text, OTHERS):
        return others(turn)
    question = question_in(turn.message.text)
    if not any(len(word) in _WORD_LENGTHS for word in plain(question).split()):
        return []
    found = look_up(turn, question)
    if not _ours(turn, question, found):
        return [Say(texts.NOT_MY_FIELD), OfferChoices((MENU, OFFICER), texts.PICK), _REFUSED]
    return (
        _from_card(turn, found, question)
        or _not_of_then(turn, question)
        or _core(turn, found, question)
        or _from_article(turn, found, question)
        or _as_understood(turn, found, question)
        or _probable_article(turn, found, question)
        or _candidates(turn, found, question)
        or _only_today(turn, question)
        or _same_topic(turn, found, question)
        or _named_alike(turn, found, question)
        or _nearest_to_story(turn, found, question)
    )


def _ours(turn: Turn, question: str, found: Found) -> bool:
    """Whether the question is of our field: by its words, or because a card or a section of a
    ward's own plan likely answers.
    """
    words = turn.library.speaks_for_us(question)
    if words is None or words >= OURS:
        return True
    core = core_question(question)
    if core and core.named(found.pool):
        return True
    few = len(question.split()) <= FEW_WORDS
    needed = CARD_LIKELY if few else CARD_SPEAKS_FOR_US
    plans = (hit.confidence for hit in found.hits if is_section(hit.article.number))
    cards = (hit.confidence for hit in found.cards)
    if max(cards, default=0.0) >= needed or max(plans, default=0.0) >= LAW_LIKELY:
        return True
    return found.sure_article and found.hits[0].document.id in turn.library.documents_of_cards


def look_up(turn: Turn, question: str) -> Found:
    """Cards and articles in force that may answer, behind them articles to come; for the day of an
    event nothing that came later.
    """
    day = turn.day
    matched = turn.library.match_cards(question, limit=POOL, as_of=day)
    pool = _cards(turn, matched)
    cards = [hit for hit in pool if hit in matched[:MOST_CANDIDATES]]
    titled = [hit for hit in cards if plain(hit.card.title) == plain(question)]
    if titled:
        return Found([replace(titled[0], score=1.0, confidence=1.0)], [])
    found = _articles(turn, question)
    hits = answering(found, question)
    return Found(cards, hits, pool, [hit for hit in found if hit not in hits])


def _cards(turn: Turn, matched: Sequence[CardHit]) -> list[CardHit]:
    """Those of the cards that may answer on the day that counts."""
    shown = (hit for hit in matched if card.may_be_shown(turn.library, hit.card, turn.day))
    return [hit for hit in shown if past_law.holds(turn, hit.card)]


def _articles(turn: Turn, question: str) -> list[Hit]:
    hits = turn.library.search(question, limit=MOST_OTHERS, as_of=turn.day, answerable_only=True)
    return [hit for hit in hits if turn.as_of is None or not to_come(hit)]


def question_in(text: str) -> str:
    """The part of a message that is searched: of a long story, the sentences that ask."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_SEARCH:
        return text
    asking = [each.strip() for each in _SENTENCE.findall(text) if each.rstrip().endswith("?")]
    return " ".join(asking)[-LONGEST_SEARCH:] or text[:LONGEST_SEARCH]


def article_answer(
    turn: Turn, hit: Hit, question: str, further: tuple[Choice, ...] = ()
) -> list[Action]:
    """The article in the shape of every answer; ``further`` are offered beside it."""
    day = turn.day
    place = Citation(hit.article.document, hit.article.number)
    shown = passage(hit.article, hit.document, place, question, day, ALONE)
    title = hit.article.title.strip().rstrip(".")
    lead = texts.found_article(title) if title else texts.found_untitled(shown.reference)
    if is_section(hit.article.number):
        lead = section.found(title or shown.reference)
    if shown.changed.old:
        lead = validity.found_old(title or shown.reference)
    begins = hit.period.begins
    if begins is not None and begins > day:
        lead = texts.found_later(title or named(place, hit.document), written(begins))
    brief = easy_reading.found(title) if title else easy_reading.found_untitled(shown.reference)
    if begins is not None and begins > day:
        brief = f"{texts.in_force_later(written(begins))}. {brief}"
    answer = Answer(lead, shown, Intent.LAW, hit.confidence, question, choices=further)
    return actions(turn, replace(answer, thoughts=(brief,)))


def others(turn: Turn) -> list[Action]:
    """Further articles for the question that was answered last."""
    question = turn.conversation.question
    seen = {citation.article_id for citation in turn.conversation.citations}
    hits = _articles(turn, question) if question else []
    choices = tuple(article_choice(hit) for hit in hits if hit.article.id not in seen)
    if not choices:
        return [
            Say(texts.NO_OTHER_ARTICLES),
            OfferChoices((OFFICER, MENU), texts.PICK),
            Conclude(Intent.LAW, 0.0),
        ]
    return [
        Say(texts.OTHER_ARTICLES_LEAD),
        OfferChoices((*choices, OFFICER), texts.PICK),
        Conclude(Intent.LAW, hits[0].confidence),
    ]


def _from_card(turn: Turn, found: Found, question: str) -> list[Action]:
    sure = found.sure_card if turn.as_of is None else found.sure_law
    if not sure or _disputed(found):
        return []
    hit = found.cards[0]
    further = (*found.rival, *found.beside, *found.coming)
    return card.answer(turn, hit.card, hit.confidence, question, further)


def _not_of_then(turn: Turn, question: str) -> list[Action]:
    """For the day of an event: the law of then that today's sure card rests on, or that today's
    sure answer was not the law then; else [].
    """
    if turn.as_of is None:
        return []
    now = look_up(replace(turn, as_of=None), question)
    if now.sure_law:
        best = now.cards[0]
        if hit := past_law.article_of_then(turn, best.card):
            return article_answer(turn, replace(hit, confidence=best.confidence), question)
        return past_law.no_card(turn, best.card, question)
    return past_law.no_article(turn, now.hits[0].document, question) if now.sure_article else []


def _only_today(turn: Turn, question: str) -> list[Action]:
    """For the day of an event of which nothing is at hand: what today's law may say; else []."""
    if turn.as_of is None:
        return []
    now = look_up(replace(turn, as_of=None), question)
    return past_law.nothing(turn, [hit.card for hit in now.likely_cards], question)


def _disputed(found: Found) -> bool:
    """Whether a sure article of a law that the card does not cite speaks against the card."""
    if not found.sure_article or found.cards[0].confidence >= CARD_CERTAIN:
        return False
    cited = {citation.document.lower() for citation in found.cards[0].card.citations}
    return found.hits[0].document.id not in cited


def _from_article(turn: Turn, found: Found, question: str) -> list[Action]:
    """The best article, unless a card stands as sure beside it; likely cards to pick beside it."""
    if found.sure_law or not found.article_speaks:
        return []
    cards = tuple(card.as_choice(hit.card) for hit in found.likely_cards[:CARDS_BESIDE])
    return article_answer(turn, found.hits[0], question, (*cards, *found.coming))


def _core(turn: Turn, found: Found, question: str) -> list[Action]:
    """The card that asks for the same detail of a topic as a short question, told as understood,
    others of the topic to pick; else [].
    """
    core = core_question(question)
    if core is None or turn.as_of is not None:
        return []
    hits = _cards(turn, turn.library.match_cards(question, limit=CORE_POOL, as_of=turn.day))
    hit = meant(core, hits)
    if hit is None:
        return []
    alike = [each for each in core.named(hits) if each.card.id != hit.card.id]
    alike.sort(key=lambda each: each.card.id not in hit.card.related)
    others = tuple(card.as_choice(each.card) for each in alike[: MOST_CANDIDATES - 1])
    understood = matches.understood(hit.card.title)
    further = (*others, NONE_OF_THESE, *found.coming)
    return card.answer(turn, hit.card, hit.confidence, question, further, understood)


def _as_understood(turn: Turn, found: Found, question: str) -> list[Action]:
    """A probable card that nothing speaks against, begun with what it is about, the other
    candidates to pick; else [].
    """
    if not found.cards or turn.as_of is not None or (found.sure_law and _disputed(found)):
        return []
    hit = found.cards[0]
    if hit.confidence < CARD_PROBABLE or hit.other_age:
        return []
    meant = matches.understood(hit.card.title)
    others = [each for each in found.candidates if each.says != hit.card.title]
    further = (*others[: MOST_CANDIDATES - 1], NONE_OF_THESE, *found.coming)
    return card.answer(turn, hit.card, hit.confidence, question, further, meant)


def _probable_article(turn: Turn, found: Found, question: str) -> list[Action]:
    """The likeliest article where no card is likely, the other candidates to pick; else []."""
    if found.likely_cards or turn.as_of is not None or not found.likely_articles:
        return []
    hit = found.likely_articles[0]
    others = [each for each in found.candidates if each.says != hit.article.id]
    return article_answer(turn, hit, question, (*others, NONE_OF_THESE, *found.coming))


def _candidates(turn: Turn, found: Found, question: str) -> list[Action]:
    return _offered(turn, found, question, (*found.candidates, *found.coming))


def _same_topic(turn: Turn, found: Found, question: str) -> list[Action]:
    """The cards of one topic that most of the chance lies on, where the words are surely ours and
    nothing by itself is likely; else [].
    """
    words = turn.library.speaks_for_us(question)
    if not found.pool or words is None or words < SURELY_OURS:
        return []
    topic = found.pool[0].card.topic
    alike = [hit for hit in found.pool if hit.card.topic == topic and not hit.other_age]
    share = sum(hit.score for hit in alike) / sum(hit.score for hit in found.pool)
    if share < TOPIC_LIKELY or sum(hit.score for hit in found.pool) < TOPIC_FOUND:
        return []
    choices = tuple(card.as_choice(hit.card) for hit in alike[:MOST_CANDIDATES])
    return _offered(turn, found, question, choices)


def _named_alike(turn: Turn, found: Found, question: str) -> list[Action]:
    """The cards whose title names the topic of a short question; else []."""
    core = core_question(question)
    named = core.named(found.pool) if core and turn.as_of is None else []
    choices = tuple(card.as_choice(hit.card) for hit in named[:MOST_CANDIDATES])
    return _offered(turn, found, question, choices)


def _nearest_to_story(turn: Turn, found: Found, question: str) -> list[Action]:
    """The cards nearest to a long story whose words are surely ours; else []."""
    words = turn.library.speaks_for_us(question)
    if len(question.split()) < STORY or words is None or words < SURELY_OURS:
        return []
    near = [hit for hit in found.pool if not hit.other_age][:MOST_CANDIDATES]
    return _offered(turn, found, question, tuple(card.as_choice(hit.card) for hit in near))


def _offered(turn: Turn, found: Found, question: str, choices: tuple[Choice, ...]) -> list[Action]:
    if not choices:
        return []
    asked = question[:LONGEST_QUESTION]
    return [
        Remember(replace(turn.conversation, question=asked, citations=(), card="")),
        Say(texts.POSSIBLE_MATCHES_LEAD),
        KeepForLater(()),
        OfferChoices((*choices, NONE_OF_THESE, OFFICER), texts.WHICH_ONE),
        Conclude(Intent.LAW, found.confidence),
    ]
