"""The table of values that change is sound, in itself and against the official text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.check.texts import BatchTexts
from knowledge.check.values import missing_places, overlaps, value_problems
from knowledge.documents import Article
from knowledge.ingest.batch import Batch
from knowledge.values import value, values
from tests.knowledge.official import code_texts

ROW = value("reference-level", date(2026, 11, 22))


def test_the_table_that_ships_is_sound():
    assert value_problems() == []


def test_two_rows_for_one_day_are_a_fault():
    again = replace(ROW, since=date(2026, 10, 1))
    [(row, why)] = overlaps([ROW, again])
    assert (row, "01/10/2026" in why) == (ROW, True)
    assert list(overlaps([replace(ROW, until=date(2026, 10, 1)), again])) == []


def test_a_row_that_ends_before_it_begins_is_a_fault():
    [(_, why)] = overlaps([replace(ROW, until=ROW.since)])
    assert "until" in why


def test_a_place_that_is_not_in_the_law_is_a_fault():
    texts = BatchTexts(Batch({}, [Article("161/2026/NĐ-CP", "4", "", "1. Khác.")]))
    [(_, why)] = missing_places([ROW], texts)
    assert "không có Điều 3" in why


@pytest.mark.law
def test_every_place_of_the_table_is_in_the_code():
    texts = code_texts()
    known = [row for row in values() if texts.articles_of(row.basis.document)]
    assert len(known) >= 20
    assert list(missing_places(known, texts)) == []
