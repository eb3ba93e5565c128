"""Whoever may approve is told once of what waits, and not at night."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from redis import Redis

from bot.faq.pending import PendingFaqs
from bot.faq.reminders import ApprovalReminders
from bot.staff.roster import Officer, Roster
from bot.store.faq_models import FaqSource
from bot.store.faq_records import Faq
from bot.store.rosters import RosterRepository
from tests.bot.conftest import redis, redis_server, redis_url  # noqa: F401
from tests.bot.faq.conftest import CONTENT, OA, Office

DAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""10:00 in Vietnam."""
NIGHT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""22:00 in Vietnam."""


class Told:
    """The reminders, and what each officer read of them."""

    def __init__(self, office: Office, kept: Redis) -> None:
        rosters = RosterRepository(office.database)
        rosters.put_officer(
            OA, office.lan.email, "Chị Lan", handles_cases=False, zalo_user_id="901"
        )
        rosters.put_officer(
            OA, office.hoa.email, "Chị Hoa", handles_cases=False, zalo_user_id="902"
        )
        self.office = office
        self.by: defaultdict[str, list[str]] = defaultdict(list)
        self.reminders = ApprovalReminders(
            lambda: [OA], office.faqs, Roster(rosters), PendingFaqs(kept), self._hear
        )

    def _hear(self, oa_id: str, officer: Officer, words: str) -> None:
        self.by[officer.name].append(words)

    def draft(self, question: str, source: FaqSource = FaqSource.FILE) -> Faq:
        content = replace(CONTENT, question=question, variants=())
        return self.office.life.draft(OA, content, self.office.lan, source=source)


@pytest.fixture
def told(office: Office, redis: Redis) -> Told:  # noqa: F811
    return Told(office, redis)


def test_an_approver_is_told_of_a_file_in_one_message_and_once(told: Told):
    drafts = [told.draft(f"Lớp học số {number} ở đâu?") for number in range(1, 8)]
    told.reminders.tick(DAY)
    told.reminders.tick(DAY)
    (words,) = told.by["Chị Hoa"]
    assert words.startswith("7 câu hỏi thường gặp chờ chị duyệt:")
    assert f"{drafts[-1].code}: Lớp học số 7 ở đâu?" in words
    assert "và 2 câu nữa" in words
    assert f"XEM {drafts[-1].code}" in words
    assert told.by["Chị Lan"] == []


def test_nobody_is_told_at_night_but_in_the_morning(told: Told):
    told.draft("Lớp bơi ở đâu?")
    told.reminders.tick(NIGHT)
    assert told.by == {}
    told.reminders.tick(DAY)
    assert len(told.by["Chị Hoa"]) == 1


def test_a_draft_of_the_form_waits_for_its_check(told: Told):
    faq = told.draft("Lớp bơi ở đâu?", FaqSource.FORM)
    told.reminders.tick(DAY)
    assert told.by == {}
    told.office.life.check(faq.id, told.office.lan)
    told.reminders.tick(DAY)
    assert len(told.by["Chị Hoa"]) == 1


def test_a_new_version_is_told_again(told: Told):
    faq = told.draft("Lớp bơi ở đâu?")
    told.reminders.tick(DAY)
    content = replace(faq.content, answer="Lớp bơi ở bể bơi phường.")
    told.office.life.edit(faq.id, content, told.office.lan, source=FaqSource.CHAT)
    told.reminders.tick(DAY)
    assert len(told.by["Chị Hoa"]) == 2


def test_what_she_wrote_herself_does_not_wait_for_her(told: Told):
    told.office.life.draft(OA, CONTENT, told.office.hoa, source=FaqSource.CHAT)
    told.reminders.tick(DAY)
    assert told.by == {}
