"""The model's file is small, always the same, and says what made it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import ModelError
from knowledge.index.importance import WEIGHED, Network
from knowledge.model import FILE_NAME, FOLDER, Model, read_model, shipped, write_model
from knowledge.search import Library
from tests.knowledge.index import models

RECORD = json.loads((FOLDER / "ranker.json").read_text(encoding="utf-8"))


def small_model() -> Model:
    shapes = (len(WEIGHED), 21, 4), (len(WEIGHED), 4), (len(WEIGHED), 4), (len(WEIGHED),)
    parts = [np.ones(shape, dtype=np.float32) for shape in (*shapes, (21,), (21,))]
    return Model(Network._make(parts), models.ranker())


def test_written_and_read_again(tmp_path: Path) -> None:
    model = small_model()
    write_model(tmp_path, model)
    read = read_model(tmp_path)
    assert read.ranker.columns == model.ranker.columns
    before, after = (
        (one.importance, one.ranker.forest, one.ranker.networks, one.ranker.calibration)
        for one in (model, read)
    )
    for part, again in zip(before, after, strict=True):
        for name in part._fields:
            np.testing.assert_array_equal(getattr(part, name), getattr(again, name))


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_model(tmp_path, small_model()).read_bytes()
    assert write_model(tmp_path, small_model()).read_bytes() == first


def test_missing_or_damaged(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Không có mô hình"):
        read_model(tmp_path)
    path = write_model(tmp_path, small_model())
    whole = path.read_bytes()
    for broken in (b"", b"x", whole[: len(whole) // 2]):
        path.write_bytes(broken)
        with pytest.raises(ModelError, match="bị hỏng"):
            read_model(tmp_path)


def test_the_shipped_file_is_the_one_on_record() -> None:
    content = (FOLDER / FILE_NAME).read_bytes()
    assert sha256(content).hexdigest() == RECORD["model_sha256"]
    assert len(content) < 400_000
    assert list(shipped().ranker.columns) == RECORD["features"]


def test_the_shipped_model_fits_the_program(library: Library) -> None:
    hits = library.search("Ai được nuôi con sau khi ly hôn?")
    assert hits
    assert all(np.isfinite(hit.score) and 0 <= hit.confidence <= 1 for hit in hits)


def test_no_question_is_told() -> None:
    text = json.dumps(RECORD, ensure_ascii=False)
    assert set(RECORD) == {
        "command", "library", "questions", "questions_sha256", "model_sha256", "seed", "python",
        "processor", "versions", "scores", "features",
    }  # fmt: skip
    assert "?" not in text
