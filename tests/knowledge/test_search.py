"""What a reader of the library can rely on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search import Library
from knowledge.text.fold import fold
from tests.knowledge.samples import ARTICLES, CARDS, LABOUR, MARRIAGE, OLD_MARRIAGE

TODAY = date(2026, 11, 21)


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
def test_a_title_finds_its_article_with_and_without_accents(library: Library, article) -> None:
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


def test_repealed_and_future_articles_are_not_found_on_a_day(library: Library) -> None:
    question = "quyền yêu cầu ly hôn, khai sinh cho trẻ em"
    assert {"922/2000/qh99+85", "999/2099/qh99+5"} <= set(ids(library, question))
    assert not {"922/2000/qh99+85", "999/2099/qh99+5"} & set(ids(library, question, as_of=TODAY))
    assert "922/2000/qh99+85" in ids(library, question, as_of=date(2010, 1, 1))


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
def test_every_variant_finds_its_card(library: Library, card) -> None:
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


def test_the_question_of_a_card_helps_to_find_its_article(library: Library) -> None:
    features = library.features(
        "bo me bo nhau con nho o voi ai", ["901/2014/qh99+81", "901/2014/qh99+51"]
    )
    assert features["aliases"][0] > features["aliases"][1] == 0
