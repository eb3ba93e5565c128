from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers import card, directory
from handlers.actions import Intent
from handlers.bubbles import render
from handlers.day import today
from handlers.texts import directory as texts
from knowledge.documents import Place
from tests.handlers.conftest import NOW, TurnOf
from tests.handlers.library import CARDS

DAY = date(2026, 11, 22)
POT = Place("Tổ bếp", "Ngõ Chảo", "111", "7 giờ đến 11 giờ", "Nghỉ chủ nhật", DAY)
PLACES = replace(CARDS[0], kind="directory", citations=(), places=(POT, Place("Tổ chè", "Ngõ Ấm")))
PLAN = replace(
    CARDS[0],
    kind="programme",
    issued_by="Hội bếp núc",
    period="2026–2030",
    contact="Chị bếp trưởng",
)


def test_a_place_tells_name_address_phone_hours_note_and_when_it_was_verified() -> None:
    assert directory.places(PLACES, DAY).splitlines() == [
        "• Tổ bếp",
        "Địa chỉ: Ngõ Chảo",
        "Điện thoại: 111",
        "Giờ làm việc: 7 giờ đến 11 giờ",
        "Lưu ý: Nghỉ chủ nhật",
        "(đã kiểm tra ngày 22/11/2026)",
        "",
        "• Tổ chè",
        "Địa chỉ: Ngõ Ấm",
        texts.NEVER_VERIFIED,
    ]


@pytest.mark.parametrize(("days", "stale"), [(180, False), (181, True)])
def test_a_place_that_nobody_tried_for_half_a_year_is_shown_with_a_warning(
    days: int, stale: bool
) -> None:
    text = directory.places(PLACES, DAY + timedelta(days=days))
    warning = "(số này kiểm tra lần cuối ngày 22/11/2026, có thể đã đổi)"
    assert (warning in text) is stale


def test_a_directory_card_answers_with_its_places(turn_of: TurnOf) -> None:
    actions = card.answer(turn_of(), PLACES, 0.9, "tổ bếp ở đâu")
    assert directory.places(PLACES, today(NOW)) in "\n".join(render(actions))
    assert actions[-1].intent is Intent.DIRECTORY


def test_a_programme_card_tells_who_issued_it_for_how_long_and_whom_to_ask(
    turn_of: TurnOf,
) -> None:
    actions = card.answer(turn_of(), PLAN, 0.9, "chương trình bếp")
    text = render(actions)[0]
    assert "Nơi ban hành: Hội bếp núc\nThời gian thực hiện: 2026–2030\nHỏi thêm: Chị" in text
    assert actions[-1].intent is Intent.PROGRAMME


def test_other_cards_have_neither() -> None:
    assert directory.places(CARDS[1], DAY) == directory.programme(CARDS[1]) == ""
