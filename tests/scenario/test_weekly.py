"""A small city through twelve weeks of weekly tips, with holidays and trouble: what must never be
is not, and every week adds up. The large one is ``python -m tests.bench.weekly``.
"""

from __future__ import annotations

import pytest

from tests.scenario.city import CAP, City, Size, Week
from tests.scenario.shelves import Libraries


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory, libraries: Libraries):
    folder = tmp_path_factory.mktemp("city")
    with City.founded(folder, libraries(False), Size(people=90, groups=4)) as city:
        yield list(city.live()), city.faults()


def named(weeks: list[Week], event: str) -> Week:
    return next(week for week in weeks if event in week.event)


def test_nothing_happens_that_must_not(lived: tuple[list[Week], list[str]]):
    weeks, faults = lived
    assert faults == []
    assert [fault for week in weeks for fault in week.faults] == []


def test_every_week_adds_up_and_keeps_the_cap(lived: tuple[list[Week], list[str]]):
    weeks, _ = lived
    assert len(weeks) == 12
    for week in weeks:
        assert sum(week.recipients.values()) == week.planned
        assert week.cap_of_one <= CAP
    assert any(week.recipients["skipped:weekly_cap"] for week in weeks)


def test_trouble_has_its_price_and_no_other(lived: tuple[list[Week], list[str]]):
    weeks, _ = lived
    assert named(weeks, "Zalo down all morning").recipients["skipped:expired"] > 0
    assert named(weeks, "worker down, back too late").left_out == 1
    assert sum("Tết" in week.event and week.left_out == 1 for week in weeks) == 2
    assert named(weeks, "groups dead").recipients["skipped:group_disabled"] > 0
    for event in ("Zalo down", "back in time", "worker killed", "Redis gone", "token lost"):
        week = named(weeks, event)
        assert week.left_out == 0
        assert week.recipients["skipped:expired"] == 0
        assert week.recipients["sent"] == week.arrived
