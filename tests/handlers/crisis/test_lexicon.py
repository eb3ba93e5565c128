import pytest

from handlers.crisis.lexicon import Cue, LexiconError, _Expansion, grown, phrases, tree


def expanded(lists, name):
    return _Expansion(lists).of(name)


def test_classes_are_filled_in():
    lists = {"who": ["em", "tôi"], "act": ["đánh {who}", "@who"], "all": ["@act"]}
    assert expanded(lists, "act") == ("đánh em", "đánh tôi", "em", "tôi")
    assert expanded(lists, "all") == expanded(lists, "act")


def test_strictness_spreads_to_what_is_filled_in():
    assert expanded({"w": ["đá!"], "p": ["{w} em"]}, "p") == ("đá em!",)


@pytest.mark.parametrize(
    ("lists", "complaint"),
    [
        ({"a": ["@b"]}, "Không có nhóm nào tên “b”"),
        ({"a": ["@b"], "b": ["{a} x"]}, "tự gọi lại chính nó"),
    ],
)
def test_what_cannot_be_filled_in_is_said(lists, complaint):
    with pytest.raises(LexiconError, match=complaint):
        expanded(lists, "a")


def test_phrases_with_the_same_letters_share_a_branch():
    root = grown([Cue(("a",), ("bảo", "hành"), False), Cue(("b",), ("bạo", "hành"), False)])
    assert len(root.following["bao"].following["hanh"].ends) == 2


def test_our_lists_are_wide():
    assert sum(map(len, phrases().values())) > 10_000
    assert tree() is tree()
