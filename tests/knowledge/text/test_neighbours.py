import json
from hashlib import sha256

from knowledge.text.fold import fold
from knowledge.text.neighbours import HIGHEST, TABLE, neighbours


def test_the_note_beside_the_table_is_about_this_table():
    note = json.loads(TABLE.with_suffix(".json").read_text("utf-8"))
    assert note["sha256"] == sha256(TABLE.read_bytes()).hexdigest()


def test_what_law_says_all_the_time_is_known():
    known = neighbours()
    assert HIGHEST >= known.level("lao", "dong") > known.level("thai", "san") > 0
    assert known.is_word("khai", "sinh")
    assert known.is_spelt("khai", "sinh")
    assert known.is_spelt("trợ", "cấp")


def test_what_nobody_says_is_not():
    known = neighbours()
    assert known.level("khai", "xinh") == 0
    assert known.level("khai", "qzx") == 0
    assert not known.is_word("ten", "chong")
    assert not known.is_spelt("chợ", "cấp")


def test_support_is_the_better_side():
    known = neighbours()
    assert known.support("", "sinh", "") == 0
    assert known.support("khai", "sinh", "qzx") == known.level("khai", "sinh")


def test_accented_words_fold_to_known_pairs():
    known = neighbours()
    words = sorted(known.words)[:200]
    assert words
    assert all(known.level(*fold(word).split()) > 0 for word in words)
