"""An account on trial: silent for all but officers and listed people, never in danger."""

from __future__ import annotations

import pytest

from bot.store.admins import AdminRepository
from bot.store.models import Role
from bot.store.rosters import RosterRepository
from bot.store.trial_people import TrialPeople
from handlers.texts import trial as texts
from tests.bot.test_dispatch import LAN, MAILBOX, OA, House, house, library  # noqa: F401

DANGER = "chồng tôi đang cầm dao đòi giết tôi"


@pytest.fixture
def trial(house: House) -> House:  # noqa: F811
    rosters = RosterRepository(house.database)
    rosters.put_setting(OA, "trial_mode", True)
    rosters.put_setting(OA, "trial_word", "Hoa Ban")
    return house


def test_who_is_not_listed_hears_nothing_and_nothing_is_remembered(trial: House):
    trial.receive()
    assert trial.read() is None
    assert trial.phone.arrived == []
    assert trial.inbox.peek(MAILBOX) == []
    assert not trial.conversations.load(MAILBOX).greeted
    assert trial.conversations.load(MAILBOX).question == ""
    assert trial.handovers.list_open(OA) == []


def test_danger_is_answered_whoever_tells_of_it(trial: House):
    trial.receive(text=DANGER)
    trial.read()
    assert "113" in "\n".join(trial.phone.arrived)
    assert trial.opened


def test_danger_in_two_parts_too(trial: House):
    for text in ("chồng tôi đang cầm dao", "đòi giết tôi"):
        trial.receive(text=text)
        trial.read()
    assert "113" in "\n".join(trial.phone.arrived)


def test_who_is_listed_is_answered(trial: House):
    TrialPeople(trial.database).add(OA, LAN)
    trial.receive()
    trial.read()
    assert "nồi cơm" in "\n".join(trial.phone.arrived).lower()


def test_officers_are_answered(trial: House):
    AdminRepository(trial.database).add("hoa@hoi.vn", Role.OFFICER)
    RosterRepository(trial.database).put_officer(
        OA, "hoa@hoi.vn", "Chị Hoa", handles_cases=False, zalo_user_id=LAN
    )
    trial.receive()
    trial.read()
    assert trial.phone.arrived


def test_the_trials_word_puts_her_on_the_list(trial: House):
    trial.receive(text="  hoa ban ")
    trial.read()
    assert trial.phone.arrived == [texts.JOINED]
    assert [each.user_id for each in TrialPeople(trial.database).list(OA)] == [LAN]
    trial.receive()
    trial.read()
    assert len(trial.phone.arrived) > 1


def test_without_a_word_nobody_joins_by_an_empty_message(trial: House):
    RosterRepository(trial.database).put_setting(OA, "trial_word", None)
    trial.receive(text=" ")
    trial.read()
    assert trial.phone.arrived == []


def test_her_following_is_known_all_the_same(trial: House):
    trial.receive("follow", follower={"id": LAN})
    trial.read()
    assert trial.phone.arrived == []
    person = trial.people.get(OA, LAN)
    assert person is not None
    assert person.following


def test_an_account_that_is_not_on_trial_answers_everybody(house: House):  # noqa: F811
    RosterRepository(house.database).put_setting(OA, "trial_word", "hoa ban")
    house.receive()
    house.read()
    assert house.phone.arrived


def test_a_person_who_is_forgotten_leaves_the_list(house: House):  # noqa: F811
    TrialPeople(house.database).add(OA, LAN)
    house.people.forget(OA, LAN)
    assert TrialPeople(house.database).list(OA) == []
