"""The way into the database: engine, and one transaction for reading or for writing."""

from __future__ import annotations

import os
import re
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from bot.errors import StateUnavailable

UNUSABLE = (
    "Không dùng được cơ sở dữ liệu. Hãy kiểm tra DATABASE_URL và VAR_DIR, rồi chạy: "
    "python -m bot migrate"
)
"""For whoever runs the server; residents never see it."""
BUSY_TIMEOUT_MS = 5_000
"""How long a writer of SQLite waits for another one before it gives up."""


SLOW_FAILURE = 1.0
"""Seconds after which a failure is too slow to wait for it again and again."""
LOOK_AGAIN = 5.0
"""Seconds for which everybody is told at once, after a slow failure, that the database is away."""
CONNECT_SECONDS = 3
"""How long a server may take to let us in."""
STATEMENT_MS, LOCK_MS, IDLE_MS = 10_000, BUSY_TIMEOUT_MS, 60_000
"""How long PostgreSQL may work on one statement, wait for a lock, and keep a transaction open in
which nothing happens: nobody in danger may wait behind one that hangs. Migrations have no limit.
"""


def database_url(written: str) -> URL:
    """The URL with its driver: ``postgres://`` and ``postgresql://`` mean psycopg 3."""
    return make_url(re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", written))


def is_there(written: str) -> bool:
    """Whether there is a database to ask: a file, or a server that may answer."""
    url = database_url(written)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").is_file()


def make_engine(written: str, **options: Any) -> Engine:
    """An engine for SQLite (its folder is made) or PostgreSQL. Safe to keep across a fork."""
    url = database_url(written)
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, options)
    waits = {"connect_timeout": CONNECT_SECONDS}
    engine = create_engine(url, **{"pool_pre_ping": True, "connect_args": waits, **options})
    _forget_connections_after_fork(engine)
    return engine


def _limits(written: str) -> dict[str, Any]:
    """What keeps a server from letting us wait for ever; SQLite has its busy timeout."""
    if database_url(written).get_backend_name() == "sqlite":
        return {}
    limits = {
        "statement_timeout": STATEMENT_MS,
        "lock_timeout": LOCK_MS,
        "idle_in_transaction_session_timeout": IDLE_MS,
    }
    options = " ".join(f"-c {name}={limit}" for name, limit in limits.items())
    return {"connect_args": {"connect_timeout": CONNECT_SECONDS, "options": options}}


def _sqlite_engine(url: URL, options: dict[str, Any]) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    _forget_connections_after_fork(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes late and never takes the write lock: we say BEGIN ourselves.
    connection.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer fails at once when another wrote meanwhile: writers lock first.
    mode = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _forget_connections_after_fork(engine: Engine) -> None:
    reference = weakref.ref(engine)

    def forget() -> None:
        kept = reference()
        if kept is not None:
            kept.dispose(close=False)

    os.register_at_fork(after_in_child=forget)


class _Breaker:
    """After a failure that took long, the next ones fail at once: otherwise every thread would wait
    for a database that is away, and nobody would be left to answer.
    """

    def __init__(self) -> None:
        self._closed_until = 0.0

    @contextmanager
    def guarding(self) -> Iterator[None]:
        begun = time.monotonic()
        if begun < self._closed_until:
            raise StateUnavailable("SQL: away", log_fields={"sql_error": "away_a_moment_ago"})
        try:
            yield
        except StateUnavailable:
            now = time.monotonic()
            if now - begun >= SLOW_FAILURE:
                self._closed_until = now + LOOK_AGAIN
            raise


class Database:
    """The database behind a URL. One an application; threads share it."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url, **_limits(url))
        self._writing = self._engine.execution_options(writes=True)
        self._reads, self._writes = _Breaker(), _Breaker()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads. Raises ``StateUnavailable`` when the database is away."""
        with self._reads.guarding(), _translated(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back when anything is raised.

        Raises ``StateUnavailable`` when the database is away or stays locked; a broken
        constraint stays SQLAlchemy's ``IntegrityError``.
        """
        with (
            self._writes.guarding(),
            _translated(),
            Session(self._writing) as session,
            session.begin(),
        ):
            yield session

    def ping(self) -> None:
        """Ask one trivial question. Raises ``StateUnavailable`` when it is not answered."""
        with self.reading() as session:
            session.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def open_store(url: str) -> Database:
    """The database behind ``url`` (SQLite or PostgreSQL); nothing is connected until it is used."""
    return Database(url)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        # The statement holds values of people: only the kind of failure goes on.
        kind = type(error.orig).__name__
        raise StateUnavailable(
            f"SQL: {kind}", public_message=UNUSABLE, log_fields={"sql_error": kind}
        ) from None
