"""A month of made-up questions, for tests and pictures of pages that count them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.exchanges.gathering import Gathering
from bot.exchanges.reading import words_of
from bot.store import Database
from bot.store.exchanges import ExchangeRecord, ExchangeRepository, UnansweredDraft
from bot.store.people import PeopleRepository
from bot.store.unanswered import UnansweredQuestions
from bot.store.waiting_answers import WaitingAnswers
from handlers.exchange import Missed, Outcome
from knowledge.search import Library

TOPICS = {"ly hôn": 37, "nuôi con": 24, "đất đai": 16, "thai sản": 12, "lừa đảo trên mạng": 3}
OPEN = (
    "phường mình có lớp dạy bơi cho trẻ em không",
    "lớp dạy bơi cho trẻ em ở phường mở khi nào",
    "lop day boi cho tre em phuong minh",
    "xin hỏi nhà văn hóa phường cho thuê phòng cưới không",
)
_numbers = count(1)


def exchange(
    oa_id: str, at: datetime, outcome: Outcome = Outcome.ANSWERED, **more: object
) -> ExchangeRecord:
    """One exchange, of an event of its own."""
    fields = {"topic": "", "source": "", "confidence": 0.9, "milliseconds": 800, **more}
    return ExchangeRecord(oa_id, f"event-{next(_numbers)}", at, "person", "law", outcome, **fields)  # type: ignore[arg-type]


def question(text: str, user_id: str = "", asker: str = "") -> UnansweredDraft:
    """An open question."""
    return UnansweredDraft(text, words_of(text), Missed.REFUSED, asker, user_id)


def a_month(oa_id: str, now: datetime, sources: Mapping[str, str]) -> Iterator[ExchangeRecord]:
    """92 answers over the hours of days before ``now``, some that failed, two of danger."""
    for topic, many in TOPICS.items():
        for number in range(many):
            at = now - timedelta(hours=7 * number + len(topic))
            waited = 400 + 37 * number
            yield exchange(
                oa_id, at, topic=topic, source=sources.get(topic, topic), milliseconds=waited
            )
    for number in range(11):
        yield exchange(oa_id, now - timedelta(hours=5 * number), Outcome.UNSURE, topic="đất đai")
    for number in range(7):
        yield exchange(oa_id, now - timedelta(hours=9 * number), Outcome.REFUSED)
    for number in range(2):
        yield exchange(oa_id, now - timedelta(hours=number), Outcome.DANGER, topic="bí mật")


def fill(
    database: Database,
    secret_key: str,
    oa_id: str,
    now: datetime,
    library: Library | None = None,
) -> UnansweredQuestions:
    """The month, and open questions of four people, in groups; answered with cards of the
    library.
    """
    sources = {card.topic: card.id for card in library.cards()} if library else {}
    records = ExchangeRepository(database, secret_key)
    people, questions = PeopleRepository(database), UnansweredQuestions(database, secret_key)
    for each in a_month(oa_id, now, sources):
        records.record(each)
    for number, text in enumerate(OPEN):
        user = f"user-{number}"
        people.touch_inbound(oa_id, user, now - timedelta(days=1))
        asked = question(text, user, f"{oa_id}:{user}")
        records.record(exchange(oa_id, now - timedelta(days=1), Outcome.REFUSED, unanswered=asked))
    Gathering(questions, WaitingAnswers(database, secret_key)).tick(now)
    return questions


NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
