"""The table of sloppy typing: typed → what the search sees."""

import pytest

from knowledge.text.reading import understand
from knowledge.text.shorthand import expand
from tests.knowledge.text.scenarios import KINDS, QUERIES

ROWS = [pytest.param(*row, id=f"{kind}: {row[0]}") for kind, rows in KINDS.items() for row in rows]
FEWEST = 200


@pytest.mark.parametrize(("typed", "seen"), ROWS)
def test_what_was_typed_is_read(typed: str, seen: str) -> None:
    assert expand(typed) == seen
    assert understand(typed).plain == seen


@pytest.mark.parametrize(("typed", "searched"), QUERIES)
def test_greetings_are_not_searched_for(typed: str, searched: str) -> None:
    assert understand(typed).query.strip(" ,") == searched


def test_the_table_is_large_and_says_nothing_twice() -> None:
    typed = [row[0] for rows in (*KINDS.values(), QUERIES) for row in rows]
    assert len(typed) >= FEWEST
    assert len(set(typed)) == len(typed)
