from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import cast

import pytest

from bot.broadcast.series import WeeklySeries, choose, content_of
from bot.broadcast.series_acts import SeriesActs, UnfitHour
from bot.broadcast.wiring import shipped_tips
from bot.staff.account_settings import AccountSettings
from bot.store.admins import Admin
from bot.store.broadcast_models import BroadcastState, SeriesState
from bot.store.broadcast_records import Audience, Series
from bot.store.broadcast_series import WrongSeriesState
from knowledge.documents import Citation, Document
from knowledge.search import Library
from knowledge.tips import Tip
from tests.bot.broadcast.town import OA, SECOND, WRITER, Town

LAW = Document("52/2014/QH13", "Luật", "Luật Hôn nhân và gia đình")


class Shelf:
    """A library that has one law, with every article in it."""

    version = "v7"

    def document(self, number: str) -> Document | None:
        return LAW if number == LAW.number else None

    def article(self, article_id: str) -> None:
        return None


def tip(name: str, **changes: object) -> Tip:
    made = Tip(
        name, "trẻ em", f"Mẹo {name}.", f"Tên {name}", Citation(LAW.number, "1"),
        date(2026, 11, 1), "toàn văn", review_by=date(2027, 12, 1),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def no_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.broadcast.content.faults_of_place", lambda cited, library: [])


def series(town: Town, tips: list[Tip]) -> Series:
    town.library = Shelf()
    town.ticking._series = WeeklySeries(
        town.series_repository,
        lambda: tips,
        lambda _: cast(Library, Shelf()),
        settings=lambda _: town.settings,
    )
    made = town.series_repository.add(
        OA, "Mẹo luật", Audience(), (0, "08:00", 180), "hoa@phuong.vn"
    )
    town.series_repository.move(made.id, SeriesState.APPROVED, "approved", "mai", 2, alone=False)
    return made


def sent_tips(town: Town) -> list[str]:
    return [each.content.tip for each in town.broadcasts.page(OA)][::-1]


def test_a_tip_a_week_in_their_order_once_however_often_the_clock_ticks(town: Town):
    town.person("1")
    series(town, [tip("a"), tip("b"), tip("c")])
    for _ in range(2):
        for _ in range(3):
            town.tick()
            town.send(3)
        town.clock.wind(days=7)
        town.people.touch_inbound(OA, "1", town.clock())
    assert sent_tips(town) == ["a", "b"]
    assert [m.text.splitlines()[0] for m in town.phones.arrived["1"]] == ["Mẹo a.", "Mẹo b."]
    assert town.broadcasts.page(OA)[0].library == "v7"


def test_tips_that_need_somebody_or_have_no_law_are_passed_over():
    tips = [
        tip("needs", needs_officer_check=True),
        tip("old", review_by=date(2026, 11, 29)),
        tip("over", expires=date(2026, 11, 1)),
        tip("unknown", citation=Citation("1/1999/QH10", "1")),
        tip("good"),
    ]
    place = Series(
        1, OA, "", Audience(), 0, "08:00", 180, "", "", SeriesState.APPROVED, 1, 2, False
    )
    chosen = choose(tips, place, cast(Library, Shelf()), date(2026, 11, 30))
    assert chosen.tip == tips[-1]
    assert chosen.passed_over == ("needs", "old", "over", "unknown")


def test_a_week_that_nobody_was_there_is_left_out_and_its_tip_comes_the_next(town: Town):
    town.person("1")
    series(town, [tip("a"), tip("b")])
    town.clock.wind(hours=4)
    town.tick()
    assert sent_tips(town) == []
    town.clock.wind(days=7, hours=-4)
    town.tick()
    assert sent_tips(town) == ["a"]


def test_on_a_holiday_nothing_goes_out_and_the_tip_comes_the_week_after(town: Town):
    town.person("1")
    made = series(town, [tip("a"), tip("b")])
    holiday = date(2026, 11, 30)
    town.ticking._series = weekly = WeeklySeries(
        town.series_repository,
        lambda: [tip("a"), tip("b")],
        lambda _: cast(Library, Shelf()),
        lambda _, day: "Tết" if day == holiday else None,
    )
    coming = weekly.upcoming(made, town.clock(), 2)
    assert [each.at.day for each in coming] == [7, 14]
    for _ in range(2):
        town.tick()
    assert sent_tips(town) == []
    town.clock.wind(days=7)
    town.tick()
    assert sent_tips(town) == ["a"]


def test_a_series_without_tips_ends_and_a_paused_one_does_nothing(town: Town):
    first = series(town, [])
    town.tick()
    assert town.series_repository.get(first.id).state is SeriesState.ENDED
    with pytest.raises(WrongSeriesState):
        town.series_repository.move(first.id, SeriesState.APPROVED, "resumed", "hoa")
    second = series(town, [tip("a")])
    town.series_repository.move(second.id, SeriesState.PAUSED, "paused", "hoa")
    town.tick()
    assert sent_tips(town) == []


NEVER = ((0, "21:30", 180), (0, "23:00", 480), (0, "03:30", 180), (0, "21:00", 600))
"""Weekday, hour, minutes: nothing goes out before seven and after nine in the evening."""


def acts(town: Town) -> SeriesActs:
    return SeriesActs(town.series_repository, lambda _: town.settings)


def test_a_series_at_an_hour_at_which_nothing_goes_out_is_not_made(town: Town):
    for times in NEVER:
        with pytest.raises(UnfitHour) as refused:
            acts(town).create(OA, "Mẹo", Audience(), times, WRITER)
        assert "từ 7:00 đến 21:00" in refused.value.public_message
    assert town.series_repository.list() == []
    for times in ((0, "20:45", 60), (0, "04:30", 180), (0, "22:00", 600)):
        assert acts(town).create(OA, "Mẹo", Audience(), times, WRITER).written_by == WRITER.id


@pytest.mark.parametrize("act", [SeriesActs.approve, SeriesActs.resume])
def test_nor_is_it_approved_or_gone_on_with(
    town: Town, act: Callable[[SeriesActs, int, Admin], Series]
):
    made = acts(town).create(OA, "Mẹo", Audience(), (0, "08:00", 60), WRITER)
    if act is SeriesActs.resume:
        acts(town).approve(made.id, SECOND)
        acts(town).pause(made.id, SECOND)
    before = town.series_repository.get(made.id)
    town.settings = AccountSettings(broadcast_opens=time(9))
    with pytest.raises(UnfitHour) as refused:
        act(acts(town), made.id, SECOND)
    assert "từ 9:00 đến 21:00" in refused.value.public_message
    assert town.series_repository.get(made.id) == before
    town.settings = AccountSettings()
    assert act(acts(town), made.id, SECOND).state is SeriesState.APPROVED


def test_what_nobody_approved_does_not_go_on(town: Town):
    made = acts(town).create(OA, "Mẹo", Audience(), (0, "08:00", 60), SECOND)
    with pytest.raises(WrongSeriesState):
        acts(town).resume(made.id, SECOND)
    acts(town).approve(made.id, WRITER)
    acts(town).pause(made.id, WRITER)
    changed = acts(town).edit(made.id, "Mẹo khác", Audience(), (0, "08:00", 60), SECOND)
    with pytest.raises(WrongSeriesState):
        acts(town).resume(made.id, SECOND)
    assert town.series_repository.get(made.id) == changed


def test_what_was_changed_since_does_not_go_out_as_it_was(town: Town):
    before = series(town, [tip("a")])
    acts(town).edit(before.id, "Mẹo", Audience(free_only=True), (0, "08:00", 180), WRITER)
    acts(town).approve(before.id, SECOND)
    times = (town.clock(), town.clock())
    put_out = town.series_repository.put_out
    assert put_out(before, content_of(tip("a")), "v7", times, "2026-11-30", []) is None
    town.tick()
    (made,) = town.broadcasts.page(OA)
    assert made.audience == Audience(free_only=True)


def test_when_the_account_shortens_its_hours_the_series_stops_and_keeps_its_tips(town: Town):
    town.person("1")
    town.officer("9001")
    made = series(town, [tip("a"), tip("b")])
    town.settings = AccountSettings(broadcast_opens=time(11))
    for _ in range(3):
        town.tick()
        town.clock.wind(days=7)
    stopped = town.series_repository.get(made.id)
    assert (stopped.state, stopped.last_tip, stopped.last_slot) == (SeriesState.PAUSED, "", "")
    (told,) = town.told("9001")
    assert "L1" in told
    assert "từ 11:00 đến 21:00" in told
    town.settings = AccountSettings()
    acts(town).resume(made.id, SECOND)
    town.people.touch_inbound(OA, "1", town.clock())
    town.tick()
    assert sent_tips(town) == ["a"]
    assert town.send() == 1


def test_one_of_its_broadcasts_can_be_cancelled_alone(town: Town):
    town.person("1")
    made = series(town, [tip("a")])
    town.clock.wind(minutes=-10)
    town.tick()
    (coming,) = town.broadcasts.page(OA)
    assert coming.state is BroadcastState.SCHEDULED
    with town.broadcasts.changing(coming.id, "hoa") as opened:
        opened.end(BroadcastState.CANCELLED, "cancelled", "hủy")
    town.clock.wind(minutes=15)
    town.tick()
    assert town.send() == 0
    assert town.series_repository.get(made.id).state is SeriesState.APPROVED


def test_the_shipped_tips_are_broadcasts(town: Town):
    assert len(shipped_tips()) > 40
    assert all(content_of(each).title for each in shipped_tips())
