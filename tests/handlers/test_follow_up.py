"""What goes on with the topic and what begins something else: measured, and in conversation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers import texts
from handlers.actions import Intent
from handlers.follow_up import handle, with_amount
from handlers.texts import follow_up as said
from handlers.topic import LIFE
from handlers.turn import Conversation, Message, MessageKind, Topic, Turn
from knowledge.search import Library
from tests.handlers.conftest import NOW
from tests.handlers.story import Story

DATA = Path(__file__).parent / "data"
DIALOGUES = yaml.safe_load((DATA / "follow_up.yaml").read_text("utf-8"))
FACTS = yaml.safe_load((DATA / "facts.yaml").read_text("utf-8"))


@pytest.fixture
def talk(ours: Library) -> Story:
    story = Story(ours, NOW)
    story.conversation = Conversation(greeted=True)
    return story


def after(library: Library, question: str) -> Conversation:
    """The conversation right after this question was answered by its best card."""
    card = library.match_cards(question, limit=1)[0].card
    topic = Topic(question, NOW + LIFE, card.id, card.citations)
    return Conversation(greeted=True, topic=topic, card=card.id, citations=card.citations)


def goes_on(library: Library, known: Conversation, text: str) -> bool:
    """Whether the message, asked in this conversation, is read with its topic."""
    story = Story(library, NOW)
    story.conversation = known
    story.says(text)
    alone = Story(library, NOW)
    alone.conversation = Conversation(greeted=True)
    alone.says(text)
    return story.bubbles != alone.bubbles


def measured(
    library: Library, half: int, dialogues: list[dict[str, Any]] = DIALOGUES
) -> tuple[float, float]:
    """Precision and recall on every second dialogue turn of the set, from ``half`` on."""
    right = wrong = missed = 0
    for dialogue in dialogues:
        known = after(library, dialogue["after"])
        found = [goes_on(library, known, text) for text in dialogue["follows"][half::2]]
        right, missed = right + sum(found), missed + found.count(False)
        wrong += sum(goes_on(library, known, text) for text in dialogue["anew"][half::2])
    return right / (right + wrong), right / (right + missed)


def test_what_was_not_tuned_on_is_told_apart(ours: Library):
    precision, recall = measured(ours, 1)
    assert precision >= 0.95, precision
    assert recall >= 0.8, recall


def test_a_fact_of_hers_is_told_apart_from_a_new_matter_told_as_tersely(ours: Library):
    precision, recall = measured(ours, 1, FACTS)
    assert precision >= 0.9, precision
    assert recall >= 0.85, recall


def test_another_amount_takes_the_place_of_the_one_asked_about():
    asked = "Ly hôn thì con 2 tuổi ai nuôi?"
    assert with_amount(asked, "con neu con 8 tuoi") == "Ly hôn thì con 8 tuổi ai nuôi?"
    assert with_amount(asked, "còn nếu 2 con") == asked
    assert with_amount("con 2 tuổi và con 5 tuổi", "thế 8 tuổi") == "con 2 tuổi và con 5 tuổi"
    assert with_amount("nợ 5 triệu", "còn 3,5 triệu?") == "nợ 3,5 triệu"


def test_a_card_of_the_topic_answers_what_goes_on(talk: Story):
    talk.says("Nghỉ sinh con được mấy tháng?")
    assert talk.says("con sinh doi thi sao").startswith(said.going_on(title(talk)))
    assert talk.conversation.card == "sinh-doi-thai-san"
    assert said.ANOTHER_MATTER in talk.labels


def title(talk: Story) -> str:
    card = talk.library.card("nghi-thai-san-bao-lau")
    assert card is not None
    return card.title


def test_whoever_meant_something_else_gets_it_by_itself(talk: Story):
    talk.says("Nghỉ sinh con được mấy tháng?")
    talk.says("con sinh doi thi sao")
    assert said.going_on(title(talk)) not in talk.says(said.ANOTHER_MATTER)


def test_a_part_of_the_card_that_answered(talk: Story):
    talk.says("Làm giấy khai sinh cho con cần giấy tờ gì?")
    assert "Lệ phí: " in talk.says("the le phi bn v")
    assert talk.conclusion.intent is Intent.PROCEDURE
    assert "Nơi làm: " in talk.says("nộp ở đâu hả em")
    assert "Tôi không có tên người ký" in talk.says("ai ký")
    assert texts.PAPERS in talk.says("z can giay to gi")


def test_an_example_and_an_address_come_from_the_library(talk: Story):
    talk.says("Thăm con sau ly hôn")
    card = talk.library.card("tham-con")
    assert card is not None
    told = talk.says("ví dụ")
    shown = [line[2:] for line in told.splitlines() if line.startswith("• ")]
    assert shown
    assert set(shown) <= set(card.questions)
    assert "Tôi chưa có đường dẫn" in talk.says("gửi link cho tôi")


def test_after_half_an_hour_nothing_is_bent_to_the_old_topic(talk: Story):
    talk.says("Ly hôn thì con 2 tuổi ai nuôi?")
    talk.now += LIFE
    told = talk.says("con neu con 8 tuoi")
    assert not told.startswith("Tôi hiểu chị hỏi tiếp")


def test_small_talk_keeps_a_topic_and_danger_ends_it(talk: Story):
    talk.says("Ly hôn thì con 2 tuổi ai nuôi?")
    talk.says("cảm ơn")
    assert talk.conversation.topic is not None
    talk.says("cứu tôi với chồng đang cầm dao đuổi chém")
    assert talk.conversation.topic is None


@pytest.mark.parametrize("between", [[], ["quyền của tôi", "cảm ơn"]])
def test_who_only_asks_about_law_goes_on_with_what_she_asked_before(
    talk: Story, between: list[str]
):
    talk.says("thuê trẻ 14 tuổi phụ quán được không")
    talk.says("chủ nhốt cháu lại đánh")
    assert talk.conclusion.intent is Intent.CRISIS
    for each in between:
        talk.says(each)
    talk.says("tôi chỉ hỏi luật")
    told = talk.says("cháu 12 tuổi")
    assert talk.conclusion.intent is Intent.LAW
    assert "hỏi tiếp" in told
    assert talk.conversation.topic is not None
    assert talk.conversation.topic.card == "lao-dong-tre-em"


def test_a_question_taken_for_danger_is_read_with_what_she_asked_before(talk: Story):
    talk.says("thuê trẻ 14 tuổi phụ quán được không")
    talk.says("chủ nhốt cháu lại đánh thì sao")
    assert talk.conclusion.intent is Intent.CRISIS
    assert "hỏi tiếp" in talk.says("tôi chỉ hỏi luật")


def test_after_half_an_hour_of_danger_the_old_topic_is_over(talk: Story):
    talk.says("thuê trẻ 14 tuổi phụ quán được không")
    talk.says("chủ nhốt cháu lại đánh")
    talk.now += LIFE
    talk.says("tôi chỉ hỏi luật")
    assert talk.conversation.topic is None
    assert talk.conversation.left is None


@pytest.mark.parametrize("fact", ["cháu 12 tuổi", "cháu học lớp 7", "bố mẹ cháu ly hôn rồi"])
def test_what_is_told_where_a_question_is_awaited_is_not_refused(talk: Story, fact: str):
    talk.says("bố đánh cháu chảy máu đầu rồi")
    talk.says("tôi chỉ hỏi luật")
    talk.says(fact)
    assert talk.conclusion.intent is not Intent.REFUSAL


def test_a_topic_is_renewed_while_it_is_talked_about(talk: Story):
    talk.says("Ly hôn thì con 2 tuổi ai nuôi?")
    talk.now += LIFE - timedelta(minutes=2)
    talk.says("con neu con 8 tuoi")
    topic = talk.conversation.topic
    assert topic is not None
    assert topic.until == talk.now + LIFE
    assert "8 tuổi" in topic.words


def test_without_a_topic_nothing_goes_on(ours: Library):
    message = Message(MessageKind.TEXT, "thế còn nếu con 8 tuổi thì sao")
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert handle(Turn(message, Conversation(greeted=True), ours, now)) == []


@pytest.mark.parametrize(
    ("asked", "then", "card"),
    [
        ("ly hôn thì con 2 tuổi ai nuôi", "còn nếu con 8 tuổi?", "con-tu-7-tuoi"),
        ("ly hôn thì con 2 tuổi ai nuôi", "the con 8t thi sao", "con-tu-7-tuoi"),
        ("ly hôn thì con 2 tuổi ai nuôi", "còn nếu con 5 tuổi?", "ai-nuoi-con"),
        ("Con từ 7 tuổi được nói muốn ở với ai", "thế con 1 tuổi thì sao", "con-duoi-36-thang"),
        ("thuê trẻ 14 tuổi phụ quán được không", "còn 12 tuổi thì sao", "lao-dong-tre-em"),
        ("con trai 19 tuổi cưới vợ được không", "con gái 17 tuổi thì sao", "tuoi-ket-hon"),
        (
            "Làm thẻ căn cước lần đầu khi đủ 14 tuổi",
            "con be 8 tuoi thi sao",
            "lam-can-cuoc-cho-tre",
        ),
        (
            "trẻ mẫu giáo công 3 tuổi có phải đóng học phí không",
            "còn con 5 tuổi thì sao",
            "hoc-phi-truong-cong",
        ),
    ],
)
def test_another_age_gets_what_holds_for_it(talk: Story, asked: str, then: str, card: str):
    talk.says(asked)
    talk.says(then)
    assert talk.conversation.card == card


def test_a_card_for_small_children_is_only_offered_for_bigger_ones(talk: Story):
    talk.says("làm thẻ bảo hiểm y tế cho con 3 tuổi")
    assert talk.conversation.card == "bhyt-tre-duoi-6-tuoi"
    talk.says("thế con 7 tuổi thì sao")
    assert talk.conversation.card == ""
    labels = [choice.label for choice in talk.conversation.choices]
    assert labels[0] == "Mua thẻ bảo hiểm y tế cho cả nhà"


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("ly hôn cần giấy tờ gì", "Ly hôn khi chỉ một người muốn"),
        ("sinh con được bao nhiêu tiền", "Trợ cấp một lần khi sinh con"),
        ("ly hon con 8 tuoi ai nuoi", "Ly hôn thì ai được nuôi con"),
    ],
)
def test_what_stands_beside_the_likeliest_card_is_offered(talk: Story, question: str, offered: str):
    talk.says(question)
    assert offered in [choice.label for choice in talk.conversation.choices[:3]]
