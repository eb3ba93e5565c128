"""Every place that a calculator cites exists in the official text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from knowledge.calculate import (
    Calculation,
    ages,
    deadlines,
    family,
    loan,
    maternity,
    pension,
    work,
)
from knowledge.check.texts import faults_of_place
from knowledge.documents import Citation
from knowledge.ingest.register import register
from tests.knowledge.official import code_texts, corpus_texts

TODAY = date(2026, 11, 22)
BEFORE = date(2026, 6, 30)


def calculations() -> Iterator[Calculation]:
    """Every calculator in all its cases."""
    for birth, child, babies in product((TODAY, BEFORE), (1, 2, 3), (1, 2, 3)):
        yield maternity.leave(birth, child, babies, TODAY)
        yield maternity.pay(90_000_000, birth, child, babies, TODAY)
        for yes in (True, False):
            yield maternity.birth_grant(yes, babies, birth, TODAY)
            yield maternity.husband(birth, child, babies, yes, None, TODAY)
            yield maternity.recovery(babies, yes, birth, TODAY)
    for sex, year in product(pension.Sex, range(1950, 2000)):
        yield pension.retirement(year, 5, sex, TODAY)
        yield pension.pension(sex, 12 * (year - 1949), 5_000_000, TODAY)
        yield pension.social_pension(year, 5, year % 2 == 0, TODAY)
    yield pension.lump_sum(30, 30, 5_000_000, TODAY)
    yield work.severance(30, 10, 5_000_000, TODAY)
    for on, night in product(work.Day, (True, False)):
        yield work.overtime(30_000, Fraction(5), on, night, TODAY)
    for conditions, months in product(work.Conditions, (5, 70)):
        yield work.annual_leave(months, conditions, TODAY)
    yield loan.interest(50_000_000, Fraction(1, 2), "ngay", TODAY)
    yield family.inheritance(True, 1, 1, 10, True, TODAY)
    yield family.inheritance(False, 0, 0, None, False, TODAY)
    yield family.child_support(date(2015, 1, 1), TODAY)
    yield deadlines.birth_registration(TODAY, TODAY)
    yield deadlines.death_registration(TODAY, TODAY)
    yield deadlines.labour_dispute(TODAY, TODAY)
    yield deadlines.inheritance_claim(TODAY, TODAY)
    for key, years in product(ages.QUESTIONS, range(70)):
        yield ages.at_age(date(2026 - years, 1, 1), (key,), TODAY)


def places() -> set[Citation]:
    return {place for each in calculations() for place in each.basis}


def test_every_calculation_says_what_it_rests_on_and_how():
    for each in calculations():
        assert each.basis
        assert each.title
        assert each.result.endswith(".")
        assert all(line.endswith(".") for line in (*each.lines, *each.notes))


def test_sentences_are_short_enough_to_read_on_a_phone():
    for each in calculations():
        for words in (each.result, *each.lines, *each.notes):
            assert max(len(part.split()) for part in words.split(". ")) <= 34, words


def test_every_document_binds_or_bound():
    for place in places():
        known = register().get(place.document)
        if known and known.effective:
            assert known.effective <= TODAY, place


@pytest.mark.law
def test_every_place_is_in_the_law():
    texts = (code_texts(), corpus_texts())
    known = [place for place in places() if any(t.articles_of(place.document) for t in texts)]
    assert len(known) >= 60
    for place in known:
        found = [list(faults_of_place(place, t)) for t in texts if t.articles_of(place.document)]
        assert [] in found, (place, found)
