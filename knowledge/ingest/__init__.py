"""Sources of the library: the legal code, corpora of JSON lines, and our own cards."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import SourceError
from knowledge.ingest import archive, cards, jsonl, phapdien
from knowledge.ingest.batch import Batch, Problem, merged
from knowledge.ingest.register import LIBRARY, apply_register, register

__all__ = ["Batch", "Problem", "apply_register", "merged", "read", "register"]

OWN_LIBRARY = "library"


def read(source: str | Path, progress: bool = False) -> Batch:
    """Everything in one source, with the register's dates and names put above the source's own.

    ``source`` is ``"library"`` (our cards and the register's documents), a corpus ``.jsonl`` or
    ``.jsonl.xz``, or the legal code as folder, ``.zip`` or ``.tar.xz``. With ``progress`` a bar is
    drawn on stderr.

    Raises:
        SourceError: the source is missing, of an unknown kind, or cannot be read at all. What
            cannot be read inside a good source is in ``Batch.problems``.
    """
    batch = _own_library() if str(source) == OWN_LIBRARY else _file(Path(source), progress)
    apply_register(batch)
    return batch


def _own_library() -> Batch:
    batch = cards.read_folder(LIBRARY)
    batch.documents.update(register())
    return batch


def _file(path: Path, progress: bool) -> Batch:
    if not path.exists():
        raise SourceError(f"Không thấy nguồn {path}.")
    if path.name.lower().endswith(jsonl.SUFFIXES):
        return jsonl.read(path, progress)
    if archive.is_archive(path):
        return phapdien.read(path, progress)
    raise SourceError(
        f"Không biết đọc {path.name}: chỉ nhận library, .jsonl, .jsonl.xz và Bộ pháp điển "
        "(thư mục, .zip, .tar.xz)."
    )
