from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.errors import StateUnavailable
from bot.staff.roster import FRESH_SECONDS, RETRY_SECONDS, Officer, Roster
from bot.store.database import Database
from bot.store.rosters import RosterRepository
from bot.store.times import utc_now
from handlers.people import Absence, Presence, Staffing
from tests.bot.staff.conftest import OA, Clock, at

LAN = Officer(1, "Chị Lan", "zalo-lan", handles_cases=True)
HOA = Officer(2, "Chị Hoa", "zalo-hoa", handles_cases=False)
FOUR_HOURS = 4


@pytest.fixture
def roster(rosters: RosterRepository, clock: Clock) -> Roster:
    rosters.put_officer(OA, "lan@example.vn", "Chị Lan", handles_cases=True)
    rosters.put_officer(
        OA, "hoa@example.vn", "Chị Hoa", handles_cases=False, zalo_user_id="zalo-hoa"
    )
    return Roster(rosters, clock)


def test_officers_are_known_by_account_and_by_their_zalo_id(roster: Roster) -> None:
    assert roster.officers(OA) == [LAN, HOA]
    assert roster.case_officers(OA) == [LAN]
    assert roster.officer_of(OA, "zalo-hoa") == HOA
    assert roster.officer_of(OA, "somebody") is None
    assert roster.officer_of(OA, "") is None
    assert roster.officers("another account") == []
    assert roster.officer_of("another account", "zalo-lan") is None


def test_in_working_hours_all_case_officers_are_on_duty(roster: Roster) -> None:
    assert roster.on_duty(OA, at("2026-11-23 08:00")) == [LAN]
    assert roster.on_duty(OA, at("2026-11-23 12:00")) == []


def test_outside_working_hours_those_whose_shift_it_is(
    rosters: RosterRepository, roster: Roster
) -> None:
    evening = at("2030-01-07 17:00"), at("2030-01-08 07:30")
    rosters.add_shifts(OA, [("lan@example.vn", *evening)])
    assert roster.on_duty(OA, at("2030-01-07 17:00")) == [LAN]
    assert roster.on_duty(OA, at("2030-01-08 07:29")) == [LAN]
    assert roster.on_duty(OA, at("2030-01-08 18:00")) == []
    assert roster.staffing(OA, at("2030-01-07 20:00")).presence is Presence.ON_DUTY


def test_who_may_no_longer_see_cases_is_not_on_duty_either(
    rosters: RosterRepository, roster: Roster
) -> None:
    evening = at("2030-01-07 17:00"), at("2030-01-08 07:30")
    rosters.add_shifts(OA, [("lan@example.vn", *evening)])
    rosters.put_officer(OA, "lan@example.vn", "Chị Lan", handles_cases=False)
    assert roster.on_duty(OA, at("2030-01-07 18:00")) == []
    assert roster.staffing(OA, at("2030-01-07 18:00")).back_at == at("2030-01-08 07:30")


@pytest.mark.parametrize(
    ("now", "presence", "back_at", "answer_by", "absence"),
    [
        ("2026-11-23 08:00", Presence.WORKING, None, "2026-11-23 14:00", Absence.UNKNOWN),
        ("2026-11-23 12:00", Presence.AWAY, "2026-11-23 13:30", "2026-11-25 08:00", "lunch"),
        ("2026-11-23 05:00", Presence.AWAY, "2026-11-23 07:30", "2026-11-23 11:30", None),
        ("2026-11-23 17:00", Presence.AWAY, "2026-11-25 07:30", "2026-11-25 11:30", None),
        ("2026-11-22 09:00", Presence.AWAY, "2026-11-23 07:30", "2026-11-23 11:30", "weekend"),
        ("2026-11-24 09:00", Presence.AWAY, "2026-11-25 07:30", "2026-11-25 11:30", "holiday"),
    ],
)
def test_who_can_answer(
    roster: Roster, now: str, presence: Presence, back_at: str, answer_by: str, absence: str
) -> None:
    told = roster.staffing(OA, at(now))
    assert told.presence is presence
    assert told.back_at == (at(back_at) if back_at else None)
    assert told.answer_by == at(answer_by)
    assert told.absence == (absence or Absence.AFTER_HOURS)


def test_a_shift_that_comes_before_the_working_hours_is_told(
    rosters: RosterRepository, roster: Roster
) -> None:
    sunday = at("2030-01-06 08:00"), at("2030-01-06 11:00")
    rosters.add_shifts(OA, [("lan@example.vn", *sunday)])
    assert roster.staffing(OA, at("2030-01-05 20:00")).back_at == sunday[0]
    assert roster.staffing(OA, at("2030-01-06 12:00")).back_at == at("2030-01-07 07:30")


def test_without_officers_nothing_is_promised(rosters: RosterRepository, clock: Clock) -> None:
    assert Roster(rosters, clock).staffing(OA, at("2026-11-23 08:00")) == Staffing()


def test_the_account_s_own_settings_count(rosters: RosterRepository, roster: Roster) -> None:
    rosters.put_setting(OA, "closed_days", [{"day": "2026-11-23", "name": "Đại hội"}])
    rosters.put_setting(OA, "answer_hours", 1)
    told = roster.staffing(OA, at("2026-11-23 08:00"))
    assert (told.absence, told.holiday) == (Absence.HOLIDAY, "Đại hội")
    assert told.answer_by == at("2026-11-25 08:30")
    assert not told.called_when_unsure
    rosters.put_setting(OA, "call_officer_when_unsure", True)
    roster.forget(OA)
    assert roster.staffing(OA, at("2026-11-23 08:00")).called_when_unsure
    assert roster.working_deadline(OA, at("2026-11-23 08:00"), FOUR_HOURS) == at("2026-11-25 11:30")


def test_why_an_account_rests_on_a_day(rosters: RosterRepository, roster: Roster) -> None:
    rosters.put_setting(OA, "closed_days", [{"day": "2026-12-07", "name": "Đại hội"}])
    assert roster.closed_for(OA, date(2026, 12, 7)) == "Đại hội"
    assert roster.closed_for(OA, date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert roster.closed_for(OA, date(2026, 11, 23)) is None
    assert roster.closed_for("another account", date(2026, 12, 7)) is None


def test_half_a_minute_costs_one_look(
    database: Database, rosters: RosterRepository, roster: Roster, clock: Clock
) -> None:
    statements: list[str] = []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(database._engine, "before_cursor_execute", note)
    try:
        roster.staffing(OA, at("2026-11-23 08:00"))
        once = len([each for each in statements if each.startswith("SELECT")])
        for _ in range(50):
            roster.staffing(OA, at("2026-11-23 08:00"))
            roster.officer_of(OA, "zalo-lan")
        clock.now += FRESH_SECONDS - 1
        roster.on_duty(OA, at("2026-11-23 08:00"))
        assert len([each for each in statements if each.startswith("SELECT")]) == once == 4
        clock.now += 1
        roster.officers(OA)
        assert len([each for each in statements if each.startswith("SELECT")]) == 2 * once
    finally:
        event.remove(database._engine, "before_cursor_execute", note)


def test_what_was_changed_here_is_known_at_once(rosters: RosterRepository, roster: Roster) -> None:
    assert len(roster.officers(OA)) == 2
    rosters.remove_officer(OA, "hoa@example.vn")
    assert len(roster.officers(OA)) == 2
    roster.forget(OA)
    assert roster.officers(OA) == [LAN]


def test_while_the_database_is_away_what_was_known_last_counts(
    sqlite: Path, roster: Roster, clock: Clock
) -> None:
    before = roster.staffing(OA, at("2026-11-23 08:00"))
    kept = sqlite.rename(sqlite.with_suffix(".away"))
    sqlite.mkdir()
    clock.now += FRESH_SECONDS
    assert before.presence is Presence.WORKING
    assert roster.staffing(OA, at("2026-11-23 08:00")) == before
    assert roster.officers(OA) == [LAN, HOA]
    sqlite.rmdir()
    kept.rename(sqlite)


def test_without_a_database_and_without_a_past_a_turn_goes_on(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "not-a-file").mkdir()
    away = Database(f"sqlite:///{tmp_path / 'not-a-file'}")
    roster = Roster(RosterRepository(away), clock)
    assert roster.staffing(OA, datetime.now(UTC)) == Staffing()
    assert roster.officer_of(OA, "zalo-lan") is None
    for ask in (roster.officers, roster.case_officers, roster.settings):
        with pytest.raises(StateUnavailable):
            ask(OA)
    away.close()


def test_a_database_that_is_away_is_left_alone_for_a_moment(
    rosters: RosterRepository, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def away(oa_id: str, since: datetime) -> None:
        asked.append(oa_id)
        raise StateUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(rosters, "read", away)
        roster = Roster(rosters, clock)
        roster.staffing(OA, utc_now())
        roster.staffing(OA, utc_now())
        assert asked == [OA]
    clock.now += RETRY_SECONDS
    assert roster.officers(OA) == []
