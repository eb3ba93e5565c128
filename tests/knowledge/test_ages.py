from __future__ import annotations

import pytest

from knowledge.ages import age_match, ages_of_people, asked_ages, inside, outside, spans


@pytest.mark.parametrize(
    ("question", "ages"),
    [
        ("con 2 tuoi ai nuoi", [24]),
        ("be 8 thang", [8]),
        ("chau 11 thang tuoi va chau 7 tuoi", [11, 84]),
        ("con 3t", [36]),
        ("dieu 51 khoan 3", []),
        ("phat 2.000.000 dong", []),
    ],
)
def test_ages_in_a_question(question: str, ages: list[int]) -> None:
    assert asked_ages(question) == ages


@pytest.mark.parametrize(
    ("ages", "text", "match"),
    [
        ([24], "con duoi 36 thang tuoi", 1),
        ([36], "con duoi 36 thang tuoi", -1),
        ([24], "con tu du 07 tuoi tro len", -1),
        ([84], "con tu du 07 tuoi tro len", 1),
        ([14 * 12], "tu du 13 tuoi den duoi 16 tuoi", 1),
        ([16 * 12], "tu du 13 tuoi den duoi 16 tuoi", -1),
        ([15 * 12], "nguoi chua du 15 tuoi", -1),
        ([24, 84], "con tu du 07 tuoi tro len", 1),
        ([24], "vo chong thoa thuan", 0),
        ([], "con duoi 36 thang tuoi", 0),
    ],
)
def test_an_age_meets_a_condition(ages: list[int], text: str, match: int) -> None:
    assert age_match(ages, text) == match


@pytest.mark.parametrize(
    ("question", "months"),
    [
        ("con neu con 8 tuoi", [96]),
        ("con tam tuoi o voi ai", [96]),
        ("con tui muoi bon tuoi roi", [168]),
        ("be 8 thang o voi ai", [8]),
        ("con gai 17 tuoi, con trai 20 tuoi", [204, 240]),
        ("dong bao hiem 8 thang thi duoc gi", []),
        ("nguoi duoi 16 tuoi", []),
        ("con tu 7 tuoi co duoc hoi khong", []),
        ("chua du 14 tuoi", []),
        ("bat buoc the nao", []),
        ("em 25 tuoi, con moi sinh", []),
        ("em 25 tuoi muon cuoi", [300]),
        ("em 25 tuoi, con 3 tuoi", [300, 36]),
    ],
)
def test_how_old_the_people_of_a_question_are(question: str, months: list[int]) -> None:
    assert [age.months for age in ages_of_people(question)] == months


@pytest.mark.parametrize(
    ("title", "question", "told_of"),
    [
        ("con duoi 36 thang khi cha me ly hon", "con 2 tuoi", True),
        ("con duoi 36 thang khi cha me ly hon", "con 8 tuoi", False),
        ("con tu 7 tuoi duoc noi muon o voi ai", "con 8 tuoi", True),
        ("con tu 7 tuoi duoc noi muon o voi ai", "con 5 tuoi", False),
        ("the bao hiem y te cho tre duoi 6 tuoi", "be 5 tuoi", True),
        ("the bao hiem y te cho tre duoi 6 tuoi", "be 6 tuoi", False),
        ("lam the can cuoc lan dau khi du 14 tuoi", "con 14 tuoi", True),
        ("lam the can cuoc lan dau khi du 14 tuoi", "con 13 tuoi", False),
        ("tre tu du 6 tuoi den duoi 18 tuoi", "chau 17 tuoi", True),
        ("tre tu du 6 tuoi den duoi 18 tuoi", "chau 18 tuoi", False),
        ("nguoi duoi 18 tuoi di lam", "con gai 19 tuoi, con trai 16 tuoi", True),
    ],
)
def test_titles_speak_of_ages(title: str, question: str, told_of: bool) -> None:
    ages = ages_of_people(question)
    assert inside(ages, spans(title)) is told_of
    assert outside(ages, spans(title)) is not told_of


def test_without_an_age_nothing_is_outside() -> None:
    assert not outside((), spans("tre duoi 6 tuoi"))
    assert not outside(ages_of_people("con 8 tuoi"), spans("bao nhieu tuoi duoc ket hon"))
