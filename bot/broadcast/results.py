"""What came back on broadcasts, as it is noted from events and as it may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.exchanges.veil import Veiled, veiled
from bot.outbox import Plan
from bot.store.broadcast_results import Counts, ResultRepository, TipCounts
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event
from handlers.actions import RecordConsent, Request
from handlers.people import Purpose

TAKEN_BACK = "/-remove"
"""The icon that stands for a reaction that is taken back."""
FEWEST = 20
"""A tip that fewer got is not put in an order with others."""
SHOWN = 5
NOTE = (
    "“Nhắn lại” là nhắn cho OA trong 24 giờ sau khi nhận tin hoặc trả lời đúng tin ấy, không kể "
    "nhắn thôi nhận. Số liệu được làm tròn đến 5; số từ 1 đến 4 chỉ ghi “dưới 5”."
)
"""Under every table of results."""
SENT, DELIVERED, SEEN = "Đến Zalo", "Đã nhận", "Đã xem"
REACTED, REPLIED = "Bày tỏ cảm xúc", "Nhắn lại trong 24 giờ"
STOPPED = "Thôi nhận trong 48 giờ"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A number with its name; ``share`` is its part of what reached Zalo, '' where not told."""

    name: str
    count: Veiled
    share: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What came back. The exact numbers stay inside: what is shown are the lines."""

    counts: Counts

    def lines(self) -> tuple[ResultLine, ...]:
        """As they may be shown: rounded, small ones not told."""
        counts, sent = self.counts, veiled(self.counts.sent)
        parts = {
            DELIVERED: counts.delivered,
            SEEN: counts.seen,
            REACTED: counts.reacted,
            REPLIED: counts.replied,
            STOPPED: counts.stopped,
        }
        shown = [(name, veiled(count)) for name, count in parts.items()]
        lines = [ResultLine(name, count, count.share(sent)) for name, count in shown]
        return (ResultLine(SENT, sent), *lines)


@dataclass(frozen=True, slots=True)
class PeriodResults:
    """Of a period: how many broadcasts began, and what came back on all of them."""

    broadcasts: int
    all: Results


@dataclass(frozen=True, slots=True)
class TipResults:
    """What came back on one tip of the library, which was sent ``times`` times."""

    tip: str
    title: str
    times: int
    results: Results


class BroadcastResults:
    """Every method that takes an event may run twice for it with the same result. Raises
    ``StateUnavailable`` when the database is away.
    """

    def __init__(self, repository: ResultRepository) -> None:
        self._repository = repository

    # -- What comes --

    def of_message(self, event: Event, plan: Plan) -> None:
        """She wrote, whatever about: that it was an answer, or that she stops, is all that is
        kept. Nothing of somebody who has just been forgotten.
        """
        if event.kind is EventKind.GROUP_MESSAGE:
            if event.quote_msg_id:
                self._repository.quoted(event.oa_id, event.quote_msg_id)
        elif not event.user_id or plan.forget:
            return
        elif _stops(plan.requests):
            self._repository.stopped(event.oa_id, event.user_id, event.timestamp)
        elif not (event.quote_msg_id and self._repository.quoted(event.oa_id, event.quote_msg_id)):
            self._repository.replied(event.oa_id, event.user_id, event.timestamp)

    def of_event(self, event: Event) -> bool:
        """A reaction, or that she does not follow any more; whether it concerned a broadcast."""
        match event.kind:
            case EventKind.REACTION if event.name == "user_reacted_message":
                back = event.reaction == TAKEN_BACK
                return self._repository.reacted(event.oa_id, event.msg_id, taken_back=back)
            case EventKind.UNFOLLOWED:
                self._repository.stopped(event.oa_id, event.user_id, event.timestamp)
        return False

    # -- What is shown --

    def of_broadcast(self, broadcast_id: int) -> Results:
        """What came back on one broadcast."""
        return Results(self._repository.of_broadcast(broadcast_id))

    def of_period(self, oa_id: str, begin: datetime, end: datetime) -> PeriodResults:
        """On those that began within it (aware times), of one account or of all ('')."""
        number, counts = self._repository.of_period(oa_id, begin, end)
        return PeriodResults(number, Results(counts))

    def best_tips(
        self, oa_id: str, begin: datetime, end: datetime, limit: int = SHOWN
    ) -> list[TipResults]:
        """The tips that most of those who got them answered or liked, as far as their number tells
        anything.
        """
        known = self._repository.of_tips(oa_id, begin, end)
        ranked = sorted(filter(_told, known), key=lambda each: (-_liking(each), each.tip))
        return [
            TipResults(each.tip, each.title, each.times, Results(each.counts))
            for each in ranked[:limit]
        ]


def _stops(requests: Iterable[Request]) -> bool:
    return any(
        isinstance(each, RecordConsent) and each.purpose is Purpose.TIPS and not each.given
        for each in requests
    )


def _told(tip: TipCounts) -> bool:
    return tip.counts.sent >= FEWEST


def _liking(tip: TipCounts) -> float:
    """By numbers as they are shown: an order must not tell what they do not."""
    counts = tip.counts
    liked = veiled(counts.reacted).value or 0, veiled(counts.replied).value or 0
    return sum(liked) / (veiled(counts.sent).value or 1)
