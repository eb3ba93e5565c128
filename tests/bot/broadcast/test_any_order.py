"""Any order of pauses, opt-outs, danger, crashes, nights, late hours and two workers at once: the
ledger adds up, and nobody is sent anything twice, nor after she said no, nor too late.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.broadcast.eligibility import Rules, week_of
from bot.broadcast.hours import is_open
from bot.broadcast.keeping import SHORTEST, Keeping
from bot.broadcast.states import ENDED, OUT, AlreadyBegun, WrongBroadcastState
from bot.staff.account_settings import AccountSettings
from bot.store.broadcast_forgetting import LedgerForgetting
from bot.store.broadcast_models import BroadcastState, RecipientState
from bot.store.broadcast_records import Audience, BroadcastContent, Claimed
from bot.store.database import Database
from bot.zalo.errors import (
    DeliveryUnknown,
    RetryLater,
    ServerFault,
    UserUnreachable,
    ZaloError,
    error_for,
)
from bot.zalo.event_names import EventKind
from bot.zalo.events import Event
from tests.bot.broadcast.town import MONDAY, OA, SECOND, WRITER, Killed, Town

OTHER_WORDS = BroadcastContent("Lớp học", "Lớp học mở vào thứ Bảy.")
PEOPLE = ("1", "2", "3", "4", "5")
TROUBLES = {
    "killed before": lambda: (False, Killed()),
    "killed after": lambda: (True, Killed()),
    "no answer, lost": lambda: (False, DeliveryUnknown(0, "timeout")),
    "no answer, arrived": lambda: (True, DeliveryUnknown(0, "timeout")),
    "error page": lambda: (False, ServerFault(0, "http_502")),
    "not connected": lambda: RetryLater(0, "not_connected"),
    "token": lambda: error_for(-216),
    "content": lambda: error_for(-201),
    "too fast": lambda: error_for(-32),
    "failed": lambda: error_for(-200),
    "night": lambda: error_for(-234),
    "unreachable": lambda: UserUnreachable(-230, "no_interaction_in_7_days"),
    "stopped": lambda: error_for(-211),
}
_template: Path | None = None


class AnyOrder(RuleBasedStateMachine):
    """One broadcast to five people, and a second one that the cap of the week holds back.

    ``held`` is what another worker claimed and did not send yet: it goes on later, however much has
    happened in between.
    """

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="broadcast-"))
        path = self.folder / "test.sqlite3"
        assert _template is not None
        shutil.copy(_template, path)
        self.database = Database(f"sqlite:///{path}")
        self.town = Town(self.database)
        for user_id in PEOPLE:
            self.town.person(user_id)
        self.town.settings = AccountSettings(
            broadcast_weekly_cap=1, broadcast_recipient_days=SHORTEST.days
        )
        self.said_no: dict[str, int] = {}
        self.held: Claimed | None = None
        self.made = self.town.running()
        self.other = self.town.running(OTHER_WORDS)
        self.late: list[str] = []

    def teardown(self) -> None:
        if hasattr(self, "town"):
            self._drain()
            self.database.close()
            shutil.rmtree(self.folder)

    @property
    def state(self) -> BroadcastState:
        return self.town.broadcasts.get(self.made.id).state

    @rule(trouble=st.sampled_from([*TROUBLES, "none", "none", "none"]))
    def send_one(self, trouble: str) -> None:
        self.town.phones.trouble.clear()
        if trouble in TROUBLES:
            self.town.phones.trouble.append(TROUBLES[trouble]())
        before = self._arrived()
        try:
            self.town.send()
        except Killed:
            return
        finally:
            self._note_late(before)

    @precondition(lambda self: self.held is None)
    @rule()
    def another_worker_claims(self) -> None:
        """A second runner, between its claim and its send."""
        now = self.town.clock()
        rules = Rules(self.town.settings, ()).at(now)
        self.held = self.town.ledger.claim(self.made.id, now, week_of(now), rules)

    @precondition(lambda self: self.held is not None)
    @rule(trouble=st.sampled_from(["none", "none", "killed before", "killed after", "failed"]))
    def another_worker_sends(self, trouble: str) -> None:
        held, self.held = self.held, None
        assert held is not None
        self.town.phones.trouble.clear()
        if trouble in TROUBLES:
            self.town.phones.trouble.append(TROUBLES[trouble]())
        with suppress(Killed, ZaloError):
            self.town.sending.send(held)

    @rule(seconds=st.sampled_from([0, 30]), words=st.sampled_from(["ours", "of an answer"]))
    def echo_comes(self, seconds: int, words: str) -> None:
        """Zalo tells of what arrived, also twice, also of other messages."""
        for user_id, got in self.town.phones.arrived.items():
            for message in got:
                text = message.text if words == "ours" else "Dạ."
                self.town.receipts.of_event(_echo(user_id, message.message_id, text))

    @rule()
    def tick(self) -> None:
        self.town.tick()

    @rule(seconds=st.sampled_from([1, 19, 21, 61, 180, 1800, 14 * 3600, 9 * 24 * 3600]))
    def wind(self, seconds: int) -> None:
        self.town.clock.wind(seconds=seconds)

    @precondition(lambda self: self.state is BroadcastState.RUNNING)
    @rule()
    def pause(self) -> None:
        self.town.life.pause(self.made.id, SECOND)

    @precondition(lambda self: self.state is BroadcastState.PAUSED)
    @rule()
    def resume(self) -> None:
        self.town.life.resume(self.made.id, SECOND)

    @rule()
    def changes_what_has_begun(self) -> None:
        """Nobody can, and it begins no second time."""
        life, before = self.town.life, self.state
        for act in (
            lambda: life.edit(self.made.id, OTHER_WORDS, Audience(), WRITER),
            lambda: life.send_back(self.made.id, SECOND),
            lambda: life.schedule(self.made.id, self.town.clock(), SECOND),
        ):
            with pytest.raises((WrongBroadcastState, AlreadyBegun)):
                act()
        assert self.state is before

    @precondition(lambda self: self.state not in ENDED)
    @rule(really=st.integers(0, 9))
    def cancel(self, really: int) -> None:
        if really == 0:
            self.town.life.cancel(self.made.id, SECOND)

    @rule(user_id=st.sampled_from(PEOPLE))
    def opts_out(self, user_id: str) -> None:
        self.town.says(user_id, wants=False)
        self.said_no.setdefault(user_id, self._got(user_id) + self._under_way(user_id))

    @rule(user_id=st.sampled_from(PEOPLE))
    def tells_of_danger(self, user_id: str) -> None:
        self.town.people.keep_quiet(OA, user_id, self.town.clock() + timedelta(days=90))
        self.said_no.setdefault(user_id, self._got(user_id) + self._under_way(user_id))

    @rule()
    def old_ledgers_are_forgotten(self) -> None:
        keeping = Keeping(LedgerForgetting(self.town.database), lambda _: self.town.settings)
        keeping.tick(self.town.clock())

    @rule(user_id=st.sampled_from(PEOPLE))
    def is_forgotten(self, user_id: str) -> None:
        self.town.people.forget(OA, user_id)
        self.said_no.setdefault(user_id, self._got(user_id) + self._under_way(user_id))

    @rule(user_id=st.sampled_from(PEOPLE))
    def writes(self, user_id: str) -> None:
        self.town.people.touch_inbound(OA, user_id, self.town.clock())

    def _got(self, user_id: str) -> int:
        return len(self.town.phones.arrived[user_id])

    def _under_way(self, user_id: str) -> int:
        """What was claimed before she said no may still go out: it is on its way."""
        return int(self.held is not None and self.held.recipient_id == user_id)

    def _arrived(self) -> int:
        return sum(map(len, self.town.phones.arrived.values()))

    def _note_late(self, before: int) -> None:
        now, end = self.town.clock(), self.made.not_after
        too_late = end is not None and now >= end
        if self._arrived() > before and (too_late or not is_open(self.town.settings, now)):
            self.late.append(f"{now}")

    @invariant()
    def adds_up(self) -> None:
        for each in (self.made, self.other):
            numbers = self.town.broadcasts.numbers(each.id)
            assert numbers.total == numbers.size == len(PEOPLE)

    @invariant()
    def nothing_late_nor_at_night(self) -> None:
        assert self.late == []

    @invariant()
    def nobody_twice_nor_after_no(self) -> None:
        for user_id, got in self.town.phones.arrived.items():
            assert len(got) <= self.said_no.get(user_id, 1)

    @invariant()
    def what_counts_as_sent_arrived(self) -> None:
        sent = sum(
            self.town.broadcasts.numbers(each.id).by_state.get(state, 0)
            for each in (self.made, self.other)
            for state in OUT
        )
        assert sent <= self._arrived()

    def _drain(self) -> None:
        """No more trouble: it comes to an end, and the end is the truth."""
        self.town.phones.trouble.clear()
        for _ in range(15):
            self.town.clock.wind(minutes=20)
            self.town.tick()
            self.town.send(len(PEOPLE))
        sent = unknown = 0
        for each in (self.made, self.other):
            assert self.town.broadcasts.get(each.id).state in ENDED
            by_state = self.town.broadcasts.numbers(each.id).by_state
            assert not by_state.get(RecipientState.WAITING)
            assert not by_state.get(RecipientState.CLAIMED)
            sent += sum(by_state.get(state, 0) for state in OUT)
            unknown += by_state.get(RecipientState.UNKNOWN, 0)
        self.adds_up()
        self.nobody_twice_nor_after_no()
        assert sent <= self._arrived() <= sent + unknown


def _echo(user_id: str, message_id: str, text: str) -> Event:
    return Event(
        EventKind.ECHO, "oa_send_text", "1", OA, user_id, MONDAY, "", f"echo{message_id}",
        msg_id=message_id, text=text,
    )  # fmt: skip


@pytest.fixture
def template(sqlite_template: Path) -> Path:
    return sqlite_template


def test_any_order_of_events_keeps_the_ledger_true(template: Path) -> None:
    global _template
    _template = template
    slow = settings(
        max_examples=int(os.environ.get("ANY_ORDER_EXAMPLES", "25")),
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(AnyOrder, settings=slow)
