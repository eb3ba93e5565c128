"""Every row of the amendment register, asked for by its number: the change comes first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from handlers.day import today, written
from handlers.texts import validity as texts
from knowledge.amendments import Amendment, amendments
from knowledge.search import Library
from tests.handlers.conftest import NOW
from tests.handlers.story import Story

ROWS = amendments()
PLACES = [row for row in ROWS if row.citation.article]


@dataclass(frozen=True)
class Asked:
    """What was said about a place: first, and altogether."""

    first: str
    all: str


def asked(library: Library, row: Amendment) -> Asked:
    story = Story(library, NOW)
    story.says("xin chào")
    place = row.citation
    point = f"điểm {place.point} " if place.point else ""
    clause = f"khoản {place.clause} " if place.clause else ""
    text = story.says(f"{point}{clause}điều {place.article or '1'} {place.document}")
    return Asked(text.split("\n\n")[0], text)


@pytest.fixture(scope="module")
def cards_alone(shipped_library: Path) -> Library:
    """The register and our cards, without the texts of the laws."""
    return Library.open(shipped_library)


@pytest.fixture(scope="module")
def official(official_library: Path) -> Library:
    """Our cards and the official texts that they and the amendments rest on."""
    return Library.open(official_library)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.citation.id}<{row.amended_by}")
def test_a_change_is_known_without_the_text(cards_alone: Library, row: Amendment):
    said = asked(cards_alone, row)
    assert row.change in said.first
    assert row.amended_by in said.first
    assert row.since is None or written(row.since) in said.first


@pytest.mark.law
@pytest.mark.parametrize("row", PLACES, ids=lambda row: f"{row.citation.id}<{row.amended_by}")
def test_a_change_is_said_before_the_official_words(official: Library, row: Amendment):
    if not official.article(row.citation.article_id):
        pytest.skip(f"no official text of {row.citation.article_id} in the library")
    said = asked(official, row)
    assert row.change in said.all.split("\n“")[0]
    assert row.sure == (texts.ASK_FIRST not in said.first)
    if row.outdates and row.begun(today(NOW)):
        assert "Lời văn cũ" in said.all.split("\n“")[0]
        assert "nguyên văn" not in said.all


@pytest.mark.law
@pytest.mark.parametrize(
    "row", [row for row in PLACES if row.old_words], ids=lambda row: row.citation.id
)
def test_the_old_words_of_a_row_still_stand_in_the_official_text(official: Library, row: Amendment):
    article = official.article(row.citation.article_id)
    if article is None:
        pytest.skip(f"no official text of {row.citation.article_id} in the library")
    assert row.stands_in(article.text)


@pytest.mark.law
@pytest.mark.parametrize(
    ("asked_for", "phrase", "now"),
    [
        ("điều 40 60/2014/QH13", "Phòng Tư pháp", "Ủy ban nhân dân xã, phường"),
        ("điều 7 60/2014/QH13", "Ủy ban nhân dân cấp huyện", "xã, phường"),
        ("điều 18 92/2015/QH13", "Tòa án nhân dân huyện", "Tòa án nhân dân khu vực"),
        ("điều 91 102/2016/QH13", "Bộ Lao động - Thương binh và Xã hội", "Bộ Nội vụ"),
    ],
)
def test_an_office_that_is_no_more_is_said_first(
    official: Library, asked_for: str, phrase: str, now: str
):
    story = Story(official, NOW)
    story.says("xin chào")
    first = story.says(asked_for).split("\n\n")[0]
    assert f"“{phrase}”" in first
    assert now in first


@pytest.mark.law
def test_the_pages_of_an_old_article_are_marked(official: Library):
    story = Story(official, NOW)
    story.says("xin chào")
    story.says("điều 139 45/2019/QH14")
    assert "Điều 139 Bộ luật Lao động số 45/2019/QH14 (đã sửa từ 01/07/2026)" in story.says(
        "xem thêm"
    )


@pytest.mark.law
def test_a_law_that_will_end_names_the_day_below_its_words(official: Library):
    story = Story(official, NOW)
    story.says("xin chào")
    words, below = story.says("khoản 1 điều 15 60/2014/QH13").rsplit("”", 1)
    assert "03/2026/QH16" not in words
    assert "Từ 01/03/2027, văn bản này hết hiệu lực, thay bằng Luật 03/2026/QH16" in below


@pytest.mark.law
def test_words_that_did_not_change_are_not_called_old(official: Library):
    story = Story(official, NOW)
    story.says("xin chào")
    whole = story.says("điều 3 26/2023/QH15")
    assert "Khoản 18 đã được sửa" in whole
    assert "Lời văn cũ" not in whole
    assert "Lời văn cũ" in story.says("khoản 18")


@pytest.mark.law
@pytest.mark.parametrize("typed", ["điều 139 bộ luật lao động", "dieu 139 45/2019/QH14"])
def test_that_the_words_are_old_is_said_once(official: Library, typed: str):
    story = Story(official, NOW)
    story.says("xin chào")
    assert story.says(typed).count("ời văn cũ") == 1
