from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers import officer
from handlers.actions import CallOfficer, Say
from handlers.people import Absence, Presence, Staffing
from tests.handlers.conftest import TurnOf


@pytest.mark.parametrize(
    "typed",
    [
        "gặp cán bộ",
        "gap can bo",
        "cho tôi gặp người thật",
        "Gặp cán bộ Hội",
        "tôi muốn nói chuyện với cán bộ",
        "lien he hoi phu nu",
        "cán bộ ơi",
        "gap cb",
    ],
)
def test_who_asks_for_a_person_gets_one(turn_of: TurnOf, typed: str):
    actions = officer.handle(turn_of(typed))
    assert CallOfficer("asked") in actions


def test_it_says_honestly_what_happens(turn_of: TurnOf):
    said = " ".join(
        each.text for each in officer.handle(turn_of("gặp cán bộ")) if isinstance(each, Say)
    )
    assert "không dám hẹn giờ" in said
    assert "113" in said
    assert "111" in said


@pytest.mark.parametrize(
    "typed",
    ["cán bộ xã tự ý thu tiền của dân thì bị xử lý theo quy định nào của pháp luật", "ly hôn", ""],
)
def test_a_question_about_officers_is_a_question(turn_of: TurnOf, typed: str):
    assert officer.handle(turn_of(typed)) == []


def test_it_tells_when_an_officer_is_back(turn_of: TurnOf):
    back_at = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    staffing = Staffing(Presence.AWAY, back_at, None, Absence.WEEKEND)
    turn = replace(turn_of("gặp cán bộ"), staffing=staffing)
    said = " ".join(each.text for each in officer.handle(turn) if isinstance(each, Say))
    assert "lúc 7 giờ 30 sáng thứ Hai 23/11" in said
    assert "không dám hẹn giờ" not in said
