"""Questions that officers of a ward answered themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.reply import Reply, reply_to
from handlers.actions import Intent
from handlers.answer import OTHER_ARTICLES
from handlers.day import today
from handlers.texts import follow_up
from handlers.turn import Conversation, Message, MessageKind, Turn
from knowledge.documents import Card, Citation
from knowledge.search import Library
from tests.handlers.conftest import NOW
from tests.handlers.library import KITCHEN, OLD_KITCHEN, card

HALL = card(
    "faq-1",
    "Nhà văn hóa phường mở cửa lúc nào?",
    (),
    kind="faq",
    topic="",
    answer="Nhà văn hóa mở cửa từ 7 giờ.",
    citations=(),
    checked_against="câu trả lời của cán bộ phường, duyệt ngày 01/11/2026",
)
CLINIC = replace(
    HALL, id="faq-2", title="Địa chỉ trạm y tế phường ở đâu?", answer="Trạm ở cạnh chợ."
)
FIRE = replace(
    HALL,
    id="faq-3",
    title="Đi chợ có phải tắt lửa không?",
    answer="Ở phường mình ai cũng tắt lửa khi đi chợ.",
    citations=(Citation(KITCHEN, "2", "2"),),
)
Ask = Callable[..., Reply]


@pytest.fixture
def ask(library: Library) -> Ask:
    def ask(text: str, *cards: Card, conversation: Conversation | None = None) -> Reply:
        shown = library.with_cards(cards or (HALL, CLINIC, FIRE))
        known = conversation or Conversation(greeted=True)
        return reply_to(Turn(Message(MessageKind.TEXT, text), known, shown, NOW))

    return ask


def test_the_answer_says_whose_it_is(ask: Ask) -> None:
    reply = ask("nha van hoa phuong mo cua luc nao")
    told = "\n".join(reply.bubbles)
    assert reply.conclusion.intent is Intent.FAQ
    assert "Nhà văn hóa mở cửa từ 7 giờ." in told
    assert "Nguồn: câu trả lời của cán bộ phường, duyệt ngày 01/11/2026." in told
    assert OTHER_ARTICLES not in reply.choices


def test_the_law_it_rests_on_is_quoted(ask: Ask) -> None:
    reply = ask(FIRE.title)
    told = "\n".join(reply.bubbles)
    assert FIRE.answer in told
    assert "“2. Người nấu đi vắng phải tắt lửa" in told
    assert [cited.article for cited in reply.conclusion.citations] == ["2"]
    assert OTHER_ARTICLES in reply.choices


def test_a_place_that_the_ward_told_of_is_not_missing(ask: Ask) -> None:
    for text in ("địa chỉ trạm y tế phường ở đâu", "trạm y tế phường ở đâu"):
        assert "cạnh chợ" in ask(text).bubbles[0]
    assert ask("trạm y tế phường ở đâu", HALL).conclusion.intent is Intent.DIRECTORY


def test_danger_comes_first(ask: Ask) -> None:
    home = replace(HALL, title="Chồng tôi đang đánh tôi thì gọi ai?", answer="Chị gọi tổ trưởng.")
    assert ask(home.title, home).conclusion.intent is Intent.CRISIS


def test_what_is_over_or_rests_on_dead_law_is_not_told(ask: Ask) -> None:
    over = replace(HALL, expires=today(NOW))
    assert HALL.answer not in ask(HALL.title, over).bubbles[0]
    assert (
        HALL.answer in ask(HALL.title, replace(HALL, expires=today(NOW) + timedelta(1))).bubbles[0]
    )
    dead = replace(HALL, citations=(Citation(OLD_KITCHEN, "2"),))
    assert HALL.answer not in ask(HALL.title, dead).bubbles[0]


def test_another_question_in_the_same_talk_is_not_taken_for_the_last(ask: Ask) -> None:
    first = ask(FIRE.title)
    second = ask(HALL.title, conversation=first.conversation)
    assert second.bubbles[0].startswith(HALL.answer)


def test_what_goes_on_with_an_answer_without_law_is_named_after_it(ask: Ask) -> None:
    known = ask("nha van hoa phuong mo cua luc nao").conversation
    told = "\n".join(ask("còn chủ nhật thì sao", conversation=known).bubbles)
    assert follow_up.BEFORE not in told
    assert f"{HALL.title.rstrip('?')}." in told
