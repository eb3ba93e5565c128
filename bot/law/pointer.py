"""Which compiled library is in use: the base, or one with officers' documents in it.

``VAR_DIR/libraries`` holds a folder a library, and ``current.json``, which names the one in use.
It counts only on top of the base that it was made from: a new base is in force at once.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.manifest import FILE_NAME

FOLDER = "libraries"
POINTER = "current.json"


@dataclass(frozen=True, slots=True)
class Pointer:
    """``folder`` is a name in ``VAR_DIR/libraries``, ``base`` the version of the base library,
    ``target`` names base and documents together.
    """

    folder: str
    base: str
    target: str


def home(var_dir: Path) -> Path:
    """Where the libraries with officers' documents stand."""
    return var_dir / FOLDER


def read_pointer(var_dir: Path) -> Pointer | None:
    """What is pointed to; None where there is nothing, or nothing that can be read."""
    try:
        return Pointer(**json.loads((home(var_dir) / POINTER).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def point_to(var_dir: Path, pointer: Pointer | None) -> None:
    """Switch every process over, at once; None: to the base library."""
    file = home(var_dir) / POINTER
    if pointer is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps(asdict(pointer)), encoding="utf-8")
    os.replace(draft, file)


def base_version(base: Path) -> str:
    """The version of the library that stands there; '' where none can be read."""
    try:
        version = json.loads((base / FILE_NAME).read_bytes())["version"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return str(version)


def library_in_use(base: Path, var_dir: Path) -> Path:
    """The folder to open: of the library that is pointed to, or of the base."""
    pointer = read_pointer(var_dir)
    if pointer is None or pointer.base != base_version(base):
        return base
    folder = home(var_dir) / pointer.folder
    return folder if (folder / FILE_NAME).is_file() else base
