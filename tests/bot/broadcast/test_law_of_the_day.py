"""A broadcast that runs for days: its law is asked again on each of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.broadcast.content import InvalidBroadcast
from bot.store.broadcast_models import BroadcastState
from bot.store.broadcast_records import Broadcast, BroadcastContent
from knowledge.documents import Citation, Document
from knowledge.errors import SnapshotError
from tests.bot.broadcast.town import SECOND, Town

LAW = Document("52/2014/QH13", "Luật", "Luật Hôn nhân và gia đình")
TIP = BroadcastContent("Việc nhà", "Việc nhà, cả nhà cùng làm.", Citation(LAW.number, "1"))


class Shelf:
    """A library with one law, until it is taken out; how often it was asked."""

    version = "v7"

    def __init__(self) -> None:
        self.laws = {LAW.number: LAW}
        self.asked = 0

    def document(self, number: str) -> Document | None:
        self.asked += 1
        return self.laws.get(number)

    def article(self, article_id: str) -> None:
        return None


@pytest.fixture(autouse=True)
def no_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.broadcast.content.faults_of_place", lambda cited, library: [])


@pytest.fixture
def shelf(town: Town) -> Shelf:
    town.library = Shelf()
    return town.library


def of_several_days(town: Town, content: BroadcastContent = TIP) -> Broadcast:
    """It began this morning, and two wait for the next."""
    for user_id in ("1", "2", "3"):
        town.person(user_id)
    made = town.running(content)
    with town.broadcasts.changing(made.id, "test") as opened:
        opened.row.not_after = town.clock() + timedelta(days=3)
    assert town.send() == 1
    return made


def next_morning(town: Town) -> None:
    town.clock.wind(hours=14)
    town.tick()
    town.clock.wind(hours=10)


def test_what_its_law_does_not_carry_any_more_stops_on_the_second_day(town: Town, shelf: Shelf):
    town.officer("9001")
    made = of_several_days(town)
    shelf.laws.clear()
    next_morning(town)
    town.tick()
    stopped = town.broadcasts.get(made.id)
    assert (stopped.state, stopped.reason) == (BroadcastState.PAUSED, "law_not_in_force")
    assert town.send() == 0
    assert town.states(made) == {"sent": 1, "waiting": 2}
    (told,) = town.told("9001")
    assert "hủy tin này rồi soạn tin mới" in told


def test_it_goes_on_only_with_a_law_in_force(town: Town, shelf: Shelf):
    made = of_several_days(town)
    shelf.laws.clear()
    next_morning(town)
    town.tick()
    with pytest.raises(InvalidBroadcast) as refused:
        town.life.resume(made.id, SECOND)
    assert LAW.number in refused.value.public_message
    assert town.broadcasts.get(made.id).state is BroadcastState.PAUSED
    shelf.laws[LAW.number] = LAW
    town.life.resume(made.id, SECOND)
    town.tick()
    assert town.send(3) == 2


def test_it_is_asked_once_a_day(town: Town, shelf: Shelf):
    made = of_several_days(town)
    before = shelf.asked
    for _ in range(5):
        town.tick()
    assert shelf.asked == before
    next_morning(town)
    for _ in range(5):
        town.tick()
    assert shelf.asked == before + 1
    next_morning(town)
    town.tick()
    assert shelf.asked == before + 2
    assert town.broadcasts.get(made.id).state is BroadcastState.RUNNING


def test_without_a_library_nothing_of_law_goes_out_and_all_else_does(
    town: Town, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
):
    def away(oa_id: str) -> None:
        raise SnapshotError("Chưa có thư viện.")

    made, there = of_several_days(town), town.ticking._library
    town.clock.wind(hours=24)
    monkeypatch.setattr(town.ticking, "_library", away)
    other, waits = town.scheduled(), town.scheduled(TIP)
    town.tick()
    assert town.broadcasts.get(other.id).state is BroadcastState.RUNNING
    assert town.broadcasts.get(waits.id).state is BroadcastState.SCHEDULED
    assert town.send(5) == 3
    assert town.states(made) == {"sent": 1, "waiting": 2}
    monkeypatch.setattr(town.ticking, "_library", there)
    town.clock.wind(minutes=2)
    town.tick()
    assert town.broadcasts.get(waits.id).state is BroadcastState.RUNNING
    town.send(5)
    assert town.states(made) == {"sent": 3}
