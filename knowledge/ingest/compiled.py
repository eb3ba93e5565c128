"""A compiled library as a source: its documents, articles and cards go into the next one.

So an officer's document joins the library without the sources the library was made from.
"""

from __future__ import annotations

from pathlib import Path

from knowledge.documents import Article, Card, Document
from knowledge.index.records import Records
from knowledge.ingest.batch import Batch
from knowledge.manifest import FILE_NAME, read_manifest
from knowledge.text.segment import tokenizer_identity


def is_compiled(path: Path) -> bool:
    """Whether a compiled library stands in this folder."""
    return (path / FILE_NAME).is_file()


def read(folder: Path) -> Batch:
    """Everything that the library holds, in its order.

    Raises:
        SnapshotError: it is damaged, or another version of the program made it.
    """
    read_manifest(folder, tokenizer_identity())
    return Batch(
        documents={each.number: each for each in Records(folder, "documents", Document)},
        articles=list(Records(folder, "articles", Article, "text")),
        cards=list(Records(folder, "cards", Card)),
    )
