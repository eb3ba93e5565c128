from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.broadcast.keeping import Keeping
from bot.broadcast.results import BroadcastResults
from bot.staff.account_settings import AccountSettings
from bot.store import broadcast_forgetting
from bot.store.broadcast_forgetting import LedgerForgetting
from bot.store.broadcast_models import RecipientRow
from bot.store.broadcast_records import Audience, RecipientKind
from bot.store.broadcast_results import ResultRepository
from bot.zalo.answers import GroupInfo
from tests.bot.broadcast.town import OA, SECOND, Town


@pytest.fixture
def keeping(town: Town) -> Keeping:
    return Keeping(LedgerForgetting(town.database), lambda _: town.settings)


def named(town: Town) -> int:
    chosen = select(func.count()).where(RecipientRow.recipient_id.is_not(None))
    with town.database.reading() as session:
        return session.scalar(chosen) or 0


def test_after_its_days_a_ledger_names_nobody_and_still_adds_up(
    town: Town, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(broadcast_forgetting, "_CHUNK", 2)
    for user_id in "12345":
        town.person(user_id)
    made = town.running()
    town.send(4)
    town.life.cancel(made.id, SECOND)
    ResultRepository(town.database).replied(OA, "1", town.clock() + timedelta(hours=1))
    before = town.states(made), BroadcastResults(ResultRepository(town.database)).of_broadcast(1)
    town.clock.wind(days=29, hours=23)
    assert keeping.tick(town.clock()) == 0
    assert named(town) == 5
    town.clock.wind(hours=1)
    assert keeping.tick(town.clock()) == 5
    assert named(town) == 0
    after = town.states(made), BroadcastResults(ResultRepository(town.database)).of_broadcast(1)
    assert after == before
    assert town.broadcasts.get(made.id).forgotten_at == town.clock()
    assert keeping.tick(town.clock()) == 0


def test_what_still_runs_is_not_touched_and_an_account_may_choose(town: Town, keeping: Keeping):
    town.settings = AccountSettings(broadcast_recipient_days=8)
    town.person("1")
    over, running = town.running(), town.running()
    town.send(2)
    town.tick()
    town.person("2")
    waits = town.scheduled()
    town.clock.wind(days=8)
    assert keeping.tick(town.clock()) == 2
    assert town.broadcasts.get(over.id).forgotten_at == town.broadcasts.get(running.id).forgotten_at
    assert town.broadcasts.get(waits.id).forgotten_at is None


def test_groups_are_no_people(town: Town, keeping: Keeping):
    town.phones.history_of_groups = [GroupInfo("g1", "Tổ 1", 9, True)]
    town.running(audience=Audience(RecipientKind.GROUP, every_group=True))
    town.send(2)
    town.tick()
    town.clock.wind(days=40)
    assert keeping.tick(town.clock()) == 0
    assert named(town) == 1


def test_what_comes_late_for_a_forgotten_row_is_told_of_nobody(town: Town, keeping: Keeping):
    town.person("1")
    made = town.running()
    town.send(2)
    town.tick()
    town.clock.wind(days=30)
    keeping.tick(town.clock())
    results = ResultRepository(town.database)
    assert not results.quoted(OA, "m1")
    assert not results.reacted(OA, "m1")
    assert town.states(made) == {"sent": 1}
