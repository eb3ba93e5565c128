"""The register of requests and the opinions on answers, as an operator meets them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.cli.doctor import examine
from bot.store import AuditRepository, Database, open_store
from bot.store.data_requests import DataRequestRepository, RequestDraft
from bot.store.feedback import FeedbackRepository, Opinion
from bot.store.rights_models import Source
from bot.store.schema import migrate
from handlers.actions import Right
from knowledge.documents import Citation

KEY = "k" * 40
LONG_AGO = datetime(2026, 1, 5, 3, tzinfo=UTC)
Run = Callable[..., Result]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, redis_url: str, shipped_library: Path
) -> Run:
    """Runs a command in an installation with two accounts and one officer."""
    url = f"sqlite:///{tmp_path / 'privacy.sqlite3'}"
    migrate(url)
    known = {
        "DATABASE_URL": url, "SECRET_KEY": KEY, "VAR_DIR": tmp_path, "REDIS_URL": redis_url,
        "LIBRARY": shipped_library, "ZALO_APP_ID": "1", "ZALO_APP_SECRET": "s",
    }  # fmt: skip
    for name, value in known.items():
        monkeypatch.setenv(name, str(value))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, words, catch_exceptions=False)

    for oa_id in ("1001", "1002"):
        run("oa", "add", "--id", oa_id, "--name", "Hội phường", "--secret", "s")
    run("admin", "add", "--email", "hoa@example.vn", "--role", "admin")
    return run


@pytest.fixture
def database(run: Run, tmp_path: Path) -> Iterator[Database]:
    database = open_store(f"sqlite:///{tmp_path / 'privacy.sqlite3'}")
    yield database
    database.close()


@pytest.fixture
def register(database: Database) -> DataRequestRepository:
    """Two open requests of long ago, with the same code in two accounts."""
    register = DataRequestRepository(database, KEY)
    for oa_id in ("1001", "1002"):
        register.open(
            RequestDraft(
                oa_id, "lan", Right.CORRECT, Source.CHAT, "e1", LONG_AGO,
                LONG_AGO + timedelta(days=2), LONG_AGO + timedelta(days=15), keeps_person=True,
            )
        )  # fmt: skip
    return register


def rows(done: Result) -> list[dict[str, object]]:
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


AS_HOA = ("--as", "hoa@example.vn")
FIRST = ("DL-2026-0001", "--oa", "1001")


@pytest.mark.usefixtures("register")
def test_the_list_tells_what_is_due_and_not_of_whom(run: Run):
    found = rows(run("privacy", "list", "--json"))
    assert [(row["oa_id"], row["code"], row["overdue"]) for row in found] == [
        ("1001", "DL-2026-0001", True),
        ("1002", "DL-2026-0001", True),
    ]
    assert "lan" not in run("privacy", "list").stdout
    assert "QUÁ HẠN" in run("privacy", "list", "--oa", "1001").stdout


@pytest.mark.usefixtures("register")
def test_looking_tells_who_it_is_and_is_logged(run: Run, database: Database):
    (row,) = rows(run("privacy", "show", *FIRST, *AS_HOA, "--json"))
    assert row["user_id"] == "lan"
    entry = AuditRepository(database).latest(1)[0]
    assert (entry.action, entry.subject) == ("data_request_shown", "1001 DL-2026-0001")


def test_a_reply_stops_one_clock_and_the_end_the_other(run: Run, register: DataRequestRepository):
    assert run("privacy", "reply", *FIRST, *AS_HOA).exit_code == 0
    assert register.get("DL-2026-0001", "1001").replied_at is not None
    assert run("privacy", "finish", *FIRST, *AS_HOA).exit_code == 0
    done = register.get("dl-2026-0001", "1001")
    assert (done.outcome, done.user_id, done.overdue(datetime.now(UTC))) == ("done", "", False)
    assert [row["oa_id"] for row in rows(run("privacy", "list", "--json"))] == ["1002"]
    assert len(rows(run("privacy", "list", "--all", "--json"))) == 2


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("DL-2026-0001",), "--oa"),
        (("DL-2026-0009",), "mã này"),
        (("V12",), "DL-2026-0007"),
    ],
)
def test_a_code_that_names_no_single_request_is_refused(
    run: Run, words: tuple[str, ...], sentence: str
):
    done = run("privacy", "finish", *words, *AS_HOA)
    assert (done.exit_code, done.stdout) == (1, "")
    assert sentence in done.stderr


@pytest.mark.usefixtures("register")
def test_what_is_over_is_over_and_strangers_do_nothing(run: Run):
    assert run("privacy", "finish", *FIRST, "--as", "x@example.vn").exit_code == 1
    run("privacy", "finish", *FIRST, *AS_HOA)
    assert "đã xong từ trước" in run("privacy", "finish", *FIRST, *AS_HOA).stderr


def test_doctor_warns_of_what_is_overdue(run: Run, register: DataRequestRepository):
    (finding,) = [each for each in examine() if each.name == "yêu cầu về dữ liệu"]
    assert finding.warning
    assert "DL-2026-0001" in finding.sentence
    for oa_id in ("1001", "1002"):
        register.finish("DL-2026-0001", "1", "done", LONG_AGO, oa_id)
    assert "yêu cầu về dữ liệu" not in [each.name for each in examine()]


def rate(database: Database, answer: str, *, useful: bool, reason: str = "", card: str = "a"):
    cited = (Citation("52/2014/QH13", "51"),)
    FeedbackRepository(database).rate(
        Opinion("1001", answer, useful, reason, card, cited, "v1", LONG_AGO)
    )


def test_opinions_are_counted_by_card_and_the_last_word_counts(run: Run, database: Database):
    rate(database, "1", useful=True, card="b")
    rate(database, "2", useful=True)
    rate(database, "3", useful=False)
    rate(database, "3", useful=False, reason="wrong")
    rate(database, "4", useful=False, card="")
    found = rows(run("feedback", "--json"))
    assert found[0] == {"about": "a", "useful": 1, "useless": 1, "reasons": {"wrong": 1}}
    assert [row["about"] for row in found] == ["a", "52/2014/qh13+51", "b"]
    assert "a  có ích 1  không 1  (Sai 1)" in run("feedback").stdout


def test_only_the_opinions_since_a_day_of_vietnam(run: Run, database: Database):
    rate(database, "1", useful=True)
    assert len(rows(run("feedback", "--since", "2026-01-05", "--json"))) == 1
    assert rows(run("feedback", "--since", "2026-01-06", "--json")) == []
    assert run("feedback", "--since", "gần đây").exit_code == 2
