from __future__ import annotations

import pytest

from handlers import privacy
from handlers.actions import Forget, OfferChoices, Say
from tests.handlers.conftest import TurnOf


@pytest.mark.parametrize(
    "typed", ["xóa dữ liệu", "xoa du lieu", "Xoá dữ liệu của tôi ạ", "xóa hết"]
)
def test_her_data_are_erased_and_she_is_told(turn_of: TurnOf, typed: str):
    forget, say, _ = privacy.handle(turn_of(typed))
    assert forget == Forget()
    assert isinstance(say, Say)
    assert "đã xóa" in say.text


@pytest.mark.parametrize("typed", ["dữ liệu của tôi", "du lieu cua toi", "bạn giữ gì về tôi?"])
def test_she_is_told_what_is_kept_and_can_erase_it(turn_of: TurnOf, typed: str):
    actions = privacy.handle(turn_of(typed))
    offer = next(each for each in actions if isinstance(each, OfferChoices))
    assert Forget() not in actions
    assert Forget() in privacy.handle(turn_of(offer.choices[0].says))


def test_a_question_about_data_is_a_question(turn_of: TurnOf):
    assert privacy.handle(turn_of("lộ dữ liệu cá nhân thì bị phạt bao nhiêu")) == []
