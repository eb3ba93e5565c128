from pathlib import Path

import pytest

from knowledge.text.dialect import rows
from knowledge.text.shorthand import Origin, expand, tokens


def test_doubtful_words_want_company():
    assert expand("chi răng") == "gì sao"
    assert expand("răng con bị sâu") == "răng con bị sâu"
    assert expand("tay em bị tê") == "tay em bị tê"


def test_words_without_accents_mean_themselves_only_among_accents():
    assert expand("chi em, chi toi, mo dau") == "chi em, chi toi, mo dau"


def test_phrases_that_stay_hide_what_is_inside():
    assert expand("bảo hiểm có chi trả không rứa") == "bảo hiểm có chi trả không vậy"


def test_a_phrase_never_reaches_over_a_comma():
    assert expand("đi, mô hình nào") == "đi, mô hình nào"


def test_the_token_tells_what_was_typed():
    [token] = [token for token in tokens("mần răng bây giờ") if token.origin is Origin.DIALECT]
    assert (token.typed, token.plain) == ("mần răng", "làm sao")


def test_signs_of_a_row(tmp_path: Path):
    path = tmp_path / "list.tsv"
    path.write_text("# x\n~+mần\tlàm\nmô tả\t=\nhỏng\n", encoding="utf-8")
    (two, saying), (three, kept), (four, wrong) = rows(path)
    assert (two, three, four, wrong) == (2, 3, 4, None)
    assert (saying.written, saying.means, saying.bare_too, saying.in_company) == (
        "mần",
        "làm",
        True,
        True,
    )
    assert kept.means == ""
    assert not saying.searched


def test_what_only_the_search_may_change_is_heard_as_typed():
    assert [token.plain for token in tokens("tui buon qua")] == ["tui", "buon", "qua"]
    assert expand("tui buon qua") == "tôi buon qua"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ký hợp đông thuê nhà", "ký hợp đồng thuê nhà"),
        ("xin phép xây đựng nhà ở", "xin phép xây dựng nhà ở"),
        ("quyền thừa kê của con", "quyền thừa kế của con"),
        ("hàng xóm chữi bới", "hàng xóm chửi bới"),
        ("chồng củ không cấp dưỡng", "chồng cũ không cấp dưỡng"),
        ("luật củ hay luật mới", "luật cũ hay luật mới"),
        ("tui muốn ly hôn", "tôi muốn ly hôn"),
        ("chong tui khong chiu nuoi con", "chong tôi khong chiu nuoi con"),
    ],
)
def test_accents_that_are_often_typed_wrong_are_mended(typed: str, meant: str):
    assert expand(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "khám kết hợp đông y tây y",
        "tiền thừa kê khai thế nào",
        "trồng củ sắn",
        "bị lừa 5 củ",
        "bi giat tui xach",
        "hai tui ho so thi mo the nao",
        "tui so cuu de o dau",
        "no lay het tien trong tui",
        "tui no danh con",
        "bình đựng nước",
        "mùa đông",
    ],
)
def test_where_the_same_accents_are_right_they_stay(typed: str):
    assert expand(typed) == typed
