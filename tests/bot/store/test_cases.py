from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.store.admins import AdminRepository
from bot.store.case_alerts import AlertRepository
from bot.store.case_models import AlertKind, CaseState
from bot.store.case_records import CaseClosed, CaseDraft, CaseTaken, CaseUnknown
from bot.store.cases import CaseRepository
from bot.store.database import Database
from bot.store.oas import AccountDraft, OaRepository

SECRET_KEY = "k" * 40
OA, LAN = "1001", "u1"
NOW = datetime(2026, 11, 20, 14, 4, tzinfo=UTC)
DRAFT = CaseDraft(OA, LAN, "event-1", NOW, "C3", "CSA", "child")
KEEP = timedelta(days=90)


@pytest.fixture
def cases(database: Database, oas: OaRepository) -> CaseRepository:
    oas.add(AccountDraft(OA, "A", "s"))
    oas.add(AccountDraft("1002", "B", "s"))
    return CaseRepository(database, SECRET_KEY)


@pytest.fixture
def officers(database: Database) -> tuple[int, int]:
    admins = AdminRepository(database)
    return admins.add("a@b.vn", "officer").id, admins.add("c@b.vn", "officer").id


def kinds(cases: CaseRepository, number: int, officer: int) -> list[str]:
    return [entry.kind for entry in cases.look(OA, number, officer, "test", NOW).log]


def test_a_case_opens_once_for_an_event(cases: CaseRepository) -> None:
    opened = cases.open(DRAFT, NOW)
    again = cases.open(DRAFT, NOW + timedelta(minutes=1))
    assert (opened.fresh, again.fresh) == (True, False)
    assert again.case == opened.case
    assert opened.case.code == "V1"
    assert opened.case.state is CaseState.NEW


def test_numbers_count_in_each_account_without_gaps(cases: CaseRepository) -> None:
    drafts = [replace(DRAFT, user_id=f"u{i}", event_key=f"e{i}") for i in range(12)]
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda draft: cases.open(draft, NOW).case.number, drafts))
    assert sorted(opened) == list(range(1, 13))
    assert cases.open(replace(DRAFT, oa_id="1002", event_key="x"), NOW).case.number == 1


def test_many_events_of_one_person_at_once_are_one_case(cases: CaseRepository) -> None:
    drafts = [replace(DRAFT, event_key=f"e{i}") for i in range(8)]
    with ThreadPoolExecutor(8) as pool:
        numbers = {opened.case.number for opened in pool.map(lambda d: cases.open(d, NOW), drafts)}
    assert numbers == {1}


def test_an_open_case_takes_on_the_graver_and_never_the_milder(cases: CaseRepository) -> None:
    cases.open(replace(DRAFT, severity="C2", category="DV", basis="consent"), NOW)
    graver = cases.open(replace(DRAFT, event_key="2", category="DV", basis="life"), NOW)
    milder = cases.open(replace(DRAFT, event_key="3", severity="C2", basis="consent"), NOW)
    assert (graver.graver, milder.graver) == (True, False)
    assert (milder.case.severity, milder.case.category, milder.case.basis) == ("C3", "DV", "life")


def test_a_closed_case_does_not_hinder_a_new_one(cases: CaseRepository, officers) -> None:
    cases.open(DRAFT, NOW)
    cases.close(OA, 1, officers[0], "đã an toàn", NOW, KEEP)
    assert cases.open(replace(DRAFT, event_key="2"), NOW).case.number == 2
    with pytest.raises(CaseClosed):
        cases.close(OA, 1, officers[0], "lại đóng", NOW, KEEP)


def test_one_of_two_officers_gets_the_case(cases: CaseRepository, officers) -> None:
    cases.open(DRAFT, NOW)

    def take(officer: int) -> int:
        try:
            return cases.take(OA, 1, officer, NOW).taken_by or 0
        except CaseTaken as error:
            return -error.by

    with ThreadPoolExecutor(2) as pool:
        winner, loser = sorted(pool.map(take, officers), reverse=True)
    assert winner in officers
    assert loser == -winner
    assert cases.take(OA, 1, winner, NOW).state is CaseState.TAKEN


def test_a_number_that_nobody_has_is_refused(cases: CaseRepository, officers) -> None:
    with pytest.raises(CaseUnknown):
        cases.take(OA, 7, officers[0], NOW)


def test_the_way_to_reach_her_is_sealed_and_shown_in_the_file_only(
    cases: CaseRepository, officers, database: Database
) -> None:
    cases.open(DRAFT, NOW)
    cases.keep_contact(OA, LAN, "0912345678 buổi sáng", "event-2", NOW)
    assert cases.look(OA, 1, officers[0], "chat", NOW).contact == "0912345678 buổi sáng"
    with database.reading() as session:
        stored = session.execute(text("SELECT * FROM cases")).all()
        logged = session.execute(text("SELECT * FROM case_log")).all()
    assert "0912345678" not in f"{stored} {logged}"


def test_every_look_is_logged_before_anything_is_shown(cases: CaseRepository, officers) -> None:
    cases.open(DRAFT, NOW)
    first = cases.look(OA, 1, officers[0], "cli", NOW)
    assert [(e.kind, e.content) for e in first.log][-1] == (
        "looked", {"by": str(officers[0]), "why": "cli"},
    )  # fmt: skip


def test_news_are_written_once_for_an_event_and_told_to_whoever_has_it(
    cases: CaseRepository, officers, database: Database
) -> None:
    assert cases.note(OA, LAN, "safe", "e", NOW) is None
    case = cases.open(DRAFT, NOW).case
    cases.take(OA, 1, officers[0], NOW)
    assert cases.note(OA, LAN, "only_law", "event-2", NOW) is not None
    assert cases.note(OA, LAN, "only_law", "event-2", NOW) is None
    (told,) = AlertRepository(database, SECRET_KEY).of_case(case.id)
    assert (told.admin_id, told.kind, told.about) == (officers[0], AlertKind.NEWS, "only_law")
    assert kinds(cases, 1, officers[0]) == ["opened", "taken", "news", "looked"]


def test_retention_destroys_key_and_contact_but_the_chain_still_holds(
    cases: CaseRepository, officers, database: Database
) -> None:
    cases.open(DRAFT, NOW)
    cases.keep_contact(OA, LAN, "0912345678", "event-2", NOW)
    closed = cases.close(OA, 1, officers[0], "đã an toàn", NOW, KEEP)
    assert closed.retain_until == NOW + KEEP
    assert cases.purge(NOW + KEEP - timedelta(seconds=1)) == 0
    assert cases.purge(NOW + KEEP) == 1
    assert cases.purge(NOW + KEEP) == 0
    file = cases.look(OA, 1, officers[0], "test", NOW)
    assert (file.contact, file.case.user_id) == ("", "")
    assert all(entry.content == {} for entry in file.log)
    assert cases.verify() == (1, ())


def test_erasure_unlinks_a_closed_case_at_once_and_an_open_one_when_it_closes(
    cases: CaseRepository, officers
) -> None:
    cases.open(DRAFT, NOW)
    cases.close(OA, 1, officers[0], "xong", NOW, KEEP)
    assert cases.unlink(OA, LAN) is False
    assert cases.get(OA, 1).user_id == ""
    cases.open(replace(DRAFT, event_key="2"), NOW)
    assert cases.unlink(OA, LAN) is True
    assert cases.get(OA, 2).user_id == LAN
    assert cases.close(OA, 2, officers[0], "xong", NOW, KEEP).user_id == ""


def test_the_database_refuses_to_change_or_remove_an_entry(
    cases: CaseRepository, database: Database
) -> None:
    cases.open(DRAFT, NOW)
    for statement in ("UPDATE case_log SET kind = 'x'", "DELETE FROM case_log"):
        with pytest.raises(DBAPIError, match="append-only"), database._engine.begin() as connection:
            connection.execute(text(statement))


def test_a_case_that_is_gone_is_missed(cases: CaseRepository, database: Database) -> None:
    cases.open(DRAFT, NOW)
    allow_tampering(database)
    with database.writing() as session:
        session.execute(text("DELETE FROM case_log"))
        session.execute(text("DELETE FROM cases"))
    examined, flaws = cases.verify()
    assert (examined, [flaw.code for flaw in flaws]) == (0, ["V1"])


def allow_tampering(database: Database) -> None:
    """What an attacker with every right over the tables does first."""
    sqlite = database._engine.dialect.name == "sqlite"
    names = ("case_log_no_update", "case_log_no_delete") if sqlite else ("case_log_append_only",)
    with database.writing() as session:
        for name in names:
            session.execute(text(f"DROP TRIGGER {name}" + ("" if sqlite else " ON case_log")))


OLD_END = "log_digest = (SELECT digest FROM case_log WHERE position = 2)"


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE case_log SET kind = 'looked' WHERE position = 2",
        "UPDATE case_log SET at = '2026-01-01 00:00:00+00:00' WHERE position = 1",
        "UPDATE case_log SET content_sealed = 'x' WHERE position = 3",
        "UPDATE case_log SET entry_key = 'x' WHERE position = 1",
        "DELETE FROM case_log WHERE position = 3",
        "DELETE FROM case_log WHERE position = 1",
        "DELETE FROM case_log WHERE position = 3; UPDATE cases SET log_length = 2",
        f"DELETE FROM case_log WHERE position = 3; UPDATE cases SET log_length = 2, {OLD_END}",
        "UPDATE cases SET received_at = '2026-01-01 00:00:00+00:00'",
        "UPDATE cases SET number = 9",
    ],
)
def test_any_tampering_is_found(
    cases: CaseRepository, database: Database, officers, tampering: str
) -> None:
    cases.open(DRAFT, NOW)
    cases.note(OA, LAN, "safe", "event-2", NOW)
    cases.take(OA, 1, officers[0], NOW)
    assert cases.verify() == (1, ())
    allow_tampering(database)
    with database.writing() as session:
        for statement in tampering.split("; "):
            session.execute(text(statement))
    assert cases.verify()[1]
