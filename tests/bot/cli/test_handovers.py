"""Waiting conversations and drafts as officers without a telephone work on them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.conversation import ConversationStore
from bot.faq.content import FaqContent
from bot.faq.handover_drafts import HandoverDrafts
from bot.store import AuditRepository, HandoverRepository, PeopleRepository, open_store
from bot.store.database import Database
from bot.store.handover_texts import HandoverTexts
from bot.store.schema import migrate
from bot.store.waiting_answers import WaitingAnswers
from tests.bot.zalo.stand_in import StandIn, ok, serve

KEY = "k" * 40
LAN = ("--oa", "1001", "--as", "lan@example.vn")
HOA = ("--oa", "1001", "--as", "hoa@example.vn")
QUESTION, ANSWER = "nồi cơm là gì", "Chị ra phường nhé."
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, redis_url: str, redis: object) -> Run:
    """Runs a command in an installation with one account, two officers and one hand-over, H1."""
    url = f"sqlite:///{tmp_path / 'handovers.sqlite3'}"
    migrate(url)
    known = {"DATABASE_URL": url, "SECRET_KEY": KEY, "VAR_DIR": tmp_path, "REDIS_URL": redis_url}
    for name, value in known.items():
        monkeypatch.setenv(name, str(value))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, words, catch_exceptions=False)

    token = ("--access-token", "a", "--refresh-token", "r")
    run("oa", "add", "--id", "1001", "--name", "Hội phường", "--secret", "s", *token)
    for name in ("lan", "hoa"):
        email = f"{name}@example.vn"
        run("admin", "add", "--email", email, "--role", "officer")
        run("officer", "add", "--oa", "1001", "--email", email, "--name", f"Chị {name.title()}")
    return run


@pytest.fixture
def database(run: Run, tmp_path: Path) -> Database:
    database = open_store(f"sqlite:///{tmp_path / 'handovers.sqlite3'}")
    opened = HandoverRepository(database).open("1001", "u", "asked", "N")
    HandoverTexts(database, KEY).add_question(opened.id, QUESTION, "e1")
    return database


@pytest.fixture
def zalo(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    stand_in = StandIn()
    server = serve(stand_in)
    monkeypatch.setenv("ZALO_OPENAPI_URL", stand_in.url)
    yield stand_in
    server.shutdown()
    server.server_close()


def rows(done: Result) -> list[dict[str, object]]:
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def refused(done: Result, words: str) -> None:
    assert (done.exit_code, done.stdout) == (1, "")
    assert words in done.stderr


def test_what_waits_is_listed_without_a_word_of_hers(run: Run, database: Database) -> None:
    (row,) = rows(run("handover", "list", "--json"))
    assert (row["code"], row["reason"], row["holder"]) == ("H1", "asked", "")
    shown = run("handover", "list", "--oa", "1001")
    assert "CHƯA AI NHẬN" in shown.stdout
    assert QUESTION not in shown.stdout + json.dumps(row, ensure_ascii=False)
    assert run("handover", "list", "--oa", "9").stdout == ""


def test_the_question_is_shown_and_the_look_is_noted(run: Run, database: Database) -> None:
    (row,) = rows(run("handover", "show", "h1", *LAN, "--json"))
    assert (row["questions"], row["answer"]) == ([QUESTION], "")
    assert f"Hỏi: {QUESTION}" in run("handover", "show", "1", *LAN).stdout
    acts = [each.action for each in AuditRepository(database).latest()]
    assert acts.count("handover_shown") == 2


def test_an_answer_waits_where_she_cannot_be_reached(
    run: Run, database: Database, redis: object
) -> None:
    for _ in range(2):
        done = run("handover", "answer", "H1", ANSWER, *LAN)
        assert done.exit_code == 0, done.stderr
        assert "Zalo chưa cho nhắn" in done.stderr
    (waiting,) = WaitingAnswers(database, KEY).of_person("1001", "u")
    assert ANSWER in waiting.text
    store = ConversationStore(redis, timedelta(days=1))  # type: ignore[arg-type]
    until = store.load("1001:u:u").officer_until
    assert until is not None
    assert until > datetime.now(UTC)


def test_an_answer_goes_out_at_once_where_she_can(
    run: Run, database: Database, zalo: StandIn
) -> None:
    PeopleRepository(database).touch_inbound("1001", "u", datetime.now(UTC))
    zalo.play(ok({"message_id": "m1"}))
    assert "ngay" in run("handover", "answer", "H1", ANSWER, *LAN).stderr
    (asked,) = zalo.asked
    assert ANSWER in asked.json["message"]["text"]
    assert WaitingAnswers(database, KEY).of_person("1001", "u") == []


def test_one_officer_has_it_and_closes_it(run: Run, database: Database) -> None:
    assert run("handover", "take", "H1", *LAN).exit_code == 0
    assert run("handover", "take", "H1", *LAN).exit_code == 0
    refused(run("handover", "take", "H1", *HOA), "Cán bộ khác")
    refused(run("handover", "answer", "H1", ANSWER, *HOA), "Cán bộ khác")
    assert run("handover", "close", "H1", *LAN).exit_code == 0
    refused(run("handover", "close", "H1", *HOA), "đã đóng")
    assert run("handover", "list").stdout == ""
    assert "đã đóng" in run("handover", "list", "--all").stdout


@pytest.mark.parametrize("code", ["H2", "V1", "x", "H"])
def test_a_code_that_means_nothing_is_refused(run: Run, database: Database, code: str) -> None:
    refused(run("handover", "take", code, *LAN), "mã này")


def test_only_officers_of_the_account_act(run: Run, database: Database) -> None:
    refused(run("handover", "take", "H1", "--oa", "1001", "--as", "x@example.vn"), "e-mail")


def test_without_redis_it_is_said_and_can_be_repeated(
    run: Run, database: Database, monkeypatch: pytest.MonkeyPatch, redis_url: str
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    refused(run("handover", "take", "H1", *LAN), "Redis")
    monkeypatch.setenv("REDIS_URL", redis_url)
    assert run("handover", "take", "H1", *LAN).exit_code == 0


def test_drafts_are_listed(run: Run, database: Database) -> None:
    HandoverDrafts(database).save("1001", FaqContent(QUESTION, ANSWER), 1, 1)
    (row,) = rows(run("faq", "list", "--state", "draft", "--json"))
    assert (row["question"], row["answer"], row["state"]) == (QUESTION, ANSWER, "draft")
    assert QUESTION in run("faq", "list", "--oa", "1001").stdout
    assert run("faq", "list", "--oa", "9").stdout == ""
    assert run("faq", "list", "--state", "published").stdout == ""


def test_it_is_passed_to_a_colleague(run: Run, database: Database) -> None:
    run("handover", "take", "H1", *LAN)
    passed = run("handover", "pass", "H1", *LAN, "--to", "hoa@example.vn")
    assert passed.exit_code == 0, passed.stderr
    assert "Đã chuyển H1 cho Chị Hoa." in passed.stderr
    refused(run("handover", "pass", "H1", *LAN, "--to", "lan@example.vn"), "đã nhận")
    (waiting,) = rows(run("handover", "list", "--json"))
    assert waiting["holder"] == "Chị Hoa"
