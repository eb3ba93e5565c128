"""Places in the ward that nobody entered: said so, with the numbers that hold everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from handlers import local_places
from handlers.actions import Intent
from handlers.texts import OFFICER
from handlers.texts import directory as texts
from knowledge.documents import Card, Place
from knowledge.search import Library
from knowledge.snapshot import build
from tests.handlers.conftest import NOW, TurnOf
from tests.handlers.library import CARDS, batch
from tests.handlers.story import Story

ASKED = [
    ("địa chỉ ủy ban phường", texts.WARD_OFFICE),
    ("dia chi uy ban phuong o dau", texts.WARD_OFFICE),
    ("UBND phường Hạc Thành ở đâu ạ", texts.WARD_OFFICE),
    ("trụ sở phường ở đường nào", texts.WARD_OFFICE),
    ("số điện thoại công an phường", texts.POLICE),
    ("sdt cong an phuong", texts.POLICE),
    ("cho em xin số điện thoại công an phường với", texts.POLICE),
    ("trung tâm trợ giúp pháp lý ở đâu", texts.LEGAL_AID),
    ("dia chi trung tam tro giup phap ly cua tinh", texts.LEGAL_AID),
    ("tư vấn luật miễn phí ở đâu gần đây", texts.LEGAL_AID),
    ("một cửa phường mấy giờ mở", texts.ONE_STOP),
    ("trạm y tế phường ở đâu", texts.HEALTH),
    ("so dien thoai hoi phu nu phuong", texts.UNION),
    ("nhà tạm lánh ở đâu", texts.SHELTER),
    ("tòa án khu vực ở đâu", texts.COURT),
]


@pytest.mark.parametrize(("typed", "place"), ASKED)
def test_what_nobody_entered_is_said_and_a_person_offered(story: Story, typed: str, place: str):
    story.says("xin chào")
    answer = story.says(typed)
    assert texts.not_entered(place) in answer
    assert story.labels[0] == OFFICER
    assert story.conclusion.intent is Intent.DIRECTORY
    story.says("1")
    assert story.called_officer


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("số điện thoại công an phường", "113"),
        ("trạm y tế phường ở đâu", "115"),
        ("nơi tạm lánh ở đâu", "1900 969 680"),
    ],
)
def test_the_national_numbers_that_fit_are_given(story: Story, typed: str, number: str):
    assert number in story.says(typed)


def test_no_number_is_given_that_does_not_fit(story: Story):
    answer = story.says("địa chỉ ủy ban phường")
    assert not {"113", "115", "1900"} & set(answer.split())


@pytest.mark.parametrize(
    "typed",
    [
        "ly hôn thì nộp đơn ở tòa án nào",
        "đăng ký kết hôn ở ủy ban phường nào",
        "làm căn cước ở công an phường được không",
        "công an phường có được vào nhà tôi không",
        "ai được trợ giúp pháp lý",
        "nấu cơm ở đâu",
        "",
    ],
)
def test_other_questions_are_left_to_the_search(turn_of: TurnOf, typed: str):
    assert local_places.handle(turn_of(typed)) == []


def library_with(folder: Path, cards: Sequence[Card]) -> Library:
    entered = batch()
    entered.cards.extend(cards)
    build(folder, entered, cache=None, progress=False)
    return Library.open(folder)


def test_what_the_ward_entered_is_left_to_its_card(tmp_path: Path):
    ours = replace(
        CARDS[0],
        id="cong-an",
        kind="directory",
        title="Công an phường Bếp",
        questions=("Công an phường ở đâu, số điện thoại bao nhiêu?",),
        answer="Công an phường ở Ngõ Chảo.",
        citations=(),
        places=(Place("Trực ban", "Ngõ Chảo"),),
    )
    story = Story(library_with(tmp_path / "library", [ours]), NOW)
    story.says("xin chào")
    assert "Ngõ Chảo" in story.says("số điện thoại công an phường")
    assert texts.not_entered(texts.WARD_OFFICE) in story.says("địa chỉ ủy ban phường")
