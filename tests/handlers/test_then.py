"""Questions about an event: the law of its day, or plainly that it is not at hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.texts import validity as texts
from knowledge.documents import Citation
from knowledge.search import Library
from knowledge.snapshot import build
from tests.handlers.conftest import NOW
from tests.handlers.library import CARDS, GARDEN, batch
from tests.handlers.story import Story


@pytest.fixture
def known(story: Story) -> Story:
    """A conversation that was greeted already."""
    story.says("xin chào")
    return story


def test_a_card_whose_law_bound_then_answers_with_the_day_first(known: Story):
    text = known.says("hồi năm 2022 nấu cơm có phải trông lửa không")
    assert text.startswith("Theo luật áp dụng năm 2022 (tính đến 31/12/2022).")
    assert "Chị phải trông lửa khi nấu." in text


def test_a_card_about_todays_law_does_not_answer_for_before(known: Story):
    text = known.says("hồi năm 2019 nấu cơm có phải trông lửa không")
    assert "Chị phải trông lửa khi nấu." not in text


def test_todays_answer_can_be_picked_where_nothing_of_then_is_at_hand(known: Story):
    text = known.says("hồi năm 2022 pha ấm chè xanh buổi sáng mấy giờ")
    assert texts.NOTHING_OF_THEN in text
    assert known.labels == ["Luật hiện nay: Ấm chè xanh buổi sáng", "Gặp cán bộ Hội"]
    picked = known.says("1")
    assert "Theo luật áp dụng" not in picked
    assert "95/2019/NĐ-CP" in picked


def test_an_expired_law_is_quoted_for_the_time_when_it_bound(known: Story):
    text = known.says("điều 2 98/2005/QH11 hồi năm 2019")
    assert text.startswith("Theo luật áp dụng năm 2019")
    assert "“1. Bếp than phải có nắp đậy bằng đất nung.”" in text
    assert "hết hiệu lực" in known.says("điều 2 98/2005/QH11")


def test_a_law_that_did_not_bind_then_names_the_one_before(ours: Library):
    story = Story(ours, NOW)
    story.says("xin chào")
    text = story.says("Sự việc xảy ra tháng 5/2025. Đánh vợ bị phạt bao nhiêu tiền?")
    assert text.startswith("Theo luật áp dụng tháng 5/2025:")
    assert "282/2025/NĐ-CP từ 15/12/2025 mới có hiệu lực" in text
    assert "144/2021/NĐ-CP" in text
    assert "Gặp cán bộ Hội" in story.labels


def test_what_changed_since_is_not_told_as_the_law_of_then(ours: Library):
    story = Story(ours, NOW)
    story.says("xin chào")
    text = story.says("hồi tháng 5/2026 sinh con thứ hai được nghỉ mấy tháng")
    assert "7 tháng" not in text.split("Chị nhắn số")[0]
    assert text.startswith("Theo luật áp dụng tháng 5/2026:")


def test_the_next_question_is_asked_for_today(known: Story):
    known.says("hồi năm 2022 nấu cơm có phải trông lửa không")
    assert "Theo luật áp dụng" not in known.says("nấu cơm có phải trông lửa không")


def test_what_is_picked_after_it_stays_with_the_event(known: Story):
    known.says("hồi năm 2022 nấu cơm có phải trông lửa không")
    related = known.labels[0]
    assert known.says(related).startswith("Theo luật áp dụng năm 2022")


def test_small_talk_is_of_no_day(known: Story):
    assert "Theo luật áp dụng" not in known.says("hồi năm 2022 cảm ơn bạn nhé rất nhiều ạ")


@pytest.mark.law
@pytest.mark.parametrize(
    "typed",
    ["năm 2023 tôi sinh con thì nghỉ mấy tháng", "nam 2023 toi sinh con thi nghi may thang"],
)
def test_the_law_of_then_answers_where_it_is_at_hand(official_library: Path, typed: str):
    story = Story(Library.open(official_library), NOW)
    story.says("xin chào")
    text = story.says(typed)
    assert text.startswith("Theo luật áp dụng năm 2023")
    assert "thai sản trước và sau khi sinh con là 06 tháng" in text
    assert story.conclusion.citations[0].id == "45/2019/qh14+139.1"
    assert "Lời văn cũ" not in text


def test_an_article_of_then_is_quoted_instead_of_a_card_that_also_cites_later_law(
    tmp_path: Path,
):
    mixed = replace(CARDS[0], citations=(*CARDS[0].citations, Citation(GARDEN, "1")))
    laws = batch()
    laws.cards = [mixed, *laws.cards[1:]]
    build(tmp_path / "library", laws, cache=None, progress=False)
    story = Story(Library.open(tmp_path / "library"), NOW)
    story.says("xin chào")
    text = story.says(f"hồi năm 2022 {CARDS[0].questions[0]}")
    assert "“1. Người nấu phải trông lửa trong lúc nấu." in text
    assert "Chị phải trông lửa khi nấu." not in text
    before = story.says(f"hồi năm 2019 {CARDS[0].questions[0]}")
    assert "Người nấu phải trông lửa" not in before
