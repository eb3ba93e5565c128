"""The signature: Zalo's formula on fixed vectors, every way of writing it, and nothing else."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zalo.signature import sign, verify

APP, SECRET, STAMP = "2334789304983807556", "khoa-bi-mat", "1787209817225"
RAW = '{"event_name":"user_send_text","message":{"text":"xin chào"}}'.encode()
EXPECTED = hashlib.sha256(APP.encode() + RAW + STAMP.encode() + SECRET.encode()).hexdigest()


def test_formula_is_a_plain_hash_in_zalos_order():
    assert sign(RAW, APP, STAMP, SECRET) == f"mac={EXPECTED}"


def test_fixed_vector():
    # printf 'app{"a":1}1700000000000key' | sha256sum
    expected = "76a8a3bc503aea4eb5ca354d14fe8908b3f6f8320e393798f3d16932edded241"
    assert sign(b'{"a":1}', "app", "1700000000000", "key") == f"mac={expected}"


@pytest.mark.parametrize(
    "header",
    [
        f"mac={EXPECTED}",
        f"mac = {EXPECTED}",
        f" MAC={EXPECTED.upper()} ",
        EXPECTED,
        f"mac=\t{EXPECTED}\r\n",
    ],
)
def test_every_way_the_header_is_written(header):
    assert verify(RAW, header, APP, SECRET, STAMP)


@pytest.mark.parametrize(
    "header",
    ["", "mac=", "mac", EXPECTED[:-1], EXPECTED + "0", f"sha256={EXPECTED}", "chữ ký", "\ud800"],
)
def test_a_wrong_header_is_refused(header):
    assert not verify(RAW, header, APP, SECRET, STAMP)


@pytest.mark.parametrize(
    ("raw", "app", "secret", "stamp"),
    [
        (RAW + b" ", APP, SECRET, STAMP),
        (RAW, APP[:-1], SECRET, STAMP),
        (RAW, APP, SECRET + "x", STAMP),
        (RAW, APP, SECRET, "1787209817226"),
    ],
)
def test_one_changed_part_is_refused(raw, app, secret, stamp):
    assert not verify(raw, f"mac={EXPECTED}", app, secret, stamp)


def test_an_empty_secret_verifies_nothing():
    assert not verify(RAW, sign(RAW, APP, STAMP, ""), APP, "", STAMP)


def test_the_hmac_that_many_tutorials_show_is_refused():
    import hmac

    wrong = hmac.new(SECRET.encode(), RAW, hashlib.sha256).hexdigest()
    assert not verify(RAW, f"mac={wrong}", APP, SECRET, STAMP)


@given(st.binary(), st.text(), st.text(), st.text(min_size=1), st.text())
def test_never_raises_and_never_passes_by_chance(raw, header, app, secret, stamp):
    assert not verify(raw, header, app, secret, stamp)


@given(st.binary(), st.text(), st.text(min_size=1), st.text())
def test_what_we_sign_we_verify(raw, app, secret, stamp):
    assert verify(raw, sign(raw, app, stamp, secret), app, secret, stamp)
