from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import feedback
from handlers.actions import Action, Conclude, FillForm, Intent, RateAnswer, Remember, Say
from handlers.texts import easy_reading
from handlers.texts import feedback as texts
from handlers.turn import Conversation, Form
from knowledge.documents import Citation
from tests.handlers.conftest import TurnOf
from tests.handlers.story import Story

FIRE = "Nấu cơm có phải trông lửa không?"
DAY = timedelta(days=1)


@pytest.fixture
def asked(story: Story) -> Story:
    """She was greeted, asked, got a sure answer, and was asked what she thinks of it."""
    story.says("xin chào")
    story.says(FIRE)
    return story


def rated(story: Story) -> list[RateAnswer]:
    return [each for each in story.actions if isinstance(each, RateAnswer)]


def test_a_sure_answer_is_asked_about_in_one_line_before_the_choices(asked: Story):
    last = asked.bubbles[-1]
    assert last.count(texts.ASK) == 1
    assert last.index(texts.ASK) < last.index("nhắn số để chọn")


def test_the_first_answer_of_all_is_not_burdened(story: Story):
    assert texts.ASK not in story.says(FIRE)
    assert texts.ASK in story.says(FIRE)


def test_no_choice_is_pushed_out(story: Story):
    story.says(FIRE)
    before = story.labels
    story.says(FIRE)
    assert story.labels == before


@pytest.mark.parametrize("typed", ["CÓ", "có", "co", "có ích ạ", "Dạ có"])
def test_yes_is_one_word(asked: Story, typed: str):
    rating = asked.conversation.rating
    assert rating is not None
    offered = asked.conversation.choices
    assert asked.says(typed) == texts.THANKS
    (opinion,) = rated(asked)
    assert opinion == RateAnswer(
        rating.answer, True, "", rating.card, rating.citations, asked.library.version
    )
    assert opinion.card or opinion.citations
    assert asked.conversation.rating is None
    assert asked.conversation.choices == offered


@pytest.mark.parametrize("typed", ["KHÔNG", "khong", "ko", "không ạ", "chưa"])
def test_no_asks_for_a_reason_in_one_tap(asked: Story, typed: str):
    asked.says(typed)
    assert [each.useful for each in rated(asked)] == [False]
    assert asked.labels[:4] == list(feedback.REASONS.values())


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_reason_counts_for_the_same_answer(asked: Story, number: int):
    asked.says("không")
    (first,) = rated(asked)
    asked.says(str(number))
    (second,) = rated(asked)
    assert second == replace(first, reason=list(feedback.REASONS)[number - 1])
    assert asked.conversation.rating is None


def test_who_finds_it_hard_is_offered_easy_reading(asked: Story):
    asked.says("không")
    asked.says("khó hiểu")
    assert asked.labels[0] == easy_reading.SWITCH_ON


def test_no_reason_is_no_matter(asked: Story):
    asked.says("không")
    asked.says("menu")
    assert rated(asked) == []
    assert asked.conclusion.intent is Intent.MENU
    assert asked.conversation.rating is None


def test_later_words_are_no_opinion(asked: Story):
    asked.says("menu")
    asked.says("không")
    assert rated(asked) == []


def test_who_does_not_reply_is_asked_once_a_day(asked: Story):
    assert texts.ASK not in asked.says(FIRE)
    asked.now += DAY
    assert texts.ASK in asked.says(FIRE)


def test_who_replies_may_be_asked_about_another_answer(asked: Story):
    asked.says("có")
    assert texts.ASK in asked.says(FIRE)


def test_more_of_the_same_answer_is_not_asked_about(asked: Story):
    asked.says("có")
    asked.says("xem thêm")
    assert texts.ASK not in "\n".join(asked.bubbles)


def test_nobody_in_danger_is_asked_then_or_the_day_after(story: Story):
    story.says("xin chào")
    assert texts.ASK not in story.says("chồng đang đánh tôi")
    assert texts.ASK not in story.says(FIRE)


def test_nobody_is_asked_in_a_group(story: Story):
    story.says("xin chào")
    said = story.says(f"@Hội {FIRE}", in_group=True, mentions_us=True)
    assert "trông lửa" in said
    assert texts.ASK not in said


def test_who_reads_piece_by_piece_is_not_asked(story: Story):
    story.says("xin chào")
    story.says("dễ đọc")
    assert texts.ASK not in story.says(FIRE)


def answered(intent: Intent, confidence: float, question: str = FIRE) -> list[Action]:
    cited = (Citation("99/2020/QH14", "2"),)
    kept = Conversation(greeted=True, question=question, citations=cited)
    return [Remember(kept), Say("Trả lời"), Conclude(intent, confidence)]


def test_a_sure_answer_to_a_question_is_asked_about(turn_of: TurnOf):
    actions = feedback.noticed(turn_of(FIRE), answered(Intent.LAW, feedback.SURE))
    assert Say(f"Trả lời\n\n{texts.ASK}") in actions


@pytest.mark.parametrize(
    "actions",
    [
        answered(Intent.LAW, feedback.SURE - 0.01),
        answered(Intent.LAW, 1.0, question=""),
        answered(Intent.REFUSAL, 1.0),
        answered(Intent.CRISIS, 1.0),
        answered(Intent.CALCULATOR, 1.0),
        [FillForm(Form("maternity")), *answered(Intent.LAW, 1.0)],
    ],
)
def test_nothing_else_is_asked_about(turn_of: TurnOf, actions: list[Action]):
    assert feedback.noticed(turn_of(FIRE), actions) == actions


def test_erasing_forgets_the_question_too(asked: Story):
    asked.says("đồng ý xóa hết")
    assert asked.conversation == Conversation()


def test_the_name_of_an_answer_names_nobody(asked: Story):
    rating = asked.conversation.rating
    assert rating is not None
    assert len(rating.answer) == 32
    assert rating.answer not in (rating.card, rating.library)
