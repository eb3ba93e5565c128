"""What came back on a broadcast, as the command line tells it: rounded, and never of a few."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.store import Database, open_store
from bot.store.broadcast_models import BroadcastRow, RecipientKind, RecipientRow, RecipientState
from bot.store.schema import migrate
from bot.store.times import utc_now

Run = Callable[..., Result]


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'results.sqlite3'}"
    migrate(url)
    return url


@pytest.fixture
def run(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, redis_url: str, shipped_library: Path
) -> Run:
    known = {
        "DATABASE_URL": url, "SECRET_KEY": "k" * 40, "VAR_DIR": tmp_path, "REDIS_URL": redis_url,
        "LIBRARY": shipped_library,
    }  # fmt: skip
    for name, value in known.items():
        monkeypatch.setenv(name, str(value))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words))

    keys = ("--secret", "s", "--access-token", "t", "--refresh-token", "r")
    assert run("oa", "add", "--id", "1001", "--name", "Hội", *keys).exit_code == 0
    made = run("broadcast", "create", "--oa", "1001", "--title", "Họp", "--text", "Mời họp.")
    assert made.exit_code == 0, made.output
    return run


def sent(url: str, people: int, replied: int) -> None:
    store: Database = open_store(url)
    rows = [
        RecipientRow(
            broadcast_id=1, oa_id="1001", kind=RecipientKind.PERSON, recipient_id=f"p{number}",
            state=RecipientState.SEEN, changed_at=utc_now(), replied=number < replied,
        )
        for number in range(people)
    ]  # fmt: skip
    with store.writing() as session:
        session.get_one(BroadcastRow, 1).begun_at = utc_now()
        session.get_one(BroadcastRow, 1).tip = "viec-nha"
        session.add_all(rows)


def test_what_came_back_is_shown_with_the_words(run: Run, url: str):
    sent(url, 23, 3)
    shown = run("broadcast", "show", "T1")
    assert shown.exit_code == 0, shown.output
    assert "Mời họp." in shown.output
    assert "Đã xem: 25 (100%)" in shown.output
    assert "Nhắn lại trong 24 giờ: dưới 5\n" in shown.output
    row = json.loads(run("broadcast", "show", "T1", "--json").stdout)
    assert row["came_back"]["Nhắn lại trong 24 giờ"] == "dưới 5"


def test_a_period_with_its_best_tips(run: Run, url: str):
    sent(url, 23, 11)
    row = json.loads(run("broadcast", "results", "--oa", "1001", "--json").stdout)
    assert row["broadcasts"] == 1
    assert [each["tip"] for each in row["best_tips"]] == ["viec-nha"]
    assert row["came_back"]["Nhắn lại trong 24 giờ"] == 10
    past = run("broadcast", "results", "--oa", "1001", "--from", "2026-01-01", "--to", "2026-01-31")
    assert "0 tin, đến ngày 31/01/2026" in past.output
