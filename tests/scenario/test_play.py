"""A story that goes otherwise than it is told must fail, and show where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.scenario.play import StoryFailed, play
from tests.scenario.script import Story, WrongStoryError
from tests.scenario.shelves import Libraries
from tests.scenario.town import Place


def told(*steps: dict[str, Any]) -> Story:
    return Story(title="thử", about="thử", steps=steps)


WRONG = [
    ({"lan": "cảm ơn", "answer": "xyz"}, "'xyz' is missing"),
    ({"lan": "cảm ơn", "answer": {"lacks": "không có gì"}}, "'không có gì' was said"),
    ({"lan": "cảm ơn", "answer": {"begins": "Tạm biệt"}}, "does not begin with"),
    ({"lan": "cảm ơn", "answer": "silence"}, "1 bubbles, not 0"),
    ({"lan": "menu", "answer": {"choices": ["Xổ số"]}}, "'Xổ số' is not offered"),
    ({"lan": "menu", "answer": {"no_choices": ["Ly hôn"]}}, "'Ly hôn' is offered"),
    ({"lan": "menu", "answer": {"choices": 99}}, "choices, not 99"),
    ({"lan": "menu", "mai hears": "x"}, "'x' is missing"),
    ({"stored": {"people": 1}}, "table people: 0 rows, not 1"),
    ({"keys": {"hl:conversation:*": 1}}, "keys hl:conversation:*"),
    ({"lan picks": "Ly hôn"}, "nobody offers 'Ly hôn'"),
]


@pytest.mark.parametrize(("step", "fault"), WRONG)
def test_what_differs_is_shown_with_the_dialogue(
    step: dict[str, Any], fault: str, place: Place, libraries: Libraries, tmp_path: Path
) -> None:
    with pytest.raises(StoryFailed) as failed:
        play(told(step), place, libraries(False), tmp_path)
    assert fault in str(failed.value)
    assert str(failed.value).startswith("\n=== thử")


def test_what_is_still_stored_is_found(place: Place, libraries: Libraries, tmp_path: Path) -> None:
    story = told({"lan": "cảm ơn"}, {"nowhere": "lan"})
    with pytest.raises(StoryFailed, match="people"):
        play(story, place, libraries(False), tmp_path)


def test_a_word_that_no_story_knows_is_refused(
    place: Place, libraries: Libraries, tmp_path: Path
) -> None:
    with pytest.raises(WrongStoryError, match="step 1"):
        play(told({"lan dances": "x"}), place, libraries(False), tmp_path)
