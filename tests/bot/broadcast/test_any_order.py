"""Any order of pauses, opt-outs, crashes and late hours: the ledger adds up, and nobody is sent
anything twice, nor after she said no.
"""

from __future__ import annotations

import shutil
import tempfile
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

from bot.broadcast.states import ENDED
from bot.store.broadcast_models import BroadcastState, RecipientState
from bot.store.database import Database
from bot.zalo.errors import DeliveryUnknown, ServerFault, UserUnreachable, error_for
from tests.bot.broadcast.town import OA, SECOND, Killed, Town

PEOPLE = ("1", "2", "3", "4", "5")
TROUBLES = {
    "killed before": lambda: (False, Killed()),
    "killed after": lambda: (True, Killed()),
    "no answer, lost": lambda: (False, DeliveryUnknown(0, "timeout")),
    "no answer, arrived": lambda: (True, DeliveryUnknown(0, "timeout")),
    "error page": lambda: (False, ServerFault(0, "http_502")),
    "too fast": lambda: error_for(-32),
    "failed": lambda: error_for(-200),
    "night": lambda: error_for(-234),
    "unreachable": lambda: UserUnreachable(-230, "no_interaction_in_7_days"),
    "stopped": lambda: error_for(-211),
}
_template: Path | None = None


class AnyOrder(RuleBasedStateMachine):
    """One broadcast to five people."""

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
        self.said_no: dict[str, int] = {}
        self.made = self.town.running()

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
        try:
            self.town.send()
        except Killed:
            return

    @rule()
    def tick(self) -> None:
        self.town.tick()

    @rule(seconds=st.sampled_from([1, 61, 180, 1800]))
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

    @precondition(lambda self: self.state not in ENDED)
    @rule(really=st.integers(0, 9))
    def cancel(self, really: int) -> None:
        if really == 0:
            self.town.life.cancel(self.made.id, SECOND)

    @rule(user_id=st.sampled_from(PEOPLE))
    def opts_out(self, user_id: str) -> None:
        self.town.says(user_id, wants=False)
        self.said_no.setdefault(user_id, len(self.town.phones.arrived[user_id]))

    @rule(user_id=st.sampled_from(PEOPLE))
    def is_forgotten(self, user_id: str) -> None:
        self.town.people.forget(OA, user_id)
        self.said_no.setdefault(user_id, len(self.town.phones.arrived[user_id]))

    @rule(user_id=st.sampled_from(PEOPLE))
    def writes(self, user_id: str) -> None:
        self.town.people.touch_inbound(OA, user_id, self.town.clock())

    @invariant()
    def adds_up(self) -> None:
        numbers = self.town.broadcasts.numbers(self.made.id)
        assert numbers.total == numbers.size == len(PEOPLE)

    @invariant()
    def nobody_twice_nor_after_no(self) -> None:
        for user_id, got in self.town.phones.arrived.items():
            assert len(got) <= self.said_no.get(user_id, 1)

    @invariant()
    def what_counts_as_sent_arrived(self) -> None:
        numbers = self.town.broadcasts.numbers(self.made.id)
        arrived = sum(map(len, self.town.phones.arrived.values()))
        assert numbers.by_state.get(RecipientState.SENT, 0) <= arrived

    def _drain(self) -> None:
        """No more trouble: it comes to an end, and the end is the truth."""
        self.town.phones.trouble.clear()
        for _ in range(12):
            self.town.clock.wind(minutes=20)
            self.town.tick()
            self.town.send(len(PEOPLE))
        numbers = self.town.broadcasts.numbers(self.made.id)
        assert self.state in ENDED
        assert not numbers.by_state.get(RecipientState.WAITING)
        assert not numbers.by_state.get(RecipientState.CLAIMED)
        self.adds_up()
        self.nobody_twice_nor_after_no()
        unnamed = numbers.by_state.get(RecipientState.UNKNOWN, 0)
        arrived = sum(map(len, self.town.phones.arrived.values()))
        assert numbers.by_state.get(RecipientState.SENT, 0) + unnamed >= arrived


@pytest.fixture
def template(sqlite_template: Path) -> Path:
    return sqlite_template


def test_any_order_of_events_keeps_the_ledger_true(template: Path) -> None:
    global _template
    _template = template
    slow = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(AnyOrder, settings=slow)
