import pytest

from handlers.crisis.accents import can_be, has_tone


@pytest.mark.parametrize("typed", ["đánh", "đanh", "dánh", "danh"])
def test_missing_accents_are_forgiven(typed):
    assert can_be(typed, "đánh")


@pytest.mark.parametrize("typed", ["đành", "đạnh", "đãnh"])
def test_other_accents_are_not(typed):
    assert not can_be(typed, "đánh")


def test_hoi_and_nga_are_one():
    assert can_be("đỗ", "đổ")
    assert can_be("đổ", "đỗ")


def test_a_shape_is_no_tone():
    assert has_tone("đánh")
    assert not has_tone("đông")
    assert not has_tone("danh")
