"""Whole corpora are segmented like single texts, and no text twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.text import segmenter as module
from knowledge.text.segment import segment
from knowledge.text.segmenter import Segmenter

TEXTS = ["ly hôn đơn phương", "", "nuôi con dưới 36 tháng", "ly hôn đơn phương"]
EXPECTED = [" ".join(segment(text)) for text in TEXTS]


def test_words_of_each_text_in_order() -> None:
    with Segmenter() as segmenter:
        assert segmenter.words(TEXTS) == EXPECTED


def test_many_texts_go_to_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORTH_PROCESSES", 2)
    with Segmenter() as segmenter:
        assert segmenter.words(TEXTS) == EXPECTED


def test_the_second_build_reads_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "folder" / "words.db"
    with Segmenter(cache) as segmenter:
        segmenter.words(TEXTS)
    asked: list[str] = []
    monkeypatch.setattr(module, "segment", lambda text: asked.append(text) or [])
    with Segmenter(cache) as segmenter:
        assert segmenter.words([*TEXTS, "mới"]) == [*EXPECTED, ""]
    assert asked == ["mới"]


def test_another_tokenizer_shares_no_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "words.db"
    with Segmenter(cache) as segmenter:
        segmenter.words(["ly hôn"])
    monkeypatch.setattr(module, "tokenizer_identity", lambda: "another")
    with Segmenter(cache) as segmenter:
        segmenter.words(["ly hôn"])
    with closing(sqlite3.connect(cache)) as store:
        assert store.execute("SELECT count(*) FROM words").fetchone() == (2,)


def test_a_file_that_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "words.db").write_text("một bức thư" * 100)
    with pytest.raises(SourceError, match="nhớ tạm"):
        Segmenter(tmp_path / "words.db")
