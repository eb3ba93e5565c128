from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.broadcast.results import BroadcastResults
from bot.outbox import Plan
from bot.store.broadcast_records import Audience, Broadcast, RecipientKind
from bot.store.broadcast_results import Counts, ResultRepository
from bot.zalo.answers import GroupInfo
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event
from handlers.actions import RecordConsent
from handlers.people import Purpose
from handlers.severity import Severity
from handlers.turn import Conversation
from tests.bot.broadcast.town import MONDAY, OA, WORDS, Town


@pytest.fixture
def results(town: Town) -> BroadcastResults:
    return BroadcastResults(ResultRepository(town.database))


def event(town: Town, user_id: str = "1", kind: EventKind = EventKind.MESSAGE, **fields: Any):
    names = {EventKind.MESSAGE: "user_send_text", EventKind.REACTION: "user_reacted_message"}
    name = fields.pop("name", names.get(kind, ""))
    return Event(kind, name, "1", OA, user_id, town.clock(), "", f"{fields}{user_id}", **fields)


def plan(*requests: Any, **fields: Any) -> Plan:
    return Plan(("Dạ.",), Conversation(), MONDAY, requests, **fields)


def sent_to(town: Town, *people: str, tip: str = "") -> Broadcast:
    for user_id in people:
        town.person(user_id)
    made = town.running()
    town.send(len(people) + 1)
    town.tick()
    return made


def counts(results: BroadcastResults, made: Broadcast) -> Counts:
    return results.of_broadcast(made.id).counts


def test_an_answer_within_a_day_counts_once_however_often_she_writes(
    town: Town, results: BroadcastResults
):
    made = sent_to(town, "1", "2", "3")
    town.clock.wind(hours=23)
    for _ in range(3):
        results.of_message(event(town), plan())
    town.clock.wind(hours=2)
    results.of_message(event(town, "2"), plan())
    results.of_message(event(town, "nobody"), plan())
    assert counts(results, made) == Counts(sent=3, replied=1)


def test_danger_that_is_told_counts_like_any_other_word(town: Town, results: BroadcastResults):
    made = sent_to(town, "1")
    results.of_message(event(town), plan(severity=Severity.C3))
    assert counts(results, made).replied == 1


def test_a_quotation_names_its_message_also_after_a_newer_one(
    town: Town, results: BroadcastResults
):
    first = sent_to(town, "1")
    town.clock.wind(days=2)
    town.people.touch_inbound(OA, "1", town.clock())
    second = sent_to(town, "1")
    results.of_message(event(town, quote_msg_id="m1"), plan())
    assert (counts(results, first).replied, counts(results, second).replied) == (1, 0)
    results.of_message(event(town, quote_msg_id="of-an-answer"), plan())
    assert counts(results, second).replied == 1


def test_who_stops_within_two_days_stopped_because_of_it_and_did_not_reply(
    town: Town, results: BroadcastResults
):
    stop = RecordConsent(Purpose.TIPS, False, "1:x")
    made = sent_to(town, "1", "2", "3")
    town.clock.wind(hours=47)
    results.of_message(event(town), plan(stop))
    results.of_event(event(town, "2", EventKind.UNFOLLOWED, name="unfollow"))
    town.clock.wind(hours=2)
    results.of_message(event(town, "3"), plan(stop))
    assert counts(results, made) == Counts(sent=3, stopped=2)


def test_agreeing_anew_is_an_answer_and_who_is_forgotten_leaves_nothing(
    town: Town, results: BroadcastResults
):
    made = sent_to(town, "1", "2")
    results.of_message(event(town), plan(RecordConsent(Purpose.TIPS, True, "1:x")))
    results.of_message(event(town, "2"), plan(forget=True))
    assert counts(results, made) == Counts(sent=2, replied=1)


def test_a_reaction_counts_until_it_is_taken_back(town: Town, results: BroadcastResults):
    made = sent_to(town, "1")
    liked = event(town, kind=EventKind.REACTION, msg_id="m1", reaction="/-heart")
    assert results.of_event(liked)
    assert results.of_event(liked)
    assert counts(results, made).reacted == 1
    back = event(town, kind=EventKind.REACTION, msg_id="m1", reaction="/-remove")
    assert results.of_event(back)
    assert counts(results, made).reacted == 0
    ours = event(town, kind=EventKind.REACTION, msg_id="m1", name="oa_reacted_message")
    assert not results.of_event(ours)
    assert not results.of_event(event(town, kind=EventKind.REACTION, msg_id="else"))


def test_in_a_group_only_what_quotes_the_broadcast_answers_it(
    town: Town, results: BroadcastResults
):
    town.phones.history_of_groups = [GroupInfo("g1", "Tổ 1", 9, True)]
    made = town.running(audience=Audience(RecipientKind.GROUP, every_group=True))
    town.send(2)
    results.of_message(event(town, kind=EventKind.GROUP_MESSAGE, group_id="g1"), plan())
    assert counts(results, made).replied == 0
    quoting = event(town, kind=EventKind.GROUP_MESSAGE, group_id="g1", quote_msg_id="m1")
    results.of_message(quoting, plan())
    assert counts(results, made).replied == 1


def test_small_numbers_are_not_told_and_others_are_rounded(town: Town, results: BroadcastResults):
    made = sent_to(town, *(f"{number:02}" for number in range(12)))
    for number in range(3):
        results.of_message(event(town, f"{number:02}"), plan())
    shown = {each.name: (str(each.count), each.share) for each in made_lines(results, made)}
    assert shown["Đến Zalo"] == ("10", "")
    assert shown["Nhắn lại trong 24 giờ"] == ("dưới 5", "")
    assert shown["Bày tỏ cảm xúc"] == ("0", "0%")


def made_lines(results: BroadcastResults, made: Broadcast):
    return results.of_broadcast(made.id).lines()


def test_a_period_and_its_best_tips(town: Town, results: BroadcastResults):
    people = [f"{number:02}" for number in range(20)]

    for user_id in people:
        town.person(user_id)
    for tip in ("dull", "liked"):
        town.running(replace(WORDS, tip=tip, title=f"Mẹo {tip}"))
        town.send(21)
    for user_id in people[:10]:
        results.of_message(event(town, user_id), plan())
    begin, end = town.clock() - timedelta(days=1), town.clock() + timedelta(days=1)
    period = results.of_period(OA, begin, end)
    assert (period.broadcasts, period.all.counts.sent) == (2, 40)
    best = results.best_tips(OA, begin, end)
    assert [(each.tip, each.times) for each in best] == [("liked", 1), ("dull", 1)]
    assert best[0].results.counts.replied == 10
    assert results.best_tips(OA, end, end) == []
    assert results.of_period("", end, end).all.counts == Counts()
