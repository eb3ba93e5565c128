from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculate import ImpossibleFactError, ages
from knowledge.calculate.calculation import plus_years

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("key", "border", "before", "after"),
    [
        ("marriage-woman", 18, "Chưa đủ tuổi", "Nữ đủ tuổi"),  # Luật HNGĐ Điều 8
        ("marriage-man", 20, "Chưa đủ tuổi", "Nam đủ tuổi"),
        ("work", 13, "Không được đi làm", "việc nhẹ"),  # Bộ luật Lao động Điều 143, 145
        ("work", 15, "việc nhẹ", "Được đi làm"),
        ("identity", 14, "khi có nhu cầu", "Phải làm"),  # Luật Căn cước Điều 19
        ("crime", 14, "Chưa phải", "một số tội"),  # Bộ luật Hình sự Điều 12
        ("crime", 16, "một số tội", "mọi tội"),
        ("protection", 13, "Ai quan hệ", "từ 18 tuổi"),  # Bộ luật Hình sự Điều 142, 145
        ("child", 16, "Là trẻ em", "Không còn là trẻ em"),  # Luật Trẻ em Điều 1
        ("health", 6, "Nhà nước đóng", "Hết diện"),  # Luật Bảo hiểm y tế Điều 12
        ("custody", 7, "lợi mọi mặt", "muốn ở với ai"),  # Luật HNGĐ Điều 81
        ("custody", 3, "giao cho mẹ", "lợi mọi mặt"),
        ("name", 9, "chưa cần", "có con đồng ý"),  # Bộ luật Dân sự Điều 28
        ("adoption", 9, "Được nhận", "chính trẻ đồng ý"),  # Luật Nuôi con nuôi Điều 8, 21
        ("will", 15, "Chưa được", "nếu cha mẹ"),  # Bộ luật Dân sự Điều 625
        ("will", 18, "nếu cha mẹ", "tự lập"),
    ],
)
def test_a_birthday_changes_it(key: str, border: int, before: str, after: str):
    birthday = plus_years(TODAY, -border)
    day_later = date.fromordinal(birthday.toordinal() + 1)
    assert before in ages.at_age(day_later, (key,), TODAY).result
    assert after in ages.at_age(birthday, (key,), TODAY).result


def test_what_comes_is_told_with_its_day():
    found = ages.at_age(date(2012, 5, 3), ("marriage-woman",), TODAY)
    assert "14 tuổi tròn" in found.result
    assert found.lines == ("Từ 03/05/2030, đủ 18 tuổi: Nữ đủ tuổi kết hôn.",)


def test_in_general_one_line_a_question():
    found = ages.at_age(date(2012, 5, 3), ages.GENERAL, TODAY)
    assert len(found.lines) == len(ages.GENERAL)
    assert "Thẻ căn cước: Phải làm thẻ căn cước. Đến 03/05/2037 thì đổi." in found.lines


@given(st.dates(date(1920, 1, 1), TODAY), st.sampled_from(sorted(ages.QUESTIONS)))
def test_every_age_has_an_answer_with_its_law(birth: date, key: str):
    found = ages.at_age(birth, (key,), TODAY)
    assert found.result.endswith(".")
    assert found.basis


def test_stages_rise_from_birth():
    for question in ages.QUESTIONS.values():
        borders = [stage.age for stage in question.stages]
        assert borders[0] == 0
        assert borders == sorted(set(borders))


def test_who_is_not_born():
    for birth in (date(2026, 11, 23), date(1900, 1, 1)):
        with pytest.raises(ImpossibleFactError):
            ages.at_age(birth, ("work",), TODAY)
