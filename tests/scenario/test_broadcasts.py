"""A broadcast through the real worker, beat and stand-in: asked for by chat, sent once each, also
across a kill -9.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import time
from pathlib import Path

import pytest

from bot.broadcast.hours import is_open
from bot.simulator.driver import Person
from bot.staff.account_settings import AccountSettings
from bot.store.times import utc_now
from tests.product import ZALO, Product, running_product
from tests.waiting import until

pytestmark = pytest.mark.skipif(
    not is_open(AccountSettings(broadcast_opens=time(0), broadcast_closes=time(23)), utc_now()),
    reason="Zalo lets no broadcast out at night, and real processes have a real clock",
)
PEOPLE = 12
PATIENCE = 240.0
"""The lease of a claim, a look at the history and a restart, on a busy machine."""
WORDS = "Việc nhà, cả nhà cùng làm."


@pytest.fixture
def own_product(tmp_path: Path, shipped_library: Path):
    with running_product(tmp_path, shipped_library) as running:
        opened = {"broadcast_opens": "06:05", "broadcast_closes": "21:55"}
        for name, value in opened.items():
            told = running.command("setting", "set", "--oa", ZALO.oa_id, name, value)
            assert told.returncode == 0, told.stderr
        yield running


def act(product: Product, *arguments: str) -> dict[str, object]:
    done = product.command("broadcast", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def tips(person: Person) -> list[str]:
    return [each.text for each in person.messages() if each.text.startswith(WORDS)]


def test_asked_for_by_chat_and_sent_once_each_across_a_kill(own_product: Product) -> None:
    people = [own_product.zalo.someone() for _ in range(PEOPLE)]
    for person in people:
        person.says("nhận tin")
    for person in people:
        person.waits_for(1, timeout=PATIENCE)
    people[0].asks("ngừng nhận tin", timeout=PATIENCE)
    until(lambda: _agreed(own_product) == PEOPLE - 1, PATIENCE)
    made = act(own_product, "create", "--oa", ZALO.oa_id, "--title", "Việc nhà", "--text", WORDS)
    code = str(made["code"])
    assert act(own_product, "preview", code)["gets"] == PEOPLE - 1
    own_product.zalo.latency(400)
    act(own_product, "approve", code)
    act(own_product, "schedule", code, "--at", "now")
    until(lambda: sum(map(len, map(tips, people))) >= 3, PATIENCE)
    own_product.kill("worker")
    own_product.zalo.latency(0)
    own_product.start("worker")
    until(lambda: _rows(own_product, "SELECT state FROM broadcasts") == [("finished",)], PATIENCE)
    assert Counter(len(tips(person)) for person in people) == {1: PEOPLE - 1, 0: 1}
    states = "SELECT DISTINCT state FROM broadcast_recipients"
    until(lambda: _rows(own_product, states) == [("delivered",)], PATIENCE)
    status = act(own_product, "status", code)
    assert status["total"] == status["size"] == PEOPLE - 1


def _agreed(product: Product) -> int:
    """Who agrees to tips now."""
    latest = "SELECT max(id) FROM consents WHERE purpose = 'tips' GROUP BY user_id"
    return len(_rows(product, f"SELECT id FROM consents WHERE given AND id IN ({latest})"))


def _rows(product: Product, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(product.folder / "hieu-luat.sqlite3")) as database:
        return database.execute(query).fetchall()
