"""Files out of a folder, a .zip or a .tar.xz, read in memory and within limits.

Nothing is ever unpacked to disk. A member that climbs out of the archive, a link, or an archive
that grows beyond the limits is refused: a forged download can neither write nor exhaust anything.
"""

from __future__ import annotations

import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from knowledge.errors import SourceError

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 2 * 1024 * 1024 * 1024
MAX_FILES = 20_000

TAR_SUFFIXES = (".tar.xz", ".tar.gz", ".tar.bz2", ".tar", ".txz", ".tgz")


def is_archive(path: Path) -> bool:
    """Whether the path is a folder or has the name of an archive that we read."""
    return path.is_dir() or path.name.lower().endswith((".zip", *TAR_SUFFIXES))


def files(path: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Name inside the source and content of every file with one of the suffixes.

    Raises:
        SourceError: the archive is damaged, tries to leave its folder, or exceeds the limits.
    """
    if path.is_dir():
        yield from _folder(path, suffixes)
        return
    opener = _zip if path.name.lower().endswith(".zip") else _tar
    try:
        yield from opener(path, suffixes)
    except (zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, EOFError, OSError) as error:
        reason = f"Không mở được tệp nén {path.name}: tệp hỏng hoặc tải chưa xong."
        raise SourceError(reason) from error
    except (RuntimeError, NotImplementedError) as error:
        raise SourceError(f"Tệp nén {path.name} có mật khẩu hoặc kiểu nén lạ.") from error


def _folder(folder: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in suffixes:
            if path.stat().st_size > MAX_FILE_BYTES:
                raise SourceError(f"Tệp {path.name} quá lớn (trên {MAX_FILE_BYTES >> 20} MB).")
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _zip(path: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    budget = _Budget(path.name)
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            budget.spend(member.filename, member.file_size)
            if member.is_dir() or not member.filename.lower().endswith(suffixes):
                continue
            with archive.open(member) as stream:
                yield member.filename, budget.read(member.filename, stream)


def _tar(path: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    budget = _Budget(path.name)
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            budget.spend(member.name, member.size)
            if not member.isfile() or not member.name.lower().endswith(suffixes):
                continue
            stream = archive.extractfile(member)
            if stream is not None:
                yield member.name.removeprefix("./"), budget.read(member.name, stream)


class _Budget:
    """What one archive may still unpack to; the sizes that it declares count, read or not."""

    def __init__(self, archive: str) -> None:
        self._archive = archive
        self._bytes = MAX_TOTAL_BYTES
        self._files = MAX_FILES

    def spend(self, name: str, size: int) -> None:
        parts = PurePosixPath(name.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts:
            raise SourceError(f"Tệp nén {self._archive} có đường dẫn đáng ngờ: {name}.")
        self._bytes -= size
        self._files -= 1
        if self._bytes < 0 or self._files < 0 or size > MAX_FILE_BYTES:
            raise SourceError(f"Tệp nén {self._archive} bung ra quá lớn; đã dừng lại.")

    def read(self, name: str, stream: IO[bytes]) -> bytes:
        content = stream.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise SourceError(f"Trong {self._archive}, tệp {name} lớn hơn mức nó khai.")
        return content
