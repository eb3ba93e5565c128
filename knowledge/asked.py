"""What people would ask whom an article answers: our own lines, in the words of every day.

``knowledge/library/asked`` has a folder a year and in it one file a document, named like its id
with "-" for "/". It has one line an article: its id, a tab, and questions with " ; " between them.
Only officers see them, where the search explains itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from knowledge.ingest.batch import Problem
from knowledge.ingest.register import LIBRARY

FOLDER = LIBRARY / "asked"

_BETWEEN = ";"

#: The year in a document's id, and the folder of those whose id has none.
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_UNDATED = "khac"


class AskedLine(NamedTuple):
    """The questions that one article answers, and the file in which they stand."""

    file: str
    article_id: str
    questions: tuple[str, ...]

    @property
    def document(self) -> str:
        """The id of the article's document."""
        return self.article_id.partition("+")[0]


def read_asked(folder: Path = FOLDER) -> tuple[list[AskedLine], list[Problem]]:
    """All lines of a folder in the order of files and lines, and what could not be read."""
    lines: list[AskedLine] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.tsv")):
        file = path.relative_to(folder).as_posix()
        for number, line in enumerate(_lines(folder, file), 1):
            if line is None:
                why = "Mỗi dòng phải có mã điều luật, một dấu tab, rồi các câu hỏi."
                problems.append(Problem(file, f"dòng {number}", why))
            else:
                lines.append(line)
    return lines, problems


def questions_of(documents: Iterable[str], folder: Path = FOLDER) -> dict[str, tuple[str, ...]]:
    """The questions of the articles of these documents, by the article's id; what cannot be read
    is left out (``python -m knowledge check`` names it).
    """
    files = sorted(set(map(file_of, documents)))
    found = (line for file in files for line in _lines(folder, file) if line)
    return {line.article_id: line.questions for line in found}


def file_of(document: str) -> str:
    """The file for a document's lines, within the folder of all."""
    dated = _YEAR.search(document)
    return f"{dated.group(1) if dated else _UNDATED}/{document.replace('/', '-')}.tsv"


def _lines(folder: Path, file: str) -> Iterator[AskedLine | None]:
    """The lines of a file, None for each that cannot be read; nothing where there is no file."""
    path = folder / file
    written = path.read_text("utf-8").removesuffix("\n").split("\n") if path.is_file() else []
    return (_line(file, each) for each in written)


def _line(file: str, written: str) -> AskedLine | None:
    article_id, tab, text = written.partition("\t")
    questions = tuple(_questions(text))
    if not tab or "+" not in article_id or not questions:
        return None
    return AskedLine(file, article_id, questions)


def _questions(text: str) -> Iterator[str]:
    return (question for part in text.split(_BETWEEN) if (question := " ".join(part.split())))
