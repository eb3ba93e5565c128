"""Who is in danger where the sentence leaves the subject out, as Vietnamese does."""

from __future__ import annotations

import csv

import pytest

from handlers.crisis import Category, assess
from handlers.crisis.scan import scan
from handlers.crisis.teller import Speaker, is_child, of_grown
from handlers.crisis.words import words_as_read
from handlers.turn import Severity
from knowledge.text import shorthand
from knowledge.text.fold import fold
from tests.handlers.crisis.sentences import DATA

with (DATA / "who.tsv").open(encoding="utf-8") as _file:
    TOLD = [(row["who"], row["text"]) for row in csv.DictReader(_file, delimiter="\t")]


def teller(text: str) -> str:
    found = assess(text)
    if found.child_teller:
        return "child"
    return "helper" if found.helper else "own"


@pytest.mark.parametrize(("who", "text"), TOLD)
def test_who_is_in_danger_is_told_without_a_subject(who: str, text: str):
    if who == "not_child":
        assert teller(text) != "child"
    else:
        assert teller(text) == who


def test_without_accents_hardly_less_surely():
    right = [(teller(fold(text)) == who) != (who == "not_child") for who, text in TOLD]
    assert sum(right) >= 0.8 * len(right)


def child(text: str) -> bool:
    return is_child(scan(words_as_read(shorthand.tokens(text))))


@pytest.mark.parametrize(
    "text",
    [
        "con gái em học lớp 7 được miễn học phí không",
        "em trai em học lớp 9 muốn nghỉ học đi làm",
        "con mình học lớp 7 được miễn học phí không",
        "nhà có con học lớp 5 thì được vay vốn không",
        "con trai út em đang học lớp 8",
        "hồi em 14 tuổi nhà nghèo lắm",
        "em gái em 13 tuổi muốn làm căn cước",
    ],
)
def test_whose_child_goes_to_school_is_no_child(text: str):
    assert not child(text)


@pytest.mark.parametrize(
    "text", ["em học lớp 7", "cháu đang học lớp 9 ạ", "em 14 tuổi, em hỏi", "mình 13t thôi"]
)
def test_a_child_says_its_grade_or_age(text: str):
    assert child(text)


def test_a_pupil_of_hers_is_not_graver_than_told():
    told = "con gái em học lớp 7 bị bạn đánh hội đồng"
    assert assess(told).severity is Severity.C2


def grown(text: str) -> bool:
    return of_grown(scan(words_as_read(shorthand.tokens(text))))


def test_who_reports_and_who_is_to_be_punished_are_not_harmed():
    asks = "em phải báo ai, cô có bị xử lý không"
    assert not grown(f"cháu bị cô giáo đánh tím tay, {asks}")
    assert grown(f"em bị chồng đánh tím tay, {asks}")


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("hàng xóm đánh vợ, em báo ai", Speaker.WOMAN),
        ("thấy nhà bên đánh vợ, tôi phải báo ai", Speaker.WOMAN),
        ("vợ tôi hay đánh tôi", Speaker.MAN),
    ],
)
def test_the_wife_of_somebody_else_makes_no_man_of_the_sender(told: str, who: Speaker):
    assert assess(told).speaker is who


@pytest.mark.parametrize(
    ("told", "about"),
    [
        ("chồng em hay đánh con, em can không nổi", Category.CHILD_HARM),
        ("chồng em hay đánh con em, can không nổi", Category.CHILD_HARM),
        ("chồng em hay đánh con, đánh em", Category.VIOLENCE),
        ("chồng em hay đánh em, con em sợ", Category.VIOLENCE),
    ],
)
def test_who_stands_behind_the_comma_is_not_struck_with_the_child(told: str, about: Category):
    assert assess(told).category is about
