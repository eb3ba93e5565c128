import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.shorthand import expand, tokens
from knowledge.text.spelling import mend
from knowledge.text.token import Origin


@pytest.mark.parametrize(
    "text",
    [
        "Chồng trồng rau, chị trị bệnh, xin sinh con, ra gia đình, nên lên chức.",
        "chong trong rau, chi tri benh, xin sinh con, ra gia dinh, nen len chuc",
        "tra hỏi cha, cha hỏi con, trẻ chẻ củi",
        "rung rinh rừng phòng hộ, dung lượng",
        "mình làm nàng dâu, nhà giàu, dầu ăn",
        "ông Sinh, bà Xinh, cô Trinh, anh Lam, chị Nam",
    ],
)
def test_words_that_sound_alike_stay_where_both_are_words(text):
    assert expand(text) == text


def test_the_crisis_check_never_sees_mended_words():
    typed = "giấy khai xinh, thủ tục ly hnô"
    assert [token.origin for token in tokens(typed)].count(Origin.SPELLING) == 0
    assert [token.plain for token in mend(tokens(typed)) if token.origin is Origin.SPELLING] == [
        "sinh",
        "hôn",
    ]


def test_a_break_between_words_keeps_them_apart():
    assert expand("khai, xinh đẹp") == "khai, xinh đẹp"
    assert expand("khai xinh") == "khai sinh"


def test_accents_survive_swapped_letters():
    assert expand("bảo hểim") == "bảo hiểm"
    assert expand("bao heim") == "bao hiem"


def test_capitals_that_no_list_knows_stay():
    assert expand("thẻ ABTC là gì") == "thẻ ABTC là gì"


@given(st.text(alphabet="abcdeghiklmnoqrstuvxy àđểợ,.", max_size=120))
def test_mending_only_ever_changes_letters(text):
    before, after = tokens(text), mend(tokens(text))
    assert [token.typed for token in before] == [token.typed for token in after]
    assert [token.tail for token in before] == [token.tail for token in after]
