"""Every article goes in once."""

from __future__ import annotations

from dataclasses import replace

from knowledge.documents import Article, Document
from knowledge.ingest.batch import Batch
from knowledge.selection import select
from tests.knowledge import samples

FIRST = Article("1/2001/QH99", "1", "Một", "Điều thứ nhất.")


def test_documents_by_number_and_their_articles_side_by_side() -> None:
    selection = select(samples.batch())
    assert [document.number for document in selection.documents] == sorted(
        samples.batch().documents
    )
    for document, (start, end) in zip(selection.documents, selection.ranges, strict=True):
        assert {article.document for article in selection.articles[start:end]} <= {document.number}
    assert sorted(article.id for article in selection.articles) == sorted(
        article.id for article in samples.ARTICLES
    )
    assert selection.problems == []


def test_of_two_equal_ids_the_first_is_kept_and_the_other_reported() -> None:
    selection = select(Batch(articles=[FIRST, replace(FIRST, text="Bản khác.")]))
    assert selection.articles == [FIRST]
    assert [problem.place for problem in selection.problems] == ["Điều 1"]


def test_of_two_equal_ids_the_one_that_may_be_quoted_is_kept() -> None:
    selection = select(Batch(articles=[replace(FIRST, answerable=False), FIRST]))
    assert selection.articles == [FIRST]


def test_the_same_words_again_are_counted_and_no_problem() -> None:
    again = replace(FIRST, text=" Điều  thứ\nnhất. ", url="https://example.vn")
    selection = select(Batch(articles=[FIRST, again]))
    assert (selection.repeated, selection.problems) == (1, [])


def test_a_document_that_no_source_describes_still_stands() -> None:
    assert select(Batch(articles=[FIRST])).documents == [Document("1/2001/QH99")]


def test_a_document_without_articles_stands_too() -> None:
    selection = select(Batch(documents={"1/2001/QH99": Document("1/2001/QH99")}, articles=[]))
    assert selection.ranges == [(0, 0)]


def test_of_two_equal_cards_the_first_is_kept() -> None:
    other = replace(samples.CARDS[0], title="Thẻ khác")
    assert select(Batch(cards=[*samples.CARDS, other])).cards == samples.CARDS


def test_a_form_to_fill_in_is_never_in_a_library() -> None:
    real = replace(samples.CARDS[0], example=False)
    form = replace(real, id="mau", example=True)
    assert select(Batch(cards=[form, real])).cards == [real]
