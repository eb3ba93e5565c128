from __future__ import annotations

import pytest

from handlers import menu
from handlers.actions import OfferChoices
from handlers.turn import Turn
from tests.handlers.conftest import TurnOf


def labels(turn: Turn) -> list[str]:
    offers = [each for each in menu.handle(turn) if isinstance(each, OfferChoices)]
    return [choice.label for choice in offers[-1].choices] if offers else []


@pytest.mark.parametrize("typed", ["menu", "Menu ạ", "chủ đề", "bạn giúp được gì?", "0"])
def test_the_menu_lists_every_topic_once_and_the_officer(turn_of: TurnOf, typed: str):
    topics = ["Bếp núc", "Rửa chảo", "Chè xanh"]
    assert labels(turn_of(typed)) == [*topics, "Tính giúp tôi", "Gặp cán bộ Hội"]


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
