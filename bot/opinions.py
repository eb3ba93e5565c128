"""What people think of answers: kept without a name, and counted by card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.store.feedback import FeedbackRepository, Opinion
from bot.zalo.events import Event
from handlers.actions import RateAnswer


class Opinions:
    """The carrier of opinions. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, records: FeedbackRepository) -> None:
        self._records = records

    def keep(self, event: Event, rated: RateAnswer) -> None:
        """Keep what she thinks, not who she is."""
        self._records.rate(
            Opinion(
                event.oa_id,
                rated.answer,
                rated.useful,
                rated.reason,
                rated.card,
                rated.citations,
                rated.library,
                event.timestamp,
            )
        )


@dataclass(slots=True)
class Tally:
    """Opinions on one card, or on one place of the law where no card answered."""

    about: str
    useful: int = 0
    useless: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How many opinions."""
        return self.useful + self.useless


def tallies(opinions: Iterable[Opinion]) -> list[Tally]:
    """One a card, those of least use first."""
    found: dict[str, Tally] = {}
    for opinion in opinions:
        about = _about(opinion)
        tally = found.setdefault(about, Tally(about))
        tally.useful += opinion.useful
        tally.useless += not opinion.useful
        if opinion.reason:
            tally.reasons[opinion.reason] += 1
    return sorted(found.values(), key=lambda each: (-each.useless, -each.count, each.about))


def _about(opinion: Opinion) -> str:
    """The card's id, else the first place that was cited."""
    return opinion.card or next((citation.id for citation in opinion.citations), "?")
