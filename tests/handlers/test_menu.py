from __future__ import annotations

from pathlib import Path

import pytest

from handlers import menu
from handlers.actions import OfferChoices
from handlers.texts import menu as texts
from handlers.turn import Turn
from handlers.wording import plain
from knowledge.search import Library
from knowledge.shelf import read_shelf
from tests.handlers.conftest import NOW, TurnOf
from tests.handlers.story import Story


def labels(turn: Turn) -> list[str]:
    offers = [each for each in menu.handle(turn) if isinstance(each, OfferChoices)]
    return [choice.label for choice in offers[-1].choices] if offers else []


@pytest.mark.parametrize("typed", ["menu", "Menu ạ", "chủ đề", "bạn giúp được gì?", "0"])
def test_the_menu_lists_every_topic_once_and_the_officer(turn_of: TurnOf, typed: str):
    topics = ["Bếp núc", "Rửa chảo", "Chè xanh"]
    assert labels(turn_of(typed)) == [*topics, "Tính giúp tôi", "Gặp cán bộ Hội"]


def test_the_topics_are_shown_page_by_page(story: Story, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(menu, "TOPICS_A_PAGE", 2)
    story.says("xin chào")
    story.says("menu")
    assert story.labels == ["Bếp núc", "Tính giúp tôi", "Thêm chủ đề", "Gặp cán bộ Hội"]
    story.says("thêm")
    assert story.labels == ["Rửa chảo", "Chè xanh", "Gặp cán bộ Hội"]
    story.says("menu")
    story.says("3")
    assert story.labels[0] == "Rửa chảo"


@pytest.mark.parametrize("typed", ["chủ đề trang 9", "menu 9", "chu de trang 0"])
def test_a_page_that_is_not_there_is_the_first(turn_of: TurnOf, typed: str):
    assert labels(turn_of(typed)) == labels(turn_of("menu"))


def test_a_page_fits_a_phone_and_every_topic_is_on_one(shipped_library: Path):
    library = Library.open(shipped_library)
    story = Story(library, NOW)
    story.says("xin chào")
    story.says("menu")
    seen: list[str] = []
    while texts.NEXT_TOPICS in story.labels:
        assert len(story.labels) == menu.TOPICS_A_PAGE + 2
        seen += story.labels[: menu.TOPICS_A_PAGE]
        story.says("them")
    seen += story.labels[:-1]
    assert len(seen) == len(set(seen)) == len({card.topic for card in library.cards()}) + 1
    assert seen[:2] == ["Bạo lực gia đình", "Ly hôn"]


def test_the_topics_asked_most_are_topics_of_the_library():
    known = {plain(card.topic) for _, card in read_shelf().cards}
    assert set(menu.ASKED_MOST) <= known


@pytest.mark.parametrize(
    "typed", ["chủ đề bếp núc", "bếp núc", "BEP NUC", "em muốn hỏi về bếp núc ạ"]
)
def test_a_topic_lists_its_cards_in_force(turn_of: TurnOf, typed: str):
    assert labels(turn_of(typed))[:2] == ["Trông lửa khi nấu cơm", "Mồi lửa bằng rơm"]


def test_a_long_topic_is_shown_page_by_page(turn_of: TurnOf, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(menu, "A_PAGE", 1)
    first, second = turn_of("bếp núc"), turn_of("chủ đề bếp núc trang 2")
    assert labels(first)[:2] == ["Trông lửa khi nấu cơm", "Xem tiếp các mục khác"]
    assert labels(second)[:2] == ["Mồi lửa bằng rơm", "Xem các chủ đề"]
    assert labels(turn_of("chủ đề bếp núc trang 9")) == labels(first)


@pytest.mark.parametrize("typed", ["nấu cơm trong bếp núc thế nào", "", "trang 2"])
def test_anything_else_is_left_to_others(turn_of: TurnOf, typed: str):
    assert menu.handle(turn_of(typed)) == []
