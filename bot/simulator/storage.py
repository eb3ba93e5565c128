"""Keeps the state in a file, so that a restarted stand-in still knows people and tokens."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.simulator.state import State
from bot.simulator.world import World

SAVE_EVERY = 1.0
_ADAPTER = TypeAdapter(State)


def load(path: Path | None) -> State | None:
    """The saved state; None without a file, or when the file is damaged or of an older shape."""
    if path is None or not path.exists():
        return None
    try:
        return _ADAPTER.validate_json(path.read_bytes())
    except ValidationError:
        return None


def save(state: State, path: Path) -> None:
    """Write the state in one step, readable by its owner only (it holds tokens)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(path.suffix + ".new")
    fresh.touch(mode=0o600)
    fresh.write_bytes(_ADAPTER.dump_json(state))
    os.replace(fresh, path)


class Saver:
    """Saves in the background after changes; does nothing without a path."""

    def __init__(self, world: World, path: Path | None) -> None:
        self._world = world
        self._path = path
        self._saved = world.revision
        self._stopping = threading.Event()
        if path is not None:
            threading.Thread(target=self._run, daemon=True, name="saver").start()

    def _run(self) -> None:
        while not self._stopping.wait(SAVE_EVERY):
            self.save_changes()

    def save_changes(self) -> None:
        """Save now if anything changed since the last time."""
        with self._world.changed:
            if self._path is not None and self._saved != self._world.revision:
                save(self._world.state, self._path)
                self._saved = self._world.revision

    def stop(self) -> None:
        """Save a last time and end the thread."""
        self._stopping.set()
        self.save_changes()
