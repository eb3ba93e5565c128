"""What she thinks of an answer is heard as that, and never takes a question of its own away."""

from __future__ import annotations

import pytest

from handlers import texts
from handlers.complaint import complains, not_understood
from handlers.texts import easy_reading
from tests.handlers.story import Story

NOT_UNDERSTOOD = [
    "không hiểu gì hết", "nói khó hiểu quá", "doc hoai ma hong hieu", "em đọc chưa hiểu lắm",
    "tra loi kho hieu qua chi oi", "rối quá em ơi", "noi vay ai ma hieu noi",
    "dài quá đọc không hiểu",
]  # fmt: skip
WRONG = [
    "trả lời sai rồi", "hỏi một đằng trả lời một nẻo", "tra loi lung tung qua", "lạc đề rồi",
    "khong dung y toi hoi", "nói tào lao quá", "hoi gi tra loi gi dau ko",
    "không liên quan gì hết", "toi khong hoi cai do", "trả lời gì kỳ vậy",
    "trả lời ngu quá",
]  # fmt: skip
QUESTIONS = [
    "vợ chồng không hiểu nhau muốn ly hôn", "công an trả lời sai thì khiếu nại ở đâu",
    "giấy khai sinh ghi sai rồi sửa ở đâu", "chồng nói lung tung bôi nhọ em",
    "con không phải của chồng thì sao", "không liên quan đến nợ của chồng có phải trả không",
    "hỏi ly hôn ở đâu", "bản án sai thì kháng cáo mấy ngày",
]  # fmt: skip


@pytest.mark.parametrize("typed", NOT_UNDERSTOOD)
def test_not_understood(typed: str):
    assert not_understood(typed)


@pytest.mark.parametrize("typed", WRONG)
def test_wrong(typed: str):
    assert complains(typed)


@pytest.mark.parametrize("typed", QUESTIONS)
def test_a_question_is_no_complaint(typed: str):
    assert not not_understood(typed)
    assert not complains(typed)


def test_whoever_did_not_understand_gets_it_thought_by_thought(story: Story):
    story.says("xin chào")
    story.says("Nấu cơm có phải trông lửa không?")
    assert easy_reading.SLOWER in story.says("nói khó hiểu quá")


def test_whoever_complains_may_ask_again_and_then_gets_an_officer(story: Story):
    story.says("xin chào")
    story.says("Nấu cơm có phải trông lửa không?")
    assert texts.MISUNDERSTOOD in story.says("trả lời sai rồi")
    assert story.labels[-1] == texts.OFFICER
    story.says("hỏi một đằng trả lời một nẻo")
    assert story.labels[0] == texts.OFFICER


def test_a_rude_complaint_is_a_complaint(story: Story):
    story.says("xin chào")
    assert texts.MISUNDERSTOOD in story.says("trả lời ngu quá")
