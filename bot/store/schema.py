"""Bring a database to the newest schema; safe to run twice, and by two processes at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, NullPool, text
from sqlalchemy.exc import OperationalError

from bot.store.database import make_engine

Progress = Callable[[str], None]
_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x6869_6575
_PATIENCE_SECONDS = 60.0


def migrate(url: str, progress: Progress = lambda line: None) -> None:
    """Bring the database behind ``url`` to the newest schema, all steps in one transaction.

    ``progress`` gets one Vietnamese line a step. A second process waits and then finds nothing to
    do. Raises SQLAlchemy's ``DBAPIError`` when the database cannot be reached or a step fails;
    the database then is as it was.
    """
    engine = make_engine(url, poolclass=NullPool)
    try:
        if engine.dialect.name == "sqlite":
            _use_write_ahead_log(engine)
        with engine.execution_options(writes=True).begin() as connection:
            _wait_for_others(connection)
            command.upgrade(_config(connection, progress), "head")
    finally:
        engine.dispose()


def _config(connection: Connection, progress: Progress) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=connection, on_version_apply=_told(progress))
    return config


def _told(progress: Progress) -> Callable[..., None]:
    def tell(*, step: Any, **_: Any) -> None:
        progress(f"Cơ sở dữ liệu: đã xong bước {step.up_revision_id} ({step.up_revision.doc})")

    return tell


def _wait_for_others(connection: Connection) -> None:
    # On SQLite BEGIN IMMEDIATE has already locked.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _use_write_ahead_log(engine: Engine) -> None:
    """The mode is kept in the file. Switching ignores the busy time-out, so we wait ourselves."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            with engine.connect() as connection:
                _switch(connection)
            return
        except OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _switch(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute("PRAGMA journal_mode=WAL").close()
