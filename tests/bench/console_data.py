"""Fills a database as a large ward would have it after two years, by bulk inserts into SQLite."""

from __future__ import annotations

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.exchanges.gathering import Gathering
from bot.exchanges.reading import words_of
from bot.exchanges.waits import class_of
from bot.store import Database
from bot.store.case_records import CaseDraft
from bot.store.cases import CaseRepository
from bot.store.exchanges import QUESTION
from bot.store.unanswered import UnansweredQuestions
from bot.store.vault import Vault
from bot.store.waiting_answers import WaitingAnswers
from bot.store.words import SealedWords
from handlers.actions import Basis
from handlers.severity import Severity
from knowledge.day import VIETNAM
from knowledge.documents import Card
from knowledge.text.fold import fold

DAYS = 730
OUTCOMES = (["answered"] * 70) + (["unsure"] * 12) + (["refused"] * 8) + (["handed_over"] * 2)
OUTCOMES += (["other"] * 7) + ["danger"]


@dataclass(frozen=True)
class Sizes:
    faqs: int = 10_000
    exchanges: int = 1_000_000
    people: int = 100_000
    handovers: int = 50_000
    cases: int = 500
    open_questions: int = 5_000
    opinions: int = 20_000
    audit: int = 100_000


@dataclass(frozen=True)
class Ward:
    """Where it goes, for whom, and what people ask about."""

    path: Path
    secret_key: str
    oa_id: str
    admin_id: int
    cards: Sequence[Card]
    now: datetime


def fill(ward: Ward, sizes: Sizes) -> None:
    """All of it."""
    chance = random.Random(6)
    with sqlite3.connect(ward.path) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA foreign_keys=OFF")
        _people(connection, ward, sizes.people, chance)
        _exchanges(connection, ward, sizes.exchanges, chance)
        _faqs(connection, ward, sizes.faqs, chance)
        _handovers(connection, ward, sizes.handovers, chance)
        _opinions(connection, ward, sizes.opinions, chance)
        _audit(connection, ward, sizes.audit, chance)
        _open_questions(connection, ward, sizes.open_questions, chance)
        connection.commit()
    _by_the_front_door(ward, sizes)


def _put(
    connection: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple[object, ...]]
) -> None:
    marks = ",".join("?" * len(columns.split(",")))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _some_time(ward: Ward, chance: random.Random) -> datetime:
    return ward.now - timedelta(seconds=chance.randrange(DAYS * 86_400))


def _people(connection: sqlite3.Connection, ward: Ward, many: int, chance: random.Random) -> None:
    columns = "oa_id,user_id,first_inbound_at,last_inbound_at,following,unreachable_reason"
    _put(connection, "people", columns, (
        (ward.oa_id, f"user-{number}", _stamp(at := _some_time(ward, chance)),
         _stamp(at + (ward.now - at) * chance.random()), chance.random() < 0.6, "")
        for number in range(many)
    ))  # fmt: skip


def _exchanges(
    connection: sqlite3.Connection, ward: Ward, many: int, chance: random.Random
) -> None:
    counts: Counter[tuple[str, date, str, str]] = Counter()
    columns = "oa_id,event,at,channel,intent,outcome,topic,source,confidence,milliseconds"
    _put(connection, "exchanges", columns, _each_exchange(ward, many, chance, counts))
    columns = "oa_id,axis,day,value,outcome,count"
    _put(connection, "exchange_counts", columns, (
        (ward.oa_id, axis, day.isoformat(), value, outcome, count)
        for (axis, day, value, outcome), count in counts.items()
    ))  # fmt: skip


def _each_exchange(
    ward: Ward, many: int, chance: random.Random, counts: Counter[tuple[str, date, str, str]]
) -> Iterator[tuple[object, ...]]:
    """Rows as the worker writes them, counted as it counts them."""
    for number in range(many):
        at, outcome = _some_time(ward, chance), chance.choice(OUTCOMES)
        local = at.astimezone(VIETNAM)
        day, danger = local.date(), outcome == "danger"
        card = ward.cards[int(len(ward.cards) * chance.random() ** 3)]
        topic = "" if danger or outcome in ("refused", "other", "handed_over") else card.topic
        source = card.id if outcome == "answered" else ""
        waited = None if danger else int(chance.lognormvariate(6.6, 0.6))
        counts["topic", day, topic, outcome] += 1
        counts["topic_month", day.replace(day=1), topic, outcome] += 1
        if waited is not None and outcome != "other":
            for axis, value in (("hour", f"{local.hour:02d}"), ("wait", str(class_of(waited)))):
                counts[axis, day, value, QUESTION] += 1
                counts[f"{axis}_month", day.replace(day=1), value, QUESTION] += 1
        if source:
            counts["source_month", day.replace(day=1), source, QUESTION] += 1
        yield (ward.oa_id, f"{number:032x}", _stamp(at), "person", "law", outcome, topic, source,
               None if danger else 90, waited)  # fmt: skip


def _faqs(connection: sqlite3.Connection, ward: Ward, many: int, chance: random.Random) -> None:
    states = ["published"] * 90 + ["draft"] * 5 + ["checked"] * 3 + ["approved", "unpublished"]
    faqs, versions, events = [], [], []
    for number in range(1, many + 1):
        card, state = ward.cards[number % len(ward.cards)], chance.choice(states)
        question = f"{chance.choice(card.questions)} ({number})"
        at, live = _stamp(_some_time(ward, chance)), 1 if state == "published" else None
        by = ward.admin_id
        faqs.append((number, ward.oa_id, state, 1, live, fold(question), by, at, at))
        approved = at if live else None
        texts = (question, card.answer[:1500], json.dumps([question + " vậy"]), "[]")
        versions.append((number, 1, *texts, "file", "", by, at, approved))
        events.append((at, number, 1, "drafted", by, "a@hoi.vn", False, ""))
        if live:
            events.append((at, number, 1, "published", by, "a@hoi.vn", False, ""))
    columns = "id,oa_id,state,version,published_version,folded,updated_by,created_at,updated_at"
    _put(connection, "faqs", columns, faqs)
    columns = "faq_id,version,question,answer,variants,citations,source,why,written_by,written_at"
    _put(connection, "faq_versions", f"{columns},approved_at", versions)
    columns = "at,faq_id,version,act,admin_id,actor,self_approved,why"
    _put(connection, "faq_events", columns, events)
    connection.execute("UPDATE faq_release SET number = number + 1")


def _handovers(
    connection: sqlite3.Connection, ward: Ward, many: int, chance: random.Random
) -> None:
    """All but the last two hundred are closed."""
    rows = []
    for number in range(1, many + 1):
        still_open = number > many - 200
        at = ward.now - timedelta(hours=number % 90) if still_open else _some_time(ward, chance)
        done = None if still_open else _stamp(at + timedelta(hours=3))
        promised, topic = _stamp(at + timedelta(hours=8)), chance.choice(ward.cards).topic
        who = (ward.oa_id, number, f"user-{number}", "asked", "N")
        rows.append((*who, _stamp(at), promised, done, done, topic))
    columns = "oa_id,number,user_id,reason,severity,opened_at,answer_by,answered_at,closed_at,topic"
    _put(connection, "handovers", columns, rows)


def _opinions(connection: sqlite3.Connection, ward: Ward, many: int, chance: random.Random) -> None:
    _put(connection, "feedback", "oa_id,answer,useful,reason,card,citations,library,at", (
        (ward.oa_id, f"{number:032x}", chance.random() < 0.8, "", chance.choice(ward.cards).id,
         "[]", "1", _stamp(_some_time(ward, chance)))
        for number in range(many)
    ))  # fmt: skip


def _audit(connection: sqlite3.Connection, ward: Ward, many: int, chance: random.Random) -> None:
    _put(connection, "audit_log", "at,actor,action,subject", (
        (_stamp(ward.now - timedelta(minutes=10 * (many - number))), "a@hoi.vn",
         chance.choice(("faq_published", "signed_in", "handover_taken")), f"faq:{number}")
        for number in range(many)
    ))  # fmt: skip


def _open_questions(
    connection: sqlite3.Connection, ward: Ward, many: int, chance: random.Random
) -> None:
    words = SealedWords(Vault(ward.secret_key))
    asked = [(card, question) for card in ward.cards for question in card.questions]
    rows = []
    for number in range(many):
        _, text = chance.choice(asked)
        at = _stamp(ward.now - timedelta(days=60 * chance.random()))
        sealed = words.seal(text, words_of(text))
        rows.append((ward.oa_id, f"q{number:031x}", at, f"user-{number}", "refused", sealed))
    _put(connection, "unanswered_questions", "oa_id,event,at,user_id,reason,sealed", rows)


def _by_the_front_door(ward: Ward, sizes: Sizes) -> None:
    """What is sealed, chained or grouped goes the way it always goes."""
    database = Database(f"sqlite:///{ward.path}")
    cases = CaseRepository(database, ward.secret_key)
    for number in range(sizes.cases):
        at = ward.now - timedelta(days=number % 300)
        severity = Severity.C3 if number % 4 == 0 else Severity.C2
        who = (ward.oa_id, f"user-{number}", f"case-{number}", at)
        cases.open(CaseDraft(*who, severity, "A", Basis.LIFE), at)
    answers = WaitingAnswers(database, ward.secret_key)
    gathering = Gathering(UnansweredQuestions(database, ward.secret_key), answers)
    for _ in range(0, sizes.open_questions, 1_000):
        gathering.gather(ward.oa_id, ward.now)
    database.close()
