"""What holds for all tests, and the whole product for those that talk to it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from knowledge.ingest import read
from knowledge.snapshot import build
from tests.handlers.library import batch as made_up_laws
from tests.knowledge.official import CODE, CORPUS, cited_and_others, present
from tests.product import Product, running_product

# How long an example takes depends on what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

#: Articles of the official library that no card cites.
OTHER_ARTICLES = 1_500


@pytest.fixture(scope="session")
def shipped_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cards that ship, and two made-up laws to quote from."""
    folder = tmp_path_factory.mktemp("library") / "snapshot"
    cards = read("library")
    laws = made_up_laws()
    cards.documents.update(laws.documents)
    cards.articles.extend(laws.articles)
    build(folder, cards, cache=None, progress=False)
    return folder


@pytest.fixture(scope="session")
def official_library(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Our cards and the official texts that they and the amendments rest on, built once for all
    processes of the tests; a skip where the texts are absent.
    """
    for source in (CODE, CORPUS):
        present(source)
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "official"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "library" / "manifest.json").is_file():
            build(shared / "library", cited_and_others(OTHER_ARTICLES), cache=None, progress=False)
    return shared / "library"


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, shipped_library: Path) -> Iterator[Product]:
    with running_product(tmp_path_factory.mktemp("product"), shipped_library) as running:
        yield running
