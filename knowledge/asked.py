"""What people would ask whom an article answers: our own lines, in the words of every day.

``knowledge/library/asked`` has a folder a year and in it one file a document, named like its id
with "-" for "/". It has one line an article: its id, a tab, and questions with " ; " between them.
They are never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
        for number, written in enumerate(path.read_text("utf-8").splitlines(), 1):
            line = _line(file, written)
            if line is None:
                why = "Mỗi dòng phải có mã điều luật, một dấu tab, rồi các câu hỏi."
                problems.append(Problem(file, f"dòng {number}", why))
            else:
                lines.append(line)
    return lines, problems


def questions_of(article_id: str, folder: Path = FOLDER) -> tuple[str, ...]:
    """The questions of one article; none where it has no line."""
    file = file_of(article_id.partition("+")[0])
    path = folder / file
    written = path.read_text("utf-8").splitlines() if path.is_file() else []
    lines = (_line(file, each) for each in written if each.startswith(f"{article_id}\t"))
    return next((line.questions for line in lines if line), ())


def questions_by_article(folder: Path = FOLDER) -> dict[str, tuple[str, ...]]:
    """The questions of each article that has a line, by the article's id."""
    return {line.article_id: line.questions for line in read_asked(folder)[0]}


def file_of(document: str) -> str:
    """The file for a document's lines, within the folder of all."""
    dated = _YEAR.search(document)
    return f"{dated.group(1) if dated else _UNDATED}/{document.replace('/', '-')}.tsv"


def _line(file: str, written: str) -> AskedLine | None:
    article_id, tab, text = written.partition("\t")
    questions = tuple(_questions(text))
    if not tab or "+" not in article_id or not questions:
        return None
    return AskedLine(file, article_id, questions)


def _questions(text: str) -> Iterator[str]:
    return (question for part in text.split(_BETWEEN) if (question := " ".join(part.split())))
