"""What a reader of the library can rely on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents import Article, Card
from knowledge.search import LATER, Library
from knowledge.snapshot import build
from knowledge.text.fold import fold
from knowledge.validity import Standing
from tests.knowledge.samples import ARTICLES, CARDS, LABOUR, MARRIAGE, OLD_MARRIAGE, batch
from tests.knowledge.samples import FUTURE as FUTURE_LAW

TODAY = date(2026, 11, 21)
OLD, FUTURE, BEGINS = "922/2000/qh99+85", "999/2099/qh99+5", date(2099, 1, 1)


def ids(library: Library, text: str, **options: object) -> list[str]:
    return [hit.article.id for hit in library.search(text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("Ai có quyền yêu cầu Tòa án giải quyết ly hôn?", "901/2014/qh99+51"),
        ("con duoi 36 thang ai nuoi", "901/2014/qh99+81"),
        ("nghỉ thai san mấy thang", "945/2019/qh99+139"),
        ("NGHỈ THAI SẢN", "945/2019/qh99+139"),
        ("co thai bi sa thai", "945/2019/qh99+137"),
    ],
)
def test_the_best_hit(library: Library, question: str, article: str) -> None:
    assert ids(library, question)[0] == article


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_a_title_finds_its_article_with_and_without_accents(
    library: Library, article: Article
) -> None:
    assert article.id in ids(library, article.title)[:2]
    assert article.id in ids(library, fold(article.title))[:2]


def test_hits_are_ordered_and_carry_their_document(library: Library) -> None:
    hits = library.search("quyền yêu cầu ly hôn")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {hit.document.number for hit in hits} >= {MARRIAGE.number, OLD_MARRIAGE.number}
    assert all(hit.document.number == hit.article.document for hit in hits)
    assert all(0 <= hit.confidence <= 1 for hit in hits)


def test_confidence_never_rises_down_the_list(library: Library) -> None:
    sure = [hit.confidence for hit in library.search("quyền yêu cầu ly hôn")]
    assert sure == sorted(sure, reverse=True)


def test_limit(library: Library) -> None:
    assert len(library.search("quyền yêu cầu ly hôn", limit=1)) == 1


def test_what_has_expired_is_not_found_on_a_day(library: Library) -> None:
    question = "quyền yêu cầu ly hôn, khai sinh cho trẻ em"
    assert OLD in ids(library, question)
    assert OLD not in ids(library, question, as_of=TODAY)
    assert OLD in ids(library, question, as_of=date(2010, 1, 1))


def test_an_article_binds_from_its_first_day_and_not_on_the_day_of_its_end(
    library: Library,
) -> None:
    question = "quyền yêu cầu ly hôn"
    assert OLD not in ids(library, question, as_of=date(2015, 1, 1))
    assert ids(library, question, as_of=date(2015, 1, 1))[0] == "901/2014/qh99+51"
    assert OLD in ids(library, question, as_of=date(2014, 12, 31))


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
def test_what_does_not_bind_yet_stands_last_and_says_so(library: Library, limit: int) -> None:
    question = "khai sinh cho trẻ em, quyền được nuôi dưỡng, sau khi ly hôn"
    assert ids(library, question)[0] == FUTURE
    hits = library.search(question, limit=limit, as_of=TODAY)
    assert len(hits) <= limit
    assert hits[0].standing is Standing.IN_FORCE
    later = [hit for hit in hits if hit.standing is Standing.NOT_YET]
    assert [hit.article.id for hit in later] == ([FUTURE] if limit > 1 else [])
    assert hits[len(hits) - len(later) :] == later
    assert all(hit.confidence <= LATER and hit.period.begins == BEGINS for hit in later)
    begun = library.search(question, limit=limit, as_of=BEGINS)
    assert (begun[0].article.id, begun[0].standing) == (FUTURE, Standing.IN_FORCE)


def test_what_is_to_come_takes_no_confidence_from_what_is_in_force(
    library: Library, tmp_path: Path
) -> None:
    question = "khai sinh cho trẻ em, quyền được nuôi dưỡng, sau khi ly hôn"
    withdrawn = batch()
    number = FUTURE_LAW.number
    withdrawn.documents[number] = replace(withdrawn.documents[number], expires=date(2020, 1, 1))
    build(tmp_path / "withdrawn", withdrawn)
    without = Library.open(tmp_path / "withdrawn").search(question, as_of=TODAY)
    now = [hit for hit in library.search(question, as_of=TODAY) if hit.article.id != FUTURE]
    assert [(hit.article.id, hit.confidence) for hit in now] == [
        (hit.article.id, hit.confidence) for hit in without
    ]


def test_without_a_day_everything_is_found_and_nothing_is_said_of_its_standing(
    library: Library,
) -> None:
    hits = library.search("quyền yêu cầu ly hôn, khai sinh cho trẻ em")
    assert {OLD, FUTURE} <= {hit.article.id for hit in hits}
    assert {hit.standing for hit in hits} == {None}


def test_where_nothing_in_force_fits_nothing_to_come_is_first(tmp_path: Path) -> None:
    known = batch()
    known.articles = [article for article in known.articles if article.id == FUTURE]
    build(tmp_path / "alone", known)
    alone = Library.open(tmp_path / "alone")
    assert ids(alone, "khai sinh cho trẻ em") == [FUTURE]
    assert ids(alone, "khai sinh cho trẻ em", as_of=TODAY) == []


def test_what_must_not_be_quoted_can_be_left_out(library: Library) -> None:
    question = "thủ tục đăng ký khai sinh"
    assert ids(library, question)[0] == "914/2010/nđ-cp+13"
    assert "914/2010/nđ-cp+13" not in ids(library, question, answerable_only=True)


@pytest.mark.parametrize("nothing", ["", " ", "😭😭", "?!", "\u200b", "xyzzy"])
def test_nothing_fits_nothing(library: Library, nothing: str) -> None:
    assert library.search(nothing) == []
    assert library.match_cards(nothing) == []


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_may_be_asked(library: Library, text: str) -> None:
    assert len(library.search(text)) <= 10
    assert len(library.match_cards(text)) <= 3


def test_a_very_long_text_is_answered_by_its_beginning(library: Library) -> None:
    assert ids(library, "nghỉ thai sản " + "a b c " * 5_000)[0] == "945/2019/qh99+139"


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_variant_finds_its_card(library: Library, card: Card) -> None:
    for question in (card.title, *card.questions, *map(fold, card.questions)):
        best = library.match_cards(question)[0]
        assert best.card.id == card.id
        assert best.confidence > 0.8


def test_politeness_does_not_hide_a_card(library: Library) -> None:
    best = library.match_cards(
        "Dạ chị ơi em chào chị, em xin hỏi ly hôn thì con nhỏ ai được nuôi ạ"
    )[0]
    assert best.card.id == "con-nho"
    assert best.confidence > 0.5


def test_accents_tell_cards_apart(library: Library) -> None:
    hits = library.match_cards("không bảo hành thì làm thế nào")
    assert hits[0].card.id == "hang-hong"
    assert hits[0].score > hits[1].score


def test_a_card_that_ran_out_is_not_matched(library: Library) -> None:
    question = "Cửa hàng không bảo hành thì làm thế nào?"
    found = [hit.card.id for hit in library.match_cards(question, as_of=date(2027, 1, 1))]
    assert "hang-hong" not in found


def test_a_far_question_matches_cards_with_little_confidence(library: Library) -> None:
    assert all(
        hit.confidence < 0.3 for hit in library.match_cards("thủ tục làm hộ chiếu đi nước ngoài")
    )


def test_article_by_id(library: Library) -> None:
    assert library.article("901/2014/QH99+51") == ARTICLES[0]
    assert library.article("901/2014/qh99+52") is None


def test_document_by_number(library: Library) -> None:
    assert library.document("945/2019/qh99") == LABOUR
    assert library.document("0/0/QH0") is None


def test_articles_of_a_document_in_reading_order(library: Library) -> None:
    assert library.articles_of(LABOUR.number) == ["945/2019/qh99+139", "945/2019/qh99+137"]
    assert library.articles_of("0/0/QH0") == []


def test_cards(library: Library) -> None:
    assert library.cards() == CARDS
    assert library.card("con-nho") == CARDS[0]
    assert library.card("khác") is None
