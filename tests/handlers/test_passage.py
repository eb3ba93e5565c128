from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from handlers.bubbles import COMFORTABLE
from handlers.passage import (
    MOST_PARTS,
    cited,
    has_expired,
    may_be_quoted,
    passage,
    read_out,
    references,
    without_words,
)
from knowledge.documents import Article, Citation, Document
from knowledge.search import Library
from tests.handlers.library import (
    ARTICLES,
    BENCHMARK,
    DOCUMENTS,
    GARDEN,
    KITCHEN,
    LONG_TEXT,
    OLD_KITCHEN,
)

DAY = date(2026, 11, 21)
LAW = DOCUMENTS[0]


def test_the_cited_clause_is_quoted_exactly(library: Library):
    found = cited(library, Citation(KITCHEN, "1", "2"), "nồi cơm", DAY, 400)
    assert found is not None
    assert found.words == "2. Nồi cơm là đồ dùng để nấu cơm hằng ngày."
    assert found.reference.startswith("Khoản 2 Điều 1 Luật Bếp núc")
    assert found.reference.endswith("có hiệu lực từ 01/01/2021")
    assert found.source == "Kho thử nghiệm"


@pytest.mark.parametrize(
    "citation",
    [Citation("95/2019/NĐ-CP", "7"), Citation(KITCHEN, "77"), Citation(BENCHMARK, "1")],
)
def test_what_may_not_be_quoted_is_named_without_words(library: Library, citation: Citation):
    found = cited(library, citation, "chảo", DAY, 400)
    assert found is not None
    assert found.words == ""
    assert citation.document in found.reference


def test_what_has_expired_is_not_a_passage(library: Library):
    assert cited(library, Citation(OLD_KITCHEN, "2"), "bếp", DAY, 400) is None
    assert cited(library, Citation(OLD_KITCHEN, "2"), "bếp", date(2010, 1, 1), 400) is not None


def test_what_does_not_bind_yet_says_so(library: Library):
    found = cited(library, Citation(GARDEN, "1"), "tưới rau", DAY, 400)
    assert found is not None
    assert "CHƯA có hiệu lực, từ 01/01/2030" in found.reference


def test_the_articles_own_date_comes_before_the_documents():
    article = replace(ARTICLES[0], effective=date(2022, 2, 3))
    assert without_words(Citation(KITCHEN, "1"), LAW, article, DAY).law.endswith("từ 03/02/2022")


def test_without_a_date_none_is_claimed():
    undated = Document("1/2020/X", kind="Luật", name="Luật Thử")
    assert "hiệu lực" not in without_words(Citation("1/2020/X", "1"), undated, None, DAY).law


def test_expiry_begins_on_its_day():
    ending = replace(LAW, expires=DAY)
    assert has_expired(ending, DAY)
    assert not has_expired(ending, date(2026, 11, 20))
    assert not may_be_quoted(ARTICLES[0], ending, DAY)
    assert not may_be_quoted(replace(ARTICLES[0], answerable=False), LAW, DAY)


def test_a_long_article_is_read_out_whole_in_parts():
    parts = read_out(ARTICLES[2], LAW, DAY)
    assert all(len(part) <= COMFORTABLE for part in parts)
    assert f"(phần {len(parts)}/{len(parts)})" in parts[-1]
    words = "".join(part.split("\n“", 1)[1].removesuffix("”") for part in parts)
    assert "".join(words.split()) == "".join(LONG_TEXT.split())


def test_every_part_of_an_article_that_does_not_bind_yet_says_so():
    parts = read_out(ARTICLES[2], replace(LAW, effective=date(2030, 1, 1)), DAY)
    assert len(parts) > 1
    assert all("CHƯA có hiệu lực, từ 01/01/2030 mới áp dụng" in part for part in parts)
    assert not any("hiệu lực" in part for part in read_out(ARTICLES[2], LAW, DAY))


def test_an_endless_article_ends_with_where_to_read_on():
    endless = Article(KITCHEN, "9", "Rất dài", "Rửa chảo. " * 100_000, url="https://example.org/9")
    parts = read_out(endless, LAW, DAY)
    assert len(parts) == MOST_PARTS + 1
    assert "https://example.org/9" in parts[-1]


LISTED = "1. Bếp sạch.\n2. Cấm:\na) Đổ nước vào bếp;\nb) Để trẻ nấu một mình.\n3. Tổ bếp nhắc nhở."


@pytest.mark.parametrize(
    ("clause", "point", "limit", "told"),
    [
        ("2", "a", 400, "Khoản 2 Điều 1 Luật Bếp núc"),
        ("3", "", 400, "Khoản 3 Điều 1 Luật Bếp núc"),
    ],
)
def test_a_quotation_is_called_by_all_that_it_holds(clause: str, point: str, limit: int, told: str):
    article = replace(ARTICLES[0], text=LISTED)
    asked = Citation(KITCHEN, "1", clause, point)
    found = passage(article, LAW, asked, "bếp sạch, tổ bếp nhắc", DAY, limit)
    assert found.reference.startswith(told), found.words


def test_a_place_that_is_only_named_is_the_one_that_was_asked_for():
    article = replace(ARTICLES[0], text=LISTED)
    found = passage(article, LAW, Citation(KITCHEN, "1"), "tổ bếp nhắc nhở", DAY, 80)
    assert references([found])[0].startswith("Điều 1 Luật Bếp núc")
