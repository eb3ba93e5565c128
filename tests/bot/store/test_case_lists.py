"""Cases counted and listed for the console, officers' notes, and the proof of one log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.store.admins import AdminRepository
from bot.store.case_lists import CaseCounts, CaseLists
from bot.store.case_records import CaseClosed, CaseDraft, CaseUnknown
from bot.store.cases import CaseRepository
from bot.store.database import Database
from bot.store.oas import AccountDraft, OaRepository

OA, NOW, KEEP = "1001", datetime(2026, 11, 20, 14, 4, tzinfo=UTC), timedelta(days=90)
DRAFT = CaseDraft(OA, "u1", "event-1", NOW, "C3", "CSA", "child")


@pytest.fixture
def cases(database: Database, oas: OaRepository) -> CaseRepository:
    oas.add(AccountDraft(OA, "A", "s"))
    oas.add(AccountDraft("1002", "B", "s"))
    return CaseRepository(database, "k" * 40)


@pytest.fixture
def lan(database: Database) -> int:
    return AdminRepository(database).add("lan@b.vn", "officer").id


@pytest.fixture
def lists(database: Database) -> CaseLists:
    return CaseLists(database)


def open_many(cases: CaseRepository, count: int) -> None:
    for index in range(1, count + 1):
        cases.open(replace(DRAFT, user_id=f"u{index}", event_key=f"e{index}"), NOW)


def test_it_counts_what_is_open(cases: CaseRepository, lists: CaseLists, lan: int) -> None:
    open_many(cases, 4)
    cases.take(OA, 1, lan, NOW)
    cases.close(OA, 2, lan, "xong", NOW, KEEP)
    assert lists.counts(OA, lan) == CaseCounts(open=3, untaken=2, mine=1)
    assert lists.counts(OA, lan + 1) == CaseCounts(open=3, untaken=2, mine=0)
    assert lists.counts("1002", lan) == CaseCounts(0, 0, 0)


def test_closed_ones_come_newest_first_a_page_at_a_time(
    cases: CaseRepository, lists: CaseLists, lan: int
) -> None:
    open_many(cases, 6)
    for number in range(1, 6):
        cases.close(OA, number, lan, "xong", NOW, KEEP)
    first = [each.number for each in lists.closed(OA, limit=3)]
    assert first == [5, 4, 3]
    assert [each.number for each in lists.closed(OA, first[-1], limit=3)] == [2, 1]
    assert lists.closed("1002") == []


def test_a_note_is_kept_once_for_one_event_and_sealed(
    cases: CaseRepository, lan: int, database: Database
) -> None:
    cases.open(DRAFT, NOW)
    for _ in range(2):
        cases.remark(OA, 1, lan, "Đã gọi tổng đài 111.", "form-1", NOW)
    cases.remark(OA, 1, lan, "Đã gọi tổng đài 111.", "form-2", NOW)
    notes = [e.content for e in cases.look(OA, 1, lan, "test", NOW).log if e.kind == "note"]
    assert notes == [{"by": str(lan), "note": "Đã gọi tổng đài 111."}] * 2
    with database.reading() as session:
        stored = " ".join(session.scalars(text("SELECT content_sealed FROM case_log")))
    assert "111" not in stored
    assert cases.flaw(OA, 1) == ""


def test_nothing_is_noted_in_what_is_over_or_not_there(cases: CaseRepository, lan: int) -> None:
    with pytest.raises(CaseUnknown):
        cases.remark(OA, 1, lan, "x", "e", NOW)
    cases.open(DRAFT, NOW)
    cases.close(OA, 1, lan, "xong", NOW, KEEP)
    with pytest.raises(CaseClosed):
        cases.remark(OA, 1, lan, "x", "e", NOW)


def test_the_log_of_one_case_is_examined(cases: CaseRepository, database: Database) -> None:
    open_many(cases, 2)
    with database.writing() as session:
        session.execute(text("UPDATE cases SET log_length = 2 WHERE number = 1"))
    assert "thiếu mục cuối" in cases.flaw(OA, 1)
    assert cases.flaw(OA, 2) == ""


def test_what_was_cut_off_is_not_hidden_by_what_is_written_later(
    cases: CaseRepository, lan: int, database: Database
) -> None:
    cases.open(DRAFT, NOW)
    with database.writing() as session:
        whole = session.scalar(text("SELECT log_digest FROM cases"))
    cases.take(OA, 1, lan, NOW)
    with database.writing() as session:  # as if taking had never been: only the seal is wrong
        session.execute(text("UPDATE cases SET log_digest = :digest"), {"digest": whole})
    assert cases.flaw(OA, 1) == "cuối sổ bị sửa"
    cases.look(OA, 1, lan, "test", NOW)
    assert cases.flaw(OA, 1) == "cuối sổ bị sửa"
