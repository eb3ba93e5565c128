from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import Citation, Place
from knowledge.errors import SourceError
from knowledge.ingest import cards

GOOD = """
- id: mot-the
  kind: law
  topic: ly hôn
  title: Một thẻ
  questions: ["Câu một?", cau hai]
  answer: >
    Dòng một
    dòng hai.
  citations:
    - {document: 52/2014/qh13, article: "81", clause: "3"}
  checked_on: 2026-11-21
  checked_against: Bộ pháp điển
  related: [hai-the]
"""


def read(tmp_path: Path, text: str) -> cards.Batch:
    path = tmp_path / "the.yaml"
    path.write_text(text, encoding="utf-8")
    return cards.read_file(path)


def test_a_good_card(tmp_path: Path) -> None:
    batch = read(tmp_path, GOOD)
    assert batch.problems == []
    [card] = batch.cards
    assert (card.id, card.answer) == ("mot-the", "Dòng một dòng hai.")
    assert card.citations == (Citation("52/2014/QH13", "81", "3"),)
    assert card.checked_on == date(2026, 11, 21)
    assert card.related == ("hai-the",)


@pytest.mark.parametrize(
    ("change", "to", "reason"),
    [
        ("  title: Một thẻ\n", "", "«title»: thiếu mục này"),
        ("  title: Một thẻ\n", "  title: ''\n", "«title»: đang để trống"),
        ("  title: Một thẻ\n", "  title: 5\n", "đặt trong dấu ngoặc kép"),
        ("kind: law", "kind: faq", "programme hoặc directory"),
        ("id: mot-the", "id: Một thẻ", "«id»: viết chưa đúng mẫu"),
        ('article: "81"', "article: 81", "đặt trong dấu ngoặc kép"),
        ('article: "81"', 'article: "Điều 81"', "«citations.0.article»"),
        ("52/2014/qh13", "luật hôn nhân", "«citations.0.document»"),
        ("checked_on: 2026-11-21", "checked_on: hôm qua", "2026-11-21"),
        ('questions: ["Câu một?", cau hai]', "questions: Câu một?", "danh sách"),
        ("  related:", "  relatd:", "«relatd»: mục này không có trong mẫu"),
        ("  related:", "  link: http://a.vn\n  related:", "«link»"),
    ],
)
def test_a_fault_says_where_and_what_to_do(
    change: str, to: str, reason: str, tmp_path: Path
) -> None:
    assert change in GOOD
    batch = read(tmp_path, GOOD.replace(change, to))
    assert batch.cards == []
    assert batch.problems[0].file == "the.yaml"
    assert "thẻ" in batch.problems[0].place
    assert reason in str(batch.problems[0])


def test_a_bad_card_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    batch = read(tmp_path, GOOD + "- just words\n" + GOOD.replace("mot-the", "hai-the"))
    assert [card.id for card in batch.cards] == ["mot-the", "hai-the"]
    assert [problem.place for problem in batch.problems] == ["thẻ thứ 2"]


def test_broken_yaml_is_reported_with_its_line(tmp_path: Path) -> None:
    [problem] = read(tmp_path, "- id: a\n  title: [\n").problems
    assert problem.place.startswith("dòng ")


@pytest.mark.parametrize("text", ["", "id: a", "chữ"])
def test_a_file_that_is_no_list_is_reported(text: str, tmp_path: Path) -> None:
    [problem] = read(tmp_path, text).problems
    assert "danh sách thẻ" in problem.reason


def test_a_file_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    (tmp_path / "the.yaml").write_bytes(b"\xff\xfe")
    [problem] = cards.read_file(tmp_path / "the.yaml").problems
    assert "Không đọc được" in problem.reason


def test_a_folder_is_read_without_its_lists(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "topics.yaml").write_text("- ly hôn", encoding="utf-8")
    batch = cards.read_folder(tmp_path)
    assert len(batch.cards) == 1
    assert batch.problems == []


def test_a_missing_folder_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Không thấy"):
        cards.read_folder(tmp_path / "none")


def test_programmes_directories_and_forms(tmp_path: Path) -> None:
    text = """
- {id: ke-hoach, kind: programme, topic: a, title: b, questions: [c], answer: d, issued_by: Hội,
   period: 2026–2030, contact: Chị, review_by: 2027-01-01, checked_on: 2026-11-22,
   checked_against: e}
- {id: danh-ba, kind: directory, topic: a, title: b, questions: [c], answer: d, example: true,
   places: [{name: Hội, address: f, phone: "111", verified_on: 2026-11-20}, {name: g}],
   checked_on: 2026-11-22, checked_against: e}
- {id: sai, kind: directory, topic: a, title: b, questions: [c], answer: d,
   places: [{name: Hội, phone: 111}], checked_on: 2026-11-22, checked_against: e}
"""
    batch = read(tmp_path, text)
    plan, book = batch.cards
    assert (plan.issued_by, plan.period, plan.contact) == ("Hội", "2026–2030", "Chị")
    assert plan.review_day == date(2027, 1, 1)
    assert book.places == (
        Place("Hội", address="f", phone="111", verified_on=date(2026, 11, 20)),
        Place("g"),
    )
    assert book.example
    assert [str(problem) for problem in batch.problems] == [
        "the.yaml, thẻ sai: «places.0.phone»: phải là chữ; nếu là số thì đặt trong dấu ngoặc kép."
    ]
