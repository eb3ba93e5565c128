import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.text.reading import IN_LAW, LEFT_OUT, ONE_SPELLING, Step, understand
from knowledge.text.shorthand import expand
from tests.knowledge.text.scenarios import KINDS

NEGATIONS = ("không", "chưa", "chẳng", "đừng")


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("ck em", Step("ck", "chồng", "viết tắt")),
        ("choongf em", Step("choongf", "chong", "gõ Telex")),
        ("cho6ng2 em", Step("cho6ng2", "chong", "gõ VNI")),
        ("lyhon", Step("lyhon", "ly hon", "viết dính liền")),
        ("khai s inh", Step("s inh", "sinh", "viết tách rời")),
        ("mần răng", Step("mần răng", "làm sao", "tiếng địa phương hoặc gõ sai dấu")),
        ("giấy khai xinh", Step("xinh", "sinh", "lỗi chính tả")),
        ("toà án", Step("toà", "tòa", ONE_SPELLING)),
        ("cho em hỏi ly hôn", Step("cho em hỏi", "", LEFT_OUT)),
        ("mua sổ đỏ", Step("sổ đỏ", "giấy chứng nhận quyền sử dụng đất", IN_LAW)),
    ],
)
def test_each_change_is_told(typed, step):
    assert step in understand(typed).steps


def test_well_typed_words_need_no_steps():
    assert understand("Thủ tục đăng ký thường trú gồm những gì?").steps == ()


def test_where_only_a_greeting_is_left_it_stays():
    assert understand("em chào chị ạ").query == "em chào chị ạ"
    assert understand("").query == ""


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_text_is_survived(text):
    reading = understand(text)
    assert reading.plain == expand(text)
    assert len(reading.query) <= len(reading.plain) or any(map(str.isdigit, text))
    assert all(step.typed for step in reading.steps)


@pytest.mark.parametrize("kind", KINDS)
def test_negations_are_never_swallowed(kind):
    for _, seen in KINDS[kind]:
        query = understand(seen).query.lower().split()
        assert [word for word in seen.lower().split() if word in NEGATIONS] == [
            word for word in query if word in NEGATIONS
        ]
