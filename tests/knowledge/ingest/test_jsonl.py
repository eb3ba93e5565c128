from __future__ import annotations

import json
import lzma
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import SourceError
from knowledge.ingest import jsonl
from knowledge.ingest.batch import Batch
from tests.knowledge.official import CORPUS, present

ROW = {
    "id": "7/2014/qh13+1",
    "law_id": "7/2014/qh13",
    "article_id": "1",
    "law_name": "Luật số 7/2014/QH13 Chợ phiên",
    "title": "Người bán",
    "text": "1. Một.\n2. Hai.",
    "demuc": "Chợ",
    "effective": "01/01/2015",
    "url": "http://vbpl.vn/x",
    "snapshot": "quangthai2026",
}


def read(tmp_path: Path, *rows: Any) -> Batch:
    path = tmp_path / "rows.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return jsonl.read(path)


def test_a_row_becomes_an_article_and_its_document(tmp_path: Path) -> None:
    batch = read(tmp_path, ROW)
    [only] = batch.articles
    assert (only.id, only.title, only.text) == ("7/2014/qh13+1", "Người bán", "1. Một.\n2. Hai.")
    assert (only.headings, only.effective) == (("Chợ",), date(2015, 1, 1))
    document = batch.documents["7/2014/QH13"]
    assert (document.kind, document.name) == ("Luật", "Luật Chợ phiên")
    assert (document.source, document.answerable) == ("Bộ pháp điển, bản sao năm 2026", True)


def test_reads_xz_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.xz"
    path.write_bytes(lzma.compress(("\ufeff" + json.dumps(ROW) + "\n\n").encode()))
    assert len(jsonl.read(path).articles) == 1


@pytest.mark.parametrize(
    ("snapshot", "answerable"),
    [
        ("quangthai2026", True),
        ("congbao_phapluat8chude", True),
        ("thuvienphapluat_johnPa02", True),
        ("", True),
        (None, True),
        ("saladnga2025", False),
        ("avg2024", False),
        ("somewhere else", False),
    ],
)
def test_only_trusted_snapshots_may_be_quoted(
    snapshot: str | None, answerable: bool, tmp_path: Path
) -> None:
    batch = read(tmp_path, ROW | {"snapshot": snapshot})
    assert batch.documents["7/2014/QH13"].answerable is answerable
    assert batch.articles[0].answerable is answerable


def test_an_untrusted_row_of_a_trusted_document_stays_unquotable(tmp_path: Path) -> None:
    batch = read(tmp_path, ROW, ROW | {"article_id": "2", "snapshot": "avg2024"})
    assert batch.documents["7/2014/QH13"].answerable
    assert [article.answerable for article in batch.articles] == [True, False]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "JSON"),
        ("[1, 2]", "không hợp lệ"),
        ("[" * 100_000, "JSON"),
        (ROW | {"law_id": 3}, "«law_id»"),
        (ROW | {"law_id": "105"}, "«law_id»"),
        (ROW | {"article_id": " "}, "«article_id»"),
        (ROW | {"effective": "soon"}, "«effective»"),
        (ROW | {"text": "", "title": "Bị bãi bỏ"}, "không có nội dung"),
        ({key: value for key, value in ROW.items() if key != "law_id"}, "Thiếu «law_id»"),
    ],
)
def test_a_bad_row_is_reported_with_its_line_and_the_rest_is_read(
    line: Any, reason: str, tmp_path: Path
) -> None:
    batch = read(tmp_path, ROW, line, ROW | {"article_id": "2"})
    assert [article.number for article in batch.articles] == ["1", "2"]
    assert [problem.place for problem in batch.problems] == ["dòng 2"]
    assert reason in batch.problems[0].reason


def test_a_row_too_long_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE_CHARS", 20)
    assert "quá dài" in read(tmp_path, ROW).problems[0].reason


@pytest.mark.parametrize("content", [b"\xff\xfe{}", b"{}"], ids=["not utf-8", "not xz"])
def test_a_file_that_cannot_be_read_is_a_clear_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / ("rows.jsonl" if content.startswith(b"\xff") else "rows.jsonl.xz")
    path.write_bytes(content)
    with pytest.raises(SourceError, match="rows.jsonl"):
        jsonl.read(path)


def test_a_cut_off_xz_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.xz"
    packed = lzma.compress("\n".join(json.dumps(ROW | {"id": str(n)}) for n in range(999)).encode())
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(SourceError, match="hỏng"):
        jsonl.read(path)


@pytest.mark.parametrize(
    ("law_name", "number", "kind", "name"),
    [
        ("Luật số 7/2014/QH13 Chợ phiên", "7/2014/QH13", "Luật", "Luật Chợ phiên"),
        ("Luật Chợ phiên số 7/2014/QH13", "7/2014/QH13", "Luật", "Luật Chợ phiên"),
        ("Luật Chợ phiên 2014 (7/2014/QH13)", "7/2014/QH13", "Luật", "Luật Chợ phiên 2014"),
        ("Hợp đồng lao động", "8/2022/NĐ-CP", "Nghị định", "Nghị định"),
        ("Trong số Công báo này gồm: Thông tư", "13/2026/TT-NHNN", "Thông tư", "Thông tư"),
        ("Thông tư số 2/2017/TT-BTP", "2/2017/TT-BTP", "Thông tư", "Thông tư"),
        (
            "Quyết định số Số: 12/2018/QĐ-TTg về tiêu chí",
            "12/2018/QĐ-TTg",
            "Quyết định",
            "Quyết định về tiêu chí",
        ),
        (
            "Thông tư số 3/2018/TT-BTC Thông tư số 3/2018/TT-BTC quy định phí",
            "3/2018/TT-BTC",
            "Thông tư",
            "Thông tư quy định phí",
        ),
        ("Lu&#x1EAD;t s&#x1ED1; 2/2012/QH13 Xa", "2/2012/QH13", "Luật", "Luật Xa"),
        ("", "1/2024/NQ-HĐTP", "Nghị quyết", "Nghị quyết"),
    ],
)
def test_kind_and_name(law_name: str, number: str, kind: str, name: str) -> None:
    assert jsonl.kind_and_name(law_name, number) == (kind, name)


@pytest.mark.parametrize(
    ("law_id", "law_name", "number"),
    [
        ("nghịđịnhsố191/2026/nđ-cp", "", "191/2026/NĐ-CP"),
        ("01/2012/qđ", "Quyết định số 01/2012/QĐ -TTg về", "01/2012/QĐ-TTg"),
        ("7/2014/qh13", "Luật số 8/2014/QH13", "7/2014/QH13"),
    ],
)
def test_numbers_are_repaired(law_id: str, law_name: str, number: str, tmp_path: Path) -> None:
    batch = read(tmp_path, ROW | {"law_id": law_id, "law_name": law_name})
    assert list(batch.documents) == [number]


def test_left_over_codes_are_taken_from_titles(tmp_path: Path) -> None:
    titles = ["4.LQ.1. Người bán", "2.NQ.1.1.", "2. Người mua"]
    batch = read(tmp_path, *(ROW | {"title": title} for title in titles))
    assert [article.title for article in batch.articles] == ["Người bán", "", "2. Người mua"]


@pytest.mark.law
def test_every_row_of_the_corpus_is_read_or_accounted_for() -> None:
    batch = jsonl.read(present(CORPUS))
    assert len(batch.articles) + len({problem.place for problem in batch.problems}) == 88_170
    assert len(batch.problems) < 600
    assert not any("+07:" in article.text for article in batch.articles)
