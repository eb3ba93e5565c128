from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge import ingest
from knowledge.documents import Article, Document
from knowledge.errors import SourceError
from knowledge.ingest.batch import completed
from tests.knowledge.ingest.pages import article, page


def test_our_own_library_brings_cards_and_known_documents() -> None:
    batch = ingest.read("library")
    assert batch.problems == []
    assert len(batch.cards) >= 60
    assert "282/2025/NĐ-CP" in batch.documents


def test_a_corpus_is_put_under_the_register(tmp_path: Path) -> None:
    row = {"law_id": "144/2021/nđ-cp", "article_id": "1", "text": "Một.", "law_name": "An ninh"}
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    document = ingest.read(path).documents["144/2021/NĐ-CP"]
    assert not document.in_force(date(2026, 1, 1))


def test_a_folder_is_read_as_the_code(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page(article("8.4.LQ.1", "x", "Một.")))
    assert len(ingest.read(str(tmp_path)).articles) == 1


@pytest.mark.parametrize(
    ("name", "reason"), [("none.jsonl", "Không thấy"), ("a.mp3", "Không biết")]
)
def test_what_cannot_be_a_source_is_refused(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"")
    with pytest.raises(SourceError, match=reason):
        ingest.read(tmp_path / name)


def test_batches_merge_and_fill_each_others_gaps() -> None:
    one, two = ingest.Batch(), ingest.Batch()
    one.add_document(Document("1/2020/QH14", "Luật", "Luật", answerable=False))
    two.add_document(Document("1/2020/QH14", "Luật", "Luật Chợ", effective=date(2021, 1, 1)))
    one.articles.append(Article("1/2020/QH14", "1", "", "Một."))
    two.articles.append(Article("1/2020/QH14", "1", "", "Một."))
    two.problems.append(ingest.Problem("a", "", "b"))
    whole = ingest.merged([one, two])
    document = whole.documents["1/2020/QH14"]
    assert (document.name, document.effective) == ("Luật Chợ", date(2021, 1, 1))
    assert document.answerable
    assert (len(whole.articles), len(whole.problems)) == (2, 1)


def test_what_is_known_is_not_overwritten() -> None:
    known = Document("1/2020/QH14", "Luật", "Luật Chợ", effective=date(2021, 1, 1))
    other = Document("1/2020/QH14", "Luật", "Luật Khác", effective=date(2022, 1, 1), issuer="Q")
    assert completed(known, other).name == "Luật Chợ"
    assert completed(known, other).effective == date(2021, 1, 1)
    assert completed(known, other).issuer == "Q"


def test_a_problem_reads_as_one_line() -> None:
    assert str(ingest.Problem("a.yaml", "thẻ b", "sai.")) == "a.yaml, thẻ b: sai."
    assert str(ingest.Problem("a.yaml", "", "sai.")) == "a.yaml: sai."
