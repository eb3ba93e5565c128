"""Every request of an answer survives the plan, and reaches whoever carries it out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.outbox import Outbox, Plan
from bot.requests import Requests, is_urgent
from handlers.actions import (
    AddQuestion,
    Basis,
    BroadcastWords,
    CallOfficer,
    CaseNews,
    ChooseTopics,
    FaqWords,
    NoteCase,
    OfficerAct,
    OpenCase,
    RateAnswer,
    RecordConsent,
    Request,
    ResumeAssistant,
    Right,
    SafeContact,
    UseRight,
    WarnOfficer,
)
from handlers.people import Purpose
from handlers.turn import Conversation, Severity

SAMPLES = (
    CallOfficer("asked", Severity.C1),
    AddQuestion("còn việc này nữa"),
    WarnOfficer(),
    ResumeAssistant(datetime(2026, 11, 1, 2, 3, 4, 567000, tzinfo=UTC)),
    OpenCase(Severity.C3, "DV", Basis.LIFE),
    NoteCase(CaseNews.SAFE),
    SafeContact("gọi buổi sáng"),
    RecordConsent(Purpose.TIPS, True, "1"),
    ChooseTopics(("trẻ em",)),
    FaqWords("Nhà văn hóa mở cửa lúc nào?", "Từ 7 giờ."),
    BroadcastWords(datetime(2026, 11, 30, tzinfo=UTC), "Hội họp sáng mai."),
    UseRight(Right.ERASE),
    RateAnswer("a1", False, "unclear"),
    OfficerAct("take", "V12"),
)


def test_there_is_a_sample_of_every_kind() -> None:
    assert {type(each) for each in SAMPLES} == set(get_args(Request))


def test_all_kinds_come_back_from_a_plan(redis) -> None:
    plan = Plan(("Một.",), Conversation(), datetime(2026, 11, 1, tzinfo=UTC), requests=SAMPLES)
    Outbox(redis).write("e1", plan)
    assert Outbox(redis).plan("e1") == plan


def test_each_goes_to_its_carrier_in_order() -> None:
    seen: list[tuple[object, object]] = []
    carriers = Requests()
    for kind in get_args(Request):
        carriers.on(kind, lambda event, request: seen.append((event, request)))
    carriers.carry_out("event", SAMPLES)  # type: ignore[arg-type]
    assert seen == [("event", each) for each in SAMPLES]


@pytest.mark.parametrize("request_", SAMPLES, ids=lambda each: each.kind)
def test_only_what_tells_of_danger_is_urgent(request_: Request) -> None:
    assert is_urgent(request_) == isinstance(request_, (OpenCase, NoteCase, SafeContact))
