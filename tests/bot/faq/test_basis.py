"""The law as officers write it down."""

from __future__ import annotations

from datetime import date

import pytest

from bot.faq.basis import UnknownBasis, read_basis, written_basis
from knowledge.documents import Citation
from knowledge.search import Library
from tests.handlers.library import GARDEN, KITCHEN

DAY = date(2026, 11, 23)
TWO = Citation(KITCHEN, "2", "2")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Điều 2 khoản 2 Luật Bếp núc", (TWO,)),
        ("khoản 2 Điều 2 Luật Bếp núc", (TWO,)),
        ("dieu 2 khoan 2 luat bep nuc", (TWO,)),
        (f"Đ2 k2 Luật số {KITCHEN}", (TWO,)),
        ("- Điều 1 Luật Bếp núc\n- khoản 2 Điều 2", (Citation(KITCHEN, "1"), TWO)),
        ("Điều 1 Luật Bếp núc; Điều 1 Luật Bếp núc", (Citation(KITCHEN, "1"),)),
        ("Điều 2 khoản 1, 2 Luật Bếp núc", (Citation(KITCHEN, "2", "1"), TWO)),
        ("Điều 1 và 2 Luật Bếp núc", (Citation(KITCHEN, "1"), Citation(KITCHEN, "2"))),
        ("Điều 5 Luật Vườn rau", (Citation(GARDEN, "5"),)),
        ("", ()),
        ("không", ()),
        ("Không có.", ()),
    ],
)
def test_places(laws: Library, words: str, found: tuple[Citation, ...]) -> None:
    assert read_basis(words, laws, DAY) == found


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Luật Bếp núc", "Viết như"),
        ("theo quy định", "Viết như"),
        ("Điều 3", "chưa nói văn bản nào"),
        ("Điều 3 Nghị định 1/1999/NĐ-CP", "không có văn bản"),
        ("Điều 1 Luật Bếp núc; Điều 2 Luật Lạ lùng", "Luật Lạ lùng"),
    ],
)
def test_what_cannot_be_understood_is_named(laws: Library, words: str, says: str) -> None:
    with pytest.raises(UnknownBasis) as refused:
        read_basis(words, laws, DAY)

    assert says in refused.value.public_message


def test_written_again_it_is_read_as_the_same(laws: Library) -> None:
    places = (TWO, Citation(KITCHEN, "1"))

    assert read_basis(written_basis(places, laws), laws, DAY) == places
