"""Whether a document still binds, from the days that the library knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers import still_in_force
from handlers.actions import Say
from handlers.turn import Conversation, Message, MessageKind, Turn
from knowledge.documents import Citation
from knowledge.ingest.register import register
from knowledge.search import Library
from tests.handlers.conftest import NOW, TurnOf
from tests.handlers.library import GARDEN, KITCHEN, OLD_KITCHEN
from tests.handlers.story import Story


def told(turn: Turn) -> str:
    return "".join(each.text for each in still_in_force.handle(turn) if isinstance(each, Say))


@pytest.mark.parametrize(
    "question",
    [
        "Luật Bếp than còn dùng không?",
        "luat bep than 2005 con hieu luc k",
        "luật bếp than hết hiệu lực chưa",
        "cho em hỏi luật bếp than bị thay thế chưa ạ",
        "luật bếp than thay bằng luật nào",
        f"{OLD_KITCHEN} còn hiệu lực không",
    ],
)
def test_what_ended_names_what_took_its_place(turn_of: TurnOf, question: str):
    said = told(turn_of(question))
    assert said.startswith("Không còn. Luật Bếp than")
    assert "hết hiệu lực từ 01/01/2021" in said
    assert f"{KITCHEN}, có hiệu lực từ 01/01/2021" in said


def test_what_is_to_come_is_named_with_its_day(turn_of: TurnOf):
    assert told(turn_of("luật vườn rau có hiệu lực chưa")).startswith("Chưa. Luật Vườn rau")
    assert "01/01/2030" in told(turn_of(f"{GARDEN} còn hiệu lực không"))


def test_what_nobody_checked_is_not_called_valid(turn_of: TurnOf):
    said = told(turn_of("luật bếp núc còn hiệu lực không"))
    assert "có hiệu lực từ 01/01/2021" in said
    assert "hỏi lại cán bộ" in said


def test_another_year_is_told(turn_of: TurnOf):
    assert "không có luật này của năm 2011" in told(turn_of("luật bếp núc 2011 còn dùng không"))


@pytest.mark.parametrize(
    "question",
    [
        "thẻ cũ còn dùng được không",
        "ly hôn rồi luật bếp than còn dùng không",
        "luật bếp than quy định gì",
        "chảo gang còn dùng được không",
        "hợp đồng hết hạn chưa",
    ],
)
def test_other_questions_are_left_alone(turn_of: TurnOf, question: str):
    assert still_in_force.handle(turn_of(question)) == []


def test_it_can_be_gone_on_with(library: Library):
    story = Story(library, NOW)
    story.says("luật bếp núc còn hiệu lực không")
    assert story.conversation.citations == (Citation(KITCHEN, ""),)
    story.says("điều 3 thì sao")
    assert "Rửa chảo" in "".join(story.bubbles)


def test_an_article_is_shown_with_its_day(library: Library):
    story = Story(library, NOW)
    story.says("điều 3 luật bếp núc còn hiệu lực không")
    assert "có hiệu lực từ 01/01/2021" in "".join(story.bubbles)


def test_every_document_of_the_register_is_told_by_its_number(shipped_library: Path):
    library = Library.open(shipped_library)
    for number, document in register().items():
        message = Message(MessageKind.TEXT, f"{number} còn hiệu lực không")
        said = told(Turn(message, Conversation(), library, NOW))
        over = document.expires is not None and document.expires <= NOW.date()
        assert said.startswith("Không còn.") is over, number
        assert number in said
