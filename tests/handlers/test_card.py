from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers import card
from handlers.actions import Action, Conclude, Intent, OfferChoices
from handlers.bubbles import render
from handlers.texts import CHANGED_LATELY, OLDER_WORDS_BELOW
from knowledge.documents import Citation
from knowledge.search import Library
from tests.handlers.conftest import TurnOf
from tests.handlers.library import CARDS, KITCHEN

FIRE, PANS, TEA, OLD, _, ENDED = CARDS


def labels(actions: list[Action]) -> list[str]:
    return [each.label for act in actions if isinstance(act, OfferChoices) for each in act.choices]


def test_a_law_card_is_answer_and_quotation(turn_of: TurnOf):
    actions = card.answer(turn_of(), FIRE, 0.9, "có phải trông lửa không")
    text = "\n".join(render(actions))
    assert text.startswith(FIRE.answer)
    assert "“1. Người nấu phải trông lửa trong lúc nấu.”" in text
    assert actions[-1] == Conclude(Intent.LAW, 0.9, citations=(Citation(KITCHEN, "2", "1"),))


def test_a_procedure_tells_papers_place_fee_time_and_steps(turn_of: TurnOf):
    actions = card.answer(turn_of(), PANS, 0.9, "xin giấy rửa chảo")
    first = render(actions)[0]
    lines = ["• Một cái chảo sạch", "Nơi làm: Tổ bếp", "Lệ phí: Không mất tiền"]
    lines += ["Thời gian: Một buổi", "Bước 1: Rửa chảo", "Bước 2: Nộp chảo", CHANGED_LATELY]
    places = [first.index(line) for line in lines]
    assert places == sorted(places)
    assert actions[-1].intent is Intent.PROCEDURE


def test_a_text_that_is_older_than_the_card_is_announced_before_it_is_quoted(turn_of: TurnOf):
    changed = replace(FIRE, needs_officer_check=True)
    text = "\n".join(render(card.answer(turn_of(), changed, 0.9, "đi vắng có phải tắt lửa")))
    assert text.index(CHANGED_LATELY) < text.index(OLDER_WORDS_BELOW) < text.index("“")
    unchanged = render(card.answer(turn_of(), FIRE, 0.9, "đi vắng có phải tắt lửa"))
    assert OLDER_WORDS_BELOW not in "\n".join(unchanged)


def test_a_document_outside_the_library_is_cited_without_quotation(turn_of: TurnOf):
    text = "\n".join(render(card.answer(turn_of(), TEA, 0.9, "pha chè")))
    assert "Căn cứ: Khoản 2 Điều 7" in text
    assert "95/2019/NĐ-CP" in text
    assert "“" not in text


def test_a_card_on_expired_law_is_not_shown(library: Library):
    assert not card.may_be_shown(library, OLD, date(2026, 11, 21))
    assert card.may_be_shown(library, OLD, date(2015, 1, 1))
    assert not card.may_be_shown(library, ENDED, date(2026, 11, 21))
    assert card.may_be_shown(library, TEA, date(2026, 11, 21))


def test_related_cards_in_force_are_the_first_choices(turn_of: TurnOf):
    actions = card.answer(turn_of(), FIRE, 0.9, "lửa")
    assert labels(actions)[0] == PANS.title
    assert ENDED.title not in labels(actions)


def test_at_most_three_related_cards(library: Library):
    curious = replace(FIRE, related=("rua-chao", "luat-cu", "ngoai-kho", "trong-lua", "rua-chao"))
    assert len(card.related(library, curious, date(2026, 11, 21))) == 3


def test_a_related_card_that_is_gone_is_left_out(library: Library):
    assert card.related(library, replace(FIRE, related=("khong-co",)), date(2026, 11, 21)) == ()
