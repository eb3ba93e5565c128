"""Numbers that the law changes, asked for in conversation; each was read in its law by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers import figures
from handlers.actions import Intent
from handlers.turn import MessageKind
from knowledge.search import Library
from tests.handlers.conftest import NOW, TurnOf
from tests.handlers.story import Story


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        # Nghị định 161/2026 Điều 3 khoản 2
        ("mức lương cơ sở hiện nay", "2.530.000 đồng một tháng"),
        ("muc luong co so hien nay la bn", "2.530.000 đồng một tháng"),
        ("cho em hỏi lương cơ sở bây giờ là bao nhiêu ạ", "từ 01/07/2026"),
        ("luong co so tang tu khi nao", "từ 01/07/2026"),
        ("mức tham chiếu đóng bảo hiểm xã hội là bao nhiêu", "2.530.000"),
        # Nghị định 293/2025 Điều 3 khoản 1
        ("lương tối thiểu vùng 1 bao nhiêu", "5.310.000 đồng một tháng"),
        ("luong toi thieu vung IV hien nay", "3.700.000 đồng một tháng"),
        ("luong toi thieu vung hai moi gio bao nhieu", "22.700 đồng một giờ"),
        ("lương tối thiểu giờ", "vùng III, từ 01/01/2026: 20.000 đồng một giờ"),
        ("lương tối thiểu vùng", "vùng II, từ 01/01/2026: 4.730.000 đồng một tháng"),
        ("mức chuẩn trợ giúp xã hội", "540.000 đồng một tháng"),
        ("muc chuan tro giup xa hoi la bao nhieu vay", "540.000 đồng một tháng"),
    ],
)
def test_the_number_of_today_with_its_first_day_and_law(story: Story, typed: str, told: str):
    answer = story.says(typed)
    assert told in answer
    assert "/NĐ-CP" in answer
    assert story.conclusion.intent is Intent.LAW
    assert story.conclusion.confidence == 1


@pytest.mark.parametrize(
    "typed",
    [
        "năm 2024 lương cơ sở bao nhiêu",
        "luong co so nam 2024 bao nhieu",
        "hồi năm 2024 lương cơ sở là bao nhiêu",
    ],
)
def test_a_year_in_which_the_number_changed_tells_both(story: Story, typed: str):
    answer = story.says(typed)
    assert "• Từ 01/07/2023 đến hết 30/06/2024: 1.800.000 đồng một tháng" in answer
    assert "• Từ 01/07/2024 đến hết 30/06/2026: 2.340.000 đồng một tháng" in answer
    assert "2.530.000" not in answer
    assert answer.count("năm 2024") == 0


def test_the_number_on_a_day(story: Story):
    answer = story.says("ngày 15/5/2026 lương cơ sở là bao nhiêu")
    assert "2.340.000" in answer
    assert "2.530.000" not in answer


def test_the_day_before_a_change(story: Story):
    answer = story.says("trước ngày 1/7/2026 lương cơ sở bao nhiêu")
    assert "2.340.000" in answer
    assert "2.530.000" not in answer


def test_before_the_table_begins_no_number_is_made_up(story: Story):
    answer = story.says("lương tối thiểu vùng 1 năm 2019")
    assert "Trước ngày 01/01/2026 tôi chưa có con số" in answer


def test_what_is_to_come_is_not_foretold(story: Story):
    answer = story.says("lương cơ sở năm 2027 là bao nhiêu")
    assert "chưa có mức mới" in answer
    assert "hiện nay là 2.530.000" in answer


def test_what_was_only_reported_asks_to_be_checked(story: Story):
    assert "hỏi lại cán bộ" in story.says("mức chuẩn trợ giúp xã hội")
    assert "hỏi lại cán bộ" not in story.says("lương tối thiểu vùng 1")


def test_another_year_may_be_asked_next(story: Story):
    story.says("lương cơ sở hiện nay")
    assert "1.800.000" in story.says("còn năm 2023 thì sao")


@pytest.mark.parametrize(
    "typed",
    [
        "sinh con được mấy lần lương cơ sở",
        "trả lương thấp hơn lương tối thiểu vùng bị phạt bao nhiêu",
        "bồi thường 50 lần lương cơ sở là bao nhiêu tiền",
        "lương hưu thấp nhất bằng lương cơ sở không",
        "mức chuẩn trợ giúp xã hội của người khuyết tật nặng",
        "lương của tôi bao nhiêu",
        "",
    ],
)
def test_other_questions_are_left_to_the_search(turn_of: TurnOf, typed: str):
    assert figures.handle(turn_of(typed)) == []


def test_a_picture_asks_for_no_number(turn_of: TurnOf):
    assert figures.handle(turn_of("lương cơ sở", kind=MessageKind.IMAGE)) == []


@pytest.mark.law
def test_the_words_of_the_law_are_quoted(official_library: Path):
    story = Story(Library.open(official_library), NOW)
    story.says("xin chào")
    answer = story.says("lương cơ sở hiện nay bao nhiêu")
    assert "“2. Từ ngày 01 tháng 7 năm 2026, mức lương cơ sở là 2.530.000 đồng/tháng.”" in answer
    assert story.conclusion.citations[0].id == "161/2026/nđ-cp+3.2"
