import os
import time

import pytest

from bot.told import ABANDONED, KEPT, ToldNotes

KEY = "a1b2c3"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "told"


@pytest.fixture
def notes(folder):
    return ToldNotes(folder)


def _older(file, seconds):
    then = time.time() - seconds
    os.utime(file, (then, then))


def test_only_the_first_process_tells(notes, folder):
    assert notes.begin(KEY)
    assert not notes.begin(KEY)
    assert not ToldNotes(folder).begin(KEY)


def test_what_was_told_is_known_to_all_processes(notes, folder):
    notes.begin(KEY)
    assert ToldNotes(folder).told(KEY) == ()
    notes.end(KEY, ("Gọi 113.",))
    assert notes.told(KEY) == ToldNotes(folder).told(KEY) == ("Gọi 113.",)
    assert not ToldNotes(folder).begin(KEY)


def test_what_could_not_be_told_may_be_tried_again(notes, folder):
    notes.begin(KEY)
    notes.end(KEY, ())
    assert ToldNotes(folder).begin(KEY)


def test_a_note_that_a_dead_process_left_empty_is_taken_over(notes, folder):
    notes.begin(KEY)
    _older(folder / KEY, ABANDONED.total_seconds() + 1)
    assert ToldNotes(folder).begin(KEY)


def test_old_notes_are_removed(notes, folder):
    notes.begin(KEY)
    notes.end(KEY, ("Gọi 113.",))
    _older(folder / KEY, KEPT.total_seconds() + 1)
    ToldNotes(folder).begin("another")
    assert [file.name for file in folder.iterdir()] == ["another"]


def test_without_a_disk_each_process_remembers_for_itself(tmp_path):
    (tmp_path / "file").write_text("")
    notes = ToldNotes(tmp_path / "file" / "told")
    assert notes.begin(KEY)
    notes.end(KEY, ("Gọi 113.",))
    assert not notes.begin(KEY)
    assert notes.told(KEY) == ("Gọi 113.",)
