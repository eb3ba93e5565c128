"""What the library has for a question: what of it is sure, likely, or worth offering."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter

from handlers import card, texts
from handlers.day import written
from handlers.turn import Choice
from knowledge.citation import label
from knowledge.documents import Citation
from knowledge.search import CardHit, Hit
from knowledge.validity import Standing

#: At least so sure to answer at once, and at least so sure to offer as a candidate; a card that is
#: less likely is offered only beside a likely one (docs/decisions/0005-card-matching.md). A card
#: below certainty gives way to a choice where a sure article of another law speaks against it.
CARD_CERTAIN = 0.95
CARD_SURE, CARD_LIKELY, CARD_BESIDE = 0.7, 0.25, 0.05
#: So likely the best card itself must be meant to answer without a word, not only one on its law.
CARD_ITSELF = 0.6
#: Beside a likely card, one that it leads to is so much likelier to be meant than its own words
#: say, and one of its topic; so many cards are looked at.
LED_TO, SAME_TOPIC, POOL = 20.0, 8.0, 10
#: The same for articles, whose chance is the share of such answers that was right.
LAW_SURE, LAW_LIKELY, LAW_BESIDE = 0.75, 0.5, 0.1
#: Where a likely card stands against it, an article must be so sure to be the answer.
LAW_OVER_CARD = 0.85

#: A likely card is as good as sure where the articles that it cites were found with such a chance.
CARD_AGREED = 0.25

#: At least so sure to offer an article of another law beside a card that answers.
BESIDE_CARD = 0.5

#: At least so sure to offer an article that does not bind yet; the search gives none above 0.5.
COMING_LIKELY = 0.3

#: Candidates offered, and the longest label of a choice.
MOST_CANDIDATES, LONGEST_LABEL = 3, 90


@dataclass(frozen=True, slots=True)
class Found:
    """What the library has for a question, best first; ``pool`` are cards that may be meant if the
    best is not, ``unasked`` articles that were found and do not answer, though they tell which law
    is meant.
    """

    cards: list[CardHit]
    hits: list[Hit]
    pool: list[CardHit] = field(default_factory=list)
    unasked: list[Hit] = field(default_factory=list)

    @property
    def confidence(self) -> float:
        """How sure the best of them is."""
        cards = [hit.confidence for hit in self.cards]
        return max([*cards, *(hit.confidence for hit in self.hits)], default=0.0)

    @property
    def sure_card(self) -> bool:
        """Whether the best card would do as the answer: its law is sure, and so is the card itself,
        beside others on the same law.
        """
        return self.sure_law and self.cards[0].score >= CARD_ITSELF

    @property
    def sure_law(self) -> bool:
        """Whether the best card rests on the law that answers: sure, or likely and the articles
        agree; not where its title speaks of another age.
        """
        if not self.cards or self.cards[0].other_age:
            return False
        best = self.cards[0]
        needed = CARD_LIKELY if self._agreement(best) >= CARD_AGREED else CARD_SURE
        return best.confidence >= needed

    def _agreement(self, hit: CardHit) -> float:
        """The chance that an article answers which the card cites, found without the card."""
        cited = {citation.article_id for citation in hit.card.citations}
        found = (*self.hits, *self.unasked)
        return sum(each.confidence for each in found if each.article.id in cited)

    @property
    def likely_cards(self) -> list[CardHit]:
        """The cards to choose from; none where not even the best is likely."""
        if not self.cards or self.cards[0].confidence < CARD_LIKELY:
            return []
        best, *others = self.pool or self.cards
        strong = [hit for hit in others if self._weight(hit) >= CARD_BESIDE]
        return [best, *sorted(strong, key=self._weight, reverse=True)]

    def _weight(self, hit: CardHit) -> float:
        """How likely the best card is meant, and another if the best is not; nothing for a card of
        another age.
        """
        best = self.cards[0].card
        if hit.card.id == best.id:
            return hit.confidence * (not hit.other_age)
        led_to = hit.card.id in best.related and not self.cards[0].other_age
        same = SAME_TOPIC if hit.card.topic == best.topic else 1.0
        return 0.0 if hit.other_age else hit.score * (LED_TO if led_to else same)

    @property
    def likely_articles(self) -> list[Hit]:
        """The articles that bind, to choose from; none where not even the best is likely."""
        binding = [hit for hit in self.hits if not to_come(hit)]
        if not binding or binding[0].confidence < LAW_LIKELY:
            return []
        return [hit for hit in binding if hit.confidence >= LAW_BESIDE]

    @property
    def candidates(self) -> tuple[Choice, ...]:
        """The likely cards and articles to choose from, best first; what speaks of another age than
        was asked for comes last.
        """
        cards = [
            (-min(self.cards[0].confidence, self._weight(hit)), card.as_choice(hit.card))
            for hit in self.likely_cards
        ]
        hits = [(-hit.confidence, article_choice(hit)) for hit in self.likely_articles]
        best = sorted(cards + hits, key=itemgetter(0))[:MOST_CANDIDATES]
        return tuple(choice for _, choice in best)

    @property
    def sure_article(self) -> bool:
        """Whether the best article would: one that binds."""
        best = next(iter(self.hits), None)
        return best is not None and not to_come(best) and best.confidence >= LAW_SURE

    @property
    def article_speaks(self) -> bool:
        """Whether the best article is the answer: sure, and surer than any card that is likely."""
        needed = LAW_OVER_CARD if self.likely_cards else LAW_SURE
        return self.sure_article and self.hits[0].confidence >= needed

    @property
    def beside(self) -> tuple[Choice, ...]:
        """The likeliest article of a law that the best card does not cite, to pick; () if none."""
        cited = {each.document.lower() for hit in self.cards[:1] for each in hit.card.citations}
        likely = (hit for hit in self.likely_articles if hit.confidence >= BESIDE_CARD)
        others = (hit for hit in likely if hit.document.id not in cited)
        return tuple(map(article_choice, islice(others, 1)))

    @property
    def rival(self) -> tuple[Choice, ...]:
        """The second best card, to pick beside the best where it may be meant as well; else ()."""
        offered = {card_id for hit in self.cards[:1] for card_id in hit.card.related}
        likely = (hit for hit in self.cards[1:2] if hit.score >= CARD_LIKELY)
        return tuple(card.as_choice(hit.card) for hit in likely if hit.card.id not in offered)

    @property
    def coming(self) -> tuple[Choice, ...]:
        """The likeliest article that does not bind yet, to pick; () where none is likely."""
        likely = (hit for hit in self.hits if to_come(hit) and hit.confidence >= COMING_LIKELY)
        return tuple(map(article_choice, islice(likely, 1)))


def to_come(hit: Hit) -> bool:
    """Whether the article does not bind yet: it may be named with its day, never be the answer."""
    return hit.standing is Standing.NOT_YET


def article_choice(hit: Hit) -> Choice:
    """An article to pick: where it stands, what it is about, from when it binds if only later; it
    is asked for by its id.
    """
    place = label(Citation(hit.article.document, hit.article.number), hit.document)
    title = hit.article.title.strip().rstrip(".")
    shown = f"{place}: {title}" if title else place
    begins = hit.period.begins
    if hit.standing is not Standing.NOT_YET or begins is None:
        return Choice(shortened(shown), hit.article.id)
    mark = texts.from_day(written(begins))
    return Choice(f"{shortened(shown, LONGEST_LABEL - len(mark))} {mark}", hit.article.id)


def shortened(words: str, longest: int = LONGEST_LABEL) -> str:
    """The words, cut at a space where they are too long for a choice."""
    if len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0] + "…"
