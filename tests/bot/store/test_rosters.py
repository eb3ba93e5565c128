from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.store.admins import AdminRepository
from bot.store.database import Database
from bot.store.oas import AccountDraft, OaRepository, UnknownAccount
from bot.store.rosters import (
    InvalidOfficer,
    InvalidShift,
    OfficerRecord,
    RosterRepository,
    Shift,
    UnknownOfficer,
)

BEGIN = datetime(2026, 11, 23, 10, tzinfo=UTC)
NIGHT = timedelta(hours=14)
LAN, HOA = "lan@example.vn", "hoa@example.vn"


@pytest.fixture
def rosters(database: Database, oas: OaRepository) -> RosterRepository:
    for oa_id in ("1001", "1002"):
        oas.add(AccountDraft(oa_id, "A", "s"))
    for email, zalo in ((LAN, "77"), (HOA, "")):
        AdminRepository(database).add(email, "officer", zalo)
    rosters = RosterRepository(database)
    rosters.put_officer("1001", LAN, "Chị Lan", handles_cases=True)
    return rosters


def test_an_officer_is_known_to_her_account_only(rosters: RosterRepository) -> None:
    (lan,) = rosters.read("1001", BEGIN).officers
    assert lan == OfficerRecord(lan.admin_id, LAN, "Chị Lan", "77", handles_cases=True)
    assert rosters.read("1002", BEGIN).officers == ()


def test_her_zalo_id_may_differ_from_account_to_account(rosters: RosterRepository) -> None:
    rosters.put_officer("1002", LAN.upper(), " Chị Lan ", handles_cases=False, zalo_user_id="88")
    rosters.put_officer("1002", LAN, "Chị Lan", handles_cases=False)
    (here,), (there,) = (rosters.read(oa, BEGIN).officers for oa in ("1001", "1002"))
    assert (here.zalo_user_id, there.zalo_user_id) == ("77", "88")


def test_two_officers_of_an_account_cannot_share_a_zalo_id(rosters: RosterRepository) -> None:
    with pytest.raises(InvalidOfficer):
        rosters.put_officer("1001", HOA, "Chị Hoa", handles_cases=False, zalo_user_id="77")
    assert len(rosters.read("1001", BEGIN).officers) == 1


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
def test_an_officer_has_a_name(rosters: RosterRepository, name: str) -> None:
    with pytest.raises(InvalidOfficer):
        rosters.put_officer("1001", HOA, name, handles_cases=False)


def test_who_is_not_known_cannot_be_an_officer(rosters: RosterRepository) -> None:
    with pytest.raises(UnknownOfficer):
        rosters.put_officer("1001", "ai@example.vn", "Ai", handles_cases=False)
    with pytest.raises(UnknownAccount):
        rosters.put_officer("9", HOA, "Chị Hoa", handles_cases=False)
    with pytest.raises(UnknownAccount):
        rosters.put_setting("9", "safe_word", "x")


def test_shifts_are_kept_once_and_end(rosters: RosterRepository) -> None:
    shift = (LAN, BEGIN, BEGIN + NIGHT)
    assert rosters.add_shifts("1001", [shift, shift]) == 1
    (kept,) = rosters.read("1001", BEGIN).shifts
    assert kept == Shift(kept.admin_id, BEGIN, BEGIN + NIGHT)
    assert rosters.read("1001", BEGIN + NIGHT).shifts == ()
    assert rosters.read("1002", BEGIN).shifts == ()
    assert rosters.remove_shifts("1001", LAN, BEGIN, BEGIN + NIGHT) == 1
    assert rosters.read("1001", BEGIN).shifts == ()


@pytest.mark.parametrize(
    "wrong",
    [
        (LAN, BEGIN, BEGIN),
        (LAN, BEGIN, BEGIN + timedelta(days=8)),
        (HOA, BEGIN, BEGIN + NIGHT),
    ],
)
def test_one_wrong_shift_and_none_is_kept(
    rosters: RosterRepository, wrong: tuple[str, datetime, datetime]
) -> None:
    with pytest.raises(InvalidShift):
        rosters.add_shifts("1001", [(LAN, BEGIN, BEGIN + NIGHT), wrong])
    assert rosters.read("1001", BEGIN).shifts == ()


def test_who_leaves_takes_her_shifts_along(rosters: RosterRepository) -> None:
    rosters.add_shifts("1001", [(LAN, BEGIN, BEGIN + NIGHT)])
    assert rosters.remove_officer("1001", LAN)
    assert not rosters.remove_officer("1001", LAN)
    record = rosters.read("1001", BEGIN)
    assert (record.officers, record.shifts) == ((), ())


def test_a_setting_is_any_json(rosters: RosterRepository) -> None:
    for value in ({"mon": []}, ["Tết"], 5, 2.5, "", False):
        rosters.put_setting("1001", "anything", value)
        assert rosters.read("1001", BEGIN).settings == {"anything": value}
    rosters.put_setting("1001", "anything", None)
    assert rosters.read("1001", BEGIN).settings == {}
    assert rosters.read("1002", BEGIN).settings == {}
