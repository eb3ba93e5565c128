from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ingest.markup import lines, plain


def test_paragraphs_inside_paragraphs_keep_all_their_text() -> None:
    assert lines("<p class='pNoiDung'><p>Một.</p> hai <p>ba</p></p> bốn") == [
        "Một.",
        "hai",
        "ba",
        "bốn",
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("E.coli < 230 MPN/100g", "E.coli < 230 MPN/100g"),
        ("đảo <0,5mm<sup>2</sup> và <100ms", "đảo <0,5mm² và <100ms"),
        ("một <ng hai", "một <ng hai"),
        ("&lt;b&gt; &amp; &nbsp;c", "<b> & c"),
        ("10<sup>6</sup> H<sub>2</sub>O", "10⁶ H₂O"),
        ("a<sup>(ghi chú)</sup>", "a(ghi chú)"),
        ("<o:p>ngoại</o:p> <st1:place>lai</st1:place>", "ngoại lai"),
        ("<!-- bỏ -->giữ<!-- bỏ --> lại", "giữ lại"),
        ("<style>p{}</style>chữ<script>x</script> thật", "chữ thật"),
        ("ngôi <img src='x.png'/> nhà", "ngôi [hình] nhà"),
        ("", ""),
    ],
)
def test_odd_markup_keeps_the_words(written: str, read: str) -> None:
    assert plain(written) == read


def test_rows_become_lines_with_marked_cells() -> None:
    table = (
        "<table><tr><th>Mức</th><th>Tiền</th></tr>"
        "<tr><td><p>Một</p></td><td>5.000<br>đồng</td></tr></table>"
    )
    assert lines(f"<p>Bảng:</p>{table}<p>Hết</p>") == [
        "Bảng:",
        "Mức | Tiền",
        "Một | 5.000 đồng",
        "Hết",
    ]


def test_a_layout_table_keeps_its_paragraphs_apart() -> None:
    assert lines("<table><tr><td><p>1. Một</p><p>2. Hai</p></td></tr></table>") == [
        "1. Một",
        "2. Hai",
    ]


def test_an_unclosed_table_loses_nothing() -> None:
    text = " ".join(lines("<table><tr><td>một<tr><td>hai<td>ba<p>bốn"))
    assert [word for word in text.split() if word != "|"] == ["một", "hai", "ba", "bốn"]


def test_nested_tables_lose_nothing() -> None:
    inner = "<table><tr><td>b</td><td>c</td></tr></table>"
    assert lines(f"<table><tr><td>a</td><td>{inner}</td><td>d</td></tr></table>") == [
        "a | b | c | d"
    ]


def test_text_comes_out_composed() -> None:
    apart = unicodedata.normalize("NFD", "Điều lệ ngõ hẻm")
    assert plain(apart) == "Điều lệ ngõ hẻm"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "div", "span", "li", "td", "tr", "table", "em", "br", "sup"]),
            st.text("abcđư123 ", max_size=8),
            st.booleans(),
        ),
        max_size=25,
    )
)
def test_no_letter_is_ever_lost(pieces: list[tuple[str, str, bool]]) -> None:
    """However tags are opened and (not) closed."""
    written = "".join(
        f"<{tag}>{text}" + (f"</{tag}>" if closed else "") for tag, text, closed in pieces
    )
    letters = "".join(text for _, text, _ in pieces)
    raised = str.maketrans("⁰¹²³", "0123")
    found = plain(written).translate(raised).replace("|", "")
    assert found.replace(" ", "") == letters.replace(" ", "")
