"""Articles, labels and audiences as they are chosen from the command line."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.store.schema import migrate

OA = ("--oa", "1001")
ARTICLE = ("--title", "Tên", "--description", "Ngắn.", "--text", "Lời.")
Run = Callable[..., Result]


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    redis_url: str,
    redis: object,
    shipped_library: Path,
) -> Run:
    """Runs a command in an installation with one account and two officers."""
    url = f"sqlite:///{tmp_path / 'articles.sqlite3'}"
    migrate(url)
    known = {
        "DATABASE_URL": url, "SECRET_KEY": "k" * 40, "VAR_DIR": tmp_path, "REDIS_URL": redis_url,
        "LIBRARY": shipped_library, "PUBLIC_URL": "https://luat.example.vn",
        "ZALO_OPENAPI_URL": "http://127.0.0.1:1",
    }  # fmt: skip
    for name, value in known.items():
        monkeypatch.setenv(name, str(value))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words))

    keys = ("--secret", "s", "--access-token", "t", "--refresh-token", "r")
    assert run("oa", "add", "--id", "1001", "--name", "Hội", *keys).exit_code == 0
    for email, role in (("lan@example.vn", "officer"), ("hoa@example.vn", "approver")):
        assert run("admin", "add", "--email", email, "--role", role).exit_code == 0
    return run


def told(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout.splitlines()[-1])


def actions(tmp_path: Path) -> set[str]:
    with closing(sqlite3.connect(tmp_path / "articles.sqlite3")) as database:
        return {action for (action,) in database.execute("SELECT action FROM audit_log")}


def test_an_article_from_the_draft_to_its_end(run: Run, tmp_path: Path) -> None:
    lan, hoa = ("--as", "lan@example.vn"), ("--as", "hoa@example.vn")
    chosen = ("--age", "2", "--age", "3", "--gender", "2", "--city", "9")
    made = told(run("article", "create", *OA, *lan, *ARTICLE, *chosen, "--json"))
    assert made["target"] == {"ages": "2,3", "gender": "2", "cities": "9"}
    code = made["code"]
    shown = told(run("article", "preview", code, "--json"))
    assert shown["problems"] == []
    assert any("Hà Nội" in line for line in shown["audience"])
    refused = run("article", "approve", code, *lan)
    assert (refused.exit_code, "Vai của chị" in refused.stderr) == (1, True)
    assert told(run("article", "approve", code, *hoa, "--json"))["state"] == "approved"
    at = ("--at", "2099-11-30 08:00")
    assert told(run("article", "schedule", code, *at, *hoa, "--json"))["state"] == "scheduled"
    assert told(run("article", "pause", code, *lan, "--json"))["state"] == "paused"
    assert told(run("article", "resume", code, *hoa, "--json"))["state"] == "scheduled"
    assert run("article", "settle", code, "--sent", *hoa).exit_code == 1
    assert told(run("article", "cancel", code, *lan, "--json"))["state"] == "cancelled"
    assert "đã hủy" in run("article", "list").stdout
    assert {"article_drafted", "article_approved", "article_cancelled"} <= actions(tmp_path)


def test_everybody_must_be_asked_for_expressly(run: Run) -> None:
    code = told(run("article", "create", *OA, *ARTICLE, "--json"))["code"]
    refused = run("article", "check", code)
    assert (refused.exit_code, "gửi mọi người" in refused.stderr) == (1, True)
    everyone = told(run("article", "create", *OA, *ARTICLE, "--everyone", "--json"))["code"]
    assert told(run("article", "check", everyone, "--json"))["state"] == "checked"
    assert "Không có bài này" in run("article", "status", "B999").stderr


def test_labels_are_put_imported_counted_and_removed(run: Run, tmp_path: Path) -> None:
    assert run("label", "put", *OA, "--person", "11", "--branch", "Tổ 5").exit_code == 0
    file = tmp_path / "chi-hoi.csv"
    file.write_text("Mã Zalo,Chi hội,Nhãn\n11,Tổ 6,mới\n12,Tổ 6,\n", encoding="utf-8")
    assert run("label", "import", *OA, str(file)).exit_code == 0
    lines = run("label", "list", *OA, "--json").stdout.splitlines()
    assert [json.loads(line) for line in lines if line.startswith("{")] == [
        {"kind": "branch", "name": "Tổ 6", "people": 2, "groups": 0},
        {"kind": "tag", "name": "mới", "people": 1, "groups": 0},
    ]
    assert run("label", "remove", *OA, "--person", "12", "--branch", "Tổ 6").exit_code == 0
    assert run("label", "put", *OA, "--person", "1", "--group", "2", "--tag", "a").exit_code == 1
    assert run("label", "sync", *OA).exit_code == 1  # Zalo is not there
    assert {"labels_put", "labels_imported", "labels_removed"} <= actions(tmp_path)


def test_a_broadcast_for_branch_and_tag_and_one_for_groups(run: Run) -> None:
    words = ("--title", "Tin", "--text", "Lời.")
    labels = ("--branch", "Tổ 5", "--tag", "mới")
    code = told(run("broadcast", "create", *OA, *words, *labels, "--free-only", "--json"))["code"]
    shown = told(run("broadcast", "preview", code, "--json"))
    assert (shown["gets"], shown["problems"]) == (0, [])
    assert shown["cost"]
    groups = told(run("broadcast", "create", *OA, *words, *labels, "--to-groups", "--json"))
    preview = told(run("broadcast", "preview", groups["code"], "--json"))
    assert preview["cost"][0].startswith("0 nhóm")
