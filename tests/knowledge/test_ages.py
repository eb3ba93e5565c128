from __future__ import annotations

import pytest

from knowledge.ages import age_match, asked_ages


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
