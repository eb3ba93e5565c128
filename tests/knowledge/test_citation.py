from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.citation import CitationRequest, document_label, label, parse
from knowledge.documents import Citation, Document
from knowledge.text.fold import fold

HNGD = Document("52/2014/QH13", "Luật", "Luật Hôn nhân và gia đình")
FINES = Document(
    "282/2025/NĐ-CP", "Nghị định", "Nghị định xử phạt vi phạm hành chính về nhiều việc"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("điều 51 luật hôn nhân gia đình", ("51", "", "", "", "luật hôn nhân gia đình")),
        ("khoản 3 điều 51 52/2014/QH13", ("51", "3", "", "52/2014/QH13", "")),
        ("d51 k3 luat hngd", ("51", "3", "", "", "luat hngd")),
        ("Điều 8 khoản 1 điểm a luật HNGĐ", ("8", "1", "a", "", "luật HNGĐ")),
        ("điểm a khoản 1 điều 8 luật HNGĐ", ("8", "1", "a", "", "luật HNGĐ")),
        ("điểm đ khoản 2 Điều 5 Luật HN&GĐ thì sao", ("5", "2", "đ", "", "Luật HN&GĐ")),
        ("k1 đ139 bllđ", ("139", "1", "", "", "bllđ")),
        ("điều 139 bllđ khoản 4", ("139", "4", "", "", "bllđ")),
        ("điều 35 bộ luật lao động khoản 1 điểm a", ("35", "1", "a", "", "bộ luật lao động")),
        ("điều 1000 bộ luật dân sự", ("1000", "", "", "", "bộ luật dân sự")),
        ("k1d139 bo luat lao dong", ("139", "1", "", "", "bo luat lao dong")),
        ("điều 134 bộ luật hình sự", ("134", "", "", "", "bộ luật hình sự")),
        ("điều 12a luật trẻ em", ("12a", "", "", "", "luật trẻ em")),
        ("luat tre em dieu 6 khoan 3", ("6", "3", "", "", "luat tre em")),
        ("điều 33 của luật hôn nhân gđ", ("33", "", "", "", "luật hôn nhân gđ")),
        ("luật 52/2014 điều 81", ("81", "", "", "52/2014/QH13", "")),
        ("282/2025/nd-cp dieu 37 phat bao nhieu", ("37", "", "", "282/2025/NĐ-CP", "")),
        ("điều 5 thông tư 04/2020 nói gì", ("5", "", "", "", "thông tư 04/2020")),
        ("dieu 15 tt 07/2022/tt-bldtbxh", ("15", "", "", "07/2022/TT-BLĐTBXH", "")),
        ("điều 651 bộ luật dân sự 2015 nói gì", ("651", "", "", "", "bộ luật dân sự 2015")),
        ("điều 2 luật thi hành án dân sự thì sao", ("2", "", "", "", "luật thi hành án dân sự")),
        ("điều 7 luật bảo hiểm xã hội có gì mới", ("7", "", "", "", "luật bảo hiểm xã hội")),
        ("điều 3 luật sở hữu trí tuệ", ("3", "", "", "", "luật sở hữu trí tuệ")),
        (
            "dieu 51 luat hon nhan va gia dinh quy dinh gi",
            ("51", "", "", "", "luat hon nhan va gia dinh"),
        ),
        ("khoản 3, điều 51, luật HNGĐ", ("51", "3", "", "", "luật HNGĐ")),
        ("điều 51", ("51", "", "", "", "")),
        ("điều 8, 20 tuổi có cưới được không", ("8", "", "", "", "")),
        ("luật sư ơi điều 51", ("51", "", "", "", "")),
        ("pháp luật quy định điều 5", ("5", "", "", "", "")),
        ("nđ 282/2025", ("", "", "", "282/2025/NĐ-CP", "")),
        ("nghị định số 126/2014/NĐ-CP", ("", "", "", "126/2014/NĐ-CP", "")),
    ],
)
def test_one_reference(text: str, expected: tuple[str, str, str, str, str]) -> None:
    assert parse(text) == [CitationRequest(*expected)]


def test_name_and_number_of_one_document() -> None:
    [found] = parse("Điều 51 Luật Hôn nhân và gia đình số 52/2014/QH13")
    assert found == CitationRequest("51", "", "", "52/2014/QH13", "Luật Hôn nhân và gia đình")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "điều 51 và 56 luật hôn nhân",
            [("51", "", "luật hôn nhân"), ("56", "", "luật hôn nhân")],
        ),
        (
            "điều 51 luật HNGĐ và điều 134 BLHS",
            [("51", "", "luật HNGĐ"), ("134", "", "BLHS")],
        ),
        (
            "luật hôn nhân điều 51, BLHS điều 134",
            [("51", "", "luật hôn nhân"), ("134", "", "BLHS")],
        ),
        (
            "Điều 5, Điều 8 và khoản 2 Điều 10 Luật HNGĐ",
            [("5", "", "Luật HNGĐ"), ("8", "", "Luật HNGĐ"), ("10", "2", "Luật HNGĐ")],
        ),
        (
            "luật trẻ em điều 4 khoản 1, điều 6 khoản 2",
            [("4", "1", "luật trẻ em"), ("6", "2", "luật trẻ em")],
        ),
    ],
)
def test_several_references(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(found.article, found.clause, found.name) for found in parse(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "điều kiện kết hôn là gì",
        "điều gì xảy ra khi ly hôn",
        "con 2 tuổi ai nuôi",
        "tôi có 500k 1 tháng nuôi 2 con",
        "luật hôn nhân gia đình quy định tuổi kết hôn",
        "điều khoản 3 trong hợp đồng",
        "điểm a ở đâu",
        "ngày 12/5/2024 tôi cưới",
        "0912 345 678",
        "đ51",
        "500.000đ 3 lần",
        "điều 51/2014",
    ],
)
def test_no_reference(text: str) -> None:
    assert parse(text) == []


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    for found in parse(text):
        assert found.article or found.document


@given(
    article=st.integers(1, 700),
    clause=st.integers(1, 30),
    point=st.sampled_from("abcdeghik"),
    plain=st.booleans(),
)
def test_what_label_writes_parse_reads(article: int, clause: int, point: str, plain: bool) -> None:
    place = Citation(HNGD.number, str(article), str(clause), point)
    written = label(place, HNGD)
    [found] = parse(fold(written) if plain else written)
    assert (found.article, found.clause, found.point) == (place.article, place.clause, place.point)
    assert found.document == HNGD.number


def test_labels_in_the_standard_form() -> None:
    law = label(Citation("52/2014/QH13", "51", "3"), HNGD)
    assert law == "khoản 3 Điều 51 Luật Hôn nhân và gia đình số 52/2014/QH13"
    decree = label(Citation("282/2025/NĐ-CP", "37", "2", "đ"), FINES)
    assert decree == "điểm đ khoản 2 Điều 37 Nghị định số 282/2025/NĐ-CP"
    assert label(Citation("9/2020/QH14", "1")) == "Điều 1 văn bản số 9/2020/QH14"
    assert document_label(HNGD) == "Luật Hôn nhân và gia đình số 52/2014/QH13"
    assert document_label(Document("9/2020/QH14")) == "văn bản số 9/2020/QH14"


@pytest.mark.parametrize(
    ("section", "clause", "name"),
    [
        ("51", "3", "khoản 3 Điều 51"),
        ("Mục II", "", "Mục II"),
        ("Mục II", "3", "Mục II.3"),
        ("Mục II Phần I", "3", "Mục II.3 Phần I"),
        ("Phụ lục I", "2", "mục 2 Phụ lục I"),
        ("Toàn văn", "", "Toàn văn"),
    ],
)
def test_a_section_is_called_by_its_own_name(section: str, clause: str, name: str) -> None:
    place = Citation("12/KH-UBND", section, clause)
    plan = Document("12/KH-UBND", "Kế hoạch")
    assert label(place, plan) == f"{name} Kế hoạch số 12/KH-UBND"
