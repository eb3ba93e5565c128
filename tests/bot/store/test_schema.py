import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.store import schema as module
from bot.store.database import Database, make_engine
from bot.store.schema import migrate
from bot.store.tables import Base


def test_the_migrations_make_exactly_the_models(url: str) -> None:
    engine = make_engine(url)
    with engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert difference == []


def test_checks_on_status_and_role_are_there(url: str) -> None:
    engine = make_engine(url)
    wrong = "INSERT INTO admins (email, role, created_at) VALUES ('a@b.vn', 'king', '2026-01-01')"
    with pytest.raises(DBAPIError, match="ck_admins_role"), engine.begin() as connection:
        connection.execute(text(wrong))
    engine.dispose()


def test_each_step_is_told_once_and_a_second_run_has_nothing_to_do(empty_url: str) -> None:
    first: list[str] = []
    second: list[str] = []
    migrate(empty_url, first.append)
    migrate(empty_url, second.append)
    steps = len(list(ScriptDirectory(str(module._FOLDER)).walk_revisions()))
    assert len(first) == steps
    assert "0001" in first[0]
    assert second == []


def test_three_processes_at_once_leave_one_schema(empty_url: str) -> None:
    program = "import sys; from bot.store.schema import migrate; migrate(sys.argv[1], print)"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, empty_url],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    told = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * 3, told
    assert sorted(out.count("0001") for out, _ in told) == [0, 0, 1]
    database = Database(empty_url)
    database.ping()
    database.close()


def test_a_step_that_fails_leaves_the_database_as_it_was(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(line: str) -> None:
        raise RuntimeError(line)

    with pytest.raises(RuntimeError):
        migrate(empty_url, fail)
    told: list[str] = []
    migrate(empty_url, told.append)
    assert "0001" in told[0]
