from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculate import ImpossibleFactError, deadlines
from knowledge.day import written

TODAY = date(2026, 11, 22)


def test_sixty_days_for_a_birth():
    # Luật Hộ tịch Điều 15; ngày sinh không tính: 12/10/2026 + 60 ngày là 11/12/2026, thứ Sáu
    found = deadlines.birth_registration(date(2026, 10, 12), TODAY)
    assert found.result == "Hạn đăng ký khai sinh là hết ngày 11/12/2026, thứ Sáu."
    assert "còn 19 ngày" in found.lines[1]


def test_fifteen_days_for_a_death():
    # Luật Hộ tịch Điều 33: 14/11/2026 + 15 ngày là 29/11/2026, Chủ nhật
    found = deadlines.death_registration(date(2026, 11, 14), TODAY)
    assert "29/11/2026, Chủ nhật" in found.result
    assert "ngày làm việc tiếp theo" in found.notes[0]


def test_over():
    found = deadlines.birth_registration(date(2026, 9, 22), TODAY)
    assert "đã hết ngày 21/11/2026. Quá hạn vẫn đăng ký được" in found.result
    assert (
        "Hạn đăng ký khai sinh là" in deadlines.birth_registration(date(2026, 9, 23), TODAY).result
    )


def test_beyond_the_new_law_an_officer_is_asked():
    day = date(2027, 2, 2)
    assert "Luật Hộ tịch mới" in deadlines.birth_registration(date(2027, 2, 1), day).notes[-1]
    assert len(deadlines.birth_registration(date(2026, 12, 1), day).notes) == 1


def test_a_labour_dispute():
    # Bộ luật Lao động Điều 190: 6 tháng, 9 tháng, 1 năm; 30/09 vì tháng 9 không có ngày 31
    found = deadlines.labour_dispute(date(2026, 3, 31), TODAY)
    assert found.result.endswith("đến hết ngày 31/03/2027.")
    assert "30/09/2026 (đã hết)" in found.lines[0]
    assert "31/12/2026." in found.lines[1]


def test_an_inheritance():
    # Bộ luật Dân sự Điều 623: 30, 10, 10 và 3 năm
    found = deadlines.inheritance_claim(date(2015, 3, 31), TODAY)
    assert "đến hết ngày 31/03/2045" in found.result
    assert ["(đã hết)" in line for line in found.lines] == [False, True, True, True]


@given(st.dates(date(2016, 1, 1), TODAY))
def test_a_deadline_follows_its_event(event: date):
    for found, days in (
        (deadlines.birth_registration(event, TODAY), 60),
        (deadlines.death_registration(event, TODAY), 15),
    ):
        assert written(event + timedelta(days)) in found.result


@pytest.mark.parametrize(
    "calculate",
    [
        deadlines.birth_registration,
        deadlines.death_registration,
        deadlines.labour_dispute,
        deadlines.inheritance_claim,
    ],
)
def test_what_has_not_happened_has_no_deadline(calculate):
    for event in (date(2026, 11, 23), date(1900, 1, 1)):
        with pytest.raises(ImpossibleFactError):
            calculate(event, TODAY)


def test_before_the_law_at_hand():
    with pytest.raises(ImpossibleFactError, match="theo luật cũ"):
        deadlines.birth_registration(date(2015, 12, 31), TODAY)


def test_a_birth_under_the_new_law_is_not_answered_from_the_old_one():
    event, day = date(2027, 3, 1), date(2027, 3, 5)
    with pytest.raises(ImpossibleFactError, match="luật mới"):
        deadlines.birth_registration(event, day)
