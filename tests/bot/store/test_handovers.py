from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store.database import Database
from bot.store.handovers import HandoverRepository
from bot.store.oas import AccountDraft, OaRepository


@pytest.fixture
def handovers(database: Database, oas: OaRepository) -> HandoverRepository:
    oas.add(AccountDraft("1001", "A", "s"))
    return HandoverRepository(database)


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
