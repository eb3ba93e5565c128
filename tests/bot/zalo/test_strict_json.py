"""Strict JSON: good JSON read as the standard library does, every trick refused by name."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zalo.strict_json import InvalidJson, loads

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES, st.booleans())
def test_good_json_is_read_as_the_standard_library_reads_it(value, escaped):
    raw = json.dumps(value, ensure_ascii=escaped).encode()
    assert loads(raw) == value


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"", "broken JSON"),
        (b"{", "broken JSON"),
        (b"{'a': 1}", "broken JSON"),
        (b'{"a": 1} x', "broken JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"a": "\xc3"}', "not UTF-8"),
        (b'{"a": "\xed\xa0\x80"}', "not UTF-8"),
        ("{}".encode("utf-16"), "not UTF-8"),
        (b"\xef\xbb\xbf{}", "broken JSON"),
        (b'{"a": 1, "a": 2}', "a key is given twice"),
        (b'{"m": {"a": 1, "a": 1}}', "a key is given twice"),
        (b'{"a": NaN}', "NaN or an infinity"),
        (b'{"a": -Infinity}', "NaN or an infinity"),
        (b'{"a": 1e999}', "a number is too large"),
        (b'{"a": ' + b"9" * 21 + b"}", "a number is too long"),
        (b'{"a": ' + b"9" * 100_000 + b"}", "a number is too long"),
        (b'{"a": "\\ud800"}', "a lone surrogate"),
        (b'{"\\uDFFF": 1}', "a lone surrogate"),
        (b"[" * 33 + b"]" * 33, "nested too deeply"),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "nested too deeply"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 90_000, "nested too deeply"),
    ],
)
def test_every_trick_is_refused_by_name(raw, rule):
    with pytest.raises(InvalidJson, match=f"^{rule}$"):
        loads(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b'"\\ud83d\\ude00"', "😀"),
        (b"18446744073709551616", 2**64),
        (b"[" * 32 + b"]" * 32, None),
        (b'"' + b"[{" * 100 + b'"', "[{" * 100),
    ],
)
def test_what_only_looks_like_a_trick_is_read(raw, value):
    assert value is None or loads(raw) == value
    assert loads(raw) is not None


@given(st.binary())
def test_never_anything_but_a_value_or_the_error(raw):
    with contextlib.suppress(InvalidJson):
        loads(raw)
