from __future__ import annotations

import pytest

from handlers.meaning import asks_meaning, defines
from knowledge.documents import Article


@pytest.mark.parametrize(
    "text",
    [
        "Bạo lực gia đình là gì?",
        "thế nào là quấy rối tình dục",
        "quay roi tinh duc hieu the nao",
        "lao động chưa thành niên nghĩa là sao",
        "định nghĩa tài sản chung",
        "vỗ vai thì có bị coi là quấy rối không",
        "ck giu luong co phai la bao luc gia dinh ko",
        "ai là người cao tuổi",
        "cấp dưỡng là j vậy ad",
    ],
)
def test_a_question_about_a_meaning(text: str):
    assert asks_meaning(text)


@pytest.mark.parametrize(
    "text",
    [
        "nhốt vk trong nhà thì phạt bao nhiêu",
        "con 19 tuổi đăng ký kết hôn được chưa",
        "ly hon giả để trốn nợ có vi phạm không",
        "e có phải trả nợ thay chồng không",
        "làm căn cước ở đâu",
        "lam gi khi bi danh",
    ],
)
def test_a_question_about_something_else(text: str):
    assert not asks_meaning(text)


@pytest.mark.parametrize(
    ("title", "defining"),
    [
        ("Giải thích từ ngữ", True),
        ("Giải thích thuật ngữ", True),
        ("Các từ ngữ được sử dụng trong Luật này", True),
        ("Hành vi bạo lực gia đình", False),
        ("Giải thích quyền và nghĩa vụ", False),
    ],
)
def test_articles_of_definitions(title: str, defining: bool):
    assert defines(Article("9/2020/QH14", "3", title, "1. Bếp là nơi nấu.")) is defining


def test_an_article_that_only_says_what_its_title_means():
    text = "Trẻ em là người dưới 16 tuổi."
    assert defines(Article("9/2020/QH14", "1", "Trẻ em", text))
    assert not defines(Article("9/2020/QH14", "2", "Quyền của trẻ em", text))
