"""An article through the real web, worker, beat and stand-in: with a cover that Zalo fetches from
our own server, and across a kill -9 while Zalo is asked to send it.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.product import ZALO, Product, by_day, running_product
from tests.waiting import until

PATIENCE = 240.0
"""The lease of a hand-over and a restart, on a busy machine."""
TITLE = "Ai được nghỉ thai sản"


@pytest.fixture
def own_product(tmp_path: Path, shipped_library: Path):
    with running_product(tmp_path, shipped_library, **by_day(tmp_path)) as running:
        opened = {"broadcast_opens": "06:05", "broadcast_closes": "21:55"}
        for name, value in opened.items():
            told = running.command("setting", "set", "--oa", ZALO.oa_id, name, value)
            assert told.returncode == 0, told.stderr
        yield running


def act(product: Product, *arguments: str) -> dict[str, object]:
    done = product.command("article", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def state(product: Product, code: str) -> str:
    """Read where it is kept: a command takes longer than the state lasts."""
    with closing(sqlite3.connect(product.folder / "hieu-luat.sqlite3")) as database:
        chosen = database.execute("SELECT state FROM articles WHERE id = ?", (code[1:],))
        return str(chosen.fetchone()[0])


def approved(product: Product) -> str:
    made = act(
        product, "create", "--oa", ZALO.oa_id, "--title", TITLE, "--description", "Ngắn gọn.",
        "--text", "Đoạn một.\n\nĐoạn hai.", "--everyone",
    )  # fmt: skip
    return str(act(product, "approve", str(made["code"]))["code"])


def broadcasts(product: Product) -> list[int]:
    """How Zalo answered whenever it was asked to send an article."""
    return [call["error"] for call in product.zalo.calls("/v2.0/oa/message")]


def test_an_article_reaches_followers_once_across_a_kill_and_an_officer_decides(
    own_product: Product,
) -> None:
    lan = own_product.zalo.person("lan")
    first, second = approved(own_product), approved(own_product)
    act(own_product, "schedule", first, "--at", "now")
    until(lambda: state(own_product, first) == "sent", PATIENCE)
    assert [each.text for each in lan.messages()] == [TITLE]
    own_product.zalo.latency(6000)
    act(own_product, "schedule", second, "--at", "now")
    until(lambda: len(broadcasts(own_product)) == 2, PATIENCE)
    own_product.kill("worker")  # Zalo has sent it, and its answer is still on the way
    own_product.zalo.latency(0)
    own_product.start("worker")
    until(lambda: state(own_product, second) == "unknown", PATIENCE)
    assert [each.text for each in lan.messages()] == [TITLE, TITLE]
    assert act(own_product, "settle", second, "--sent")["state"] == "sent"
    assert broadcasts(own_product) == [0, 0]
