import json
import re
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import keys
from bot.conversation import ConversationStore
from bot.delivery import Delivery
from bot.dispatch import CRASHES, Dispatcher, pause_before
from bot.effects import NOT_DELIVERED, Effects
from bot.errors import BotError
from bot.inbox import Inbox
from bot.outbox import Outbox
from bot.requests import Requests
from bot.staff.messages import OfficerMessages
from bot.staff.roster import Roster
from bot.store import (
    AccountDraft,
    HandoverRepository,
    OaRepository,
    PeopleRepository,
    open_store,
)
from bot.store.rosters import RosterRepository
from bot.store.schema import migrate
from bot.store.trial_people import TrialPeople
from bot.takeover.wiring import Ways, carry_takeover, takeover_room
from bot.trial_mode import TrialMode
from bot.turns import TurnMaker
from bot.zalo.errors import AccountStopped, HeldBack, RequestRejected, RetryLater, UserUnreachable
from bot.zalo.events import parse
from handlers.actions import OpenCase
from handlers.hotlines import danger_line
from handlers.texts import fragment, handover
from handlers.turn import Conversation
from knowledge.search import Library
from knowledge.snapshot import build
from tests.bot.phone import Phone
from tests.handlers.library import batch

OA, LAN = "579745863508352884", "2512523625412515"
MAILBOX = keys.mailbox_name(OA, LAN)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library") / "snapshot"
    build(folder, batch(), cache=None, progress=False)
    return Library.open(folder)


class House:
    """A dispatcher with a real Redis and a real SQL store, and a phone instead of Zalo."""

    def __init__(self, redis, database, library):
        self.phone = Phone()
        self.redis = redis
        self.opened: list[str] = []
        self.database = database
        self.inbox = Inbox(redis)
        self.outbox = Outbox(redis)
        self.conversations = ConversationStore(redis, timedelta(days=30))
        self.people = PeopleRepository(database)
        self.handovers = HandoverRepository(database)
        self.accounts = OaRepository(database, "k" * 32)
        self.accounts.add(AccountDraft(OA, "Hội thử", "secret"))
        self.turns = TurnMaker(lambda oa_id: library, self.accounts)
        delivery, roster = Delivery(self.outbox, self.phone), Roster(RosterRepository(database))
        messages = OfficerMessages(self.phone)
        ways = Ways(self.conversations, self.outbox, delivery, roster, messages)
        pause = timedelta(minutes=60)
        self.talks = takeover_room(database, "k" * 32, ways, pause)
        self.dispatcher = Dispatcher(
            self.inbox,
            self.outbox,
            self.conversations,
            self.turns,
            delivery,
            Effects(
                self.conversations,
                self.people,
                self.handovers,
                carry_takeover(Requests(), self.talks.takeover).on(
                    OpenCase, lambda event, request: self.opened.append(event.key)
                ),
                self.accounts,
                pause,
                self.talks.takeover,
            ),
            TrialMode(roster, TrialPeople(database), self.turns),
        )
        self.count = 0

    def receive(self, name="user_send_text", text="nồi cơm là gì", user=LAN, **more):
        self.count += 1
        now = str(int(datetime.now(UTC).timestamp() * 1000))
        body = {
            "app_id": "1",
            "event_name": name,
            "sender": {"id": user},
            "recipient": {"id": OA},
            "message": {"text": text, "msg_id": f"m{self.count}"},
            "timestamp": now,
        } | more
        raw = json.dumps(body, ensure_ascii=False).encode()
        event = parse(raw)
        self.inbox.accept(event.key, event.mailbox, raw)
        return event

    def read(self, mailbox=MAILBOX):
        return self.dispatcher.read(mailbox)


@pytest.fixture
def house(redis, tmp_path, library):
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    migrate(url)
    database = open_store(url)
    yield House(redis, database, library)
    database.close()


def test_a_question_is_answered_and_the_mailbox_is_empty(house):
    house.receive()
    assert house.read() is None
    assert "nồi cơm" in "\n".join(house.phone.arrived).lower()
    assert house.inbox.peek(MAILBOX) == []
    assert house.conversations.load(MAILBOX).greeted


def test_messages_are_answered_in_the_order_they_came(house):
    for text in ("cảm ơn", "tạm biệt"):
        house.receive(text=text)
    house.conversations.save(MAILBOX, Conversation(greeted=True))
    house.read()
    assert len(house.phone.arrived) == 2
    assert "chúc chị" in house.phone.arrived[1]


def test_an_answer_that_must_wait_keeps_its_event(house):
    house.receive()
    house.phone.failures = [RetryLater(-32, "rate_limit", wait=timedelta(seconds=40))]
    assert house.read() == timedelta(seconds=40)
    assert len(house.inbox.peek(MAILBOX)) == 1
    assert house.read() is None
    assert len(house.phone.arrived) >= 1


def test_waiting_for_our_own_limits_is_no_try(house, monkeypatch):
    monkeypatch.setattr("bot.dispatch.ATTEMPTS", 2)
    house.receive()
    house.phone.failures = [HeldBack(0, "own_rate_limit", wait=timedelta(seconds=7))] * 9
    for _ in range(9):
        assert house.read() == timedelta(seconds=7)
    assert house.read() is None
    assert house.phone.arrived
    assert house.handovers.list_open(OA) == []


def test_an_officer_who_types_silences_the_assistant_at_once(house):
    house.receive("oa_send_text", sender={"id": OA, "admin_id": "7"}, recipient={"id": LAN})
    house.receive()
    house.read()
    assert house.phone.arrived == []
    assert house.conversations.load(MAILBOX).officer_until > datetime.now(UTC)


def test_our_own_echo_silences_nobody(house):
    house.receive("oa_send_text", sender={"id": OA}, recipient={"id": LAN})
    house.receive()
    house.read()
    assert house.phone.arrived


def test_an_officers_pause_ends_by_itself(house):
    over = datetime.now(UTC) - timedelta(seconds=1)
    house.conversations.save(MAILBOX, Conversation(greeted=True))
    house.conversations.pause_for_officer(MAILBOX, over)
    house.receive()
    house.read()
    assert handover.BACK in house.phone.arrived[0]
    assert house.conversations.load(MAILBOX).officer_until is None


def test_a_person_who_withdraws_is_forgotten(house):
    house.receive()
    house.read()
    house.receive("user_withdraw", oa_id=OA, user_id=LAN)
    house.read()
    assert house.people.get(OA, LAN) is None
    assert house.conversations.load(MAILBOX) == Conversation()


def test_a_withdrawal_that_names_no_account_counts_for_all(house):
    house.receive()
    house.read()
    nobody = {"sender": {}, "recipient": {}}
    event = house.receive("user_withdraw", user_id=LAN, **nobody)
    assert event.oa_id == ""
    house.read(event.mailbox)
    assert house.people.get(OA, LAN) is None
    assert house.conversations.load(MAILBOX) == Conversation()


def test_following_greets_and_is_remembered(house):
    house.receive("follow", oa_id=OA, follower={"id": LAN})
    house.read()
    assert house.people.get(OA, LAN).following
    assert len(house.phone.arrived) >= 1
    house.receive("unfollow", oa_id=OA, follower={"id": LAN})
    house.read()
    assert not house.people.get(OA, LAN).following


def test_who_cannot_be_reached_is_noted_and_writing_again_clears_it(house):
    house.receive()
    house.phone.failures = [UserUnreachable(-230, "no_interaction_in_7_days")]
    assert house.read() is None
    assert house.people.get(OA, LAN).unreachable_reason == "no_interaction_in_7_days"
    house.receive()
    house.read()
    assert house.people.get(OA, LAN).unreachable_reason == ""


def test_a_stopped_account_loses_no_question(house):
    house.receive()
    house.phone.failures = [AccountStopped(-224, "package_too_low")]
    assert house.read() is not None
    assert house.accounts.get(OA).status == "stopped"
    assert len(house.inbox.peek(MAILBOX)) == 1


def test_what_cannot_be_delivered_for_hours_goes_to_an_officer(house, monkeypatch):
    monkeypatch.setattr("bot.dispatch.ATTEMPTS", 2)
    house.receive()
    house.phone.failures = [RetryLater(-200, "sending_failed")] * 2
    assert house.read() is not None
    assert house.read() is None
    assert [each.reason for each in house.handovers.list_open(OA)] == [NOT_DELIVERED]
    assert house.inbox.peek(MAILBOX) == []


def test_a_fault_of_ours_ends_in_an_apology_and_the_next_question_is_answered(house, monkeypatch):
    monkeypatch.setattr("bot.dispatch.plan_for", lambda turn: 1 / 0)
    house.receive()
    for attempt in range(1, CRASHES + 1):
        assert house.read() == pause_before(attempt if attempt < CRASHES else 1)
    assert house.read() is None
    (apology,) = house.phone.arrived
    assert apology.startswith(BotError.public_message)
    assert danger_line() in apology
    monkeypatch.undo()
    house.receive()
    house.read()
    assert len(house.phone.arrived) > 1


def test_two_readers_answer_once(house):
    house.receive()
    inside, go_on = threading.Event(), threading.Event()
    house.phone.before_send = lambda: (inside.set(), go_on.wait(10))
    first = threading.Thread(target=house.read)
    first.start()
    assert inside.wait(10)
    assert house.read() is None
    assert house.phone.arrived == []
    go_on.set()
    first.join(10)
    answered = len(house.phone.arrived)
    house.read()
    assert len(house.phone.arrived) == answered >= 1


def test_an_event_that_comes_while_the_reader_lets_go_is_not_left(house):
    house.receive(text="cảm ơn")
    house.conversations.save(MAILBOX, Conversation(greeted=True))
    late = iter([True])
    release = house.conversations.sole_reader

    def sole_reader(mailbox):
        lease = release(mailbox)
        original_exit = lease.__exit__

        def leave(*exc):
            if next(late, False):
                house.receive(text="tạm biệt")
            return original_exit(*exc)

        return _Lease(lease, leave)

    house.conversations.sole_reader = sole_reader
    house.read()
    assert len(house.phone.arrived) == 2


class _Lease:
    def __init__(self, lease, leave):
        self._lease, self._leave = lease, leave

    def __enter__(self):
        return self._lease.__enter__()

    def __exit__(self, *exc):
        return self._leave(*exc)


def test_the_plan_made_before_a_crash_is_the_one_that_is_sent(house):
    event = house.receive()
    house.phone.failures = [RetryLater(-32, "x")]
    house.read()
    planned = house.outbox.plan(event.key)
    changed = replace(house.conversations.load(MAILBOX), greeted=True, failures=9)
    house.conversations.save(MAILBOX, changed)
    house.read()
    assert house.phone.arrived == list(planned.bubbles)
    assert house.conversations.load(MAILBOX) == planned.conversation


def test_what_was_said_is_not_kept_once_the_event_is_finished(house, redis):
    event = house.receive()
    house.read()
    assert 0 < redis.ttl(keys.outbox(event.key)) <= keys.CLOSED_OUTBOX_EXPIRY.total_seconds()


def test_an_account_that_can_send_again_is_active_again(house):
    house.receive()
    house.phone.failures = [AccountStopped(-211, "out_of_quota")]
    house.read()
    assert house.accounts.get(OA).status == "stopped"
    house.read()
    assert house.accounts.get(OA).status == "active"


def test_silence_proves_nothing_about_a_stopped_account(house):
    house.accounts.mark_stopped(OA, "out_of_quota")
    later = datetime.now(UTC) + timedelta(hours=1)
    house.conversations.save(MAILBOX, Conversation(greeted=True))
    house.conversations.pause_for_officer(MAILBOX, later)
    house.receive()
    house.read()
    assert house.phone.arrived == []
    assert house.accounts.get(OA).status == "stopped"


def test_an_answer_that_zalo_refuses_for_good_is_left_to_an_officer(house):
    house.receive()
    house.phone.failures = [RequestRejected(-248, "policy_violation")]
    house.read()
    assert NOT_DELIVERED in [each.reason for each in house.handovers.list_open(OA)]


def test_the_beginning_of_a_question_waits_for_its_rest(house):
    house.conversations.save(MAILBOX, Conversation(greeted=True))
    house.receive(text="cho em hỏi")
    house.receive(text="điều 1 luật bếp núc")
    house.read()
    assert len(house.phone.arrived) == 1
    assert "nồi cơm" in house.phone.arrived[0].lower()


def test_what_is_only_announced_is_answered_when_nothing_else_waits(house):
    house.conversations.save(MAILBOX, Conversation(greeted=True))
    house.receive(text="cho em hỏi")
    house.read()
    assert house.phone.arrived == [fragment.ASK_ON]


def test_danger_in_two_halves_is_one_card(house):
    house.conversations.save(MAILBOX, Conversation(greeted=True))
    house.receive(text="chồng em")
    house.receive(text="đang cầm dao")
    house.read()
    assert "113" in house.phone.arrived[0]
    assert house.conversations.load(MAILBOX).danger_until is not None


def test_an_album_is_one_thing(house):
    house.conversations.save(MAILBOX, Conversation(greeted=True))
    for number in range(5):
        image = {"attachments": [{"type": "image", "payload": {"url": "https://zalo.example/p"}}]}
        house.receive("user_send_image", message={"msg_id": f"p{number}", **image})
    house.read()
    assert len(house.phone.arrived) == 1
    assert house.inbox.peek(MAILBOX) == []


def test_danger_is_answered_before_what_she_wrote_earlier(house):
    house.conversations.save(MAILBOX, Conversation(greeted=True))
    for text in ("cảm ơn", "tạm biệt", "chồng tôi đang cầm dao đòi giết tôi"):
        house.receive(text=text)
    house.read()
    said = [text.partition("\n")[0] for text in house.phone.arrived]
    assert re.search(r"\b11[135]\b", said[0])
    assert "chúc chị" in said[-1]
    assert house.conversations.load(MAILBOX).danger_until is not None


@pytest.fixture
def sql(house, tmp_path):
    """Takes the database away, and brings it back."""
    return Sql(tmp_path / "store.sqlite3", tmp_path / "aside", house.database)


class Sql:
    def __init__(self, file, aside, database):
        self.file, self.aside, self.database = file, aside, database

    def goes(self):
        self.database.close()
        for end in ("", "-wal", "-shm"):
            if (part := Path(f"{self.file}{end}")).exists():
                part.rename(f"{self.aside}{end}")
        self.file.mkdir()

    def comes_back(self):
        self.file.rmdir()
        for end in ("", "-wal", "-shm"):
            if (part := Path(f"{self.aside}{end}")).exists():
                part.rename(f"{self.file}{end}")


def test_without_the_database_the_conversation_goes_on_and_it_learns_later(house, sql):
    sql.goes()
    house.receive(text="chồng tôi đang cầm dao đòi giết tôi")
    house.receive(text="nồi cơm là gì")
    assert house.read() is None
    answered = list(house.phone.arrived)
    assert len(answered) >= 2
    assert house.inbox.peek(MAILBOX) == []
    (owed,) = set(house.dispatcher.new_debts())
    assert house.dispatcher.new_debts() == []
    assert house.read(owed) is not None
    sql.comes_back()
    assert house.read(owed) is None
    assert house.inbox.peek(owed) == []
    assert house.people.get(OA, LAN).last_inbound_at is not None
    assert len(set(house.opened)) == 1
    assert house.phone.arrived == answered


def test_the_database_learns_everything_in_the_order_it_happened(house, sql):
    sql.goes()
    house.receive("follow", oa_id=OA, follower={"id": LAN})
    house.read()
    sql.comes_back()
    house.receive("unfollow", oa_id=OA, follower={"id": LAN})
    house.read()
    (owed,) = set(house.dispatcher.new_debts())
    assert len(house.inbox.peek(owed)) == 2
    assert house.people.get(OA, LAN) is None
    house.read(owed)
    assert not house.people.get(OA, LAN).following


def test_an_event_without_an_answer_does_not_hold_up_the_next_question(house, sql):
    sql.goes()
    house.receive("unfollow", oa_id=OA, follower={"id": LAN})
    house.receive()
    assert house.read() is None
    assert house.phone.arrived


def test_what_was_told_without_redis_is_not_told_again_and_the_rest_follows(house):
    event = house.receive(text="chồng tôi đang cầm dao đòi giết tôi")
    house.outbox.told_already(event.key, ("Gọi 113.",))
    assert house.read() is None
    planned = house.outbox.plan(event.key)
    assert planned.bubbles[0] == "Gọi 113."
    assert house.phone.arrived == list(planned.bubbles[1:])
    assert house.conversations.load(MAILBOX).danger_until is not None


def test_pauses_grow_to_five_minutes():
    pauses = [pause_before(attempt) for attempt in (1, 2, 3, 20, 60)]
    assert pauses == [timedelta(seconds=s) for s in (2, 4, 8, 300, 300)]
