import pytest

from knowledge.text.syllables import LONGEST, SYLLABLES, is_syllable


@pytest.mark.parametrize(
    "syllable",
    "chong nghieng quyet giet gi gin khuya xoong uy y ngoeo quoc yeu ia khuyu oc hoac".split(),
)
def test_spellings_of_the_language_are_syllables(syllable):
    assert is_syllable(syllable)


@pytest.mark.parametrize("word", "chongf zalo nge ka cia ghang qan ngh lyhon app b".split())
def test_spellings_that_break_the_rules_are_none(word):
    assert not is_syllable(word)


def test_the_set_is_small_and_plain():
    assert 2_000 < len(SYLLABLES) < 3_000
    assert all(syllable.isascii() and syllable.islower() for syllable in SYLLABLES)
    assert LONGEST == len("nghieng")
