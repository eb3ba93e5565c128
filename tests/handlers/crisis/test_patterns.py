import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.crisis.patterns import Step, ends, parse
from handlers.crisis.scan import Scan


def scan_of(letters):
    """A scan in which every letter is a one-word cue of the class of that name."""
    found = {}
    for position, letter in enumerate(letters):
        found.setdefault(letter, {1: 0})[1] |= 1 << position
    return Scan(found, [(1 << len(letters)) - 1])


def places(pattern, letters):
    bits = ends(parse(pattern), scan_of(letters))
    return [place for place in range(len(letters)) if bits >> place & 1]


def test_a_pattern_is_parsed():
    assert parse("a ..3 b|c d") == (Step(("a",), 0), Step(("b", "c"), 3), Step(("d",), 0))


@pytest.mark.parametrize(
    ("pattern", "letters", "expected"),
    [
        ("a", "xaxa", [1, 3]),
        ("a b", "abxab", [1, 4]),
        ("a b", "axb", []),
        ("a ..1 b", "axb", [2]),
        ("a ..1 b", "axxb", []),
        ("a ..5 b", "axxxxxb", [6]),
        ("a|c b", "cb", [1]),
        ("a ..2 b ..2 c", "axbxxc", [5]),
        ("a ..2 b ..2 c", "bxac", []),
        ("a z", "a", []),
    ],
)
def test_a_pattern_matches_within_its_gaps(pattern, letters, expected):
    assert places(pattern, letters) == expected


@given(st.text(alphabet="abx", max_size=40), st.integers(0, 12))
def test_two_steps_agree_with_the_plain_definition(letters, gap):
    expected = [
        end
        for end, letter in enumerate(letters)
        if letter == "b" and "a" in letters[max(0, end - gap - 1) : end]
    ]
    assert places(f"a ..{gap} b", letters) == expected


def test_cues_of_several_words_end_at_their_last():
    scan = Scan({"a": {2: 0b1}, "b": {1: 0b100}}, [0b111])
    assert ends(parse("a b"), scan) == 0b100
