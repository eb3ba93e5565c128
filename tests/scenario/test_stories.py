"""Whole conversations from the webhook to the phone, as ``stories/*.yaml`` tell them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.official import CORPUS
from tests.scenario.play import play
from tests.scenario.script import stories
from tests.scenario.shelves import Libraries
from tests.scenario.town import Place

STORIES = dict(stories())
MOST_WANTED = (
    "law", "danger", "danger by category", "consent", "duty", "takeover", "windows", "rights",
    "feedback", "easy_reading", "calculators", "groups", "switching", "angry", "repeated",
    "out of order",
)  # fmt: skip
"""Subjects that need several stories, an ugly one among them."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.law] if story.official else [])
        for name, story in STORIES.items()
    ],
)
def test_story(name: str, place: Place, libraries: Libraries, tmp_path: Path) -> None:
    story = STORIES[name]
    if story.official and not CORPUS.is_file():
        pytest.skip(f"official text not beside the project: ../shared/legal/{CORPUS.name}")
    play(story, place, libraries(story.official), tmp_path)


@pytest.mark.parametrize("subject", MOST_WANTED)
def test_no_subject_has_only_fair_weather(subject: str) -> None:
    about = [story for story in STORIES.values() if story.about == subject]
    assert len(about) >= 3
    assert any(story.ugly for story in about)
