"""What a story left behind in SQL and in Redis, read past the product."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, cast

from redis import Redis

Row = Mapping[str, Any]


def _connect(url: str) -> sqlite3.Connection:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    connection.row_factory = sqlite3.Row
    return connection


def rows(url: str, table: str) -> list[Row]:
    """All rows of a table, in the order they were written."""
    with closing(_connect(url)) as connection:
        found = connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
        return [dict(row) for row in found]


def difference(rows: Sequence[Row], wanted: int | Sequence[Row]) -> str:
    """How the rows differ from what is wanted, '' if they do not: so many, or each with these
    fields; ``set`` and ``empty`` stand for any value and for none.
    """
    count = wanted if isinstance(wanted, int) else len(wanted)
    if len(rows) != count:
        return f"{len(rows)} rows, not {count}: {_shown(rows)}"
    for row, fields in zip(rows, () if isinstance(wanted, int) else wanted, strict=False):
        for name, value in fields.items():
            if not _is(row[name], value):
                return f"{name} is {row[name]!r}, not {value!r}: {_shown([row])}"
    return ""


def _is(found: Any, wanted: Any) -> bool:
    if wanted in ("set", "empty"):
        return (found not in (None, "")) is (wanted == "set")
    return str(found) == str(int(wanted) if isinstance(wanted, bool) else wanted)


def _shown(rows: Sequence[Row]) -> str:
    """The rows without what is sealed and what is empty."""
    kept = [{name: value for name, value in row.items() if value not in (None, "")} for row in rows]
    return "; ".join(
        ", ".join(f"{name}={value}" for name, value in row.items() if "sealed" not in name)
        for row in kept
    )


def places(url: str, redis: Redis, words: str) -> list[str]:
    """Tables and Redis keys in which the words stand in the clear."""
    return [*_tables_with(url, words), *_keys_with(redis, words)]


def _tables_with(url: str, words: str) -> Iterator[str]:
    with closing(_connect(url)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [row["name"] for row in tables]
    for name in names:
        if any(words in str(value) for row in rows(url, name) for value in row.values()):
            yield name


def _keys_with(redis: Redis, words: str) -> Iterator[str]:
    wanted = words.encode()
    for key in cast(list[bytes], redis.keys("*")):
        if wanted in key or wanted in (redis.dump(key) or b""):
            yield key.decode(errors="replace")
