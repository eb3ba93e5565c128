from __future__ import annotations

from datetime import date

from handlers.calculators.heard import LONGEST, heard

TODAY = date(2026, 11, 22)


def test_abbreviations_and_accents_are_gone_numbers_stay():
    message = heard("Lương 8tr5  sinh con đc\nbao nhiêu tiền?", TODAY)
    assert message.words == "luong 8tr5 sinh con duoc bao nhieu tien?"
    assert message.day == TODAY


def test_of_a_long_story_the_beginning_is_read():
    assert len(heard("cơm " * 5000, TODAY).words) <= LONGEST


def test_bare():
    assert heard("khoảng 20 năm ạ", TODAY).bare()
    assert not heard("điều 20 luật bảo hiểm", TODAY).bare()
