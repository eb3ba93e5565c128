from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot import keys
from bot.conversation import ConversationStore, dump, restore
from handlers.turn import Choice, Conversation, Fragment, Reading, Severity
from knowledge.documents import Citation

MAILBOX = "1:u:2"
NOW = datetime.now(UTC)

conversations = st.builds(
    Conversation,
    greeted=st.booleans(),
    choices=st.lists(st.builds(Choice, st.text(), st.text())).map(tuple),
    later=st.lists(st.text()).map(tuple),
    question=st.text(),
    citations=st.lists(st.builds(Citation, st.text(), st.text())).map(tuple),
    severity=st.sampled_from(Severity),
    danger_until=st.none() | st.datetimes(timezones=st.just(UTC)),
    officer_until=st.none() | st.datetimes(timezones=st.just(UTC)),
    failures=st.integers(0, 9),
    easy_reading=st.booleans(),
    reading=st.none()
    | st.builds(
        Reading,
        st.lists(st.text(), min_size=1).map(tuple),
        st.integers(0, 9),
        then=st.none() | st.builds(Choice, st.text(), st.text()),
    ),
    further=st.lists(st.builds(Choice, st.text(), st.text())).map(tuple),
)


@pytest.fixture
def store(redis):
    return ConversationStore(redis, timedelta(days=30))


@given(conversations)
@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_conversation_comes_back_as_it_was(conversation):
    assert restore(dump(conversation)) == conversation


@pytest.mark.parametrize("stored", [None, b"", b"not json", b"[]", b'{"severity": "C9"}'])
def test_what_cannot_be_read_is_a_fresh_conversation(stored):
    assert restore(stored) == Conversation()


def test_a_field_of_a_newer_release_does_not_lose_the_conversation():
    assert restore(b'{"greeted": true, "mood": "calm"}') == Conversation(greeted=True)


def test_nothing_is_remembered_of_a_stranger(store):
    assert store.load(MAILBOX) == Conversation()


def test_every_turn_starts_the_expiry_anew(store, redis):
    store.save(MAILBOX, Conversation(greeted=True, history=True))
    redis.expire(keys.conversation(MAILBOX), 10)
    store.save(MAILBOX, store.load(MAILBOX))
    assert redis.ttl(keys.conversation(MAILBOX)) > timedelta(days=29).total_seconds()


def test_without_her_consent_a_talk_is_remembered_for_a_day(store, redis):
    store.save(MAILBOX, Conversation(greeted=True, history=True))
    store.save(MAILBOX, Conversation(greeted=True))
    assert 0 < redis.ttl(keys.conversation(MAILBOX)) <= timedelta(hours=24).total_seconds()


def test_a_doubted_question_lies_in_a_key_of_its_own_that_soon_expires(store, redis):
    asked = Conversation(greeted=True, doubted=Fragment("chồng đánh thì kiện ở đâu", NOW))
    store.save(MAILBOX, asked)
    assert store.load(MAILBOX) == asked
    assert "kiện" not in redis.get(keys.conversation(MAILBOX)).decode()
    assert 0 < redis.ttl(keys.way_back(MAILBOX)) <= timedelta(minutes=30).total_seconds()
    store.save(MAILBOX, Conversation(greeted=True))
    assert not redis.exists(keys.way_back(MAILBOX))


def test_she_is_not_greeted_anew_every_day(store, redis):
    store.save(MAILBOX, Conversation(greeted=True, question="hỏi"))
    redis.delete(keys.conversation(MAILBOX))
    assert store.load(MAILBOX) == Conversation(greeted=True)
    assert redis.ttl(keys.greeted(MAILBOX)) > timedelta(days=179).total_seconds()


def test_forgetting_leaves_nothing(store, redis):
    store.save(MAILBOX, Conversation(greeted=True))
    store.forget(MAILBOX)
    assert not redis.exists(keys.conversation(MAILBOX))


def test_the_wish_for_easy_reading_outlives_the_conversation(store, redis):
    store.save(MAILBOX, Conversation(greeted=True, easy_reading=True))
    assert redis.ttl(keys.easy_reading(MAILBOX)) == -1
    redis.delete(keys.conversation(MAILBOX))
    assert store.load(MAILBOX) == Conversation(greeted=True, easy_reading=True)
    assert store.load("1:u:3") == Conversation()


def test_the_wish_is_taken_back_and_erased(store, redis):
    store.save(MAILBOX, Conversation(easy_reading=True))
    store.save(MAILBOX, Conversation(greeted=True))
    assert store.load(MAILBOX) == Conversation(greeted=True)
    store.save(MAILBOX, Conversation(easy_reading=True))
    store.forget(MAILBOX)
    assert not redis.keys(f"*{MAILBOX}*")


def test_an_officer_silences_the_assistant_and_nothing_else_changes(store):
    before = Conversation(greeted=True, question="con tôi")
    store.save(MAILBOX, before)
    store.pause_for_officer(MAILBOX, NOW)
    assert store.load(MAILBOX) == replace(before, officer_until=NOW)


def test_a_turn_that_began_before_the_officer_does_not_end_her_pause(store):
    begun = store.load(MAILBOX)
    store.pause_for_officer(MAILBOX, NOW)
    store.save(MAILBOX, replace(begun, greeted=True))
    assert store.load(MAILBOX) == Conversation(greeted=True, officer_until=NOW)


def test_a_pause_ends_unless_a_new_one_began(store):
    store.pause_for_officer(MAILBOX, NOW)
    store.pause_for_officer(MAILBOX, NOW + timedelta(hours=1))
    store.end_pause(MAILBOX, NOW)
    assert store.load(MAILBOX).officer_until == NOW + timedelta(hours=1)
    store.end_pause(MAILBOX, NOW + timedelta(hours=1))
    assert store.load(MAILBOX) == Conversation()


def test_a_pause_does_not_stay_for_ever(store, redis):
    store.pause_for_officer(MAILBOX, NOW)
    assert 0 < redis.ttl(keys.officer_pause(MAILBOX)) <= timedelta(days=7).total_seconds()


def test_that_an_answer_waits_is_known_and_forgotten(store, redis):
    assert not store.answer_waits(MAILBOX)
    store.note_answer(MAILBOX, waits=True)
    assert store.answer_waits(MAILBOX)
    store.note_answer(MAILBOX, waits=False)
    assert not store.answer_waits(MAILBOX)
    store.note_answer(MAILBOX, waits=True)
    store.pause_for_officer(MAILBOX, NOW)
    store.forget(MAILBOX)
    assert not redis.keys(f"*{MAILBOX}*")


def test_one_reader_at_a_time(store):
    with store.sole_reader(MAILBOX) as first:
        assert first is not None
        with store.sole_reader(MAILBOX) as second:
            assert second is None
        with store.sole_reader("1:u:3") as other:
            assert other is not None
    with store.sole_reader(MAILBOX) as again:
        assert again is not None


def test_a_lease_that_ran_out_does_not_release_its_successor(store, redis):
    with store.sole_reader(MAILBOX) as first:
        assert first is not None
        redis.delete(keys.lock(MAILBOX))
        successor = redis.lock(keys.lock(MAILBOX), timeout=60)
        assert successor.acquire(blocking=False)
    assert successor.owned()
