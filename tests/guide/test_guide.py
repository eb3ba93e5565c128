"""The officers' guide tells of every page, and every picture in it is there."""

from __future__ import annotations

import re

import pytest
from werkzeug.exceptions import HTTPException

from bot.console.presentation import PLACES, Place
from tests.bot.conftest import redis, redis_server, redis_url  # noqa: F401
from tests.bot.console.office import (  # noqa: F401
    Office,
    console_library,
    console_settings,
    console_template,
    office,
)
from tests.guide.pictures import FOLDER, PICTURES

GUIDE = FOLDER.parents[1] / "huong-dan-can-bo.md"
MOST_BYTES = 2_500_000


@pytest.fixture(scope="module")
def guide() -> str:
    return GUIDE.read_text(encoding="utf-8")


def shown_in(guide: str) -> set[str]:
    """The names of the pictures that the guide shows."""
    return set(re.findall(r"\]\(images/console/([\w-]+)\.png\)", guide))


def is_there(place: Place, office: Office) -> bool:  # noqa: F811
    """Whether the navigation leads to it."""
    try:
        office.site.url_map.bind("").match(place.path)
    except HTTPException:
        return False
    return True


@pytest.mark.parametrize("label", [place.label for place in PLACES])
def test_every_page_of_the_navigation_has_its_chapter(guide: str, label: str):
    assert f"\n## {label}\n" in guide


def test_every_page_of_the_navigation_has_its_picture(guide: str, office: Office):  # noqa: F811
    pictured = {each.path.split("?")[0] for each in PICTURES if each.name in shown_in(guide)}
    wanted = {place.path for place in PLACES if is_there(place, office)}
    assert len(wanted) >= 10
    assert wanted - pictured == set(), "chụp lại bằng make guide và đưa hình vào hướng dẫn"


def test_every_picture_is_there_and_told_of(guide: str):
    there = {file.stem for file in FOLDER.glob("*.png")}
    assert shown_in(guide) == there
    assert there <= {picture.name for picture in PICTURES}


def test_the_pictures_are_small():
    sizes = [file.stat().st_size for file in FOLDER.glob("*.png")]
    assert sizes
    assert sum(sizes) < MOST_BYTES
