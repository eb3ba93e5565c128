from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.store.audit import AuditRepository
from bot.store.database import Database, make_engine


def test_the_newest_stands_first(database: Database) -> None:
    audit = AuditRepository(database)
    for subject in ("one", "two", "three"):
        audit.append("cli", "oa.add", subject)
    assert [entry.subject for entry in audit.latest(2)] == ["three", "two"]


@pytest.mark.parametrize("act", ["UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log"])
def test_nothing_can_be_changed_or_removed(database: Database, url: str, act: str) -> None:
    AuditRepository(database).append("cli", "oa.add", "1001")
    engine = make_engine(url)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(act))
    engine.dispose()
    assert [entry.actor for entry in AuditRepository(database).latest()] == ["cli"]


def test_it_knows_whether_something_was_done_since_then(database: Database) -> None:
    audit = AuditRepository(database)
    audit.append("cli", "report_exported", "1001 2026-10 xlsx")
    (entry,) = audit.latest()
    assert audit.has("report_exported", "1001 2026-10", entry.at)
    assert not audit.has("report_exported", "1001 2026-10", entry.at + timedelta(seconds=1))
    assert not audit.has("report_exported", "1001 2026-1_", entry.at)
    assert not audit.has("oa.add", "1001 2026-10", entry.at)
