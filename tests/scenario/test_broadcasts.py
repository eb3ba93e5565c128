"""A broadcast through the real worker, beat and stand-in: asked for by chat, sent once each, also
across a kill -9.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from bot.simulator.driver import Person
from tests.handlers.library import KITCHEN
from tests.product import ZALO, Product, by_day, running_product
from tests.waiting import until

PEOPLE = 12
PATIENCE = 240.0
"""The lease of a claim, a look at the history and a restart, on a busy machine."""
WORDS = "Việc nhà, cả nhà cùng làm."


@pytest.fixture
def own_product(tmp_path: Path, shipped_library: Path):
    with running_product(tmp_path, shipped_library, **by_day(tmp_path)) as running:
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


def test_a_card_reaches_everybody_once(own_product: Product, tmp_path: Path) -> None:
    """Drawn, uploaded, sent with its caption; uploaded again when Zalo has lost it, settled by the
    echo where an answer was lost.
    """
    zalo, people = own_product.zalo, [own_product.zalo.someone() for _ in range(5)]
    for person in people:
        person.says("nhận tin")
    until(lambda: _agreed(own_product) == len(people), PATIENCE)
    made = act(
        own_product, "create", "--oa", ZALO.oa_id, "--title", "Giữ lửa trong bếp", "--text", WORDS,
        "--picture", "vuong", "--document", KITCHEN, "--article", "2", "--clause", "1",
    )  # fmt: skip
    code, drawn = str(made["code"]), tmp_path / "card.png"
    act(own_product, "approve", code)
    done = own_product.command("broadcast", "picture", code, "--out", str(drawn))
    assert done.returncode == 0, done.stderr
    zalo.fail_next("message/cs", -100, user_id=people[0].user_id)
    zalo.drop_next("message/cs")
    act(own_product, "schedule", code, "--at", "now")
    until(lambda: _rows(own_product, "SELECT state FROM broadcasts") == [("finished",)], PATIENCE)
    for person in people:
        (message,) = [each for each in person.messages() if each.text.startswith(WORDS)]
        assert message.kind == "image"
        assert "Căn cứ: khoản 1 Điều 2 Luật Bếp núc số 99/2020/QH14." in message.text
        picture = urljoin(own_product.zalo_url, message.raw["attachment"]["url"])
        assert requests.get(picture, timeout=10).content == drawn.read_bytes()
    states = "SELECT DISTINCT state FROM broadcast_recipients"
    until(lambda: _rows(own_product, states) == [("delivered",)], PATIENCE)
    status = act(own_product, "status", code)
    assert status["total"] == status["size"] == len(people)


def _agreed(product: Product) -> int:
    """Who agrees to tips now."""
    latest = "SELECT max(id) FROM consents WHERE purpose = 'tips' GROUP BY user_id"
    return len(_rows(product, f"SELECT id FROM consents WHERE given AND id IN ({latest})"))


def _rows(product: Product, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(product.folder / "hieu-luat.sqlite3")) as database:
        return database.execute(query).fetchall()
