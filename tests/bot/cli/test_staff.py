"""Officers, shifts, hours and settings as an operator enters them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.staff.gaps import NO_CASE_OFFICER, NO_ZALO_ID
from bot.store.schema import migrate

OA = ("--oa", "1001")
LAN = ("--email", "lan@example.vn")
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an installation with one account and two people."""
    url = f"sqlite:///{tmp_path / 'staff.sqlite3'}"
    migrate(url)
    for name, value in {"DATABASE_URL": url, "SECRET_KEY": "k" * 40, "VAR_DIR": tmp_path}.items():
        monkeypatch.setenv(name, str(value))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, words, catch_exceptions=False)

    run("oa", "add", "--id", "1001", "--name", "Hội phường", "--secret", "s")
    run("admin", "add", "--email", "lan@example.vn", "--role", "officer", "--zalo-user", "77")
    run("admin", "add", "--email", "hoa@example.vn", "--role", "officer")
    return run


@pytest.fixture
def lan(run: Run) -> None:
    assert run("officer", "add", *OA, *LAN, "--name", "Chị Lan", "--cases").exit_code == 0


def rows(done: Result) -> list[dict[str, object]]:
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def refused(done: Result, words: str) -> None:
    assert (done.exit_code, done.stdout) == (1, "")
    assert words in done.stderr


@pytest.mark.usefixtures("lan")
def test_officers_are_added_changed_and_removed(run: Run) -> None:
    done = run("officer", "add", *OA, "--email", "hoa@example.vn", "--name", "Chị Hoa", "--cases")
    assert "Chưa có mã Zalo" in done.stderr
    run("officer", "add", *OA, *LAN, "--name", "Bà Lan", "--zalo-user", "88")
    assert rows(run("officer", "list", *OA, "--json")) == [
        {"email": "lan@example.vn", "name": "Bà Lan", "cases": False, "zalo_user": "88"},
        {"email": "hoa@example.vn", "name": "Chị Hoa", "cases": True, "zalo_user": ""},
    ]
    assert run("officer", "remove", *OA, *LAN).exit_code == 0
    refused(run("officer", "remove", *OA, *LAN), "không phải cán bộ")
    assert "Chị Hoa  nhận việc khẩn  chưa có mã Zalo" in run("officer", "list", *OA).stdout


def test_what_cannot_be_is_refused(run: Run) -> None:
    add = ("officer", "add", *OA, "--name", "Chị Lan")
    refused(run(*add, "--email", "nobody@example.vn"), "python -m bot admin add")
    refused(run("officer", "add", "--oa", "9", *LAN, "--name", "Chị Lan"), "python -m bot oa add")
    refused(run("officer", "add", *OA, *LAN, "--name", " "), "Tên cán bộ")
    run(*add, *LAN)
    taken = run(*add, "--email", "hoa@example.vn", "--zalo-user", "77")
    refused(taken, "Mỗi mã Zalo")


@pytest.mark.usefixtures("lan")
def test_a_shift_is_added_listed_and_removed(run: Run) -> None:
    times = ("--from", "2099-11-23 17:00", "--to", "24/11/2099 7h30")
    assert "Đã xếp" in run("duty", "add", *OA, *LAN, *times).stderr
    assert "đã có rồi" in run("duty", "add", *OA, *LAN, *times).stderr
    assert rows(run("duty", "list", *OA, "--json")) == [
        {
            "email": "lan@example.vn",
            "name": "Chị Lan",
            "from": "2099-11-23T10:00:00+00:00",
            "to": "2099-11-24T00:30:00+00:00",
        }
    ]
    line = "2099-11-23 17:00 → 2099-11-24 07:30  Chị Lan (lan@example.vn)\n"
    assert run("duty", "list", *OA).stdout == line
    begins = ("--from", "2099-11-23 17:00")
    assert run("duty", "remove", *OA, *LAN, *begins).exit_code == 0
    refused(run("duty", "remove", *OA, *LAN, *begins), "Không có ca trực")


@pytest.mark.usefixtures("lan")
@pytest.mark.parametrize(
    ("begins", "ends", "told"),
    [
        ("2099-11-23 17:00", "2099-11-23 17:00", "phải sau giờ bắt đầu"),
        ("2099-11-23 17:00", "2099-12-23 17:00", "7 ngày"),
        ("2099-02-30 17:00", "2099-12-23 17:00", "2099-02-30"),
        ("tối mai", "2099-12-23 17:00", "tối mai"),
    ],
)
def test_a_shift_that_cannot_be_is_refused(run: Run, begins: str, ends: str, told: str) -> None:
    refused(run("duty", "add", *OA, *LAN, "--from", begins, "--to", ends), told)
    assert run("duty", "list", *OA).stdout == ""


def test_only_who_handles_cases_has_shifts(run: Run) -> None:
    run("officer", "add", *OA, *LAN, "--name", "Chị Lan")
    times = ("--from", "2099-11-23 17:00", "--to", "2099-11-24 07:30")
    refused(run("duty", "add", *OA, *LAN, *times), "việc khẩn")


@pytest.mark.usefixtures("lan")
def test_a_sheet_of_shifts_is_imported_once(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["Ngày", "E-MAIL cán bộ", "Từ", "Đến"])
    page.append(["", "Lan@example.vn", datetime(2099, 11, 23, 17), "24/11/2099 07:30"])  # noqa: DTZ001
    page.append([None, None, None, None])
    page.append(["", "lan@example.vn", "2099-11-24 17:00", "2099-11-25 07:30"])
    book.save(tmp_path / "truc.xlsx")
    assert "2 ca trực mới, 0" in run("duty", "import", *OA, str(tmp_path / "truc.xlsx")).stderr
    assert "0 ca trực mới, 2" in run("duty", "import", *OA, str(tmp_path / "truc.xlsx")).stderr
    assert [row["from"] for row in rows(run("duty", "list", *OA, "--json"))] == [
        "2099-11-23T10:00:00+00:00",
        "2099-11-24T10:00:00+00:00",
    ]


@pytest.mark.usefixtures("lan")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_from_any_spreadsheet_is_imported(
    run: Run, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    lines = [["Email", "Từ", "Đến"], ["lan@example.vn", "2099-11-23 17:00", "2099-11-24 07:30"]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    (tmp_path / "truc.csv").write_bytes(text.encode(encoding))
    assert "1 ca trực mới" in run("duty", "import", *OA, str(tmp_path / "truc.csv")).stderr


@pytest.mark.usefixtures("lan")
def test_one_wrong_line_and_nothing_is_taken(run: Run, tmp_path: Path) -> None:
    run("officer", "add", *OA, "--email", "hoa@example.vn", "--name", "Chị Hoa")
    file = tmp_path / "truc.csv"
    file.write_text(
        "E-mail,Từ,Đến\n"
        "lan@example.vn,2099-11-23 17:00,2099-11-24 07:30\n"
        "\n"
        "ai@example.vn,2099-11-23 17:00,2099-11-24 07:30\n"
        "hoa@example.vn,2099-11-23 17:00,2099-11-24 07:30\n"
        "lan@example.vn,2099-11-24 17:00,2099-11-24 07:30\n"
        "lan@example.vn,mai,2099-11-24 07:30\n"
        "lan@example.vn\n"
    )
    done = run("duty", "import", *OA, str(file))
    refused(done, "Chưa nhập ca trực nào")
    told = [line.split(":")[0] for line in done.stderr.splitlines()[1:]]
    assert told == ["Dòng 4", "Dòng 5", "Dòng 6", "Dòng 7", "Dòng 8"]
    assert run("duty", "list", *OA).stdout == ""


@pytest.mark.usefixtures("lan")
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "ba cột"),
        ("a.csv", "Tên,Từ,Đến\n".encode(), "ba cột"),
        ("a.csv", "E-mail,Từ,Đến\n".encode(), "không có ca trực nào"),
        ("a.xlsx", b"not a sheet", ".xlsx"),
        ("a.csv", "E-mail,Từ,Đến\n".encode() + b"x,y,z\n" * 25, "5 lỗi nữa"),
    ],
)
def test_a_file_that_holds_no_shifts_is_refused(
    run: Run, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    refused(run("duty", "import", *OA, str(tmp_path / name)), told)


def test_hours_are_shown_and_set(run: Run) -> None:
    assert "T2  07:30-11:30 13:30-17:00\n" in run("hours", "show", *OA).stdout
    days = ("--day", "T2-T6 7:00-11:00 13:00-17:00", "--day", "t7 07:00-11:00")
    assert run("hours", "set", *OA, *days, "--answer-hours", "2").exit_code == 0
    shown = run("hours", "show", *OA).stdout
    assert "T6  07:00-11:00 13:00-17:00\nT7  07:00-11:00\nCN  nghỉ\n" in shown
    assert "Hạn trả lời: 2 giờ làm việc" in shown
    (row,) = rows(run("hours", "show", *OA, "--json"))
    assert row["answer_hours"] == 2


@pytest.mark.parametrize(
    "day",
    ["T2", "T8 07:30-11:30", "T2 11:30-07:30", "T2 07:30-25:00", "T2 07:30-11:30 11:00-17:00"]
    + ["T6-T3 07:30-11:30", "T2 sáng", "thứ hai 07:30-11:30"],
)
def test_hours_that_cannot_be_are_refused(run: Run, day: str) -> None:
    refused(run("hours", "set", *OA, "--day", day), "Giờ làm việc chưa đúng")


def test_an_answer_within_no_time_is_refused(run: Run) -> None:
    refused(run("hours", "set", *OA, "--answer-hours", "0"), "Hạn trả lời")
    assert run("hours", "set", *OA).exit_code == 2


def test_days_are_closed_and_opened_again(run: Run) -> None:
    period = ("--from", "2099-12-01", "--to", "03/12/2099")
    assert run("hours", "close", *OA, *period, "--name", "Đại hội").exit_code == 0
    run("hours", "reopen", *OA, "--from", "2099-12-02")
    (row,) = rows(run("hours", "show", *OA, "--json"))
    assert row["closed_days"] == [
        {"day": "2099-12-01", "name": "Đại hội"},
        {"day": "2099-12-03", "name": "Đại hội"},
    ]
    refused(run("hours", "reopen", *OA, "--from", "2099-12-02"), "không có ngày nghỉ riêng")
    refused(run("hours", "close", *OA, "--from", "2099-12-02", "--to", "2099-12-01"), "Ngày cuối")
    refused(run("hours", "close", *OA, "--from", "2099-12-02", "--to", "2101-12-01"), "60 ngày")


def test_settings_are_shown_set_and_taken_back(run: Run) -> None:
    assert run("setting", "set", *OA, "case_alert_minutes", "3").exit_code == 0
    assert run("setting", "set", *OA, "safe_word", "1234").exit_code == 0
    shown = run("setting", "show", *OA).stdout
    assert "case_alert_minutes = 3\n" in shown
    assert 'safe_word = "1234"\n' in shown
    run("setting", "set", *OA, "case_alert_minutes", "default")
    (row,) = rows(run("setting", "show", *OA, "--json"))
    assert row["case_alert_minutes"] == 5
    refused(run("setting", "set", *OA, "case_alert_minutes", "0"), "Các mục: working_hours")
    refused(run("setting", "set", *OA, "nonsense", "1"), "Các mục")


def told_by_doctor(run: Run) -> list[str]:
    checks = json.loads(run("doctor", "--json").stdout)["checks"]
    return [each["sentence"] for each in checks if each["warning"] and each["ok"]]


def test_doctor_warns_of_an_account_that_nobody_watches(
    run: Run, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = {"REDIS_URL": redis_url, "ZALO_APP_ID": "1", "ZALO_APP_SECRET": "s"}
    for name, value in serving.items():
        monkeypatch.setenv(name, value)
    assert NO_CASE_OFFICER in told_by_doctor(run)
    run("officer", "add", *OA, "--email", "hoa@example.vn", "--name", "Chị Hoa", "--cases")
    assert NO_ZALO_ID in told_by_doctor(run)
    run("officer", "add", *OA, *LAN, "--name", "Chị Lan", "--cases")
    left = told_by_doctor(run)
    assert NO_CASE_OFFICER not in left
    assert NO_ZALO_ID not in left
