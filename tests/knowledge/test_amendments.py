"""The amendment register: its rows, what touches a place, and words that are over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.amendments import (
    MOST_WORDS,
    Amendment,
    Kind,
    amendments,
    is_sure,
    of,
    outdated_words,
    words_in,
)
from knowledge.documents import Citation
from knowledge.errors import SourceError

DAY = date(2026, 11, 22)
LABOUR, INSURANCE, HEALTH = "45/2019/QH14", "41/2024/QH15", "25/2008/QH12"


def changes(document: str, article: str, clause: str = "", point: str = "") -> list[str]:
    return [row.citation.id for row in of(Citation(document, article, clause, point))]


@pytest.mark.parametrize("row", amendments(), ids=lambda row: row.citation.id)
def test_a_row_is_short_and_says_where_it_comes_from(row: Amendment):
    assert 0 < len(row.change.split()) <= MOST_WORDS
    assert row.source
    assert row.change.endswith(".")
    assert row.at == row.at.strip()


def test_no_row_stands_twice():
    places = [(row.citation.id, row.amended_by, row.at, row.kind) for row in amendments()]
    assert len(places) == len(set(places))


def test_a_clause_is_touched_by_its_own_change_and_by_its_articles():
    assert changes(LABOUR, "139", "1") == ["45/2019/qh14+139.1"]
    assert changes(LABOUR, "139", "2") == []
    assert changes(HEALTH, "22", "1") == ["25/2008/qh12+22"]
    assert changes(INSURANCE, "53", "2", "c") == ["41/2024/qh15+53.2.c"]
    assert changes(INSURANCE, "53", "2", "a") == []


def test_an_article_is_touched_by_what_changes_a_part_of_it():
    assert changes(INSURANCE, "53") == ["41/2024/qh15+53.2.c", "41/2024/qh15+53.1"]


def test_what_changes_the_whole_document_touches_all_of_it():
    [row] = of(Citation("60/2014/QH13", "15", "1"))
    assert (row.kind, row.since) == (Kind.REPLACED, date(2027, 3, 1))
    assert not row.begun(DAY)
    assert row.begun(date(2027, 3, 1))


def test_a_document_alone_is_touched_only_as_a_whole():
    assert of(Citation(LABOUR, "")) == ()
    assert [row.amended_by for row in of(Citation("11/2017/QH14", ""))] == ["05/2026/QH16"]


def test_what_the_text_at_hand_says_already_is_left_out():
    place = Citation(LABOUR, "139")
    assert of(place, "1. … trước và sau khi  sinh con\nlà 06 tháng; …")
    assert of(place, "1. … sinh con là 06 tháng, sinh con thứ hai là 07 tháng …") == ()
    assert of(place, "") == of(place)


def test_of_unknown_begin_counts_as_begun():
    [row] = of(Citation("11/2017/QH14", "7"))
    assert row.since is None
    assert row.begun(DAY)
    assert not row.sure


def test_only_a_text_that_was_read_is_sure():
    assert is_sure("G")
    assert is_sure("B, G")
    assert not is_sure("B, T")


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("nộp tại Tòa án nhân dân cấp  huyện nơi cư trú", "Tòa án nhân dân khu vực"),
        ("Công an huyện, quận, thị xã", "Công an xã, phường"),
        ("do Phòng Tư pháp tham mưu", "Ủy ban nhân dân xã, phường"),
        ("Ủy ban nhân dân cấp huyện nơi cư trú", "xã, phường"),
        ("Bộ Lao động - Thương binh và Xã hội quy định", "Bộ Nội vụ"),
    ],
)
def test_an_office_that_is_no_more_is_found_in_the_words(text: str, now: str):
    [(_, row)] = words_in(text, DAY)
    assert now in row.now


def test_an_office_that_still_was_is_not_outdated():
    assert words_in("Tòa án nhân dân cấp huyện", date(2025, 6, 30)) == ()


@pytest.mark.parametrize("text", ["Tòa án nhân dân cấp tỉnh", "Công an xã", "xã huyện Đông", ""])
def test_other_words_are_left_alone(text: str):
    assert words_in(text, DAY) == ()


def test_every_row_about_words_has_its_evidence():
    assert all(row.source and row.now.endswith(".") for row in outdated_words())


@pytest.mark.parametrize(
    "content",
    [
        "- [",
        "places: []",
        "places: [{document: x}]\nwords: []",
        "places: 1",
    ],
)
def test_a_damaged_register_is_a_clear_error(content: str, tmp_path: Path):
    path = tmp_path / "amendments.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match="Sổ sửa đổi"):
        amendments(path)
