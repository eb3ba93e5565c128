from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.store.database import Database
from bot.store.handovers import (
    TYPED,
    HandoverClosed,
    HandoverRepository,
    HandoverTaken,
    HandoverUnknown,
)
from bot.store.oas import AccountDraft, OaRepository
from bot.store.people import PeopleRepository

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def handovers(database: Database, oas: OaRepository) -> HandoverRepository:
    oas.add(AccountDraft("1001", "A", "s"))
    return HandoverRepository(database)


@pytest.fixture
def people(database: Database) -> PeopleRepository:
    return PeopleRepository(database)


def test_a_handover_opens_and_closes(handovers: HandoverRepository) -> None:
    opened = handovers.open("1001", "u", "asked_for_person", "N")
    assert opened.closed_at is None
    assert handovers.list_open("1001") == [opened]
    assert handovers.close("1001", "u") is True
    assert handovers.list_open("1001") == []
    assert handovers.close("1001", "u") is False


def test_opening_again_keeps_the_one_and_the_graver_severity(
    handovers: HandoverRepository,
) -> None:
    first = handovers.open("1001", "u", "asked", "N")
    graver = handovers.open("1001", "u", "crisis", "C2")
    milder = handovers.open("1001", "u", "asked", "N")
    assert (graver.id, graver.severity, graver.reason) == (first.id, "C2", "crisis")
    assert milder == graver
    assert graver.opened_at == first.opened_at


def test_a_closed_one_does_not_hinder_a_new_one(handovers: HandoverRepository) -> None:
    first = handovers.open("1001", "u", "asked", "N")
    handovers.close("1001", "u")
    assert handovers.open("1001", "u", "asked", "N").id != first.id


def test_the_gravest_stands_first_then_the_oldest(handovers: HandoverRepository) -> None:
    for user, severity in (("a", "N"), ("b", "C1"), ("c", "C3"), ("d", "C1"), ("e", "C2")):
        handovers.open("1001", user, "r", severity)
    assert [found.user_id for found in handovers.list_open("1001")] == ["c", "e", "b", "d", "a"]


def test_many_at_once_open_one(handovers: HandoverRepository) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: handovers.open("1001", "u", "asked", "N").id, range(16)))
    assert len(set(opened)) == 1


def test_numbers_count_within_an_account_and_are_never_given_twice(
    handovers: HandoverRepository, oas: OaRepository, people: PeopleRepository
) -> None:
    oas.add(AccountDraft("1002", "B", "s"))
    codes = [handovers.open("1001", user, "asked", "N").code for user in "ab"]
    assert codes == ["H1", "H2"]
    assert handovers.open("1002", "a", "asked", "N").code == "H1"
    people.forget("1001", "b")
    assert handovers.open("1001", "b", "asked", "N").code == "H3"
    with pytest.raises(HandoverUnknown):
        handovers.get("1001", 2)


def test_two_officers_at_once_and_one_has_it(handovers: HandoverRepository) -> None:
    number = handovers.open("1001", "u", "asked", "N").number

    def take(admin_id: int) -> int:
        try:
            handovers.take("1001", number, admin_id, NOW)
        except HandoverTaken as lost:
            return lost.by
        return admin_id

    with ThreadPoolExecutor(8) as pool:
        had_by = set(pool.map(take, range(1, 9)))
    assert had_by == {handovers.get("1001", number).taken_by}


def test_who_has_it_may_take_it_again_and_nobody_else(handovers: HandoverRepository) -> None:
    handovers.open("1001", "u", "asked", "N")
    first = handovers.take("1001", 1, 7, NOW)
    again = handovers.take("1001", 1, 7, NOW + HOUR)
    assert (again.taken_at, again.last_word_at) == (first.taken_at, NOW + HOUR)
    with pytest.raises(HandoverTaken):
        handovers.answer("1001", 1, 8, NOW)
    with pytest.raises(HandoverUnknown):
        handovers.take("1001", 2, 7, NOW)
    handovers.close_number("1001", 1, 7, NOW)
    assert handovers.close_number("1001", 1, 7, NOW).closed_by == 7
    for act in (handovers.take, handovers.answer, handovers.close_number):
        with pytest.raises(HandoverClosed):
            act("1001", 1, 8, NOW)


def test_what_was_left_lying_may_be_taken_over(handovers: HandoverRepository) -> None:
    opened = handovers.open("1001", "u", "asked", "N", NOW)
    handovers.take("1001", 1, 7, NOW)
    handovers.told(opened.id, "escalated", NOW)
    assert handovers.take("1001", 1, 8, NOW + HOUR).taken_by == 8
    handovers.answer("1001", 1, 8, NOW + HOUR)
    with pytest.raises(HandoverTaken):
        handovers.take("1001", 1, 7, NOW + HOUR)


def test_an_officer_who_types_has_it_at_once(handovers: HandoverRepository) -> None:
    begun = handovers.typed("1001", "u", NOW)
    assert (begun.reason, begun.taken_at, begun.taken_by) == (TYPED, NOW, None)
    again = handovers.typed("1001", "u", NOW + HOUR)
    assert (again.id, again.taken_at, again.answered_at) == (begun.id, NOW, NOW + HOUR)
    assert handovers.open("1001", "u", "asked", "N").reason == "asked"


@pytest.mark.parametrize("news", ["announced", "escalated"])
def test_news_are_claimed_by_one_and_again_after_a_crash(
    handovers: HandoverRepository, news: str
) -> None:
    opened = handovers.open("1001", "u", "asked", "N", NOW)
    hold = timedelta(minutes=2)

    def claim(at: datetime) -> list[int]:
        return [each.id for each in handovers.claim(news, at, hold)]

    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(claim, [NOW] * 8))
    assert sorted(claimed) == [*[[]] * 7, [opened.id]]
    assert claim(NOW + hold) == [opened.id]
    handovers.told(opened.id, news, NOW, done=False)
    assert claim(NOW) == [opened.id]
    handovers.told(opened.id, news, NOW)
    assert claim(NOW + HOUR) == []


def test_only_what_is_late_is_escalated(handovers: HandoverRepository) -> None:
    handovers.open("1001", "a", "asked", "N", NOW + HOUR)
    handovers.open("1001", "b", "asked", "N")
    late = handovers.open("1001", "c", "asked", "N", NOW)
    handovers.open("1001", "d", "asked", "N", NOW)
    handovers.answer("1001", 4, 7, NOW)
    assert [each.id for each in handovers.claim("escalated", NOW, HOUR)] == [late.id]
    assert handovers.claim("announced", NOW, HOUR, only=late.id) == []


def test_silence_gives_back_what_was_not_answered_and_ends_what_was(
    handovers: HandoverRepository,
) -> None:
    for user in "abc":
        handovers.open("1001", user, "asked", "N")
    handovers.take("1001", 1, 7, NOW)
    handovers.answer("1001", 2, 7, NOW)
    handovers.answer("1001", 3, 7, NOW + HOUR)
    assert [each.number for each in handovers.close_silent(NOW, NOW + HOUR)] == [2]
    assert [each.number for each in handovers.release_unanswered(NOW)] == [1]
    assert handovers.get("1001", 1).taken_by is None
    assert [each.number for each in handovers.list("1001")] == [1, 3]
    assert handovers.close_silent(NOW, NOW) == handovers.release_unanswered(NOW) == []


def test_it_is_given_by_who_has_it_and_waits_anew(handovers: HandoverRepository) -> None:
    handovers.open("1001", "u", "asked", "N", NOW)
    handovers.answer("1001", 1, 5, NOW)
    passed = handovers.pass_on("1001", 1, 5, 6, NOW + HOUR, NOW + 4 * HOUR)
    assert (passed.taken_by, passed.taken_at, passed.answered_at) == (6, NOW + HOUR, None)
    assert passed.answer_by == NOW + 4 * HOUR
    assert handovers.pass_on("1001", 1, 5, 6, NOW + 2 * HOUR) == passed
    with pytest.raises(HandoverTaken) as refused:
        handovers.pass_on("1001", 1, 5, 7, NOW)
    assert refused.value.by == 6


def test_what_nobody_has_may_be_given_and_what_is_over_not(handovers: HandoverRepository) -> None:
    handovers.open("1001", "u", "asked", "N")
    assert handovers.pass_on("1001", 1, 5, 6, NOW).taken_by == 6
    handovers.close_number("1001", 1, 6, NOW)
    with pytest.raises(HandoverClosed):
        handovers.pass_on("1001", 1, 6, 5, NOW)
