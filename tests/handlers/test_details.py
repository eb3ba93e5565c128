"""One part of the card that answered: how it may be asked for, and what is told of it."""

from __future__ import annotations

import pytest

from handlers import texts
from handlers.turn import Conversation
from knowledge.search import Library
from tests.handlers.conftest import NOW
from tests.handlers.story import Story

COST = [
    "lệ phí bao nhiêu", "có mất tiền không", "can bo phuong co thu tien khong", "thu bao nhiêu",
    "ton nhieu tien khong", "có phải đóng tiền không chị", "thu phi nhieu hong",
    "mien phi ha chi", "bao nhieu tien",
]  # fmt: skip
TIME = ["mất bao lâu", "may ngay thi co", "chừng nào lấy được", "co lau khong", "bao gio xong"]
PLACE = ["nộp ở đâu", "nop don cho nao", "vay ra dau nop", "gặp ai", "làm ở phường nào"]
PAPERS = ["can giay to gi", "hồ sơ gồm những gì", "can mang theo nhung gi vay em"]
OTHER = [
    "được bao nhiêu tiền", "lương bao nhiêu", "bao nhiêu tuổi", "chồng ở đâu",
    "khi nào thì ly hôn được", "mất giấy tờ thì sao",
]  # fmt: skip


@pytest.fixture
def after_marriage(ours: Library) -> Story:
    story = Story(ours, NOW)
    story.conversation = Conversation(greeted=True)
    story.says("Đăng ký kết hôn ở xã, phường")
    return story


@pytest.mark.parametrize("typed", COST)
def test_what_it_costs(after_marriage: Story, typed: str):
    assert "lệ phí" in after_marriage.says(typed).lower().split("căn cứ:")[0]
    assert after_marriage.labels[0] == "Đăng ký kết hôn ở xã, phường"


@pytest.mark.parametrize("typed", TIME)
def test_how_long_it_takes(after_marriage: Story, typed: str):
    assert texts.fact(texts.DURATION, "") in after_marriage.says(typed)


@pytest.mark.parametrize("typed", PLACE)
def test_where_it_is_done(after_marriage: Story, typed: str):
    assert texts.fact(texts.WHERE, "") in after_marriage.says(typed)


@pytest.mark.parametrize("typed", PAPERS)
def test_which_papers_it_needs(after_marriage: Story, typed: str):
    assert texts.PAPERS in after_marriage.says(typed)


@pytest.mark.parametrize("typed", OTHER)
def test_what_asks_for_something_else_is_no_part(after_marriage: Story, typed: str):
    told = after_marriage.says(typed)
    facts = (texts.FEE, texts.DURATION, texts.WHERE)
    assert not any(told.startswith(f"Đăng ký kết hôn ở xã, phường\n\n{each}") for each in facts)


def test_what_a_card_of_law_says_of_it_is_quoted(ours: Library):
    story = Story(ours, NOW)
    story.conversation = Conversation(greeted=True)
    story.says("Khai sinh trễ hạn")
    told = story.says("co mat tien khong")
    assert "Quá hạn có thể phải nộp lệ phí" in told
    assert "Con có quyền được khai sinh" not in told


def test_the_papers_of_the_procedure_that_a_card_of_law_leads_to(ours: Library):
    story = Story(ours, NOW)
    story.conversation = Conversation(greeted=True)
    story.says("Chồng được nghỉ mấy ngày khi vợ sinh")
    assert texts.PAPERS in story.says("can giay to gi")
