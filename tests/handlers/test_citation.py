from __future__ import annotations

from collections.abc import Sequence

import pytest

from handlers import citation
from handlers.actions import Action, KeepForLater, OfferChoices, Say
from handlers.memory import remembered
from handlers.turn import Conversation
from knowledge.documents import Citation
from tests.handlers.conftest import NOW, TurnOf
from tests.handlers.library import GARDEN, KITCHEN


def said(actions: Sequence[Action]) -> str:
    return "\n".join(each.text for each in actions if isinstance(each, Say))


def labels(actions: Sequence[Action]) -> list[str]:
    offers = [each for each in actions if isinstance(each, OfferChoices)]
    return [choice.label for choice in offers[-1].choices]


@pytest.mark.parametrize(
    "typed", ["điều 1 luật bếp núc", "dieu 1 luat bep nuc", "Điều 1 99/2020/QH14"]
)
def test_the_whole_article_is_quoted(turn_of: TurnOf, typed: str):
    actions = citation.handle(turn_of(typed))
    assert "“1. Luật này quy định về nồi cơm trong bếp của mỗi nhà.\n2. Nồi cơm" in said(actions)
    assert actions[-1].citations == (Citation(KITCHEN, "1"),)


def test_the_clause_is_quoted_alone(turn_of: TurnOf):
    actions = citation.handle(turn_of("khoản 2 điều 1 luật bếp núc"))
    assert "“2. Nồi cơm là đồ dùng để nấu cơm hằng ngày.”" in said(actions)
    assert actions[-1].citations == (Citation(KITCHEN, "1", "2"),)


def test_a_long_article_begins_and_goes_on_later(turn_of: TurnOf):
    actions = citation.handle(turn_of("điều 3 luật bếp núc"))
    kept = next(each.bubbles for each in actions if isinstance(each, KeepForLater))
    assert "“1. Người giữ chảo số 1" in said(actions)
    assert "(phần 2/" in kept[0]
    assert "Xem thêm" in labels(actions)


def test_of_several_articles_the_first_is_shown_and_the_others_offered(turn_of: TurnOf):
    actions = citation.handle(turn_of("điều 1, điều 2, điều 1 và điều 3 luật bếp núc"))
    assert actions[-1].citations == (Citation(KITCHEN, "1"),)
    assert [label[:6] for label in labels(actions)[:2]] == ["Điều 2", "Điều 3"]
    assert len(labels(citation.handle(turn_of("điều 1 luật bếp núc " * 90)))) < 6


def test_a_clause_that_is_not_there_is_said_and_the_article_shown(turn_of: TurnOf):
    text = said(citation.handle(turn_of("khoản 8 điều 1 luật bếp núc")))
    assert "không thấy khoản 8 trong Điều 1" in text
    assert "“1. Luật này" in text


def test_an_article_that_is_not_there_leads_to_its_neighbours(turn_of: TurnOf):
    actions = citation.handle(turn_of("điều 4 luật bếp núc"))
    assert "không thấy Điều 4" in said(actions)
    assert labels(actions)[0].startswith("Điều 1 Luật Bếp núc")
    assert labels(actions)[2].startswith("Điều 3 Luật Bếp núc")


def test_an_unknown_document_is_said_plainly(turn_of: TurnOf):
    text = said(citation.handle(turn_of("điều 5 77/2077/QH99")))
    assert "chưa có văn bản" in text
    assert "“1." not in text


@pytest.mark.parametrize("typed", ["điều 2 luật bếp than", "điều 2 98/2005/QH11"])
def test_an_expired_law_names_its_successor_and_is_not_quoted(turn_of: TurnOf, typed: str):
    actions = citation.handle(turn_of(typed))
    text = said(actions)
    assert "đã hết hiệu lực từ ngày 01/01/2021" in text
    assert "Luật Bếp núc số 99/2020/QH14" in text
    assert "nắp đậy" not in text
    assert actions[-1].citations == ()


def test_a_benchmark_text_is_not_shown(turn_of: TurnOf):
    text = said(citation.handle(turn_of("điều 1 nghị định chảo gang")))
    assert "dày hai phân" not in text


def test_a_law_not_yet_in_force_is_quoted_as_such(turn_of: TurnOf):
    text = said(citation.handle(turn_of(f"điều 1 {GARDEN}")))
    assert "CHƯA có hiệu lực" in text


def test_a_follow_up_means_the_document_cited_last(turn_of: TurnOf):
    known = Conversation(greeted=True, citations=(Citation(KITCHEN, "2"),))
    actions = citation.handle(turn_of("điều 1 thì sao", conversation=known))
    assert actions[-1].citations == (Citation(KITCHEN, "1"),)


def test_a_document_alone_is_named_and_remembered(turn_of: TurnOf):
    actions = citation.handle(turn_of("99/2020/QH14"))
    assert "Luật Bếp núc số 99/2020/QH14, có hiệu lực từ 01/01/2021" in said(actions)
    after = remembered(Conversation(greeted=True), actions, NOW)
    follow_up = citation.handle(turn_of("điều 1", conversation=after))
    assert follow_up[-1].citations == (Citation(KITCHEN, "1"),)


@pytest.mark.parametrize("typed", ["98/2005/QH11", "luật bếp than điều 2"])
def test_an_expired_document_is_said_to_be_so(turn_of: TurnOf, typed: str):
    assert "hết hiệu lực" in said(citation.handle(turn_of(typed)))


def test_an_article_of_no_law_is_asked_back(turn_of: TurnOf):
    text = said(citation.handle(turn_of("điều 51")))
    assert "Điều 51 của luật nào" in text


def test_a_picked_article_answers_the_question_before(turn_of: TurnOf):
    asked = Conversation(greeted=True, question="đi vắng phải tắt lửa")
    actions = citation.picked(turn_of("99/2020/qh14+2", conversation=asked))
    assert "tắt lửa" in said(actions)
    assert actions[-1].citations[0].article_id == "99/2020/qh14+2"


@pytest.mark.parametrize("picked", ["98/2005/qh11+2", "96/2001/x+1"])
def test_a_picked_article_that_may_not_be_quoted_is_not(turn_of: TurnOf, picked: str):
    text = said(citation.picked(turn_of(picked)))
    assert "nắp đậy" not in text
    assert "Chảo gang dày" not in text


def test_a_picked_article_without_a_question_is_shown_from_its_beginning(turn_of: TurnOf):
    text = said(citation.picked(turn_of("99/2020/qh14+2")))
    assert "“1. Người nấu phải trông lửa" in text


def test_other_words_pick_no_article(turn_of: TurnOf):
    assert citation.picked(turn_of("99/2020/QH14")) == []


@pytest.mark.parametrize("typed", ["điều kiện kết hôn là gì", "ly hôn", ""])
def test_what_names_no_article_is_left_to_others(turn_of: TurnOf, typed: str):
    assert citation.handle(turn_of(typed)) == []
