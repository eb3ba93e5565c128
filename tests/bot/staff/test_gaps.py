from __future__ import annotations

import pytest

from bot.staff.gaps import NO_CASE_OFFICER, NO_ZALO_ID, NOBODY_TONIGHT, gaps
from bot.staff.roster import Roster
from bot.store.rosters import RosterRepository
from tests.bot.staff.conftest import OA, Clock, at

MONDAY = at("2030-01-07 09:00")


@pytest.fixture
def roster(rosters: RosterRepository, clock: Clock) -> Roster:
    return Roster(rosters, clock)


def test_nobody_handles_cases(rosters: RosterRepository, roster: Roster) -> None:
    rosters.put_officer(OA, "lan@example.vn", "Chị Lan", handles_cases=False)
    assert gaps(roster, OA, MONDAY) == [NO_CASE_OFFICER]


def test_nobody_can_be_written_to_and_nobody_is_there_tonight(
    rosters: RosterRepository, roster: Roster
) -> None:
    rosters.put_officer(OA, "hoa@example.vn", "Chị Hoa", handles_cases=True)
    assert gaps(roster, OA, MONDAY) == [NO_ZALO_ID, NOBODY_TONIGHT]


@pytest.mark.parametrize(
    ("begins", "ends", "now", "covered"),
    [
        ("2030-01-07 17:00", "2030-01-08 07:30", "2030-01-07 09:00", True),
        ("2030-01-07 20:00", "2030-01-07 22:00", "2030-01-07 12:00", True),
        ("2030-01-07 20:00", "2030-01-07 22:00", "2030-01-07 23:00", False),
        ("2030-01-08 17:00", "2030-01-09 07:30", "2030-01-07 09:00", False),
        ("2030-01-07 11:30", "2030-01-07 13:30", "2030-01-07 09:00", False),
        ("2030-01-06 08:00", "2030-01-06 10:00", "2030-01-05 09:00", True),
    ],
)
def test_tonight_is_until_the_next_day_of_work(
    rosters: RosterRepository, roster: Roster, begins: str, ends: str, now: str, covered: bool
) -> None:
    rosters.put_officer(OA, "lan@example.vn", "Chị Lan", handles_cases=True)
    rosters.add_shifts(OA, [("lan@example.vn", at(begins), at(ends))])
    assert gaps(roster, OA, at(now)) == ([] if covered else [NOBODY_TONIGHT])
