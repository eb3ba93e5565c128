import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.text.fold import fold
from knowledge.text.shorthand import (
    LONGEST_MESSAGE,
    Origin,
    expand,
    shows_distress,
    tokens,
    without_emoji,
)

WELL_TYPED = """
Chị muốn hỏi thủ tục đăng ký khai sinh cho con sinh ở nước ngoài.
Khoản 3 Điều 51 Luật Hôn nhân và gia đình số 52/2014/QH13 quy định thế nào?
Điểm a khoản 1 Điều 8, điểm c khoản 2 Điều 9 và điểm đ khoản 3 Điều 10.
Nghị định số 282/2025/NĐ-CP có hiệu lực từ ngày 15/12/2025.
Vợ chồng tôi có 2 con, cháu lớn 5 tuổi, cháu nhỏ 18 tháng.
Lương tháng 7.500.000 đồng, phụ cấp 500k, thưởng 5tr, nghỉ lúc 17h30.
Tờ khai CT01 nộp ở đâu? Gửi email cho tôi theo địa chỉ hoi.dap@example.vn nhé.
Hạng C1, vitamin C, viêm gan B, lớp 1A, nhà số 12B, phòng 3.
Xem ở https://dichvucong.gov.vn/abc?x=1 hoặc www.example.vn/tre-em
Quỳnh uống thuốc, nghiêng người, khuya khoắt, ngoằn ngoèo, khuỷu tay, quý quốc, giếng, gìn giữ.
Tài khoản VNeID mức 2, mã OTP, ứng dụng Zalo, Facebook, tin nhắn SMS.
Cái xoong ở trong bếp; ông ấy vẩn vơ, e rằng trời mưa, bít kín cửa.
Trẻ em dưới 16 tuổi được bảo vệ; người cao tuổi từ 75 tuổi được hưởng trợ cấp.
TÔI MUỐN HỎI VỀ QUYỀN NUÔI CON
"""

READINGS = [
    ("chongf ddanhs", "chong danh"),
    ("choongf ddasnh em", "chong danh em"),
    ("baor hieemr xax hooji", "bao hiem xa hoi"),
    ("cho6ng2 d9anh1", "chong danh"),
    ("ly ho6n", "ly hon"),
    ("lyhon", "ly hon"),
    ("baohiem that nghiep", "bao hiem that nghiep"),
    ("giúp em vớiiii", "giúp em với"),
    ("chog đáh", "chồng đánh"),
    ("bj fat", "bi phat"),
    ("đ.á.n.h em", "đánh em"),
    ("ch.ết mất", "chết mất"),
    ("13tuoi", "13 tuoi"),
    ("hngđ", "hôn nhân và gia đình"),
    ("bhxh", "bảo hiểm xã hội"),
    ("CCCD", "căn cước công dân"),
    ("mần răng chừ", "làm sao bây giờ"),
    ("con đi mô rồi", "con đi đâu rồi"),
]

IN_CONTEXT = [
    ("ck em đi làm xa", "chồng em đi làm xa"),
    ("ck 5tr cho họ", "chuyển khoản 5tr cho họ"),
    ("ck danh em 3 lan roi", "chồng danh em 3 lan roi"),
    ("đk khai sinh", "đăng ký khai sinh"),
    ("có đủ đk không", "có đủ điều kiện không"),
    ("em có nuôi con đk không", "em có nuôi con được không"),
    ("5k hay 10 k", "5k hay 10 k"),
    ("em k biết", "em không biết"),
    ("nghỉ ts mấy tháng", "nghỉ thai sản mấy tháng"),
    ("chia ts chung", "chia tài sản chung"),
    ("con sinh 2t", "con sinh 2t"),
    ("điểm c khoản 2", "điểm c khoản 2"),
    ("c ơi giúp e", "chị ơi giúp em"),
    ("phải làm j a", "phải làm gì ạ"),
    ("nặng 3 kg", "nặng 3 kg"),
    ("lop1 dung muc2", "lop 1 dung muc 2"),
]

TYPED_SYLLABLES = st.sampled_from(
    "chồng vợ con cháu đánh đường nghỉ việc giấy khai sinh thuế hưởng quyền nuôi người quỹ "
    "trường luật hôn nhân được không phải bảo hiểm xã hội khuya nghiêng giữ gìn".split()
    # "căn" alone before "nuôi" is a slip for "chăn nuôi"
    + ["căn cước"]
)


@pytest.mark.parametrize("line", WELL_TYPED.strip().splitlines())
def test_well_typed_text_stays(line):
    assert expand(line) == line


@given(st.lists(TYPED_SYLLABLES, min_size=1, max_size=30).map(" ".join))
def test_any_row_of_whole_words_stays(text):
    assert expand(text) == text


@pytest.mark.parametrize(("typed", "plain"), READINGS)
def test_residue_chat_spelling_and_glue_are_read(typed, plain):
    assert expand(typed) == plain


@pytest.mark.parametrize(("typed", "plain"), IN_CONTEXT)
def test_the_words_around_decide(typed, plain):
    assert expand(typed) == plain


def test_keep_list_words_are_telex_among_telex():
    assert expand("ddaays laf sex gieets") == "day la se giet"
    assert expand("giao duc sex") == "giao duc sex"


def test_each_token_tells_where_its_reading_comes_from():
    origins = {token.typed: token.origin for token in tokens("ck choongf d9anh1 baohiem 5tr qzx")}
    assert origins == {
        "ck": Origin.ABBREVIATION,
        "choongf": Origin.TELEX,
        "d9anh1": Origin.VNI,
        "baohiem": Origin.GLUED,
        "5tr": Origin.NUMBER,
        "qzx": Origin.UNKNOWN,
    }


def test_guessed_tokens_say_so():
    guessed = [token.guessed for token in tokens("vợ choongf ck")]
    assert guessed == [False, True, False]


@given(st.text(max_size=400))
@example("\x00")
@example("😭" * 50)
@example("a." * 100)
@example("::((((")
def test_any_text_is_survived(text):
    once = expand(text)
    assert isinstance(once, str)
    assert once == once.strip()


@given(st.text(alphabet="abdeghiknotu sfrxjw.123đáệ😭(:", max_size=200))
def test_tokens_account_for_every_word(text):
    found = tokens(text)
    rebuilt = "".join(token.typed + token.tail for token in found)
    assert len(rebuilt) <= len(text) + 2 * len(found) + 2


@settings(max_examples=30)
@given(st.lists(TYPED_SYLLABLES, min_size=1, max_size=12).map(" ".join))
def test_unaccented_whole_words_keep_their_letters(text):
    folded = fold(text)
    assert fold(expand(folded)).split() == folded.split()


def test_emoji_go_and_leave_their_mark():
    assert expand("cứu em 😭😭") == "cứu em"
    assert without_emoji("xin chào 🌸") == "xin chào  "
    assert shows_distress("em sợ 😭")
    assert shows_distress("buồn quá :((")
    assert not shows_distress("cảm ơn chị 🌸")


@pytest.mark.parametrize(
    "text",
    ["a" * 20_000, "danh" * 5_000, "x y " * 5_000, "1a" * 9_000, "a." * 9_000, ":(" * 9_000],
    ids=["one word", "glued", "letters", "figures", "dots", "emoticons"],
)
def test_huge_messages_are_cut_not_refused(text):
    assert len(expand(text)) <= 6 * LONGEST_MESSAGE
