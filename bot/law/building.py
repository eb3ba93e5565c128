"""Builds the library with officers' documents aside, and switches to it when all went well.

What there should be follows from the base library and the documents in use; whoever finds that
something else is in use builds. So a crash, or a base that was renewed, needs nobody's hand.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import structlog

from bot.law.files import LawFiles
from bot.law.pointer import Pointer, base_version, home, point_to, read_pointer
from bot.settings import Settings
from bot.store.database import Database
from bot.store.law_imports import LawImport, LawImports
from bot.store.library_builds import Built, LibraryBuilds

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 1800
KEPT = 3
"""Libraries that stay: the one in use, and those before, which some process may still read."""
NOT_BUILT = (
    "Máy không dựng được kho mới. Kho đang dùng không đổi. Chị báo người phụ trách kỹ thuật."
)
TOO_LONG = "Dựng kho quá lâu nên máy đã dừng. Kho đang dùng không đổi; chị bấm thử lại."
FILE_GONE = "Không thấy tệp của văn bản số {}. Chị rút văn bản này rồi gửi tệp lên lần nữa."


@dataclass(frozen=True, slots=True)
class Target:
    """The library that there should be: on this base, with these documents."""

    base: str
    documents: tuple[LawImport, ...]

    @property
    def name(self) -> str:
        """Stable: the same base and documents have the same name."""
        told = "\0".join((self.base, *(each.stored for each in self.documents)))
        return sha256(told.encode()).hexdigest()[:32]


def builder_of(settings: Settings, database: Database) -> LibraryBuilder:
    """The builder of this machine."""
    imports, builds = LawImports(database), LibraryBuilds(database)
    return LibraryBuilder(settings.library, settings.var_dir, imports, builds)


class NotBuilt(Exception):
    """``problem`` says why, to officers; ``remarks`` are what the builder said."""

    def __init__(self, problem: str, remarks: Sequence[str] = ()) -> None:
        super().__init__(problem)
        self.problem, self.remarks = problem, tuple(remarks)


class LibraryBuilder:
    """Builds what there should be. One at a time on a machine, also across processes."""

    def __init__(
        self, base: Path, var_dir: Path, imports: LawImports, builds: LibraryBuilds
    ) -> None:
        self._base, self._var_dir = base, var_dir
        self._imports, self._builds = imports, builds
        self._files = LawFiles(var_dir)

    def target(self) -> Target:
        """What there should be now. Raises ``StateUnavailable``."""
        return Target(base_version(self._base), tuple(self._imports.in_use()))

    def current(self, target: Target) -> bool:
        """Whether this is in use; without any document the base is."""
        pointer = read_pointer(self._var_dir)
        if not target.documents:
            return pointer is None
        return pointer is not None and pointer.target == target.name

    def build(self) -> bool:
        """Bring into use what there should be; whether anything was changed.

        What failed before is left alone. Raises ``StateUnavailable``.
        """
        with self._alone() as lock:
            target = self.target()
            if lock is None or self.current(target) or not target.base:
                return False
            if not target.documents:
                point_to(self._var_dir, None)
                return True
            return not self._builds.has_failed(target.name) and self._attempt(target, lock)

    def _attempt(self, target: Target, lock: int) -> bool:
        build_id = self._builds.begin(target.name)
        try:
            built = self._built(target, lock)
        except NotBuilt as error:
            log.error("library_not_built", count=len(error.remarks))
            self._builds.failed(build_id, error.problem, error.remarks)
            return False
        if base_version(self._base) != target.base:  # renewed meanwhile: the next look builds on it
            return False
        point_to(self._var_dir, Pointer(target.name, target.base, target.name))
        self._builds.done(build_id, built)
        self._sweep(target.name)
        log.info("library_built", count=built.articles)
        return True

    def _built(self, target: Target, lock: int) -> Built:
        sources = [str(self._file(each)) for each in target.documents]
        out, cache = home(self._var_dir) / target.name, self._var_dir / "segmentation.sqlite"
        command = [sys.executable, "-m", "knowledge", "build", "--json", "--out", str(out)]
        command += ["--cache", str(cache), str(self._base), *sources]
        try:
            # The lock goes along: while an orphan still builds, nobody else begins.
            run = subprocess.run(  # noqa: S603 - our own command
                [*_politely(), *command],
                capture_output=True,
                timeout=PATIENCE_SECONDS,
                check=False,
                pass_fds=(lock,),
            )
        except subprocess.TimeoutExpired:
            raise NotBuilt(TOO_LONG) from None
        said = run.stderr.decode("utf-8", "replace").splitlines()
        if run.returncode:
            traced = any(line.startswith("Traceback") for line in said)
            raise NotBuilt(NOT_BUILT if traced or not said else said[-1], said[-20:])
        facts = json.loads(run.stdout)
        return Built(facts["version"], facts["articles"], facts["documents"], tuple(said))

    def _file(self, document: LawImport) -> Path:
        file = self._files.kept(document.stored, document.file_name)
        if not file.is_file():
            raise NotBuilt(FILE_GONE.format(document.number))
        return file

    def _sweep(self, in_use: str) -> None:
        """Throw away libraries that no process can still be reading."""
        folders = [each for each in home(self._var_dir).iterdir() if each.is_dir()]
        others = [each for each in folders if each.name != in_use]
        others.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
        for folder in others[KEPT - 1 :]:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[int | None]:
        """The lock of this machine's builds, or None where another one has it."""
        home(self._var_dir).mkdir(parents=True, exist_ok=True)
        lock = os.open(home(self._var_dir) / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield lock if _locked(lock) else None
        finally:
            os.close(lock)


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _politely() -> list[str]:
    """Whoever asks meanwhile goes first."""
    return ["nice", "-n", "15"] if shutil.which("nice") else []
