"""Which documents and which articles cite which: a decree names the law that it guides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.documents import Article, Document
from knowledge.index.occurrences import Integers
from knowledge.index.passages import ranges
from knowledge.index.postings import map_array, write_array

_NUMBER = re.compile(r"\d{1,4}/(?:\d{4}/)?[A-ZĐa-zđ][\w-]*")
_NAMED = re.compile(r"(?:bộ luật|luật|pháp lệnh)(?: [^\W\d_]+){2,12}")

#: "Điều 12" or "Điều 12, 13 và 14", and the words after it, where the cited document may be named.
_ARTICLES = re.compile(
    r"\bđiều (\d{1,3}[a-zđ]?\b(?:(?:, ?| và | hoặc )\d{1,3}[a-zđ]?\b)*)(?=([^;\n]{0,90}))"
)
_ONE = re.compile(r"\d{1,3}[a-zđ]?")
_THIS = re.compile(r"\b(?:này|kèm theo)\b")
_NEXT = re.compile(r"\bđiều \d")

#: What may stand between the articles of one list, whose document is named once, behind the last.
_LISTED = re.compile(r"(?:[\s,]|\b(?:và|hoặc|đến|điểm|khoản|[a-zđ]|\d{1,2}[a-zđ]?)\b)*")

#: A name of one word after its kind ("Luật Giá") begins too many other names.
_SHORTEST_NAME = 3


class Links:
    """Citations between documents and between articles."""

    def __init__(self, folder: Path) -> None:
        self.documents = Citations.open(folder, "documents")
        self.articles = Citations.open(folder, "articles")


class Stored(NamedTuple):
    """Each (citing · size + cited) once, ascending, and where each citing one's begin, shape
    (size + 1,).
    """

    codes: Integers
    begins: npt.NDArray[np.uint32]


class Citations:
    """Who cites whom, among ``size`` of them."""

    def __init__(self, stored: Stored) -> None:
        self._codes, self._begins = stored
        self.size = len(self._begins) - 1

    @classmethod
    def open(cls, folder: Path, what: str) -> Citations:
        """Map what ``write`` saved."""
        parts = (map_array(folder, f"links.{what}.{part}") for part in Stored._fields)
        return cls(Stored(*parts))

    @staticmethod
    def write(folder: Path, what: str, pairs: Iterable[tuple[int, int]], size: int) -> None:
        """Save these (citing, cited)."""
        codes = np.array(sorted({citing * size + cited for citing, cited in pairs}), dtype=np.int64)
        begins = codes.searchsorted(np.arange(size + 1) * size).astype(np.uint32)
        for part, values in Stored(codes, begins)._asdict().items():
            write_array(folder, f"links.{what}.{part}", values)

    def among(self, rows: Integers) -> npt.NDArray[np.bool_]:
        """Whether each of these cites each other one, shape (n, n): row cites column."""
        texts = len(rows)
        found = np.zeros((texts, texts), dtype=bool)
        at, citing, _ = ranges(self._begins, rows)
        if len(at):
            cited = self._codes[at] - rows[citing] * self.size
            order = rows.argsort()
            places = order[np.minimum(rows.searchsorted(cited, sorter=order), texts - 1)]
            known = rows[places] == cited
            found[citing[known], places[known]] = True
        return found


def compile_links(
    folder: Path, articles: Sequence[Article], documents: Sequence[Document], place: Integers
) -> None:
    """Write who cites whom; ``place`` is the document of each article."""
    reader = _Reader(articles, documents, place)
    owners = place.tolist()
    found = [reader.cited(row) for row in range(len(articles))]
    of_documents = [(owners[row], one) for row, (named, _) in enumerate(found) for one in named]
    of_articles = [(row, one) for row, (_, places) in enumerate(found) for one in places]
    Citations.write(folder, "documents", of_documents, len(documents))
    Citations.write(folder, "articles", of_articles, len(articles))


class _Reader:
    """Finds what an article cites."""

    def __init__(
        self, articles: Sequence[Article], documents: Sequence[Document], place: Integers
    ) -> None:
        self._articles = articles
        self._owners = place.tolist()
        self._numbers = {document.id: row for row, document in enumerate(documents)}
        self._names = _names(documents, np.bincount(place, minlength=len(documents)))
        self._rows = {
            (owner, article.number.lower()): row
            for row, (owner, article) in enumerate(zip(self._owners, articles, strict=True))
        }

    def cited(self, row: int) -> tuple[set[int], set[int]]:
        """The other documents and the other articles that the article at this row cites."""
        owner, low = self._owners[row], self._articles[row].text.lower()
        documents = {self._numbers.get(number) for number in _NUMBER.findall(low)}
        documents.update(_named(found, self._names) for found in _NAMED.findall(low))
        articles = {self._rows.get(place) for place in self._places(owner, low)}
        return (
            {one for one in documents if one is not None and one != owner},
            {one for one in articles if one is not None and one != row},
        )

    def _places(self, owner: int, low: str) -> Iterator[tuple[int | None, str]]:
        """The document and the number of each article that a text cites, the last one first."""
        document: int | None = None
        for numbers, after in reversed(_ARTICLES.findall(low)):
            words, *more = _NEXT.split(after, maxsplit=1)
            if not more or not _LISTED.fullmatch(words):
                document = self._document(owner, words)
            yield from ((document, number) for number in _ONE.findall(numbers))

    def _document(self, owner: int, rest: str) -> int | None:
        """The document whose article is cited, from the words after the article's number."""
        number = _NUMBER.search(rest)
        if number:
            return self._numbers.get(number[0])
        name = _NAMED.search(rest)
        if name is None or _THIS.search(name[0]):
            return owner
        return _named(name[0], self._names)


def _named(words: str, names: Mapping[str, int]) -> int | None:
    """The act with the longest name that these words begin with."""
    parts = words.split(" ")
    lengths = range(len(parts), _SHORTEST_NAME - 1, -1)
    return next((row for n in lengths if (row := names.get(" ".join(parts[:n]))) is not None), None)


def _names(documents: Sequence[Document], sizes: Integers) -> dict[str, int]:
    """The acts by name ("luật hôn nhân và gia đình"); of two with one name the longer."""
    longest: dict[str, int] = {}
    for row, document in enumerate(documents):
        match = _NAMED.fullmatch(document.name.lower())
        if match is None or "sửa đổi" in match[0]:
            continue
        rival = longest.setdefault(match[0], row)
        longest[match[0]] = max(rival, row, key=lambda place: (sizes[place], -place))
    return longest
