"""Every process follows what is pointed to, and answers from the old library until then."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event

import pytest

from bot.law.current import CurrentLibrary
from bot.law.pointer import Pointer, base_version, home, point_to
from knowledge.errors import SnapshotError
from knowledge.ingest import merged, read
from knowledge.search import Library
from knowledge.snapshot import build
from tests.bot.law.texts import PLAN
from tests.waiting import until


@pytest.fixture
def richer(small_library: Path, tmp_path: Path) -> str:
    """A library with a plan in it, under the name that is returned."""
    plan = tmp_path / "ke-hoach.txt"
    plan.write_text(PLAN)
    build(home(tmp_path) / "richer", merged(map(read, (small_library, plan))))
    return "richer"


def test_another_library_takes_its_place_when_it_is_open(small_library, tmp_path, richer):
    may_open = Event()

    def slowly(folder: Path) -> Library:
        if folder.name == richer:
            may_open.wait(20)
        return Library.open(folder)

    current = CurrentLibrary(small_library, tmp_path, slowly, lambda error: error)
    before = current()
    point_to(tmp_path, Pointer(richer, base_version(small_library), "t"))
    assert current() is before  # still: the new one is being opened
    may_open.set()
    until(lambda: current() is not before)
    assert current().articles_of("12/KH-UBND")
    point_to(tmp_path, None)
    until(lambda: current().version == before.version)


def test_what_cannot_be_opened_leaves_the_old_one_in_use(small_library, tmp_path, richer):
    current = CurrentLibrary(small_library, tmp_path, Library.open, lambda error: error)
    version = current().version
    shutil.copy(small_library / "cards.bin", home(tmp_path) / richer / "articles.bin")
    point_to(tmp_path, Pointer(richer, base_version(small_library), "t"))
    tried: list[str] = []
    until(lambda: tried.append(current().version) or len(tried) > 50)
    assert set(tried) == {version}


def test_a_pointer_for_another_base_does_not_count(small_library, tmp_path, richer):
    point_to(tmp_path, Pointer(richer, "0" * 16, "t"))
    current = CurrentLibrary(small_library, tmp_path, Library.open, lambda error: error)
    assert not current().articles_of("12/KH-UBND")


def test_without_any_library_the_stand_in_is_given_until_there_is_one(small_library, tmp_path):
    base = tmp_path / "later"
    current = CurrentLibrary(base, tmp_path, Library.open, lambda error: error)
    assert isinstance(current(), SnapshotError)
    shutil.copytree(small_library, base)
    assert current().documents()
