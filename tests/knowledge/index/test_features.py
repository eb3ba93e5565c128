"""The matrix that the ranker sees: finite, blind to dates and sources, the same in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents import Document
from knowledge.index.features import matrix
from knowledge.index.postings import Scores
from knowledge.index.ranking import ArticleIndex
from knowledge.text.segment import syllables
from tests.knowledge.index import laws as made_up
from tests.knowledge.index.laws import AMENDING, DECREE, MARRIAGE, SANCTIONS, candidates, row

ALL = range(len(made_up.ARTICLES))
ARTICLES = made_up.selection().articles
QUESTIONS = made_up.QUESTIONS
asked = pytest.mark.parametrize("question", QUESTIONS)


def columns(index: ArticleIndex, question: str, rows: list[int] | range = ALL) -> dict[str, Scores]:
    """The matrix of these candidates, by name."""
    names, values = matrix(candidates(index, question, rows))
    assert values.shape == (len(rows), len(names))
    return dict(zip(names, values.T, strict=True))


def value(index: ArticleIndex, question: str, name: str, document: Document, number: str) -> float:
    """One feature of one article, all articles being candidates."""
    return float(columns(index, question)[name][row(document, number)])


def check_finite(index: ArticleIndex, question: str, rows: list[int] | range) -> None:
    for name, column in columns(index, question, rows).items():
        assert np.isfinite(column).all(), name


@asked
def test_all_candidates(laws: ArticleIndex, question: str) -> None:
    check_finite(laws, question, ALL)


@asked
@pytest.mark.parametrize("place", ALL, ids=[article.id for article in ARTICLES])
def test_one_candidate(laws: ArticleIndex, question: str, place: int) -> None:
    check_finite(laws, question, [place])


@pytest.mark.parametrize("question", ["", "?", "xyzzy", "xyzzy plugh", "xyzzy ly"])
def test_a_question_without_known_words(laws: ArticleIndex, question: str) -> None:
    check_finite(laws, question, ALL)
    check_finite(laws, question, [0])


def test_empty_titles_and_bodies(laws: ArticleIndex) -> None:
    untitled, bodiless = row(DECREE, "3"), row(SANCTIONS, "4")
    assert not ARTICLES[untitled].title
    assert not ARTICLES[bodiless].text
    check_finite(laws, "ly hôn", [untitled, bodiless])
    check_finite(laws, "ly hon", [bodiless, untitled])
    found = columns(laws, "ly hôn")
    assert found["title covers"][untitled] == found["body covers"][bodiless] == 0


@settings(max_examples=60)
@given(st.text(max_size=60), st.lists(st.sampled_from(ALL), min_size=1, unique=True))
def test_any_text_and_any_candidates(laws: ArticleIndex, text: str, rows: list[int]) -> None:
    check_finite(laws, text, rows)


def test_names_are_unique_and_the_same_for_every_question(laws: ArticleIndex) -> None:
    names, _ = matrix(candidates(laws, QUESTIONS[0], ALL))
    assert len(set(names)) == len(names)
    for question in (*QUESTIONS, "", "xyzzy"):
        for rows in (ALL, [3]):
            assert matrix(candidates(laws, question, rows))[0] == names


@asked
def test_only_wanted_features_are_computed_and_they_are_the_same(
    laws: ArticleIndex, question: str
) -> None:
    whole = columns(laws, question)
    wanted = tuple(whole)[::3]
    names, values = matrix(candidates(laws, question, ALL), wanted)
    assert names == wanted
    np.testing.assert_array_equal(values, np.stack([whole[name] for name in wanted], axis=1))


def test_what_is_not_wanted_costs_nothing(
    laws: ArticleIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> Scores:
        raise AssertionError

    families = (lambda _: iter([("one", 1.0), ("other", fail)]),)
    monkeypatch.setattr("knowledge.index.features.FAMILIES", families)
    names, values = matrix(candidates(laws, QUESTIONS[0], [0, 1]), ("one",))
    assert (names, values.tolist()) == (("one",), [[1], [1]])


@asked
def test_the_same_question_gives_the_same_matrix(laws: ArticleIndex, question: str) -> None:
    once, again = (matrix(candidates(laws, question, ALL))[1] for _ in range(2))
    np.testing.assert_array_equal(once, again)


def without_ties(index: ArticleIndex, question: str) -> list[int]:
    """Candidates of which no two have the same score in the first stage."""
    found = candidates(index, question, ALL)
    _, first = np.unique(found.own, return_index=True)
    return sorted(map(int, first))


@settings(max_examples=40)
@given(st.sampled_from(QUESTIONS), st.permutations(ALL))
def test_the_order_of_the_candidates_does_not_matter(
    laws: ArticleIndex, question: str, drawn: list[int]
) -> None:
    """Except to ranks, where candidates that are equal stand in the first stage's order."""
    rows = without_ties(laws, question)
    order = [place for place in drawn if place < len(rows)]
    straight = columns(laws, question, rows)
    permuted = columns(laws, question, [rows[place] for place in order])
    for name, column in straight.items():
        if name == "first rank" or not name.endswith(" rank"):
            np.testing.assert_allclose(permuted[name], column[order], 1e-4, 1e-5, err_msg=name)


def test_first_rank_follows_the_score(laws: ArticleIndex) -> None:
    question = QUESTIONS[0]
    rows = without_ties(laws, question)
    found = columns(laws, question, rows)
    best_first = np.argsort(-found["first"])
    assert found["first rank"][best_first].tolist() == list(range(len(rows)))


@asked
def test_dates_and_sources_change_nothing(
    laws: ArticleIndex, tmp_path: Path, question: str
) -> None:
    known = made_up.batch()
    known.documents = {
        number: replace(
            document,
            issued=date(2000 + place, 1, 1),
            effective=date(2001 + place, 1, 1),
            expires=date(2020 + place, 1, 1),
            source=f"nguồn {place}",
            issuer="Quốc hội",
            replaced_by=("1/2030/QH99",),
            answerable=False,
        )
        for place, (number, document) in enumerate(known.documents.items())
    }
    known.articles = [
        replace(article, effective=date(2010, 1, 1 + place), url=f"https://example.org/{place}")
        for place, article in enumerate(known.articles)
    ]
    dated = made_up.compiled(tmp_path / "dated", known)
    expected, found = columns(laws, question), columns(dated, question)
    assert list(found) == list(expected)
    for name, column in expected.items():
        np.testing.assert_array_equal(found[name], column, name)


def idf(word: str) -> float:
    holders = sum(word in syllables(article.text) for article in ARTICLES)
    return float(np.log1p((len(ARTICLES) - holders + 0.5) / (holders + 0.5)))


@pytest.mark.parametrize("question", ["vợ chồng ly hôn", "phường xử phạt ly hôn xyzzy"])
def test_what_titles_and_bodies_cover(laws: ArticleIndex, question: str) -> None:
    known = [word for word in syllables(question) if word != "xyzzy"]
    whole = sum(map(idf, known))
    titles = [set(syllables(article.title)) for article in ARTICLES]
    bodies = [set(syllables(article.text)) for article in ARTICLES]
    by_hand = {
        "title covers": titles,
        "body covers": bodies,
        "title+body cover": [a | b for a, b in zip(titles, bodies, strict=True)],
    }
    found = columns(laws, question)
    for name, texts in by_hand.items():
        expected = [sum(idf(word) for word in known if word in text) / whole for text in texts]
        assert found[name].tolist() == pytest.approx(expected, abs=1e-3), name
    counts = [float(sum(word in title for word in known)) for title in titles]
    assert found["title terms"].tolist() == counts


def test_a_question_in_the_words_of_a_title(laws: ArticleIndex) -> None:
    question = "Chăm sóc con sau khi ly hôn"
    found = {name: column[row(MARRIAGE, "81")] for name, column in columns(laws, question).items()}
    for name in ("title covers", "title covers pairs", "title covered"):
        assert found[name] == pytest.approx(1), name


def test_which_article_explains_words(laws: ArticleIndex) -> None:
    explains = columns(laws, "Hôn nhân là gì?")["explains words"]
    assert explains.tolist() == [float(place == row(MARRIAGE, "3")) for place in ALL]


def test_articles_with_one_title_are_rivals(laws: ArticleIndex) -> None:
    found = columns(laws, "Quyền yêu cầu giải quyết ly hôn")
    law, decree = row(MARRIAGE, "51"), row(DECREE, "2")
    assert ARTICLES[law].title == ARTICLES[decree].title
    assert found["same titles"][[law, decree]].tolist() == [2, 2]
    assert found["nearest title"][law] == pytest.approx(1)
    assert sorted(found["better same titles"][[law, decree]].tolist()) == [0, 1]


def test_the_best_of_the_other_candidates(laws: ArticleIndex) -> None:
    found = columns(laws, "Quyền yêu cầu giải quyết ly hôn")
    law, decree = row(MARRIAGE, "51"), row(DECREE, "2")
    score = found["first/best"]
    ahead, after = sorted((law, decree), key=lambda place: -score[place])
    assert found["behind best same title"][ahead] == pytest.approx(0)
    assert found["behind best near title"][ahead] == pytest.approx(score[ahead] - score[after])
    for feature in ("behind best same title", "behind best near title"):
        assert found[feature][after] == pytest.approx(score[after] - score[ahead]), feature
    best_elsewhere = max(
        score[place] for place in ALL if ARTICLES[place].document != MARRIAGE.number
    )
    assert found["behind another document"][law] == pytest.approx(score[law] - best_elsewhere)
    best_of_laws = max(score[place] for place in ALL if ARTICLES[place].document == MARRIAGE.number)
    assert found["behind a higher document"][law] == pytest.approx(score[law])  # none is above
    assert found["behind a lower document"][law] == pytest.approx(score[law] - score[decree])
    assert found["behind a higher document"][decree] == pytest.approx(score[decree] - best_of_laws)


def test_citations(laws: ArticleIndex) -> None:
    found = columns(laws, "ly hôn")
    citing = found["weight of citing articles"]
    assert (citing[[row(MARRIAGE, "51"), row(MARRIAGE, "81")]] > 0).all()
    assert citing[row(DECREE, "2")] == 0
    documents = found["weight of citing documents"]
    assert documents[row(MARRIAGE, "3")] > 0
    assert documents[row(AMENDING, "1")] == 0


def test_the_company_of_a_document(laws: ArticleIndex) -> None:
    numbers = [article.document for article in ARTICLES]
    found = columns(laws, "ly hôn")
    expected = [float(numbers.count(number)) for number in numbers]
    assert found["document candidates"].tolist() == found["document size"].tolist() == expected
    assert found["document's share found"].tolist() == [1] * len(numbers)
    assert found["first/best"].max() == pytest.approx(1)


def test_lines(laws: ArticleIndex) -> None:
    question = "Vợ mang thai thì chồng không có quyền yêu cầu ly hôn"
    assert value(laws, question, "line place", MARRIAGE, "51") == 1
    assert value(laws, question, "lines", MARRIAGE, "51") == pytest.approx(np.log1p(4))
    assert value(laws, question, "line place", SANCTIONS, "4") == -1
    found = columns(laws, question)
    assert (found["point"] >= found["line"] - 1e-6).all()
    assert (found["line+title"] >= found["line"] - 1e-6).all()
    title = found["title covers!"] + found["title covers pairs!"]
    assert (found["line+title"] >= title - 1e-6).all()
    assert title[row(SANCTIONS, "4")] > 0  # and it has no line
