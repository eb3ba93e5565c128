"""A conversation goes from one officer to another."""

from __future__ import annotations

import pytest

from bot.staff.roster import Officer
from bot.store.audit import AuditRepository
from bot.store.handovers import HandoverTaken
from handlers.texts import handover, officer_desk
from tests.bot.takeover.conftest import HOA, LAN, OA, Ward, at

LAN_HERSELF, HOA_HERSELF = (
    Officer(1, "Chị Lan", LAN, handles_cases=True),
    Officer(2, "Chị Hoa", HOA, handles_cases=False),
)


@pytest.fixture
def called(ward: Ward) -> Ward:
    ward.says("nồi cơm là gì")
    ward.says("gặp cán bộ")
    return ward


def test_everybody_whom_it_concerns_is_told_once(called: Ward) -> None:
    called.says("nhận H1", LAN)
    for _ in range(2):
        passed = called.talks.passing.pass_on(OA, 1, LAN_HERSELF, HOA_HERSELF)
    assert (passed.taken_by, passed.answer_by) == (2, at("2026-11-23 14:00"))
    assert called.hears()[-1] == handover.officer_has_it("Chị Hoa")
    assert called.hears(HOA)[-1] == officer_desk.passed_on("H1", "Chị Lan")
    assert called.hears(HOA).count(officer_desk.passed_on("H1", "Chị Lan")) == 1
    acts = [each.action for each in AuditRepository(called.database).latest()]
    assert acts.count("handover_passed_on") == 1
    assert called.hears_next("nồi cơm là gì") == ""
    assert called.hears(HOA)[-1].startswith("H1 nhắn thêm")


def test_what_another_has_cannot_be_given_away(called: Ward) -> None:
    called.says("nhận H1", LAN)
    with pytest.raises(HandoverTaken):
        called.talks.passing.pass_on(OA, 1, HOA_HERSELF, Officer(3, "Chị Mai", "", False))


def test_one_who_lets_it_lie_loses_it_to_all(called: Ward) -> None:
    called.says("nhận H1", LAN)
    called.says("trả lời H1: Chờ tôi chút.", LAN)
    called.talks.passing.pass_on(OA, 1, LAN_HERSELF, HOA_HERSELF)
    called.clock.passes(hours=1, minutes=1)
    called.tick()
    (waiting,) = called.handovers.list_open(OA)
    assert waiting.taken_by is None
