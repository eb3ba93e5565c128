"""The town's rules and questions, compiled once."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.evaluate import read_questions
from knowledge.train.dataset import Dataset
from tests.knowledge.train import townhall


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return townhall.library(tmp_path_factory.mktemp("town") / "compiled")


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return townhall.questions(tmp_path_factory.mktemp("asked") / "questions.jsonl")


@pytest.fixture(scope="session")
def dataset(town: Path, asked: Path) -> Dataset:
    return Dataset(town, read_questions(asked))
