"""Whole folders: what stands between entries, and the library of this project itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.check import BatchTexts, check_library
from knowledge.errors import SourceError
from knowledge.ingest import jsonl
from knowledge.shelf import read_shelf
from tests.knowledge.check.samples import TODAY, entry, tip_entry
from tests.knowledge.conftest import Shelf
from tests.knowledge.official import CORPUS, present

#: Our own entries are judged on the day on which the newest of them was written.
NEWEST = max(entry.checked_on for _, entry in read_shelf().entries())


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in check_library(folder, TODAY)]


def test_cards_and_tips_that_get_along(shelf: Shelf) -> None:
    cards = {"a": [entry("mot", related=["hai"])], "b": [entry("hai")]}
    assert problems(shelf(**cards, tips_a=[tip_entry("mot"), tip_entry("hai")])) == []


def test_faults_between_cards(shelf: Shelf) -> None:
    shared = entry("hai", related=["khong-co"])
    shared["questions"] = ["CÂU MỘT SỐ 1", *shared["questions"]]
    twice = entry("mot", questions=shared["questions"][1:])
    found = problems(shelf(a=[entry("mot")], b=[shared, twice]))
    assert any(line.startswith("b.yaml, thẻ hai: Câu «CÂU MỘT SỐ 1» đã có") for line in found)
    assert any("thẻ hai: Không có thẻ «khong-co»" in line for line in found)
    assert any("thẻ mot: Trùng id với thẻ ở a.yaml" in line for line in found)


def test_faults_between_tips(shelf: Shelf) -> None:
    again = tip_entry("hai", text="CHỊ được quyền - điều số mot")
    found = problems(shelf(tips_a=[tip_entry("mot")], tips_b=[again, tip_entry("mot")]))
    assert any("tips_b.yaml, lời nhắc hai: Trùng lời với mot" in line for line in found)
    assert any("lời nhắc mot: Trùng id với lời nhắc ở tips_a.yaml" in line for line in found)


def test_an_example_is_never_offered_beside_a_real_card(shelf: Shelf) -> None:
    form = entry(
        "mau", kind="programme", issued_by="«NƠI»", period="«NĂM»", example=True, citations=[]
    )
    [line] = problems(shelf(a=[entry("mot", related=["mau"]), form]))
    assert "thẻ mot: Thẻ «mau» ghi ở related chỉ là mẫu" in line


def test_faults_of_shape_are_reported_too(shelf: Shelf) -> None:
    found = problems(shelf(a=[entry("mot", kind="faq")], tips_a=[tip_entry("hai", picture=5)]))
    assert [line.split(":")[0] for line in found] == [
        "a.yaml, thẻ mot",
        "tips_a.yaml, lời nhắc hai",
    ]


def test_a_library_without_its_lists_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    with pytest.raises(SourceError, match="hỏng"):
        check_library(tmp_path, TODAY)


def test_our_own_cards_and_tips_are_right() -> None:
    assert [str(problem) for problem in check_library(today=NEWEST)] == []


@pytest.mark.law
def test_every_place_that_our_entries_cite_exists_in_the_official_text() -> None:
    texts = BatchTexts(jsonl.read(present(CORPUS)))
    assert [str(problem) for problem in check_library(today=NEWEST, texts=texts)] == []
