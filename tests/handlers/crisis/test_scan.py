import pytest

from handlers.crisis import assess
from handlers.crisis.scan import scan
from handlers.crisis.words import words_as_read
from handlers.turn import Severity
from knowledge.text.shorthand import tokens


def seen(text):
    return scan(words_as_read(tokens(text)))


@pytest.mark.parametrize(
    "text",
    ["đánh răng", "danh rang", "đánh máy", "tim đập", "danh sách", "chém gió", "chưa bao giờ đánh"],
)
def test_a_harmless_phrase_hides_the_word_inside(text):
    assert not seen(text).has("strike")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("giam can sau sinh", "lock"),
        ("lam nguoi giam ho", "lock"),
        ("vo de con so", "scared"),
        ("cai so goi khan cap", "plead"),
        ("cho hang xom can be", "strike"),
        ("bi ban che anh", "grave"),
        ("muon tien ban be", "baby_sale"),
        ("chong toi ban bo khong hoi toi", "kill"),
        ("chong ban bo roi giau tien em", "kill"),
        ("chong toi va nguoi ban chet do tai nan", "kill"),
    ],
)
def test_a_bare_everyday_word_is_no_danger(text, kind):
    assert not seen(text).has(kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("no giam em trong nha", "lock"),
        ("con so qua", "scared"),
        ("khan cap qua", "plead"),
        ("bi ban sang trung quoc", "lured"),
        ("bi ban vao dong", "lured"),
        ("no doa ban chet me con em", "kill"),
        ("no doi ban bo ca nha", "kill"),
        ("no cam sung ban chet nguoi", "kill"),
        ("no noi ban bo em", "kill"),
        ("chong doa ban bo", "kill"),
    ],
)
def test_the_same_bare_word_is_still_one_elsewhere(text, kind):
    assert seen(text).has(kind)


@pytest.mark.parametrize("text", ["đánh em", "danh em", "uýnh em", "đanh em", "ĐÁNH em"])
def test_the_word_alone_is_seen(text):
    assert seen(text).has("strike")


def test_only_the_harmless_place_is_hidden():
    assert seen("đang đánh răng thì bị đánh").count("strike") == 1


def test_accents_tell_words_apart():
    assert seen("tự tử").has("suicide_bare")
    assert not seen("từ từ").has("suicide_bare")
    assert seen("tu tu").has("suicide_bare")


def test_a_strict_cue_needs_its_accents():
    assert seen("tát").has("plain_strike")
    assert seen("nó đá em").has("strike")
    assert not seen("no da em").has("strike")


def test_em_in_em_gai_is_not_oneself():
    assert not seen("em gái").has("grown_me")
    assert seen("em").has("grown_me")


def test_sentences_are_told_apart():
    found = seen("Phim hay quá. Nó đánh em.")
    strikes = next(iter(found.found["strike"].values()))
    assert not strikes & found.sentences_with(("fiction",))
    assert strikes & found.sentences_with(("pronoun",))


@pytest.mark.parametrize("comma", [",", ", ", "; ", ": ", " (", " - "])
def test_no_phrase_goes_on_behind_a_comma(comma):
    assert seen(f"đánh vợ{comma}tôi báo ai").found.keys().isdisjoint({"man_me", "actor_mine"})
    assert not seen(f"no danh{comma}vay no").has("cover")
    assert seen("đánh vợ tôi").has("man_me")


def test_a_pattern_reaches_over_a_comma():
    assert assess("nó chửi, đánh em").severity is Severity.C2
    assert assess("bị chồng bắt quỳ, đánh").severity is Severity.C2
