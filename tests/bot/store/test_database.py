import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from bot.errors import StateUnavailable
from bot.store.database import Database, database_url
from bot.store.models import AuditRow


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_psycopg_3(scheme: str) -> None:
    assert database_url(f"{scheme}://me@host/db").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_sqlite_is_prepared(database: Database) -> None:
    with database.reading() as session:
        found = {
            name: session.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 1,
        "busy_timeout": 5000,
    }


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_lets_nobody_wait_for_ever(database: Database) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    with database.reading() as session:
        found = [session.execute(text(f"SHOW {name}")).scalar_one() for name in names]
    assert found == ["10s", "5s", "1min"]


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_lock_that_is_held_is_the_database_being_away(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.database.LOCK_MS", 50)
    holder, other = Database(url), Database(url)
    statement = text("LOCK TABLE audit_log IN ACCESS EXCLUSIVE MODE")
    with holder.writing() as session:
        session.execute(statement)
        with pytest.raises(StateUnavailable), other.writing() as waiting:
            waiting.execute(statement)
    holder.close()
    other.close()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_statement_that_hangs_is_the_database_being_away(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.database.STATEMENT_MS", 50)
    database = Database(url)
    with pytest.raises(StateUnavailable), database.reading() as session:
        session.execute(text("SELECT pg_sleep(60)"))
    database.close()


def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    hanoi = datetime(2026, 11, 21, 6, 30, tzinfo=timezone(timedelta(hours=7)))
    with database.writing() as session:
        session.add(AuditRow(at=hanoi, actor="a", action="b", subject="c"))
    with database.reading() as session:
        found = session.scalars(select(AuditRow.at)).one()
    assert found == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert found.tzinfo is UTC


def test_a_naive_time_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 21, 6, 30)  # noqa: DTZ001
    with pytest.raises(StatementError, match="aware"), database.writing() as session:
        session.add(AuditRow(at=naive, actor="a", action="b", subject="c"))


def test_what_is_raised_inside_rolls_back(database: Database) -> None:
    with pytest.raises(KeyError):
        _write_and_fail(database)
    assert _count(database) == 0


def test_writers_wait_for_each_other(database: Database) -> None:
    def write(number: int) -> None:
        with database.writing() as session:
            seen = len(session.scalars(select(AuditRow.id)).all())
            session.add(
                AuditRow(at=datetime.now(UTC), actor=str(number), action="a", subject=str(seen))
            )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert _count(database) == 40


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_forked_child_opens_its_own_connection(database: Database) -> None:
    database.ping()
    child = multiprocessing.get_context("fork").Process(target=_write_once, args=(database,))
    child.start()
    child.join(30)
    assert child.exitcode == 0
    assert _count(database) == 1


def test_a_database_that_is_away_is_named_without_any_value() -> None:
    database = Database("postgresql://nobody:hushhush@127.0.0.1:9/none")
    with pytest.raises(StateUnavailable) as caught:
        database.ping()
    assert caught.value.retryable
    assert "hushhush" not in f"{caught.value!r} {caught.value.log_fields}"
    assert caught.value.__suppress_context__
    database.close()


def _write_and_fail(database: Database) -> None:
    with database.writing() as session:
        session.add(AuditRow(at=datetime.now(UTC), actor="a", action="b", subject="c"))
        session.flush()
        raise KeyError


def _write_once(database: Database) -> None:
    with database.writing() as session:
        session.add(AuditRow(at=datetime.now(UTC), actor="child", action="b", subject="c"))


def _count(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(AuditRow.id)).all())
