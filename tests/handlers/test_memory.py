from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.actions import (
    Action,
    CallOfficer,
    Conclude,
    Forget,
    Intent,
    KeepForLater,
    OfferChoices,
    Remember,
    Say,
)
from handlers.memory import MOST_KEPT, remembered
from handlers.turn import Choice, Conversation, Severity

NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
FULL = Conversation(
    greeted=True, choices=(Choice("Có", "có"),), later=("a",), question="hỏi", failures=1
)


def test_choices_and_what_is_kept_replace_the_old_ones():
    after = remembered(FULL, [OfferChoices(()), KeepForLater(("b", "c"))], NOW)
    assert (after.choices, after.later, after.question) == ((), ("b", "c"), "hỏi")


def test_choices_that_an_earlier_answer_left_out_go_with_it():
    before = Conversation(further=(Choice("Cũ", "cũ"),))
    after = remembered(before, [OfferChoices((Choice("Mới", "mới"),))], NOW)
    assert after.further == ()


def test_what_is_remembered_holds_before_what_is_offered_after_it():
    after = remembered(FULL, [Remember(Conversation()), OfferChoices(FULL.choices)], NOW)
    assert after == Conversation(choices=FULL.choices)


def test_forgetting_leaves_nothing():
    assert remembered(FULL, [Forget(), Say("Đã xóa")], NOW) == Conversation()


def test_more_than_anybody_reads_is_not_kept():
    after = remembered(FULL, [KeepForLater(("x",) * 50)], NOW)
    assert len(after.later) == MOST_KEPT


def test_danger_ends_with_its_time():
    past, future = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)
    over = replace(FULL, severity=Severity.C3, danger_until=past)
    lasting = replace(FULL, severity=Severity.C3, danger_until=future)
    assert remembered(over, [], NOW) == FULL
    assert remembered(lasting, [], NOW) == lasting


def test_an_officers_pause_ends_with_its_time():
    assert remembered(replace(FULL, officer_until=NOW), [], NOW) == FULL


silent = st.lists(
    st.one_of(
        st.builds(Say, st.text()),
        st.builds(CallOfficer, st.just("asked")),
        st.just(Conclude(Intent.LAW)),
    )
)


@settings(deadline=None)
@given(silent)
def test_words_alone_change_nothing(actions: list[Action]):
    assert remembered(FULL, actions, NOW) == FULL
