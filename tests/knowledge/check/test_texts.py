from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.check import BatchTexts, open_texts
from knowledge.documents import Article, Citation
from knowledge.ingest.batch import Batch
from tests.knowledge.check.samples import CARD, faults

TEXTS = BatchTexts(
    Batch(
        articles=[
            Article("52/2014/QH13", "51", "", "1. Một:\na) A;\nb) B.\n2. Hai."),
            Article("52/2014/QH13", "52", "", "a) A;\nb) B."),
        ]
    )
)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (Citation("52/2014/QH13", "51", "2"), ""),
        (Citation("52/2014/QH13", "51", "1", "b"), ""),
        (Citation("52/2014/QH13", "52", "", "b"), ""),
        (Citation("52/2014/QH13", "51"), ""),
        (Citation("99/2014/QH13", "1"), ""),
        (Citation("52/2014/QH13", "99"), "không có Điều 99"),
        (Citation("52/2014/QH13", "51", "3"), "không có khoản 3"),
        (Citation("52/2014/QH13", "51", "2", "a"), "không có điểm a"),
        (Citation("52/2014/QH13", "52", "", "c"), "không có điểm c"),
    ],
)
def test_the_cited_place_must_exist_where_the_document_does(place: Citation, reason: str) -> None:
    found = faults(replace(CARD, citations=(place,)), TEXTS)
    assert [reason in fault for fault in found] == ([True] if reason else [])


def test_texts_come_from_a_source(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    row = {"law_id": "52/2014/qh13", "article_id": "51", "text": "1. Một."}
    path.write_text(json.dumps(row), encoding="utf-8")
    texts = open_texts(path)
    assert texts.articles_of("52/2014/QH13") == ["52/2014/qh13+51"]
    assert texts.article("52/2014/qh13+52") is None
