"""The libraries of the stories, each built when one asks for it, once for all test processes."""

from __future__ import annotations

import fcntl
import json
import lzma
from collections.abc import Callable
from pathlib import Path

from knowledge.ingest import merged, read
from knowledge.snapshot import build
from tests.knowledge.official import CORPUS

LAWS = ("52/2014/qh13", "13/2022/qh15", "45/2019/qh14", "60/2014/qh13")
"""Laws whose official text stories quote."""

Libraries = Callable[[bool], Path]
"""Our cards alone, or, with True, beside the official text of some laws."""


def libraries_in(shared: Path) -> Libraries:
    """The libraries under a folder that all processes of the tests see."""
    shared.mkdir(exist_ok=True)

    def built(official: bool) -> Path:
        folder = shared / ("official" if official else "cards")
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "manifest.json").is_file():
                laws = [read(_some_laws(shared))] if official else []
                build(folder, merged((read("library"), *laws)), cache=None, progress=False)
        return folder

    return built


def _some_laws(folder: Path) -> Path:
    """The rows of these laws, as a file of its own: reading all of them takes minutes."""
    chosen = folder / "laws.jsonl"
    with lzma.open(CORPUS, "rt", encoding="utf-8") as rows, chosen.open("w") as kept:
        for row in rows:
            if any(law in row[:200] for law in LAWS) and json.loads(row)["law_id"] in LAWS:
                kept.write(row)
    return chosen
