from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from knowledge.upkeep.inventory import Row, as_json, as_table, rows
from tests.knowledge.upkeep.samples import CARD, CHECKED, TIP, shelf

OLDER = date(2026, 1, 31)


def test_a_row_for_each_kind_and_topic_with_the_oldest_check() -> None:
    full = shelf()
    full.cards.append(("b.yaml", replace(CARD, id="hai", checked_on=OLDER)))
    assert rows(full) == [
        Row("law", "ly hôn", 2, 0, OLDER),
        Row("directory", "ly hôn", 0, 1, CHECKED),
        Row("tip", "thai sản", 1, 0, CHECKED),
    ]


def test_the_table_sums_up_each_kind() -> None:
    full = shelf()
    full.tips.append(("b.yaml", replace(TIP, id="hai", topic="hộ tịch", checked_on=OLDER)))
    sums = [line.split() for line in as_table(full).splitlines() if line.startswith("=")]
    assert sums == [
        "= Hỏi đáp luật 1 chủ đề 1 22/11/2026".split(),
        "= Danh bạ 1 chủ đề 0 1 22/11/2026".split(),
        "= Lời nhắc 2 chủ đề 2 31/01/2026".split(),
    ]


def test_the_same_rows_for_machines() -> None:
    lines = [json.loads(line) for line in as_json(shelf()).splitlines()]
    assert lines[0] == {
        "kind": "law",
        "topic": "ly hôn",
        "entries": 1,
        "examples": 0,
        "oldest": "2026-11-22",
    }
    assert len(lines) == 3
