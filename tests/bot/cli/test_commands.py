"""The command line as an operator meets it: exit codes, one clear sentence, clean JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
KEY = "k" * 40


@pytest.fixture
def bot(tmp_path, shipped_library):
    def run(*arguments, stdin=b"", cwd=ROOT, **environment):
        known = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "VAR_DIR": str(tmp_path / "nhà của chị"),
            "LIBRARY": str(shipped_library),
        }
        command = [sys.executable, "-m", "bot", *arguments]
        done = subprocess.run(
            command, cwd=cwd, env=known | environment, input=stdin, capture_output=True, timeout=60
        )
        assert b"Traceback" not in done.stderr
        return done

    return run


def refused(done, *words):
    assert done.returncode == 1
    assert done.stdout == b""
    sentence = done.stderr.decode()
    return all(word in sentence for word in words)


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["ask"], ["oa", "add", "--id", "1"]])
def test_wrong_usage_is_two(bot, arguments):
    done = bot(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://u@h/d", "postgresql://u:p@127.0.0.1:1/x", "sqlite:////dev/null/x/y.db"],
)
def test_an_unusable_database_is_a_sentence(bot, url):
    assert refused(bot("migrate", DATABASE_URL=url), "cơ sở dữ liệu") or refused(
        bot("migrate", DATABASE_URL=url), "/dev/null"
    )


def test_a_folder_that_cannot_be_made_is_named(bot):
    assert refused(bot("migrate", VAR_DIR="/dev/null/var"), "/dev/null")


def test_a_database_before_its_first_migration_says_what_to_do(bot):
    assert refused(bot("oa", "list", "--json", SECRET_KEY=KEY), "python -m bot migrate")


def test_wrong_settings_say_what_is_wanted(bot):
    settings = {"SECRET_KEY": "short", "REDIS_URL": "localhost", "DATABASE_URL": "oracle://x"}
    assert refused(bot("oa", "list", **settings), "32 ký tự", "redis://", "postgresql://")


def test_an_account_is_kept_as_it_was_meant(bot):
    assert bot("migrate").returncode == 0
    assert bot("migrate").returncode == 0
    words = ["--id", " 123\n", "--name", " Hội ", "--secret", "s "]
    assert bot("oa", "add", *words, SECRET_KEY=KEY).returncode == 0
    (line,) = bot("oa", "list", "--json", SECRET_KEY=KEY).stdout.splitlines()
    account = json.loads(line)
    assert (account["oa_id"], account["name"]) == ("123", "Hội")


@pytest.mark.parametrize(
    ("oa_id", "name", "secret"),
    [("", "A", "s"), ("a b", "A", "s"), ("1:2", "A", "s"), ("1", " ", "s"), ("1", "A", "")],
)
def test_an_account_that_cannot_work_is_refused(bot, oa_id, name, secret):
    bot("migrate")
    words = ["--id", oa_id, "--name", name, "--secret", secret]
    assert refused(bot("oa", "add", *words, SECRET_KEY=KEY), "OA ID")
    assert bot("oa", "list", "--json", SECRET_KEY=KEY).stdout == b""


def test_ask_reads_a_line_a_question_in_any_encoding(bot):
    done = bot("ask", "-", "--json", stdin=b"xin ch\xe0o\r\n\n  \ncam on")
    assert done.returncode == 0
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == 2
    assert all(answer["bubbles"] for answer in answers)


def test_ask_goes_on_where_the_user_stopped(bot):
    first = json.loads(bot("ask", "xin chào", "--user", "../ủ", "--json").stdout)
    second = json.loads(bot("ask", "1", "--user", "../ủ", "--json").stdout)
    assert first["choices"]
    assert first["choices"][0].lower() in second["bubbles"][0].lower()


def test_everything_works_from_another_folder(bot, tmp_path):
    assert bot("migrate", cwd=tmp_path, VAR_DIR="ở đây").returncode == 0
    assert (tmp_path / "ở đây" / "hieu-luat.sqlite3").is_file()


def test_doctor_says_in_json_what_is_missing(bot):
    done = bot("doctor", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["ok"] is False


@pytest.mark.parametrize(("place", "binds"), [("99/2020/QH14", True), ("97/2030/QH19", False)])
def test_ask_tells_of_every_citation_whether_it_binds(bot, place, binds):
    answer = json.loads(bot("ask", f"điều 1 {place}", "--json").stdout)
    assert [(each["document"], each["in_force"]) for each in answer["citations"]] == [
        (place, binds)
    ]


@pytest.mark.parametrize(("day", "binds"), [("2019-05-15", False), ("2022-05-15", True)])
def test_ask_answers_by_the_law_of_a_day(bot, day, binds):
    answer = json.loads(bot("ask", "điều 1 99/2020/QH14", "--as-of", day, "--json").stdout)
    year, month, date = day.split("-")
    assert f"Theo luật áp dụng ngày {date}/{month}/{year}:" in answer["bubbles"][0]
    assert [each["in_force"] for each in answer["citations"]] == [binds]


def test_ask_refuses_a_day_that_is_none(bot):
    assert bot("ask", "điều 1", "--as-of", "2022-13-01").returncode == 2
