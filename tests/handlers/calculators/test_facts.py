from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from handlers.calculators import facts
from handlers.calculators.facts import Fact
from handlers.calculators.heard import heard

TODAY = date(2026, 11, 22)


def found(fact: Fact, text: str, answering: bool = False) -> str:
    return fact.found(replace(heard(text, TODAY), answering=answering))


@pytest.mark.parametrize(
    ("fact", "typed", "expected"),
    [
        (facts.SEX, "nữ sinh 3/1971", "nu"),
        (facts.SEX, "nu sinh 3/1971", "nu"),
        (facts.SEX, "mẹ tôi sinh 1951", "nu"),
        (facts.SEX, "chồng em sinh 3/1971", "nam"),
        (facts.SEX, "nam sinh 3/1971 khi nào về hưu", "nam"),
        (facts.SEX, "sinh nam 1971 bao gio ve huu", ""),
        (facts.SEX, "sinh năm 1971 bao giờ về hưu", ""),
        (facts.CHILD, "lương 8tr đẻ con t2", "2"),
        (facts.CHILD, "sinh con thứ hai", "2"),
        (facts.CHILD, "sinh con đầu lòng", "1"),
        (facts.CHILD, "sinh con thứ 3", "3"),
        (facts.CHILD, "sinh con", ""),
        (facts.BABIES, "em sinh đôi", "2"),
        (facts.INSURANCE, "đóng bảo hiểm tự nguyện", "tu-nguyen"),
        (facts.SURGERY, "vợ sinh mổ", "yes"),
        (facts.POOR, "nhà hộ cận nghèo", "yes"),
        (facts.ON, "làm thêm chủ nhật", "ngay-nghi-tuan"),
        (facts.ABOUT, "con gái em lấy chồng được chưa", "marriage-woman"),
        (facts.ABOUT, "con trai cưới vợ được chưa", "marriage-man"),
        (facts.ABOUT, "đủ tuổi kết hôn chưa", "marriage"),
        (facts.ABOUT, "đi làm được chưa", "work"),
        (facts.SPOUSE, "mẹ không còn", ""),
    ],
)
def test_read_from_a_message(fact: Fact, typed: str, expected: str):
    assert found(fact, typed) == expected


@pytest.mark.parametrize(
    ("fact", "typed", "expected"),
    [
        (facts.SEX, "nam", "nam"),
        (facts.SEX, "Nữ", "nu"),
        (facts.POOR, "không ạ", "no"),
        (facts.POOR, "có", "yes"),
        (facts.SPOUSE, "còn", "yes"),
        (facts.SPOUSE, "mất rồi", "no"),
        (facts.PARENTS, "còn cả hai", "2"),
        (facts.PARENTS, "Còn một người", "1"),
        (facts.PARENTS, "không còn ai", "0"),
        (facts.POOR, "làm giấy khai sinh có cần mang theo gì không", ""),
    ],
)
def test_read_as_an_answer(fact: Fact, typed: str, expected: str):
    assert found(fact, typed, answering=True) == expected


def test_every_option_is_an_answer():
    every = (fact for fact in vars(facts).values() if isinstance(fact, Fact))
    for fact in every:
        for value, label in fact.options:
            assert found(fact, label, answering=True) == value
