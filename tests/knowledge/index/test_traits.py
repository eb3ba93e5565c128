"""What is known of an article without any question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge.documents import Article, Document
from knowledge.index.traits import (
    EXPLAINS_WORDS,
    HEADINGS,
    KINDS,
    QUESTIONS,
    Traits,
    compile_traits,
    question_kinds,
)  # fmt: skip

LAW = Document("901/2014/QH99", "Luật", "Luật Trẻ em")


def traits(folder: Path, articles: list[Article], documents: list[Document]) -> Traits:
    """The articles belong to the documents by number."""
    numbers = [document.number for document in documents]
    owners = np.array([numbers.index(article.document) for article in articles], dtype=np.int64)
    compile_traits(folder, articles, documents, owners)
    return Traits.open(folder)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("901/2014/QH99", 0),
        ("914/2015/NĐ-CP", 1),
        ("02/2015/TTLT-BTP-BYT", 2),
        ("04/2015/TT-BTP", 3),
        ("30/2015/QĐ-TTg", 4),
        ("30/2015/QĐ-UBND", 5),
        ("12/2018/NQ-HĐND", 6),
        ("33/2005/UBTVQH99", 8),
        ("khác", len(KINDS)),
    ],
)
def test_the_kind_of_a_document(tmp_path: Path, number: str, kind: int) -> None:
    assert traits(tmp_path, [], [Document(number)]).kind.tolist() == [kind]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Luật Trẻ em", 0),
        ("Luật sửa đổi, bổ sung Luật Trẻ em", 1),
        ("Nghị định quy định chi tiết Luật Trẻ em", 2),
        ("Nghị định về xử phạt vi phạm hành chính", 4),
        ("Nghị định sửa đổi Nghị định hướng dẫn", 3),
    ],
)
def test_the_role_of_a_document(tmp_path: Path, name: str, role: int) -> None:
    assert traits(tmp_path, [], [Document("1", name=name)]).role.tolist() == [role]


def test_numbers_and_places(tmp_path: Path) -> None:
    articles = [Article(LAW.number, number, "", "") for number in ("1", "2a", "phụ lục", "4")]
    found = traits(tmp_path, articles, [Document("000"), LAW])
    assert found.document.tolist() == [1, 1, 1, 1]
    assert found.size.tolist() == [0, 4]
    assert found.number.tolist() == [1, 2, 0, 4]
    assert found.place.tolist() == [0.25, 0.5, 0, 1]


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("", []),
        ("Giải thích từ ngữ", [EXPLAINS_WORDS]),
        ("Hồ sơ và thủ tục", [3, 4]),
        ("THỜI HẠN GIẢI QUYẾT", [1]),
        ("Tội cướp tài sản", [13]),
    ],
)
def test_headings(tmp_path: Path, title: str, headings: list[int]) -> None:
    found = traits(tmp_path, [Article(LAW.number, "1", title, "")], [LAW])
    bits = int(found.heading[0])
    assert [place for place in range(len(HEADINGS)) if bits >> place & 1] == headings


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("danh vo bi phat bao nhieu tien", [0, 9]),
        ("con nuoi la gi", [5]),
        ("ai co quyen ly hon", [2, 10]),
        ("hai nguoi", []),
        ("lam giay khai sinh bao lau thi xong", [1]),
        ("truong hop nao duoc ly hon", []),
        ("vo chong co duoc ly hon khong", []),
        ("luat nay ap dung cho doi tuong nao", [7]),
        ("luat tre em co hieu luc tu khi nao", [1, 8]),
    ],
)
def test_question_kinds(question: str, kinds: list[int]) -> None:
    bits = question_kinds(question)
    assert [place for place in range(len(QUESTIONS)) if bits >> place & 1] == kinds


def test_every_kind_of_question_has_the_heading_that_may_answer_it() -> None:
    assert len(QUESTIONS) == len(HEADINGS)


def test_no_trait_tells_a_date_a_source_or_the_year_of_a_number(tmp_path: Path) -> None:
    article = Article(LAW.number, "1", "Quyền trẻ em", "")
    plain = traits(tmp_path, [article], [LAW])
    other = replace(
        LAW, number="7/2024/QH15", issued=date(2024, 1, 1), effective=date(2025, 1, 1),
        expires=date(2030, 1, 1), source="nơi khác", issuer="Quốc hội", replaces=("1/1999/QH9",),
    )  # fmt: skip
    dated = replace(article, document=other.number, effective=date(2026, 1, 1), url="https://a.vn")
    changed = traits(tmp_path, [dated], [other])
    for name in Traits.__slots__:
        np.testing.assert_array_equal(getattr(plain, name), getattr(changed, name), name)
