"""The library with officers' documents: built aside, switched to, left alone when it fails."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

import pytest

from bot.law.building import LibraryBuilder
from bot.law.pointer import home, library_in_use, read_pointer
from bot.store.law_imports import LawImports
from bot.store.law_models import BuildState
from bot.store.library_builds import LibraryBuilds
from knowledge.search import Library
from tests.bot.law.conftest import HER, brought
from tests.bot.law.texts import PLAN

NUMBER = "12/KH-UBND"


class Room:
    """A builder with its base, its register and its files."""

    def __init__(self, base: Path, var_dir: Path, database, files) -> None:
        self.base, self.var_dir, self.files = base, var_dir, files
        self.imports, self.builds = LawImports(database), LibraryBuilds(database)
        self.builder = LibraryBuilder(base, var_dir, self.imports, self.builds)

    def bring(self, text: str = PLAN):
        return brought(self.files, self.imports, text, NUMBER)

    @property
    def library(self) -> Library:
        return Library.open(library_in_use(self.base, self.var_dir))


@pytest.fixture
def room(small_library: Path, tmp_path: Path, database, files) -> Room:
    base = tmp_path / "base"
    shutil.copytree(small_library, base)
    return Room(base, tmp_path / "var", database, files)


def test_a_document_comes_in_a_new_version_follows_and_both_go(room: Room):
    assert not room.builder.build()  # nothing was brought
    first = room.bring()
    assert room.builder.build()
    assert not room.builder.build()
    assert room.library.articles_of(NUMBER)
    [built] = room.builds.latest()
    assert (built.state, built.library) == (BuildState.DONE, room.library.version)

    second = room.bring(PLAN.replace("thứ ba", "thứ năm"))
    assert room.builder.build()
    texts = [room.library.article(each).text for each in room.library.articles_of(NUMBER)]
    assert any("thứ năm" in text for text in texts)
    assert not any("thứ ba" in text for text in texts)

    room.imports.withdraw(second.id, HER, "nhầm tệp")
    assert room.builder.build()
    assert read_pointer(room.var_dir) is None
    assert not room.library.articles_of(NUMBER)

    room.imports.bring_back(first.id, HER)
    assert room.builder.build()
    assert room.library.articles_of(NUMBER)


def test_a_build_that_fails_changes_nothing_and_waits_for_an_officer(room: Room):
    room.bring()
    room.builder.build()
    before = room.library.version
    broken = room.bring("chỉ có chữ, không có số văn bản")
    assert not room.builder.build()
    assert room.library.version == before
    [failed] = room.builds.latest()
    assert failed.state is BuildState.FAILED
    assert "PHẢI" not in failed.problem
    assert not room.builder.build()
    assert room.builds.latest()[0].id == failed.id
    room.builds.try_again(room.builder.target().name)
    assert not room.builder.build()
    assert room.builds.latest()[0].id > failed.id
    room.imports.withdraw(broken.id, HER, "")
    assert room.builder.current(room.builder.target()) is False
    assert room.builder.build()  # to the base: no document is in use


def test_a_file_that_is_gone_is_named(room: Room):
    document = room.bring()
    room.files.kept(document.stored, document.file_name).unlink()
    assert not room.builder.build()
    assert NUMBER in room.builds.latest()[0].problem


def test_a_new_base_is_in_force_at_once_and_is_built_upon(room: Room):
    room.bring()
    room.builder.build()
    renewed = home(room.var_dir) / read_pointer(room.var_dir).folder
    base_before = room.builder.target().base
    shutil.rmtree(room.base)
    shutil.copytree(renewed, room.base)
    assert room.builder.target().base != base_before
    assert library_in_use(room.base, room.var_dir) == room.base
    assert room.builder.build()
    assert library_in_use(room.base, room.var_dir) != room.base


def test_only_one_builds_at_a_time(room: Room):
    room.bring()
    home(room.var_dir).mkdir(parents=True)
    with (home(room.var_dir) / "lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert not room.builder.build()
    assert room.builds.latest() == []
    assert room.builder.build()


def test_old_libraries_go(room: Room):
    for day in ("hai", "ba", "tư", "năm"):
        room.bring(PLAN.replace("thứ ba", f"thứ {day}"))
        assert room.builder.build()
    folders = [each for each in home(room.var_dir).iterdir() if each.is_dir()]
    assert len(folders) == 3
    assert room.library.articles_of(NUMBER)
