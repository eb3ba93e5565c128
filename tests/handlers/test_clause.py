from __future__ import annotations

import pytest

from tests.handlers.story import Story


def after_an_article(story: Story) -> Story:
    story.says("xin chào")
    story.says("điều 3 luật bếp núc")
    return story


@pytest.mark.parametrize(
    "typed", ["khoản 3", "khoan 3", "cho tôi xem khoản 3 ạ", "thế còn khoản ba thì sao", "Khoản 3?"]
)
def test_a_clause_of_the_article_that_was_shown_is_jumped_to(story: Story, typed: str):
    answer = after_an_article(story).says(typed)
    assert "“3. Người giữ chảo số 3 phải rửa chảo" in answer
    assert "– Khoản 3 Điều 3 Luật Bếp núc" in answer
    assert "chảo số 4" not in answer


def test_reading_goes_on_behind_the_clause_and_names_what_it_reads(story: Story):
    after_an_article(story).says("khoản 5")
    assert story.says("xem thêm").startswith("Khoản 6 đến khoản 7 Điều 3 Luật Bếp núc")
    assert "Xem thêm" not in story.labels


def test_from_clause_to_clause_and_to_a_point(story: Story):
    story.says("xin chào")
    story.says("điều 2 luật bếp núc")
    story.says("khoản 1")
    assert "b) Dập than hồng." in story.says("điểm b khoản 2")
    assert story.conclusion.citations[0].point == "b"
    assert "a) Tắt bếp ga" in story.says("điểm a")


def test_a_clause_that_the_article_does_not_have_is_said(story: Story):
    assert "không thấy khoản 9" in after_an_article(story).says("khoản 9")


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("khoản 3", "khoản 3"),
        ("khoan 3", "khoản 3"),
        ("điểm a", "điểm a"),
        ("diem b khoan 2", "điểm b khoản 2"),
    ],
)
def test_without_an_article_it_is_asked_which(story: Story, typed: str, part: str):
    story.says("xin chào")
    answer = story.says(typed)
    assert f"Chị muốn xem {part} của điều nào, luật nào?" in answer
    assert "Ví dụ: “khoản 3 điều 81 luật hôn nhân và gia đình”" in answer
    assert story.conclusion.citations == ()


def test_after_a_law_without_an_article_it_is_asked_which(story: Story):
    story.says("xin chào")
    story.says("99/2020/QH14")
    assert "của điều nào" in story.says("khoản 3")


@pytest.mark.parametrize("typed", ["khoản vay", "điều khoản", "khoản nợ của chồng", "điểm thi"])
def test_other_words_ask_for_no_clause(story: Story, typed: str):
    assert "Điều 3 Luật Bếp núc" not in after_an_article(story).says(typed).split("1. ")[0]
