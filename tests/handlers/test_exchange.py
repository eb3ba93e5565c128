"""What becomes of a turn is told without a word of it, except what stayed open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import memory, order
from handlers.exchange import Exchange, Missed, Outcome, exchange
from handlers.people import Desk, Purpose, Sender
from handlers.turn import Conversation, MessageKind, Severity, Turn
from tests.handlers.conftest import TurnOf

NOTHING_ON_IT = "xyz qwert plokm"


def became(turn: Turn) -> Exchange | None:
    actions = order.respond(turn)
    return exchange(turn, actions, memory.remembered(turn.conversation, actions, turn.now))


def of_somebody(turn: Turn, **agreed: bool) -> Turn:
    """A turn of whoever agreed to this; without anything, nothing was ever asked."""
    return replace(turn, sender=Sender({Purpose(name): given for name, given in agreed.items()}))


def test_an_answer_has_its_topic_and_its_card(turn_of: TurnOf):
    found = became(turn_of("nấu cơm có phải trông lửa không"))
    assert found is not None
    assert found.outcome is Outcome.ANSWERED
    assert found.topic
    assert found.source
    assert found.missed is None


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("gặp cán bộ", Outcome.HANDED_OVER),
        (NOTHING_ON_IT, Outcome.REFUSED),
        ("xin chào", Outcome.OTHER),
        ("xóa dữ liệu", Outcome.OTHER),
        ("thời tiết hôm nay thế nào", Outcome.REFUSED),
    ],
)
def test_what_became_of_it(turn_of: TurnOf, text: str, outcome: Outcome):
    found = became(turn_of(text))
    assert found is not None
    assert found.outcome is outcome


@pytest.mark.parametrize(
    "text", ["cứu tôi với, nó đang cầm dao đuổi tôi", "chồng tôi hay đánh tôi"]
)
def test_of_danger_nothing_is_told(turn_of: TurnOf, text: str):
    assert became(of_somebody(turn_of(text), officer=True)) == Exchange(Outcome.DANGER)


def test_who_opened_the_chat_and_officers_at_work_are_not_counted(turn_of: TurnOf):
    assert became(turn_of(kind=MessageKind.FOLLOWED)) is None
    officer = replace(turn_of(NOTHING_ON_IT), sender=Sender({}, desk=Desk("Chị Hoa")))
    assert became(officer) is None
    asked = turn_of("nồi cơm là gì")
    talked_to = replace(asked.conversation, officer_until=asked.now + timedelta(hours=1))
    assert became(replace(asked, conversation=talked_to)) is None


def test_a_question_that_found_nothing_stays_open_without_her_name(turn_of: TurnOf):
    found = became(of_somebody(turn_of(NOTHING_ON_IT)))
    assert found is not None
    assert found.missed is not None
    assert (found.missed.text, found.missed.reason) == (NOTHING_ON_IT, Missed.REFUSED)
    assert not found.missed.may_be_named
    assert NOTHING_ON_IT not in repr(found)


def test_her_name_goes_along_where_she_agreed(turn_of: TurnOf):
    found = became(of_somebody(turn_of(NOTHING_ON_IT), officer=True))
    assert found is not None
    assert found.missed is not None
    assert found.missed.may_be_named


def test_none_of_these_is_about_the_question_before(turn_of: TurnOf):
    before = Conversation(greeted=True, question="nhà văn hóa mở mấy giờ")
    found = became(of_somebody(turn_of("không phải các ý trên", conversation=before)))
    assert found is not None
    assert found.missed is not None
    assert found.missed.text == "nhà văn hóa mở mấy giờ"
    assert found.missed.reason is Missed.NONE_OF_THESE


@pytest.mark.parametrize("agreed", [{"officer": False}, {"answers": False, "officer": True}])
def test_nothing_is_kept_of_whoever_took_it_back(turn_of: TurnOf, agreed: dict[str, bool]):
    found = became(of_somebody(turn_of(NOTHING_ON_IT), **agreed))
    assert found is None or found.missed is None


def test_nothing_is_kept_while_nobody_knows_what_she_agreed_to(turn_of: TurnOf):
    found = became(replace(turn_of(NOTHING_ON_IT), sender=Sender(None)))
    assert found is not None
    assert found.missed is None


def test_nothing_is_kept_near_danger_nor_in_a_group(turn_of: TurnOf):
    turn = of_somebody(turn_of(NOTHING_ON_IT), officer=True)
    later = turn.now + timedelta(hours=3)
    watched = replace(turn.conversation, danger_until=later, severity=Severity.C2)
    near = became(replace(turn, conversation=watched))
    assert near is not None
    assert near.missed is None
    group = turn_of(NOTHING_ON_IT, in_group=True, mentions_us=True)
    found = became(of_somebody(group, officer=True))
    assert found is not None
    assert found.missed is None
