"""Records come back from disk as they were."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.documents import Article, Card, Citation, Document
from knowledge.index.records import Records, write_records

DOCUMENTS = [
    Document("52/2014/QH13", "Luật", "Luật Hôn nhân và gia đình", effective=date(2015, 1, 1)),
    Document("1/2000/NĐ-CP", replaces=("2/1999/NĐ-CP",), answerable=False),
]
ARTICLE = Article(
    "52/2014/QH13", "51", "Quyền yêu cầu", "1. Vợ, chồng…\n2. Cha, mẹ", ("Chương IV",)
)
CARD = Card(
    "the", "law", "ly hôn", "Thẻ", ("hỏi?",), "Đáp.", (Citation("52/2014/QH13", "51", "1"),),
    date(2026, 11, 21), "Bộ pháp điển", steps=("một", "hai"),
)  # fmt: skip


def test_documents(tmp_path: Path) -> None:
    write_records(tmp_path, "documents", DOCUMENTS)
    assert list(Records(tmp_path, "documents", Document)) == DOCUMENTS


def test_articles_and_cards(tmp_path: Path) -> None:
    write_records(tmp_path, "articles", [ARTICLE, ARTICLE], "text")
    write_records(tmp_path, "cards", [CARD])
    assert list(Records(tmp_path, "articles", Article, "text")) == [ARTICLE, ARTICLE]
    assert Records(tmp_path, "cards", Card)[0] == CARD


def test_no_record_at_all(tmp_path: Path) -> None:
    write_records(tmp_path, "cards", [])
    assert list(Records(tmp_path, "cards", Card)) == []
