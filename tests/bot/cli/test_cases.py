"""``python -m bot case``: what a case officer does from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from bot.cli import main
from bot.store import AccountDraft, AdminRepository, Database, OaRepository
from bot.store.case_alerts import AlertRepository
from bot.store.case_records import CaseDraft
from bot.store.cases import CaseRepository
from bot.store.rosters import RosterRepository
from bot.store.schema import migrate

SECRET_KEY = "k" * 40
OA, LAN, MAI = "1001", "lan@example.vn", "mai@example.vn"
AT = datetime(2026, 11, 23, 14, 4, tzinfo=UTC)
Run = Callable[..., Result]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    migrate(url)
    database = Database(url)
    OaRepository(database, SECRET_KEY).add(AccountDraft(OA, "Hội thử", "s"))
    for email, name, cases in ((LAN, "Chị Lan", True), (MAI, "Chị Mai", False)):
        AdminRepository(database).add(email, "officer")
        RosterRepository(database).put_officer(OA, email, name, handles_cases=cases)
    yield database
    database.close()


@pytest.fixture
def register(database: Database) -> CaseRepository:
    """One open case with a way to reach her."""
    register = CaseRepository(database, SECRET_KEY)
    register.open(CaseDraft(OA, "u1", "event-1", AT, "C3", "DV", "life"), AT)
    register.keep_contact(OA, "u1", "0912345678 buổi sáng", "event-2", AT)
    return register


@pytest.fixture
def run(register: CaseRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    monkeypatch.setenv("SECRET_KEY", SECRET_KEY)
    return lambda *arguments: CliRunner().invoke(main, ["case", *arguments])


def acting(code: str, email: str = LAN) -> list[str]:
    return [code, "--oa", OA, "--as", email]


def test_the_list_tells_how_far_each_is_and_nothing_of_her(run: Run) -> None:
    done = run("list")
    assert "V1 · C3 · bạo lực · nhận lúc 21:04 ngày 23/11 · CHƯA AI NHẬN" in done.stdout
    assert "0912" not in done.stdout
    row = json.loads(run("list", "--json").stdout)
    assert (row["code"], row["state"], row["taken_by"]) == ("V1", "new", "")


@pytest.mark.parametrize("email", [MAI, "nobody@example.vn"])
@pytest.mark.parametrize("command", ["show", "take", "close", "notice"])
def test_cases_are_locked_to_the_named_officers(
    run: Run, register: CaseRepository, command: str, email: str
) -> None:
    more = ["--outcome", "xong"] if command == "close" else []
    done = run(command, *acting("V1", email), *more)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Chỉ cán bộ nhận việc khẩn" in done.stderr
    assert [e.kind for e in register.look(OA, 1, 0, "t", AT).log] == ["opened", "contact", "looked"]


def test_a_look_shows_the_way_to_reach_her_and_is_logged(
    run: Run, register: CaseRepository
) -> None:
    row = json.loads(run("show", *acting("v1"), "--json").stdout)
    assert row["contact"] == "0912345678 buổi sáng"
    assert row["log"][-1]["why"] == "cli"
    assert "Liên lạc an toàn: 0912345678" in run("show", *acting("V1")).stdout
    looks = [e for e in register.look(OA, 1, 0, "t", AT).log if e.kind == "looked"]
    assert len(looks) == 3


def test_from_taking_to_closing(run: Run, tmp_path: Path) -> None:
    assert "Chị Lan đã nhận V1" in run("take", *acting("V1")).stderr
    assert "Chị Lan đang giữ" in run("list").stdout
    assert "khoản 2 Điều 20" in run("notice", *acting("V1")).stdout
    file = tmp_path / "thông báo.docx"
    assert run("notice", *acting("V1"), "--docx", str(file)).exit_code == 0
    assert file.read_bytes()[:2] == b"PK"
    assert run("notice", *acting("V1"), "--sent").exit_code == 0
    assert run("close", *acting("V1"), "--outcome", "đã an toàn").exit_code == 0
    assert run("list").stdout == ""
    assert json.loads(run("list", "--all", "--json").stdout)["notified_at"]
    again = run("close", *acting("V1"), "--outcome", "lại")
    assert (again.exit_code, again.stderr) == (1, "Hồ sơ này đã đóng.\n")


@pytest.mark.parametrize("code", ["V9", "x", "V", "V-1", "V" + "9" * 30])
def test_a_code_that_nobody_has_is_said_to_be_so(run: Run, code: str) -> None:
    done = run("show", "--oa", OA, "--as", LAN, "--", code)
    assert (done.exit_code, done.stderr) == (1, "Không có hồ sơ mang mã này.\n")


def test_a_file_that_cannot_be_written_is_named(run: Run) -> None:
    done = run("notice", *acting("V1"), "--docx", "/dev/null/x.docx")
    assert done.exit_code == 1
    assert "/dev/null" in done.stderr


def test_verifying_is_quiet_until_something_was_tampered_with(run: Run, database: Database) -> None:
    assert run("verify").exit_code == 0
    with database.writing() as session:
        session.execute(text("UPDATE cases SET log_length = 1"))
    done = run("verify", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["code"] == "V1"


def test_doctor_names_a_case_that_reached_nobody(
    run: Run, database: Database, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"REDIS_URL": redis_url, "ZALO_APP_ID": "1", "ZALO_APP_SECRET": "s"}.items():
        monkeypatch.setenv(name, value)
    alerts = AlertRepository(database, SECRET_KEY)
    (waiting,) = alerts.due(AT)

    def told() -> list[str]:
        checks = json.loads(CliRunner().invoke(main, ["doctor", "--json"]).stdout)["checks"]
        return [check["sentence"] for check in checks if check["name"] == "việc khẩn V1 OA 1001"]

    assert told() == []
    alerts.plan_round(waiting, [], AT, AT, nobody_on_duty=True)
    assert told() == ["chưa báo được cán bộ nào"]


def test_a_note_is_kept_in_the_log(run: Run) -> None:
    noted = run("note", *acting("V1"), "Đã gọi tổng đài 111.")
    assert noted.exit_code == 0, noted.output
    assert "Đã gọi tổng đài 111." in run("show", *acting("V1")).stdout
    assert run("note", *acting("V1", MAI), "x").exit_code == 1
