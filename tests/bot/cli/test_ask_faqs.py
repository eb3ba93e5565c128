"""``python -m bot ask`` knows what is published, and needs no database."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.faq.content import FaqContent
from bot.faq.life_cycle import FaqLifeCycle, Operator
from bot.store import AccountDraft, OaRepository, open_store
from bot.store.schema import migrate
from knowledge.documents import Citation
from knowledge.search import Library
from knowledge.snapshot import build
from tests.handlers.library import KITCHEN, batch

HALL = FaqContent("Nhà văn hóa phường mở cửa lúc nào?", "Nhà văn hóa mở cửa từ 7 giờ.")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    build(tmp_path / "library", batch(), cache=None, progress=False)
    monkeypatch.setenv("LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.sqlite3'}")
    return tmp_path


def ask(*options: str) -> dict[str, object]:
    done = CliRunner().invoke(main, ["ask", HALL.question, "--json", *options])
    assert done.exit_code == 0, done.output
    (line,) = done.stdout.splitlines()
    found: dict[str, object] = json.loads(line)
    return found


def published(folder: Path, content: FaqContent) -> None:
    url = f"sqlite:///{folder / 'test.sqlite3'}"
    migrate(url)
    database = open_store(url)
    OaRepository(database, "k" * 40).add(AccountDraft("1001", "Phường thử", "s"))
    library = Library.open(folder / "library")
    life = FaqLifeCycle(database, lambda oa_id: library)
    life.draft_many("1001", [content], Operator(), publish=True)


def test_what_is_published_is_answered(folder: Path) -> None:
    assert ask()["intent"] != "faq"
    assert not (folder / "test.sqlite3").exists()
    (folder / "test.sqlite3").touch()
    assert ask()["intent"] != "faq"
    published(folder, HALL)
    for options in ([], ["--oa", "1001"]):
        answered = ask(*options)
        assert answered["intent"] == "faq"
        assert HALL.answer in str(answered["bubbles"])
    assert ask("--oa", "1002")["intent"] != "faq"


def test_what_rests_on_a_document_and_what_is_due(folder: Path) -> None:
    cited = Citation(KITCHEN, "2", "1")
    published(folder, replace(HALL, citations=(cited,)))
    told = CliRunner().invoke(main, ["impact", KITCHEN.lower()]).stdout
    assert told == f"OA 1001  F1: {HALL.question} (khoản 1 Điều 2)\n"
    row = json.loads(CliRunner().invoke(main, ["impact", KITCHEN, "--json"]).stdout)
    assert (row["kind"], row["id"]) == ("faq", "F1")
    due = CliRunner().invoke(main, ["faq", "due", "--on", "2099-01-01", "--json"])
    assert json.loads(due.stdout)["code"] == "F1"
    assert CliRunner().invoke(main, ["faq", "due"]).stdout == ""
