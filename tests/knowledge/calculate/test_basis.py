"""Every place that a calculator cites exists in the official text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import calculate
from knowledge.calculate import laws
from knowledge.calculate.examples import DAY, examples
from knowledge.check.texts import faults_of_place
from knowledge.documents import Citation
from knowledge.ingest.register import register
from tests.knowledge.official import code_texts, corpus_texts

CODE = sorted(Path(calculate.__file__).parent.glob("*.py"))


def written_out() -> Iterator[Citation]:
    """The places that stand in the code of the calculators, as far as no variable is in them."""
    for call in (node for path in CODE for node in ast.walk(ast.parse(path.read_text("utf-8")))):
        match call:
            case ast.Call(func=ast.Name(id="place"), args=[ast.Name(id=law), *part]):
                literal = [each.value for each in part if isinstance(each, ast.Constant)]
                if len(literal) == len(part):
                    yield Citation(getattr(laws, law), *literal)


def places() -> set[Citation]:
    return {place for _, each in examples() for place in each.basis}


def test_the_examples_cite_every_place_that_stands_in_the_code():
    written = set(written_out())
    assert len(written) >= 60
    assert written <= places()


def test_every_calculation_says_what_it_rests_on_and_how():
    for _, each in examples():
        assert each.basis
        assert each.title
        assert each.result.endswith(".")
        assert all(line.endswith(".") for line in (*each.lines, *each.notes))


def test_sentences_are_short_enough_to_read_on_a_phone():
    for _, each in examples():
        for words in (each.result, *each.lines, *each.notes):
            assert max(len(part.split()) for part in words.split(". ")) <= 34, words


def test_every_document_binds_or_bound():
    for place in places():
        known = register().get(place.document)
        if known and known.effective:
            assert known.effective <= DAY, place


@pytest.mark.law
def test_every_place_is_in_the_law():
    texts = (code_texts(), corpus_texts())
    known = [place for place in places() if any(t.articles_of(place.document) for t in texts)]
    assert len(known) >= 60
    for place in known:
        found = [list(faults_of_place(place, t)) for t in texts if t.articles_of(place.document)]
        assert [] in found, (place, found)
