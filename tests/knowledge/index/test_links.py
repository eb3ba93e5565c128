"""Who cites whom, on citations as laws write them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Article, Document
from knowledge.index.links import Citations, Links, compile_links
from knowledge.index.ranking import ArticleIndex
from tests.knowledge.index import laws as made_up
from tests.knowledge.index.laws import AMENDING, DECREE, MARRIAGE, SANCTIONS

DOCUMENTS = [MARRIAGE, AMENDING, DECREE, SANCTIONS]
PLACES = [(document, number) for document in DOCUMENTS for number in ("5", "12", "30a")]
#: The article that cites: article 5 of the decree.
CITING = PLACES.index((DECREE, "5"))


def links(folder: Path, text: str, documents: list[Document] = DOCUMENTS) -> Links:
    """Three articles a document, without a word except in the one that cites."""
    articles = [Article(document.number, number, "", "") for document, number in PLACES]
    articles[CITING] = replace(articles[CITING], text=text)
    owners = np.array([DOCUMENTS.index(document) for document, _ in PLACES])
    compile_links(folder, articles, documents, owners)
    return Links(folder)


def cited(citations: Citations, row: int) -> set[int]:
    return set(np.flatnonzero(everywhere(citations)[row]).tolist())


def everywhere(citations: Citations) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Who cites whom among all."""
    return citations.among(np.arange(citations.size))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("theo quy định tại Điều 12 Nghị định này.", [(DECREE, "12")]),
        ("theo điểm a khoản 2 Điều 12.", [(DECREE, "12")]),
        ("theo Điều 12 của Luật Hôn nhân và gia đình.", [(MARRIAGE, "12")]),
        ("Điều 30a Luật số 901/2014/QH99 ngày 19 tháng 6", [(MARRIAGE, "30a")]),
        ("Điều 5 Nghị định số 915/2021/NĐ-CP", [(SANCTIONS, "5")]),
        (
            "Điều 12 Nghị định này và Điều 5 của Luật Hôn nhân và gia đình",
            [(DECREE, "12"), (MARRIAGE, "5")],
        ),
        (
            "Điều 5, khoản 2 Điều 12 và Điều 30a của Luật Hôn nhân và gia đình",
            [(MARRIAGE, "5"), (MARRIAGE, "12"), (MARRIAGE, "30a")],
        ),
        ("Điều 5, 12 và 30a Luật số 901/2014/QH99", [(MARRIAGE, n) for n in ("5", "12", "30a")]),
        ("Điều 12 và Điều 30a Nghị định này", [(DECREE, "12"), (DECREE, "30a")]),
        ("Điều 12; Điều 5 của Luật Hôn nhân và gia đình", [(DECREE, "12"), (MARRIAGE, "5")]),
        ("theo Điều 12.\nTheo Điều 30a Luật số 901/2014/QH99", [(DECREE, "12"), (MARRIAGE, "30a")]),
        ("ĐIỀU 5 LUẬT HÔN NHÂN VÀ GIA ĐÌNH", [(MARRIAGE, "5")]),
        ("Điều 12 của Luật này", [(DECREE, "12")]),
        ("Điều 5 Nghị định này", []),  # itself
        ("Điều 99 của Luật Hôn nhân và gia đình", []),
        ("Điều 12 của Luật Đất đai", []),
        ("Điều 12 Luật số 77/2000/QH99", []),
    ],
)
def test_the_articles_that_are_cited(
    tmp_path: Path, text: str, places: list[tuple[Document, str]]
) -> None:
    expected = {PLACES.index(place) for place in places}
    assert cited(links(tmp_path, text).articles, CITING) == expected


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("Căn cứ Luật Hôn nhân và gia đình ngày 19 tháng 6 năm 2014;", MARRIAGE),
        ("Căn cứ Luật số 901/2014/QH99;", MARRIAGE),
        ("xử phạt theo Nghị định 915/2021/nđ-cp", SANCTIONS),
        ("Căn cứ Luật Hôn nhân;", None),
        ("Nghị định số 914/2015/NĐ-CP này", None),
        ("Căn cứ Luật Đất đai;", None),
    ],
)
def test_the_document_that_is_cited(tmp_path: Path, text: str, document: Document | None) -> None:
    expected = set() if document is None else {DOCUMENTS.index(document)}
    owner = DOCUMENTS.index(DECREE)
    assert cited(links(tmp_path, text).documents, owner) == expected


def test_an_amending_law_is_not_taken_for_the_law(tmp_path: Path) -> None:
    text = f"Căn cứ {AMENDING.name};"
    assert cited(links(tmp_path, text).documents, DOCUMENTS.index(DECREE)) == set()
    number = f"Căn cứ Luật số {AMENDING.number};"
    owner = DOCUMENTS.index(DECREE)
    assert cited(links(tmp_path, number).documents, owner) == {DOCUMENTS.index(AMENDING)}


def test_a_law_is_not_found_by_the_name_of_one_that_amends_it(tmp_path: Path) -> None:
    documents = [AMENDING, replace(AMENDING, number="903/2020/QH99", name="Luật sửa đổi Luật Giá")]
    articles = [
        Article(documents[0].number, "1", "", f"Căn cứ {documents[1].name};"),
        Article(documents[1].number, "1", "", ""),
    ]
    compile_links(tmp_path, articles, documents, np.array([0, 1]))
    assert not everywhere(Links(tmp_path).documents).any()


def test_of_two_laws_with_one_name_the_longer_is_meant(tmp_path: Path) -> None:
    first = Document("900/2000/QH99", "Luật", MARRIAGE.name)
    documents = [first, MARRIAGE]
    articles = [
        Article(first.number, "1", "", ""),
        Article(MARRIAGE.number, "1", "", ""),
        Article(MARRIAGE.number, "2", "", "Theo Luật Hôn nhân và gia đình"),
    ]
    articles[0] = replace(articles[0], text="Luật Hôn nhân và gia đình")
    compile_links(tmp_path, articles, documents, np.array([0, 1, 1]))
    assert everywhere(Links(tmp_path).documents).tolist() == [[False, True], [False, False]]


def test_nothing_cites_itself(tmp_path: Path) -> None:
    found = links(tmp_path, "Điều 12 Nghị định này; Điều 12 Nghị định này; Điều 5 Nghị định này")
    assert cited(found.articles, CITING) == {PLACES.index((DECREE, "12"))}
    assert everywhere(found.articles).sum() == 1


def test_the_compiled_laws_cite_each_other(laws: ArticleIndex, laws_folder: Path) -> None:
    found = Links(laws_folder)
    definitions, request = made_up.row(MARRIAGE, "3"), made_up.row(MARRIAGE, "51")
    assert cited(found.articles, request) == {definitions, made_up.row(MARRIAGE, "81")}
    assert cited(found.articles, made_up.row(DECREE, "2")) == {request}
    assert everywhere(found.articles)[:, request].sum() == 1
    numbers = [document.number for document in made_up.selection().documents]
    decree, law = numbers.index(DECREE.number), numbers.index(MARRIAGE.number)
    assert cited(found.documents, decree) == {law}


SIZE = 6
ROW = st.integers(0, SIZE - 1)


@given(st.sets(st.tuples(ROW, ROW)), st.lists(ROW, min_size=1, unique=True))
def test_among(pairs: set[tuple[int, int]], rows: list[int]) -> None:
    with TemporaryDirectory() as folder:
        Citations.write(Path(folder), "articles", pairs, SIZE)
        found = Citations.open(Path(folder), "articles")
    expected = [[(citing, other) in pairs for other in rows] for citing in rows]
    assert found.among(np.array(rows)).tolist() == expected
