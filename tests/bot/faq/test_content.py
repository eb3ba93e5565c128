from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.faq.checks import problems
from bot.faq.content import FaqContent, Level, errors, faults_of_shape
from knowledge.day import today
from knowledge.search import Library
from tests.bot.faq.conftest import CONTENT, LAW, NOW

DAY = today(NOW)


def test_a_tidy_faq_says_everything_once() -> None:
    untidy = FaqContent(
        "  Nhà  văn hóa\nmở cửa lúc nào? ",
        "\n Sáng:  7 giờ. \nChiều: 13 giờ.\n",
        ("Nhà văn hoá mở cửa lúc nào?", "mấy giờ mở cửa", "  ", "May gio mo cua"),
        (LAW, LAW),
    )
    assert untidy.tidy() == FaqContent(
        "Nhà văn hóa mở cửa lúc nào?",
        "Sáng: 7 giờ.\nChiều: 13 giờ.",
        ("mấy giờ mở cửa",),
        (LAW,),
    )
    assert untidy.tidy().tidy() == untidy.tidy()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"question": "abc"}, "question"),
        ({"question": "a" * 301}, "question"),
        ({"answer": ""}, "answer"),
        ({"answer": "a" * 1801}, "answer"),
        ({"variants": ("a" * 301,)}, "variants"),
        ({"variants": tuple(f"cách hỏi số {n}" for n in range(31))}, "variants"),
        ({"citations": tuple(replace(LAW, article=str(n)) for n in range(11))}, "citations"),
    ],
)
def test_what_is_too_long_or_too_much(change: dict[str, object], field: str) -> None:
    (fault,) = faults_of_shape(replace(CONTENT, **change))
    assert fault.field == field
    assert faults_of_shape(CONTENT) == []


@pytest.mark.parametrize(
    ("change", "field", "level"),
    [
        ({"expires_on": DAY}, "expires_on", Level.ERROR),
        ({"answer": "Gặp «TÊN CÁN BỘ» ở phường."}, "answer", Level.ERROR),
        ({"answer": "Mang theo sổ hộ khẩu và chứng minh nhân dân."}, "answer", Level.ERROR),
        ({"answer": "Chị gọi số 0912 345 678 để hỏi."}, "answer", Level.WARNING),
        ({"answer": "rất dài " * 20}, "answer", Level.REMARK),
    ],
)
def test_what_is_said_of_its_words(
    laws: Library, change: dict[str, object], field: str, level: Level
) -> None:
    found = problems(replace(CONTENT, **change), laws, DAY)
    assert {(each.field, each.level) for each in found} == {(field, level)}
    assert bool(errors(found)) is (level is Level.ERROR)


def test_a_good_one_has_no_remarks(laws: Library) -> None:
    good = replace(CONTENT, citations=(LAW,), expires_on=DAY + timedelta(days=1))
    assert problems(good, laws, DAY) == []
    known = replace(CONTENT, answer="Chị gọi Tổng đài 111 bất cứ lúc nào.")
    assert problems(known, laws, DAY) == []
