"""What officers type about conversations that wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers import desk, desk_handovers
from handlers.actions import Action, OfficerAct, Say
from handlers.people import CaseInBrief, Desk, Sender, WaitingInBrief
from handlers.severity import Severity
from handlers.texts import officer_desk
from tests.handlers.conftest import NOW, TurnOf

FREE = WaitingInBrief("H5", "asked", NOW, NOW, NOW + timedelta(days=2), NOW + timedelta(days=7))
HELD = replace(FREE, code="H6", taken_by="Chị Lan")
CASE = CaseInBrief("V1", Severity.C3, "CSA", datetime(2026, 11, 22, tzinfo=UTC))


def typed(turn_of: TurnOf, text: str, *waiting: WaitingInBrief, **more: object) -> list[Action]:
    officer = replace(Desk("Chị Lan", waiting=waiting or (FREE,)), **more)
    return desk.handle(replace(turn_of(text), sender=Sender(desk=officer)))


def act(actions: list[Action]) -> OfficerAct | None:
    return next((each for each in actions if isinstance(each, OfficerAct)), None)


def said(actions: list[Action]) -> str:
    return "\n".join(each.text for each in actions if isinstance(each, Say))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nhận H5", OfficerAct("take", "H5")),
        ("nhan h5", OfficerAct("take", "H5")),
        ("nhận", OfficerAct("take", "H5")),
        ("xem h5", OfficerAct("look", "H5")),
        ("trả lời H5: Chị ra phường nhé", OfficerAct("answer", "H5", "Chị ra phường nhé")),
        ("tra loi h 5 Chị ra: ngay", OfficerAct("answer", "H5", "Chị ra: ngay")),
        ("Trả lời: Vâng\nchị nhé", OfficerAct("answer", "H5", "Vâng\nchị nhé")),
        ("đóng H5", OfficerAct("close", "H5")),
        ("xong h5", OfficerAct("close", "H5")),
        ("lưu H5", OfficerAct("save", "H5")),
        ("luu h4", OfficerAct("save", "H4")),
    ],
)
def test_each_command_does_its_act(turn_of: TurnOf, text: str, expected: OfficerAct) -> None:
    assert act(typed(turn_of, text)) == expected


def test_without_a_code_the_one_that_she_has_is_meant(turn_of: TurnOf) -> None:
    assert act(typed(turn_of, "trả lời: Vâng", FREE, HELD)) == OfficerAct("answer", "H6", "Vâng")
    assert act(typed(turn_of, "nhận", FREE, HELD)) == OfficerAct("take", "H5")


def test_between_a_case_and_a_conversation_she_is_asked(turn_of: TurnOf) -> None:
    asked = typed(turn_of, "nhận", FREE, cases=(CASE,))
    assert act(asked) is None
    assert "V1" in said(asked)
    assert "H5" in said(asked)


@pytest.mark.parametrize("text", ["trả lời H5", "trả lời H5:", "tra loi h5 : "])
def test_an_answer_needs_words(turn_of: TurnOf, text: str) -> None:
    actions = typed(turn_of, text)
    assert act(actions) is None
    assert said(actions) == officer_desk.answer_missing("H5")


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (NOW + timedelta(seconds=1), officer_desk.sending("H5")),
        (NOW, officer_desk.keeping("H5")),
        (None, officer_desk.keeping("H5")),
    ],
)
def test_she_is_told_whether_her_answer_goes_or_waits(
    turn_of: TurnOf, until: datetime | None, told: str
) -> None:
    waiting = replace(FREE, reachable_until=until)
    assert said(typed(turn_of, "trả lời H5: Vâng", waiting)) == told


def test_a_code_that_is_not_there_is_said(turn_of: TurnOf) -> None:
    assert act(typed(turn_of, "nhận H9")) is None
    assert "H9" in said(typed(turn_of, "nhận H9"))


@pytest.mark.parametrize("text", ["trả lời", "lưu", "đóng", "nhận con nuôi cần giấy tờ gì"])
def test_without_work_words_are_words(turn_of: TurnOf, text: str) -> None:
    assert typed(turn_of, text, replace(FREE, taken_by="Chị Hoa")) == []


def test_nobody_else_commands(turn_of: TurnOf) -> None:
    assert desk.handle(turn_of("nhận H5")) == []


def test_what_waits_is_listed(turn_of: TurnOf) -> None:
    listed = said(typed(turn_of, "việc", FREE, HELD))
    assert "CHƯA AI NHẬN" in listed
    assert "Chị Lan đang giữ" in listed
    assert desk_handovers.HANDOVER in listed


@pytest.mark.parametrize("text", [officer_desk.announcement, officer_desk.escalation])
def test_messages_to_officers_are_short(text: object) -> None:
    for waiting in (FREE, HELD, WaitingInBrief("H1", "unknown", NOW)):
        assert callable(text)
        assert len(text(waiting, NOW)) < 500
