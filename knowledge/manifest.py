"""The manifest of a compiled library: what it is, what made it, what its files look like."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import SnapshotError

#: Raise it when the files change their meaning.
FORMAT = 10
FILE_NAME = "manifest.json"

_DAMAGED = "Thư viện {folder} bị hỏng ({what}). Hãy dựng lại bằng «python -m knowledge build»."


class FileMark(BaseModel):
    """Size in bytes and BLAKE2b-128 of one file."""

    model_config = ConfigDict(frozen=True)

    size: int
    checksum: str


class Manifest(BaseModel):
    """What a compiled library says of itself. ``version`` depends on its content alone."""

    model_config = ConfigDict(frozen=True)

    format: int
    tokenizer: str
    articles: int
    documents: int
    cards: int
    files: dict[str, FileMark]
    made_from: str = ""
    version: str = ""

    def content_version(self) -> str:
        """What ``version`` must be: 16 hexadecimal digits over everything else."""
        content = self.model_dump_json(exclude={"version", "made_from"})
        return blake2b(content.encode(), digest_size=8).hexdigest()


def mark(path: Path) -> FileMark:
    """Size and checksum of a file."""
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return FileMark(size=path.stat().st_size, checksum=digest.hexdigest())


def write_manifest(folder: Path, **facts: Any) -> Manifest:
    """Seal the folder: mark all its files and write the manifest beside them."""
    files = {path.name: mark(path) for path in sorted(folder.iterdir())}
    draft = Manifest(format=FORMAT, files=files, **facts)
    manifest = draft.model_copy(update={"version": draft.content_version()})
    (folder / FILE_NAME).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    return manifest


def read_manifest(folder: Path, tokenizer: str) -> Manifest:
    """The manifest, after a check of format, tokenizer and file sizes.

    Raises:
        SnapshotError: missing, damaged, or made by another version of the program.
    """
    manifest = _parsed(folder)
    if manifest.format != FORMAT or manifest.tokenizer != tokenizer:
        raise SnapshotError(
            f"Thư viện {folder} do phiên bản khác của chương trình tạo ra. "
            "Hãy dựng lại bằng «python -m knowledge build»."
        )
    if manifest.version != manifest.content_version():
        raise damaged(folder, FILE_NAME)
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != expected.size:
            raise damaged(folder, name)
    return manifest


def _parsed(folder: Path) -> Manifest:
    try:
        return Manifest.model_validate_json((folder / FILE_NAME).read_bytes())
    except OSError as error:
        raise SnapshotError(
            f"Không có thư viện ở {folder}. Hãy dựng bằng «python -m knowledge build»."
        ) from error
    except ValidationError as error:
        raise damaged(folder, FILE_NAME) from error


def verify(folder: Path, manifest: Manifest) -> None:
    """Read every file and compare its checksum; raises SnapshotError at the first that differs."""
    for name, expected in manifest.files.items():
        if mark(folder / name) != expected:
            raise damaged(folder, name)


def damaged(folder: Path, what: str) -> SnapshotError:
    """The error that says which file of which library is damaged."""
    return SnapshotError(_DAMAGED.format(folder=folder, what=what))
