"""The lists of hand-overs that the console shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.store.database import Database
from bot.store.handover_lists import Counts, HandoverLists, Listed, Shown, Wanted
from bot.store.handover_texts import HandoverTexts
from bot.store.handovers import HandoverRepository
from bot.store.oas import AccountDraft, OaRepository
from bot.store.people import PeopleRepository
from bot.store.takeover_models import AnswerState
from bot.store.waiting_answers import AnswerDraft, WaitingAnswers

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
KEY = "k" * 40
LAN, HOA = 1, 2
OPEN = Wanted("1001", Shown.OPEN, LAN)


@pytest.fixture
def handovers(database: Database, oas: OaRepository) -> HandoverRepository:
    oas.add(AccountDraft("1001", "A", "s"))
    oas.add(AccountDraft("1002", "B", "s"))
    return HandoverRepository(database)


@pytest.fixture
def lists(database: Database) -> HandoverLists:
    return HandoverLists(database)


def opened(handovers: HandoverRepository, user: str, hours: float = 0, **more: str) -> int:
    at = NOW + hours * HOUR
    severity, topic = more.get("severity", "N"), more.get("topic", "")
    return handovers.open("1001", user, "asked", severity, at + HOUR, at, topic).number


def numbers(found: list[Listed]) -> list[int]:
    return [each.handover.number for each in found]


def test_danger_stands_first_then_what_has_no_answer_by_its_promise(
    handovers: HandoverRepository, lists: HandoverLists
) -> None:
    late = opened(handovers, "a", 5)
    early = opened(handovers, "b", 1)
    answered = opened(handovers, "c", 0)
    grave = opened(handovers, "d", 9, severity="C3")
    handovers.answer("1001", answered, LAN, NOW)
    assert numbers(lists.page(OPEN)) == [grave, early, late, answered]


@pytest.mark.parametrize("shown", [Shown.OPEN, Shown.CLOSED])
def test_pages_follow_one_another_without_a_gap(
    handovers: HandoverRepository, lists: HandoverLists, shown: Shown
) -> None:
    for index in range(7):
        number = opened(handovers, f"u{index}", index % 3)
        if shown is Shown.CLOSED:
            handovers.close_number("1001", number, LAN, NOW)
    wanted = replace(OPEN, shown=shown)
    whole = numbers(lists.page(wanted))
    first = numbers(lists.page(wanted, limit=3))
    second = numbers(lists.page(wanted, first[-1], limit=3))
    third = numbers(lists.page(wanted, second[-1], limit=3))
    assert [*first, *second, *third] == whole
    assert len(whole) == 7


def test_each_kind_shows_its_own(handovers: HandoverRepository, lists: HandoverLists) -> None:
    waits, mine, hers, closed = (opened(handovers, user) for user in "abcd")
    handovers.take("1001", mine, LAN, NOW)
    handovers.answer("1001", hers, HOA, NOW)
    handovers.close_number("1001", closed, LAN, NOW)
    shown = {kind: numbers(lists.page(replace(OPEN, shown=kind))) for kind in Shown}
    assert shown == {
        Shown.WAITING: [waits, mine],
        Shown.MINE: [mine],
        Shown.OPEN: [waits, mine, hers],
        Shown.CLOSED: [closed],
    }
    assert lists.counts("1001", LAN, NOW) == Counts(open=3, waiting=2, mine=1, late=0)
    assert lists.counts("1001", HOA, NOW + 2 * HOUR) == Counts(open=3, waiting=2, mine=1, late=2)
    assert lists.counts("1002", LAN, NOW) == Counts(0, 0, 0, 0)


def test_it_is_found_by_topic_officer_and_vietnams_day(
    handovers: HandoverRepository, lists: HandoverLists
) -> None:
    marriage = opened(handovers, "a", -9.5, topic="kết hôn")  # 23:30 on the 22nd in Vietnam
    divorce = opened(handovers, "b", -8.5, topic="ly hôn")
    handovers.take("1001", divorce, HOA, NOW)
    assert lists.topics("1001") == ["kết hôn", "ly hôn"]
    assert lists.topics("1002") == []
    assert numbers(lists.page(replace(OPEN, topic="kết hôn"))) == [marriage]
    assert numbers(lists.page(replace(OPEN, officer=HOA))) == [divorce]
    assert numbers(lists.page(replace(OPEN, day=date(2026, 11, 22)))) == [marriage]
    assert numbers(lists.page(replace(OPEN, day=date(2026, 11, 23)))) == [divorce]


def test_a_graver_wish_takes_its_topic_along(handovers: HandoverRepository) -> None:
    opened(handovers, "a", topic="kết hôn")
    handovers.open("1001", "a", "asked", "N", topic="ly hôn")
    assert handovers.list_open("1001")[0].topic == "kết hôn"
    handovers.open("1001", "a", "danger", "C3")
    assert handovers.list_open("1001")[0].topic == ""


def test_it_tells_when_she_wrote_and_what_became_of_answers(
    database: Database, handovers: HandoverRepository, lists: HandoverLists
) -> None:
    opened(handovers, "a")
    PeopleRepository(database).touch_inbound("1001", "a", NOW)
    answers = WaitingAnswers(database, KEY)
    handover = handovers.list_open("1001")[0]
    notice = AnswerDraft("1001", "a", handover.id, None, "Chị Lan đã nhận.")
    answers.write(notice, "e0", NOW)
    (before,) = lists.page(OPEN)
    assert (before.last_inbound_at, before.answer_waits) == (NOW, False)
    first = answers.write(AnswerDraft("1001", "a", handover.id, LAN, "Lời."), "e1", NOW)
    (waiting,) = lists.page(OPEN)
    assert waiting.answer_waits
    answers.sent(first.id, NOW + HOUR)
    second = answers.write(AnswerDraft("1001", "a", handover.id, HOA, "Lời."), "e2", NOW)
    answers.refused(second.id, "too_long", NOW)
    assert not lists.page(OPEN)[0].answer_waits
    traces = lists.answers(handover.id)
    assert [(each.admin_id, each.state) for each in traces] == [
        (LAN, AnswerState.SENT),
        (HOA, AnswerState.REFUSED),
    ]
    assert (traces[0].sent_at, traces[1].reason) == (NOW + HOUR, "too_long")


def test_a_person_who_is_forgotten_is_in_no_list(
    database: Database, handovers: HandoverRepository, lists: HandoverLists
) -> None:
    opened(handovers, "a")
    HandoverTexts(database, KEY).add_question(1, "hỏi", "e")
    PeopleRepository(database).forget("1001", "a")
    assert lists.page(OPEN) == []
    assert lists.page(replace(OPEN, shown=Shown.CLOSED)) == []
