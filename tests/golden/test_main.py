from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import golden
from tests.golden.__main__ import main
from tests.handlers.library import KITCHEN

QUESTIONS = f"""
- id: a-1
  question: Nấu cơm có phải trông lửa không?
  style: plain
  topic: bếp núc
  expect: [{{document: {KITCHEN}, article: "2"}}]
- id: a-2
  question: xyzzy plugh
  style: chat
  topic: vườn
  expect: [{{document: {KITCHEN}, article: "3"}}]
"""

REFUSED = """
- {id: r-1, question: cảm ơn chị nhiều, style: plain, why: lời cảm ơn}
- {id: r-2, question: nau com co can trong lua khong, style: no_accents, why: giả làm câu khác}
"""


@pytest.fixture(autouse=True)
def two_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "refused.yaml").write_text(REFUSED, encoding="utf-8")
    monkeypatch.setattr(golden, "FOLDER", tmp_path)


def test_the_table_and_what_went_wrong(kitchen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", str(kitchen), "--failures"]) == 0
    printed = capsys.readouterr().out
    assert "| all | 2 | 0.500 | 0.500 | 0.000 | 0.500 | 0.000 |" in printed
    assert "| topic: vườn | 1 | 0.000 |" in printed
    assert "refused as they should be: 1 of 2" in printed
    assert "a-2 nothing: xyzzy plugh" in printed
    assert "r-2 not refused" in printed
    assert "a-1" not in printed


def test_json(kitchen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", str(kitchen), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["groups"][0]["first"] == 0.5
    assert report["refused"] == {"n": 2, "not_refused": ["r-2"]}
    assert report["outcomes"] == {"a-1": "first", "a-2": "nothing"}


def test_a_library_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err
