"""The golden gate: which known questions would get another first answer, old beside new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.faq.content import FaqContent
from bot.faq.known import known_questions
from bot.faq.live import LiveFaqs
from bot.faq.similar import Known
from bot.store.faq_records import LiveFaq
from bot.store.faqs import FaqRepository
from bot.store.times import utc_now
from handlers.found import CARD_LIKELY
from handlers.wording import plain
from knowledge.day import today
from knowledge.documents import Card
from knowledge.search import Library

QUESTIONS_OF_A_CARD = 3
"""Of each of our cards so many are asked: its title and the questions that come first."""
MOST_ASKED = 25
"""So many of our questions and as many of the ward's are asked before and after."""
LEAST_SHARED = 0.1
"""Only questions are asked of whose words, each weighed by how few know it, the FAQ has so large a
share in one way to ask: it takes no question of which it says less.
"""
_TO_BE = 0
"""The number of an FAQ that has none yet."""


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A known question with the card that answered it first, and the one that would; None: none."""

    question: str
    before: Card | None
    after: Card | None


def changed_answers(
    before: Library, after: Library, questions: Iterable[str], day: date
) -> list[ChangedAnswer]:
    """The questions whose first answer on that day is another one in the second library."""
    found = (
        ChangedAnswer(question, _first(before, question, day), _first(after, question, day))
        for question in questions
    )
    return [each for each in found if _id(each.before) != _id(each.after)]


class GoldenGate:
    """Shows before a change what it would change. Asks only the questions that the FAQ says most
    of: others do not change.
    """

    def __init__(
        self, live: LiveFaqs, faqs: FaqRepository, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._live = live
        self._faqs = faqs
        self._wards = known_questions(faqs.database)
        self._clock = clock
        self._ours: tuple[Library, list[str], Known] | None = None

    def publishing(
        self, oa_id: str, content: FaqContent, faq_id: int | None = None
    ) -> list[ChangedAnswer]:
        """What publishing this content would change; ``faq_id`` is the FAQ that it renews."""
        number, now = faq_id or _TO_BE, self._clock()
        new = LiveFaq(number, oa_id, 0, content.tidy(), now)
        before, after = self._live.before_and_after(oa_id, new, [number])
        own = {plain(asked) for asked in new.content.asked}
        asked = dict.fromkeys((*self._asked_so_far(faq_id), *self._near(oa_id, content)))
        others = [each for each in asked if plain(each) not in own]
        return changed_answers(before, after, others, today(now))

    def taking_down(self, faq_id: int) -> list[ChangedAnswer]:
        """What unpublishing this FAQ would change: its own questions too."""
        faq = self._faqs.get(faq_id)
        content = faq.live_content or faq.content
        before, after = self._live.before_and_after(faq.oa_id, None, [faq_id])
        asked = dict.fromkeys((*content.asked, *self._near(faq.oa_id, content)))
        return changed_answers(before, after, asked, today(self._clock()))

    def _asked_so_far(self, faq_id: int | None) -> Sequence[str]:
        """The questions of an FAQ as it is live."""
        live = self._faqs.get(faq_id).live_content if faq_id else None
        return live.asked if live else ()

    def _near(self, oa_id: str, content: FaqContent) -> Iterator[str]:
        """Known questions, ours and the ward's, that have most in common with these."""
        questions, known = self._known(self._live(oa_id))
        near = known.nearest(content, MOST_ASKED, LEAST_SHARED)
        yield from (questions[place] for place in near)
        wards = self._wards(oa_id).nearest(content, MOST_ASKED, LEAST_SHARED)
        yield from (faq.content.question for faq in self._faqs.several(wards))

    def _known(self, library: Library) -> tuple[list[str], Known]:
        """Our cards' questions; read once a library."""
        if self._ours is None or self._ours[0].card_index is not library.card_index:
            asked = [question for card in library.cards() for question in _asked(card)]
            known = Known({place: [plain(each)] for place, each in enumerate(asked)})
            self._ours = library, asked, known
        return self._ours[1], self._ours[2]


def _asked(card: Card) -> Sequence[str]:
    return (card.title, *card.questions)[:QUESTIONS_OF_A_CARD]


def _first(library: Library, question: str, day: date) -> Card | None:
    """The card that answers first; one that is called so comes before all others."""
    hits = library.match_cards(question, as_of=day)
    titled = (hit.card for hit in hits if plain(hit.card.title) == plain(question))
    likely = (hit.card for hit in hits[:1] if hit.confidence >= CARD_LIKELY)
    return next(titled, next(likely, None))


def _id(card: Card | None) -> str:
    return card.id if card else ""
