"""One HTML file of the legal code, cut into the articles that stand in it.

In a file, paragraphs of five classes follow each other: ``pChuong`` (part, chapter, section),
``pDieu`` (heading of an article), ``pGhiChu`` (its source note), ``pNoiDung`` (its text),
``pChiDan`` (cross references, not part of the law). The text itself is unreliable HTML, so a file
is cut at these marks first and every piece is parsed alone: an unclosed table then spoils one
article at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.ingest import markup

_MARK = re.compile(
    r"<p\b[^>]*?\bclass\s*=\s*['\"]?(pDieu|pGhiChu|pNoiDung|pChiDan|pChuong)\b['\"]?[^>]*>"
)
_SUBJECT = re.compile(r"Đề mục\s+[\d.]+\s*")
_HEADING = re.compile(r"<h3\b.*?</h3>", re.DOTALL | re.IGNORECASE)
_CODE = re.compile(r"Điều\s+(?P<prefix>\d+(?:\.[^\s.]+)+)\.(?P<article>\d+[a-zđ]*)\.(?:\s+|$)")
_BARE_CODE = re.compile(r"Điều\s+\d+[a-zđ]*\.?(?:\s+|$)")
_LEVELS = ("phần", "chương", "mục", "tiểu mục")
_LEVEL = re.compile(r"(phần|chương|mục|tiểu mục)\s+\S+", re.IGNORECASE)
_LINK = re.compile(r"href\s*=\s*['\"](https?://[^'\"\s]+)", re.IGNORECASE)


@dataclass(slots=True)
class Section:
    """One article as it stands in a file, before its note is understood.

    ``code`` and ``code_article`` are the two halves of the heading's code: ``Điều 8.4.LQ.1.`` gives
    ``8.4.LQ`` and ``1``; both are empty where the heading has none.
    """

    title: str
    code: str
    code_article: str
    headings: tuple[str, ...]
    note: str = ""
    url: str = ""
    body: list[str] = field(default_factory=list)
    references: str = ""

    @property
    def place(self) -> str:
        """Where the article stands in its file, for a person who looks for it."""
        code = f"Điều {self.code}.{self.code_article}. " if self.code else ""
        return f"{code}{self.title}"[:80].strip()


def subject(text: str) -> str:
    """The name of the file's subject (đề mục), ``''`` where it has none."""
    heading = _HEADING.search(text)
    return _SUBJECT.sub("", markup.plain(heading[0])) if heading else ""


def sections(text: str) -> Iterator[Section]:
    """Every article of the file, in order."""
    pieces = _MARK.split(text)
    path = _Path(subject(pieces[0]))
    current: Section | None = None
    for kind, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if kind == "pChuong":
            path.enter(markup.plain(f"<p>{piece}"))
        elif kind == "pDieu":
            if current:
                yield current
            current = _begin(markup.plain(f"<p>{piece}"), path.headings())
        elif current:
            _fill(current, kind, piece)
    if current:
        yield current


def _begin(heading: str, headings: tuple[str, ...]) -> Section:
    code = _CODE.match(heading)
    bare = code or _BARE_CODE.match(heading)
    title = heading[bare.end() :] if bare else heading
    prefix, article = (code["prefix"], code["article"]) if code else ("", "")
    return Section(title.strip(), prefix, article, headings)


def _fill(section: Section, kind: str, piece: str) -> None:
    fragment = f"<p>{piece}"
    if kind == "pGhiChu":
        section.note = markup.plain(fragment)
        link = _LINK.search(piece)
        section.url = link[1].replace("&amp;", "&") if link else ""
    elif kind == "pNoiDung":
        section.body = markup.lines(fragment)
    else:
        section.references = markup.plain(fragment)


class _Path:
    """The chapter and section of an article; a title line follows its "Chương I" line."""

    def __init__(self, subject_name: str) -> None:
        self._subject = subject_name
        self._at: dict[int, str] = {}
        self._open: int | None = None

    def enter(self, line: str) -> None:
        level = _LEVEL.match(line)
        if level:
            self._open = _LEVELS.index(level[1].lower())
            self._at = {key: text for key, text in self._at.items() if key < self._open}
            self._at[self._open] = line
        elif self._open is not None and line:
            self._at[self._open] += f". {line}"
            self._open = None

    def headings(self) -> tuple[str, ...]:
        chapters = [self._at[key] for key in sorted(self._at)]
        return tuple(part for part in (self._subject, *chapters) if part)
