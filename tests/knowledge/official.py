"""The official texts beside the project, for tests marked ``law``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from knowledge.check.texts import BatchTexts, Texts
from knowledge.ingest import read

LEGAL = Path(__file__).resolve().parents[3] / "shared" / "legal"
CODE = LEGAL / "bo-phap-dien.tar.xz"
CORPUS = LEGAL / "corpus.jsonl.xz"


def present(path: Path) -> Path:
    """The path, or a skip that says what is missing."""
    if not path.is_file():
        pytest.skip(f"official text not beside the project: ../shared/legal/{path.name}")
    return path


@cache
def code_texts() -> Texts:
    """The articles of the legal code; reading them takes a while, so it is done once."""
    return BatchTexts(read(present(CODE)))


@cache
def corpus_texts() -> Texts:
    """The articles of the collected texts, for documents that the code does not have."""
    return BatchTexts(read(present(CORPUS)))
