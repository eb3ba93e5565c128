"""What was told to people in danger while Redis was away, noted in files of this machine.

A note is named after the event's key and holds the fixed words that were sent: nothing of the
person. It keeps all processes of a machine from telling it twice.
"""

from __future__ import annotations

import json
import os
import time
from datetime import timedelta
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)

FOLDER = "told"
"""Under VAR_DIR."""
KEPT = timedelta(hours=48)
"""As long as Redis remembers that an event was accepted."""
ABANDONED = timedelta(seconds=60)
"""A note that is empty for so long was left by a process that died before it told anything."""


class ToldNotes:
    """Notes by event key. Nothing here raises: where no file can be written, the process remembers
    for itself.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._here: dict[str, tuple[str, ...]] = {}

    def begin(self, event_key: str) -> bool:
        """Whether it is ours to tell: nobody has told it and nobody is about to."""
        if event_key in self._here:
            return False
        self._here[event_key] = ()
        try:
            self._make_room()
            return self._is_first(self._folder / event_key)
        except OSError as error:
            log.warning("told_note_not_written", kind=type(error).__name__)
            return True

    def end(self, event_key: str, bubbles: tuple[str, ...]) -> None:
        """Note what was told; with nothing told, somebody may try again."""
        if not bubbles:
            self.forget(event_key)
            return
        self._here[event_key] = bubbles
        try:
            _write(self._folder / event_key, json.dumps(bubbles, ensure_ascii=False))
        except OSError as error:
            log.warning("told_note_not_written", kind=type(error).__name__)

    def told(self, event_key: str) -> tuple[str, ...]:
        """The bubbles that were told for this event, () for none."""
        here = self._here.get(event_key, ())
        if here:
            return here
        try:
            written = (self._folder / event_key).read_text("utf-8")
        except OSError:
            return ()
        return tuple(json.loads(written)) if written else ()

    def forget(self, event_key: str) -> None:
        """Remove the note: Redis knows by now, or nothing was told."""
        self._here.pop(event_key, None)
        try:
            (self._folder / event_key).unlink(missing_ok=True)
        except OSError as error:
            log.warning("told_note_not_removed", kind=type(error).__name__)

    def _is_first(self, file: Path) -> bool:
        try:
            file.touch(exist_ok=False)
        except FileExistsError:
            state = file.stat()
            if state.st_size or time.time() - state.st_mtime < ABANDONED.total_seconds():
                return False
            file.touch()
        return True

    def _make_room(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        oldest = time.time() - KEPT.total_seconds()
        for file in self._folder.iterdir():
            if file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)


def _write(file: Path, text: str) -> None:
    part = file.with_suffix(".part")
    part.write_text(text, "utf-8")
    os.replace(part, file)
