"""The register of requests about data, counted and listed for the console."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.store.data_requests import DataRequestRepository, RequestDraft
from bot.store.database import Database
from bot.store.oas import AccountDraft, OaRepository
from bot.store.request_lists import RequestCounts, RequestLists
from bot.store.rights_models import Source
from handlers.actions import Right

OA, NOW, DAY = "1001", datetime(2026, 11, 20, 2, 0, tzinfo=UTC), timedelta(days=1)


@pytest.fixture
def register(database: Database, oas: OaRepository) -> DataRequestRepository:
    oas.add(AccountDraft(OA, "A", "s"))
    return DataRequestRepository(database, "k" * 40)


@pytest.fixture
def lists(database: Database) -> RequestLists:
    return RequestLists(database)


def enter(register: DataRequestRepository, count: int, received: datetime = NOW) -> None:
    for index in range(count):
        register.open(
            RequestDraft(
                OA, f"u{index}", Right.CORRECT, Source.CHAT, f"{received}{index}", received,
                received + 2 * DAY, received + 15 * DAY, keeps_person=True,
            )
        )  # fmt: skip


def test_the_next_clock_is_the_answer_until_she_was_answered(
    register: DataRequestRepository, lists: RequestLists
) -> None:
    assert lists.counts(OA, NOW) == RequestCounts(0, 0, None)
    enter(register, 2)
    assert lists.counts(OA, NOW) == RequestCounts(2, 0, NOW + 2 * DAY)
    register.reply("DL-2026-0001", "1", NOW)
    assert lists.counts(OA, NOW + 3 * DAY) == RequestCounts(2, 1, NOW + 2 * DAY)
    register.finish("DL-2026-0002", "1", "done", NOW)
    assert lists.counts(OA, NOW + 3 * DAY) == RequestCounts(1, 0, NOW + 15 * DAY)
    assert lists.counts(OA, NOW + 16 * DAY) == RequestCounts(1, 1, NOW + 15 * DAY)


def test_what_is_over_comes_newest_first_over_the_turn_of_the_year(
    register: DataRequestRepository, lists: RequestLists
) -> None:
    enter(register, 3)
    enter(register, 2, NOW + 60 * DAY)
    for request in register.list(OA):
        register.finish(request.code, "1", "done", NOW)
    enter(register, 1, NOW + 61 * DAY)
    first = [each.code for each in lists.finished(OA, limit=3)]
    assert first == ["DL-2027-0002", "DL-2027-0001", "DL-2026-0003"]
    rest = lists.finished(OA, (2026, 3), limit=3)
    assert [each.code for each in rest] == ["DL-2026-0002", "DL-2026-0001"]
