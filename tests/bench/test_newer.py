"""Questions about older and newer laws are made from the texts, and compared pair by pair."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import Citation
from knowledge.search import Library
from knowledge.snapshot import build
from tests.bench import as_of, newer
from tests.knowledge.samples import ARTICLES, CARDS, batch, library

THESE = range(2014, 2020)
DAY = date(2022, 1, 1)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library(tmp_path_factory.mktemp("newer") / "compiled")


def test_headings_of_those_years_only() -> None:
    groups = newer.headings(ARTICLES, batch().documents, THESE)
    asked = {(item.question, *item.relevant) for (item,) in groups}
    assert ("Nghỉ thai sản Bộ luật Lao động", "945/2019/qh99+139") in asked
    assert {"/2014/", "/2019/"} == {f"/{article.split('/')[1]}/" for _, article in asked}


def test_cards_all_of_whose_laws_are_of_those_years(small: Library) -> None:
    (group,) = newer.of_cards(small, CARDS, THESE)
    assert [item.question for item in group] == list(CARDS[0].questions)
    assert group[0].relevant == {"901/2014/qh99+81"}
    mixed = replace(CARDS[0], citations=(*CARDS[0].citations, Citation("1/2025/QH15", "1")))
    assert newer.of_cards(small, [mixed], THESE) == []


def test_the_rows_compare_first_stage_and_ranker(small: Library) -> None:
    known = batch()
    rows = list(newer.rows(small, known.articles, known.documents, known.cards))
    assert all(len(row) == len(newer.HEADING) for row in rows)
    heading = next(row for row in rows if row[:2] == ["heading and document", "2015–2019"])
    assert heading[2] == "2"
    assert float(heading[3]) > 0.9


def test_the_error_counts_questions_of_a_card_once() -> None:
    apart = [[(0.0, 1.0)], [(0.0, 1.0)], [(0.0, 0.0)], [(0.0, 0.0)]]
    together = [[(0.0, 1.0), (0.0, 1.0)], [(0.0, 0.0), (0.0, 0.0)]]
    assert newer._gain(apart).mean == newer._gain(together).mean == 0.5
    assert newer._gain(together).error == pytest.approx(newer._gain(apart).error * 2**0.5)


def test_a_day_hides_expired_answers(tmp_path: Path) -> None:
    build(tmp_path / "library", batch())
    questions = [
        item
        for group in newer.headings(ARTICLES, batch().documents, range(2000, 2020))
        for item in group
    ]
    rows = {row[0]: row[1:] for row in as_of.rows(tmp_path / "library", questions * 2, DAY)}
    assert rows["expired, some or all"][0] == "2"
    assert rows["expired, some or all"][2] == "0.000"
    assert int(rows["all in force"][0]) == 2 * len(questions) - 2
    assert float(rows["all in force"][2]) > 0.8
