from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.store.database import Database
from bot.store.handovers import HandoverRepository
from bot.store.oas import AccountDraft, OaRepository
from bot.store.people import PeopleRepository, Person

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def people(database: Database, oas: OaRepository) -> PeopleRepository:
    oas.add(AccountDraft("1001", "A", "s"))
    oas.add(AccountDraft("1002", "B", "s"))
    return PeopleRepository(database)


def test_the_first_message_makes_the_person(people: PeopleRepository) -> None:
    assert people.get("1001", "u") is None
    people.touch_inbound("1001", "u", NOW)
    assert people.get("1001", "u") == Person("1001", "u", NOW, NOW, False, None, "")
    assert people.get("1002", "u") is None


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0, 1)])
def test_first_and_last_do_not_depend_on_the_order(
    people: PeopleRepository, order: tuple[int, ...]
) -> None:
    for hours in order:
        people.touch_inbound("1001", "u", NOW + hours * HOUR)
    person = _got(people)
    assert (person.first_inbound_at, person.last_inbound_at) == (NOW, NOW + 2 * HOUR)


def test_following_is_remembered_and_is_not_a_message(people: PeopleRepository) -> None:
    people.set_following("1001", "u", True)
    assert (_got(people).following, _got(people).last_inbound_at) == (True, None)
    people.touch_inbound("1001", "u", NOW)
    assert (_got(people).following, _got(people).first_inbound_at) == (True, NOW)
    people.set_following("1001", "u", False)
    assert (_got(people).following, _got(people).last_inbound_at) == (False, NOW)


def test_unreachable_until_a_time(people: PeopleRepository) -> None:
    people.mark_unreachable("1001", "u", "daily_limit", NOW + HOUR)
    assert not _got(people).reachable(NOW)
    assert _got(people).reachable(NOW + HOUR)


def test_unreachable_until_she_writes(people: PeopleRepository) -> None:
    people.touch_inbound("1001", "u", NOW)
    people.mark_unreachable("1001", "u", "no_interaction", None)
    assert not _got(people).reachable(NOW + 1000 * HOUR)
    people.touch_inbound("1001", "u", NOW + HOUR)
    assert _got(people).reachable(NOW)


def test_forgetting_leaves_no_row_behind(people: PeopleRepository, database: Database) -> None:
    handovers = HandoverRepository(database)
    for oa_id in ("1001", "1002"):
        people.touch_inbound(oa_id, "u", NOW)
        handovers.open(oa_id, "u", "asked", "N")
    people.forget("1001", "u")
    assert people.get("1001", "u") is None
    assert handovers.list_open("1001") == []
    assert people.get("1002", "u") is not None
    assert len(handovers.list_open("1002")) == 1


def test_an_account_nobody_added_is_refused(people: PeopleRepository) -> None:
    with pytest.raises(IntegrityError):
        people.touch_inbound("9", "u", NOW)


def _got(people: PeopleRepository) -> Person:
    person = people.get("1001", "u")
    assert person is not None
    return person
