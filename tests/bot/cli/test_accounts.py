"""Who may use the console, as an operator sees to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.console.reception import Reception, reception
from bot.store import open_store
from bot.store.schema import migrate

KEY, PASSWORD = "k" * 40, "mèo xanh ăn bún riêu"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an installation with one admin."""
    url = f"sqlite:///{tmp_path / 'accounts.sqlite3'}"
    migrate(url)
    for name, value in {"DATABASE_URL": url, "SECRET_KEY": KEY, "VAR_DIR": tmp_path}.items():
        monkeypatch.setenv(name, str(value))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["admin", *words], catch_exceptions=False)

    added = run("add", "--email", "hoa@example.vn", "--role", "admin")
    assert "admin invite --email hoa@example.vn" in added.stderr
    return run


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Reception:
    return reception(open_store(f"sqlite:///{tmp_path / 'accounts.sqlite3'}"), KEY)


def state(run: Run) -> list[str]:
    rows = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    return [f"{row['email']} {row['role']} {row['state']}" for row in rows]


def test_an_invited_officer_sets_her_password(run: Run, desk: Reception):
    assert state(run) == ["hoa@example.vn admin no_password"]
    path = run("invite", "--email", "Hoa@example.vn").stdout.strip()
    assert path.startswith("/console/loi-moi/")
    desk.accept(path.rpartition("/")[2], PASSWORD)
    assert state(run) == ["hoa@example.vn admin ready"]
    assert desk.by_password("hoa@example.vn", PASSWORD) is not None


def test_an_officer_is_locked_out_and_let_in_again(run: Run, desk: Reception):
    run("add", "--email", "lan@example.vn", "--role", "officer")
    assert run("disable", "--email", "lan@example.vn").exit_code == 0
    assert state(run)[1] == "lan@example.vn officer disabled"
    assert run("enable", "--email", "lan@example.vn").exit_code == 0
    assert state(run)[1] == "lan@example.vn officer no_password"
    acts = [(entry.actor, entry.action) for entry in desk.log.latest()]
    assert acts == [("command line", "officer_enabled"), ("command line", "officer_disabled")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("disable", "--email", "hoa@example.vn"), "quản trị viên cuối cùng"),
        (("invite", "--email", "mai@example.vn"), "Không có cán bộ nào"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(run: Run, words: tuple[str, ...], said: str):
    done = run(*words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr


def test_the_list_can_be_read_without_json(run: Run):
    assert run("list").stdout == "hoa@example.vn  admin  no_password  no\n"
