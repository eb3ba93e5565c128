from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.check import BatchTexts, card_faults, check_library, load_rules, open_texts
from knowledge.documents import Article, Card, Citation
from knowledge.errors import SourceError
from knowledge.ingest import jsonl
from knowledge.ingest.batch import Batch
from knowledge.ingest.register import LIBRARY
from tests.knowledge.official import CORPUS, present

TODAY = date(2026, 11, 21)
CARD = Card(
    id="mot-the",
    kind="law",
    topic="ly hôn",
    title="Một thẻ",
    questions=("Câu một?", "Câu hai?", "Câu ba?", "cau bon", "cau nam"),
    answer="Chị được quyền xin ly hôn.",
    citations=(Citation("52/2014/QH13", "51", "1"),),
    checked_on=TODAY,
    checked_against="Bộ pháp điển",
)


def faults(card: Card, texts: BatchTexts | None = None) -> list[str]:
    return list(card_faults(card, load_rules(LIBRARY, TODAY, texts)))


def test_a_good_card_has_no_fault() -> None:
    assert faults(CARD) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"questions": ("Câu một?", "cau hai", "cau ba", "cau bon")}, "ít nhất 5"),
        ({"questions": ("Câu một?", "Câu hai?", "Câu ba?", "Câu tư?", "cau nam")}, "không dấu"),
        ({"answer": "chữ " * 91}, "dài 91 chữ"),
        ({"topic": "bóng đá"}, "Chủ đề «bóng đá»"),
        ({"citations": ()}, "phải có căn cứ"),
        ({"kind": "guide"}, "phải có các bước"),
        ({"checked_on": date(2026, 11, 22)}, "tương lai"),
        ({"expires": TODAY}, "đã hết hạn"),
        ({"effective": date(2027, 1, 2), "expires": date(2027, 1, 1)}, "phải sau ngày"),
        ({"answer": "Chị nộp đơn ở Tòa án huyện."}, "Tòa án nhân dân khu vực"),
        ({"where": "TAND huyen noi cu tru"}, "Tòa án nhân dân khu vực"),
        ({"answer": "Theo Nghị định 144/2021 thì bị phạt."}, "282/2025/NĐ-CP"),
        ({"fee": "4.680.000 đồng"}, "2.530.000"),
        ({"papers": ("Sổ hộ khẩu",)}, "Sổ hộ khẩu giấy đã bỏ"),
        ({"steps": ("Ra Công an huyện.",)}, "Công an xã"),
        ({"answer": "Bộ LĐTBXH trả lời chị."}, "không còn"),
        ({"citations": (Citation("144/2021/NĐ-CP", "5"),)}, "nay là 282/2025/NĐ-CP"),
        ({"citations": (Citation("60/2014/QH13", "15"),)}, "hãy ghi expires"),
        ({"citations": (Citation("03/2026/QH16", "16"),)}, "chưa có hiệu lực"),
    ],
)
def test_each_fault_is_named(change: dict[str, Any], reason: str) -> None:
    [fault] = faults(replace(CARD, **change))
    assert reason in fault


@pytest.mark.parametrize(
    "change",
    [
        {"answer": "Không cần sổ hộ khẩu."},
        {"answer": "Chuyện nhà huyện nào cũng vậy."},
        {"answer": "Chứng minh nhân dân hết giá trị rồi."},
        {"questions": (*CARD.questions, "Nộp đơn ở tòa án huyện à?")},
        {"citations": (Citation("60/2014/QH13", "15"),), "expires": date(2027, 3, 1)},
        {"citations": (Citation("03/2026/QH16", "16"),), "effective": date(2027, 3, 1)},
        {"kind": "guide", "citations": (), "steps": ("Mở ứng dụng.",)},
    ],
)
def test_what_only_looks_wrong_is_let_through(change: dict[str, Any]) -> None:
    assert faults(replace(CARD, **change)) == []


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


@pytest.fixture
def shelf(tmp_path: Path) -> Callable[..., list[str]]:
    """Writes cards to files of a small library and gives back the problems as lines."""
    (tmp_path / "cards").mkdir()
    for name in ("topics.yaml", "forbidden.yaml"):
        (tmp_path / name).write_text((LIBRARY / name).read_text(encoding="utf-8"), encoding="utf-8")

    def check(**files: list[dict[str, Any]]) -> list[str]:
        for name, entries in files.items():
            text = yaml.safe_dump(entries, allow_unicode=True)
            (tmp_path / "cards" / f"{name}.yaml").write_text(text, encoding="utf-8")
        return [str(problem) for problem in check_library(tmp_path, TODAY)]

    return check


def entry(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "kind": "law",
        "topic": "ly hôn",
        "title": "Thẻ",
        "questions": [f"Câu {name} số {n}?" for n in range(4)]
        + [f"cau {name} {n}" for n in (8, 9)],
        "answer": "Chị được quyền.",
        "citations": [{"document": "52/2014/QH13", "article": "51"}],
        "checked_on": TODAY,
        "checked_against": "Bộ pháp điển",
    } | changes


def test_cards_that_get_along(shelf: Callable[..., list[str]]) -> None:
    assert shelf(a=[entry("mot", related=["hai"])], b=[entry("hai")]) == []


def test_faults_between_cards(shelf: Callable[..., list[str]]) -> None:
    shared = entry("hai", related=["khong-co"])
    shared["questions"] = ["CÂU MỘT SỐ 1", *shared["questions"]]
    found = shelf(a=[entry("mot")], b=[shared, entry("mot", questions=shared["questions"][1:])])
    assert any(line.startswith("b.yaml, thẻ hai: Câu «CÂU MỘT SỐ 1» đã có") for line in found)
    assert any("thẻ hai: Không có thẻ «khong-co»" in line for line in found)
    assert any("thẻ mot: Trùng id với thẻ ở a.yaml" in line for line in found)


def test_faults_of_shape_are_reported_too(shelf: Callable[..., list[str]]) -> None:
    [line] = shelf(a=[entry("mot", kind="faq")])
    assert line.startswith("a.yaml, thẻ mot: «kind»")


def test_a_library_without_its_lists_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    with pytest.raises(SourceError, match="hỏng"):
        check_library(tmp_path, TODAY)


def test_texts_come_from_a_source(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    row = {"law_id": "52/2014/qh13", "article_id": "51", "text": "1. Một."}
    path.write_text(json.dumps(row), encoding="utf-8")
    texts = open_texts(path)
    assert texts.articles_of("52/2014/QH13") == ["52/2014/qh13+51"]
    assert texts.article("52/2014/qh13+52") is None


def test_our_own_cards_are_right() -> None:
    assert [str(problem) for problem in check_library(today=TODAY)] == []


@pytest.mark.law
def test_every_place_that_our_cards_cite_exists_in_the_official_text() -> None:
    texts = BatchTexts(jsonl.read(present(CORPUS)))
    assert [str(problem) for problem in check_library(today=TODAY, texts=texts)] == []
