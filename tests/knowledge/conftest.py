"""One small compiled library for all tests that only read, and small folders of cards and tips."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.ingest.register import LIBRARY
from knowledge.search import Library
from tests.knowledge import samples

Shelf = Callable[..., Path]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Writes cards, and under ``tips_…`` tips, to files of a small library; gives its folder."""
    for name in ("topics.yaml", "forbidden.yaml", "phone_numbers.yaml"):
        shutil.copy(LIBRARY / name, tmp_path / name)
    for folder in ("cards", "tips"):
        (tmp_path / folder).mkdir()

    def put(**files: list[dict[str, Any]]) -> Path:
        for name, entries in files.items():
            folder = "tips" if name.startswith("tips_") else "cards"
            text = yaml.safe_dump(entries, allow_unicode=True)
            (tmp_path / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return put


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return samples.library(tmp_path_factory.mktemp("library") / "compiled")
