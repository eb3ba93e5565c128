"""Later law outlives what nobody wrote an end for: made-up documents, and the register's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import Article, Document
from knowledge.ingest.batch import Batch
from knowledge.outlived import outlived
from knowledge.search import Library
from knowledge.snapshot import build

OLD = Document("981/2006/QH91", "Luật", "Luật Nồi đất", effective=date(2007, 7, 1))
NEW = Document("968/2020/QH94", "Luật", "Luật Nồi đất", effective=date(2021, 7, 1))
DETAILS = Document(
    "931/2014/NĐ-CP",
    "Nghị định",
    "Nghị định quy định chi tiết thi hành một số điều của Luật Nồi đất",
    effective=date(2014, 6, 15),
)
DAY = date(2026, 11, 22)


def _by(document: Document, *others: Document) -> str:
    found = outlived((document, *others)).get(document.id)
    return found.by.number if found else ""


def test_a_later_law_of_the_same_name_outlives_the_earlier_from_its_first_day() -> None:
    found = outlived((OLD, NEW))
    assert set(found) == {OLD.id}
    assert found[OLD.id] == (date(2021, 7, 1), NEW, None)


def test_what_details_a_law_ends_with_it() -> None:
    assert outlived((DETAILS, OLD, NEW))[DETAILS.id] == (date(2021, 7, 1), NEW, OLD)
    ended = replace(OLD, expires=date(2020, 1, 1))
    assert outlived((DETAILS, ended))[DETAILS.id] == (date(2020, 1, 1), ended, ended)


@pytest.mark.parametrize(
    ("changes", "other"),
    [
        ({}, {"name": "Luật Nồi đất nung"}),
        ({}, {"number": "968/2020/NĐ-CP"}),
        ({"amended_by": (NEW.number,)}, {}),
        (
            {"name": "Luật sửa đổi, bổ sung một số điều của Luật Nồi đất"},
            {"name": "Luật sửa đổi, bổ sung một số điều của Luật Nồi đất"},
        ),
        ({"effective": None}, {}),
    ],
)
def test_what_is_no_successor_outlives_nothing(
    changes: dict[str, object], other: dict[str, object]
) -> None:
    assert _by(replace(OLD, **changes), replace(NEW, **other)) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"effective": date(2022, 1, 1)},
        {"name": "Nghị định quy định chi tiết Luật Nồi đất và Luật Chum vại"},
        {"name": "Nghị định về giá nồi đất"},
        {"kind": "Luật"},
    ],
)
def test_what_details_a_law_that_binds_binds_on(changes: dict[str, object]) -> None:
    jars = Document("970/2010/QH92", "Luật", "Luật Chum vại", effective=date(2011, 1, 1))
    assert _by(replace(DETAILS, **changes), OLD, NEW, jars) == ""  # type: ignore[arg-type]


def test_what_was_replaced_on_an_unknown_day_is_outlived_once_its_successor_was_there() -> None:
    heir = Document("12/2022/NĐ-CP", "Nghị định", "Nghị định về nồi và vung")
    old = Document("11/2010/NĐ-CP", "Nghị định", "Về nồi", replaced_by=(heir.number,))
    assert outlived((old, heir))[old.id] == (date(2022, 12, 31), heir, None)
    issued = replace(heir, issued=date(2022, 1, 15))
    assert outlived((old, issued))[old.id] == (date(2022, 1, 15), issued, None)
    assert outlived((replace(old, expires=date(2022, 3, 1)), issued)) == {}
    nobody_knows = replace(heir, number="97/NQ-CP")
    assert outlived((replace(old, replaced_by=("97/NQ-CP",)), nobody_knows)) == {}


def test_a_document_may_detail_laws_that_its_name_does_not_tell() -> None:
    fees = Document("256/2014/TT-BTC", "Thông tư", "Về lệ phí nung", details=(OLD.number,))
    assert outlived((fees, OLD, NEW))[fees.id] == (date(2021, 7, 1), NEW, OLD)
    binding = Document("970/2010/QH92", "Luật", "Luật Chum vại", effective=date(2011, 1, 1))
    both = replace(fees, details=(OLD.number, binding.number))
    assert fees.id not in outlived((both, OLD, NEW, binding))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("outlived") / "snapshot"
    articles = [
        Article(each.number, "4", "Nung nồi đất", f"Nồi đất được nung theo lửa {place}.")
        for place, each in enumerate((OLD, NEW, DETAILS))
    ]
    documents = {each.number: each for each in (OLD, NEW, DETAILS)}
    build(folder, Batch(documents, articles, []), cache=None, progress=False)
    return Library.open(folder)


def test_what_was_outlived_is_no_answer(library: Library) -> None:
    def found(day: date) -> set[str]:
        hits = library.search("nung nồi đất", as_of=day, answerable_only=True)
        return {hit.document.number for hit in hits}

    assert found(DAY) == {NEW.number}
    assert OLD.number in found(date(2020, 1, 1))


def test_whoever_asks_for_everything_finds_it(library: Library) -> None:
    hits = library.search("nung nồi đất", as_of=DAY)
    assert {hit.document.number for hit in hits} == {OLD.number, NEW.number, DETAILS.number}


def test_what_outlived_a_document_is_told_by_day(library: Library) -> None:
    found = library.outlived_by(OLD, DAY)
    assert found is not None
    assert found.by == NEW
    assert library.outlived_by(OLD, date(2021, 6, 30)) is None
    assert library.outlived_by(NEW, DAY) is None
