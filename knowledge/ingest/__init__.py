"""Sources of the library: the legal code, corpora of JSON lines, officers' files, our own cards, a
library that was compiled before.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import SourceError
from knowledge.ingest import archive, cards, compiled, jsonl, phapdien
from knowledge.ingest.batch import Batch, Problem, merged
from knowledge.ingest.office.sniff import REFUSED_SUFFIXES, SUFFIXES
from knowledge.ingest.register import LIBRARY, apply_register, register

if TYPE_CHECKING:
    from knowledge.ingest.office.facts import Facts

__all__ = [
    "Batch",
    "Problem",
    "apply_register",
    "fingerprint",
    "is_office",
    "merged",
    "read",
    "register",
]

OWN_LIBRARY = "library"


def read(source: str | Path, progress: bool = False, stated: Facts | None = None) -> Batch:
    """Everything in one source, with the register's dates and names put above the source's own.

    ``source`` is ``"library"`` (our cards and the register's documents), a corpus ``.jsonl`` or
    ``.jsonl.xz``, the legal code as folder, ``.zip`` or ``.tar.xz``, the folder of a compiled
    library, or a document of an officer's (``.docx``, ``.pdf``, ``.xlsx``, ``.html``, ``.txt``), of
    which ``stated`` may tell the facts.
    With ``progress`` a bar is drawn on stderr.

    Raises:
        SourceError: the source is missing, of an unknown kind, or cannot be read at all. What
            cannot be read inside a good source is in ``Batch.problems``.
    """
    batch = _own_library() if str(source) == OWN_LIBRARY else _file(Path(source), progress, stated)
    apply_register(batch)
    return batch


def fingerprint(sources: Iterable[str | Path]) -> str:
    """32 hexadecimal digits over the content of all these sources and of our own library."""
    digest = blake2b(digest_size=16)
    for file in [*_files(LIBRARY), *(each for source in sources for each in _files(Path(source)))]:
        digest.update(f"{file.name}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as content:
            while block := content.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _files(source: Path) -> list[Path]:
    if source.is_dir():
        return sorted(path for path in source.rglob("*") if path.is_file())
    beside = source.with_name(f"{source.name}.yaml")
    return [path for path in (source, beside) if path.is_file()]


def _own_library() -> Batch:
    batch = cards.read_folder(LIBRARY)
    batch.documents.update(register())
    return batch


def _file(path: Path, progress: bool, stated: Facts | None) -> Batch:
    if not path.exists():
        raise SourceError(f"Không thấy nguồn {path}.")
    if path.name.lower().endswith(jsonl.SUFFIXES):
        return jsonl.read(path, progress)
    if compiled.is_compiled(path):
        return compiled.read(path)
    if archive.is_archive(path):
        return phapdien.read(path, progress)
    if is_office(path.with_suffix("")) and path.suffix == ".yaml":
        return Batch()  # the facts beside a document; they are read with it
    if is_office(path):
        return _office(path, stated)
    raise SourceError(
        f"Không biết đọc {path.name}: chỉ nhận library, .jsonl, .jsonl.xz, Bộ pháp điển (thư mục, "
        ".zip, .tar.xz) và văn bản .docx, .pdf, .xlsx, .html, .txt."
    )


def is_office(source: str | Path) -> bool:
    """Whether the source is a document of an officer's, by its name."""
    return str(source).lower().endswith((*SUFFIXES, *REFUSED_SUFFIXES))


def _office(path: Path, stated: Facts | None) -> Batch:
    # Readers of office files are large; whoever only answers questions never loads them.
    from knowledge.ingest.office.intake import take_in

    return take_in(path, stated).accepted()
