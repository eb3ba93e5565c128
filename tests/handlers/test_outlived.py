"""What later law has outlived is neither the answer nor a choice; by its number it is told so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handlers.actions import OfferChoices
from knowledge.documents import Article, Document
from knowledge.ingest.batch import Batch
from knowledge.search import Library
from knowledge.snapshot import build
from tests.handlers.conftest import NOW
from tests.handlers.story import Story

OLD, NEW, DETAILS = "981/2006/QH91", "968/2020/QH94", "931/2014/NĐ-CP"
_DETAILED = "Nghị định quy định chi tiết thi hành một số điều của Luật Nồi đất"
_DOCUMENTS = (
    Document(OLD, "Luật", "Luật Nồi đất", effective=date(2007, 7, 1)),
    Document(NEW, "Luật", "Luật Nồi đất", effective=date(2021, 7, 1)),
    Document(DETAILS, "Nghị định", _DETAILED, effective=date(2014, 6, 15)),
)
_WORDS = {OLD: "lửa rơm", NEW: "lửa ga", DETAILS: "lửa than"}


@pytest.fixture(scope="module")
def pots(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """One matter in an old law, the new one of the same name, and a decree on the old one."""
    folder: Path = tmp_path_factory.mktemp("pots") / "snapshot"
    articles = [
        Article(number, "4", "Nung nồi đất", f"Nồi đất được nung bằng {words} trong ba ngày.")
        for number, words in _WORDS.items()
    ]
    documents = {each.number: each for each in _DOCUMENTS}
    build(folder, Batch(documents, articles, []), cache=None, progress=False)
    return Library.open(folder)


def _offered(story: Story) -> set[str]:
    offers = [each.choices for each in story.actions if isinstance(each, OfferChoices)]
    return {choice.says.split("+")[0].upper() for choices in offers for choice in choices}


def test_only_what_binds_answers_or_is_offered(pots: Library) -> None:
    story = Story(pots, NOW)
    story.says("nung nồi đất bằng lửa gì trong mấy ngày")
    said = "".join(story.bubbles)
    assert "lửa ga" in said
    assert not {OLD, DETAILS} & _offered(story)
    story.says("xem điều luật khác")
    assert not {OLD, DETAILS} & _offered(story)


@pytest.mark.parametrize(
    ("number", "warned"),
    [
        (OLD, f"là bản cũ. Văn bản cùng tên mới hơn là Luật Nồi đất số {NEW}"),
        (DETAILS, f"hướng dẫn Luật Nồi đất số {OLD}. Từ 01/07/2021 luật ấy hết hiệu lực"),
        (NEW, ""),
    ],
)
def test_by_its_number_it_is_shown_with_a_word_before(
    pots: Library, number: str, warned: str
) -> None:
    story = Story(pots, NOW)
    story.says(f"điều 4 {number}")
    said = "".join(story.bubbles)
    before, shown, _ = said.partition(_WORDS[number])
    assert shown
    assert bool(warned) == ("hỏi lại cán bộ" in before)
    assert warned in before
