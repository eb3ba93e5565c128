"""Numbers as the gazette prints them, ids that never change, and who is in force when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.documents import Article, Card, Citation, Document, canonical_number

LAW = "52/2014/QH13"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("52/2014/qh13", LAW),
        ("126/2014/nđ-cp", "126/2014/NĐ-CP"),
        (" 50/2007/qđ-ttg ", "50/2007/QĐ-TTg"),
    ],
)
def test_a_number_is_written_as_the_gazette_prints_it(written: str, printed: str) -> None:
    assert canonical_number(written) == printed


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (Citation(LAW, "51"), "52/2014/qh13+51"),
        (Citation(LAW, "51", "3"), "52/2014/qh13+51.3"),
        (Citation(LAW, "8", "1", "Đ"), "52/2014/qh13+8.1.đ"),
    ],
)
def test_every_place_in_the_law_has_its_id(citation: Citation, expected: str) -> None:
    assert citation.id == expected


def test_document_and_article_have_ids_too() -> None:
    assert Document(LAW).id == "52/2014/qh13"
    assert Article(LAW, "81", "Trông nom", "…").id == Citation(LAW, "81").article_id


@pytest.mark.parametrize(
    ("day", "binds"),
    [(date(2014, 12, 31), False), (date(2015, 1, 1), True), (date(2026, 12, 31), False)],
)
def test_a_document_binds_from_its_first_day_until_the_day_it_expires(
    day: date, binds: bool
) -> None:
    law = Document(LAW, effective=date(2015, 1, 1), expires=date(2026, 12, 31))
    assert law.in_force(day) is binds


@pytest.mark.parametrize(("kind", "days"), [("law", 180), ("programme", 180), ("directory", 90)])
def test_a_card_is_reviewed_after_half_a_year_a_directory_after_a_quarter(
    kind: str, days: int
) -> None:
    checked = date(2026, 11, 22)
    card = Card("a", kind, "t", "T", (), "A", (), checked, "B")
    assert card.review_day == checked + timedelta(days=days)
    assert replace(card, review_by=date(2027, 1, 1)).review_day == date(2027, 1, 1)
