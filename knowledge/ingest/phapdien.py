"""Reads the legal code (Bộ pháp điển) as the Ministry of Justice's site gives it for download.

A download holds one HTML file a subject (``demuc/*.html``, read by ``subject_page``). The note
under every article (read by ``note``) tells document, article and first day in force. Nothing is
dropped silently: what cannot be read, or would be cited wrongly, is a ``Problem``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tqdm import tqdm

from knowledge.documents import Article, Document
from knowledge.ingest import archive
from knowledge.ingest.batch import Batch, Problem
from knowledge.ingest.broken_lines import rejoined
from knowledge.ingest.naming import (
    KIND_PATTERN,
    KINDS,
    full_name,
    heading_or_text,
    known_kind,
    number_in,
)
from knowledge.ingest.note import Note, read_note
from knowledge.ingest.note_marks import without_note_marks
from knowledge.ingest.subject_page import Section, sections, subject

SOURCE = "Bộ pháp điển"
SUFFIXES = (".html", ".htm")
_IN_SUBJECT_FOLDER = "demuc/"

_YEAR = re.compile(r"/(?:19|20)\d\d/")
_REFERENCE = re.compile(
    rf"(?:của|Điều \d+\w*)\s+(?P<kind>{KIND_PATTERN})\s+(?:số\s+)?"
    r"(?P<rest>\d[^;()]{4,80}?\s[^;]{3,400}?)\s+ban hành ngày\s+"
    r"(?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with the note that names it and the place where it stands."""

    article: Article
    note: Note
    file: str
    place: str
    code_agrees: bool


def read(path: Path, progress: bool = False) -> Batch:
    """Everything in a folder, .zip or .tar.xz of the code, each article once.

    Raises:
        SourceError: not an archive that can be read, or one that breaks the limits of ``archive``.
    """
    batch = Batch()
    entries: list[Entry] = []
    stream = archive.files(path, SUFFIXES)
    for name, content in tqdm(stream, desc=SOURCE, unit=" tệp", disable=not progress):
        entries.extend(read_file(name, content, batch))
    settled = _once(_told_apart(entries, batch.problems), batch.problems)
    batch.documents = _documents(settled, referenced=batch.documents)
    batch.articles = [entry.article for entry in settled]
    return batch


def read_file(name: str, content: bytes, batch: Batch) -> list[Entry]:
    """The articles of one subject's file.

    Problems go to ``batch``, and so do the documents that its cross references name.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        batch.problems.append(Problem(name, f"byte {error.start}", "Tệp không phải UTF-8."))
        return []
    found = list(sections(text))
    if not found and _IN_SUBJECT_FOLDER in name:
        batch.problems.append(Problem(name, subject(text), "Đề mục chưa có điều nào."))
    siblings = _siblings(found)
    entries = (_entry(section, siblings, name, batch.problems) for section in found)
    kept = [entry for entry in entries if entry]
    for section in found:
        for document in _referenced(section.references):
            batch.add_document(document)
    return kept


def _siblings(found: list[Section]) -> dict[str, Note]:
    """The document behind a code ("8.4.LQ"), where all its readable notes agree on it.

    An article whose note is missing is then known by its code — but only where code and note number
    the articles alike, or else the citation could be wrong.
    """
    first: dict[str, Note] = {}
    numbers: dict[str, set[str]] = {}
    for section in found:
        note = read_note(section.note)
        if section.code and note:
            first.setdefault(section.code, note)
            alike = note.article == section.code_article
            numbers.setdefault(section.code, set()).add(note.number if alike else "")
    return {code: note for code, note in first.items() if numbers[code] == {note.number}}


def _entry(
    section: Section, siblings: dict[str, Note], file: str, problems: list[Problem]
) -> Entry | None:
    note = read_note(section.note)
    if note is None or not note.article:
        note = _from_sibling(section, siblings.get(section.code))
        if note is None:
            reason = f"Không đọc được số văn bản hoặc số điều trong ghi chú: {section.note[:200]!r}"
            problems.append(Problem(file, section.place, reason))
            return None
        reason = f"Ghi chú thiếu; theo mã thì đây là Điều {note.article} của {note.number}."
        problems.append(Problem(file, section.place, reason))
    article = _article(section, note)
    if not article.text:
        reason = f"Điều không có nội dung: {section.note[:200]!r}"
        problems.append(Problem(file, section.place, reason))
        return None
    return Entry(article, note, file, section.place, section.code_article == note.article)


def _from_sibling(section: Section, sibling: Note | None) -> Note | None:
    return replace(sibling, article=section.code_article) if sibling else None


def _article(section: Section, note: Note) -> Article:
    body = without_note_marks(rejoined("\n".join(section.body)))
    title, text = heading_or_text(without_note_marks(section.title), body)
    return Article(
        document=note.number,
        number=note.article,
        title=title,
        text=text,
        headings=section.headings,
        effective=note.article_effective,
        url=section.url,
    )


def _document(note: Note) -> Document:
    return Document(
        number=note.number,
        kind=note.kind,
        name=note.name,
        issuer=note.issuer,
        issued=note.issued,
        effective=note.effective,
        source=SOURCE,
    )


def _referenced(references: str) -> Iterator[Document]:
    """Documents that cross references name in full; some never have a note that does."""
    for found in _REFERENCE.finditer(references):
        number = number_in(found["rest"])
        if number:
            kind = known_kind(found["kind"])
            day = date(int(found["year"]), int(found["month"]), int(found["day"]))
            name = full_name(kind, found["rest"][number[1] :])
            yield Document(number=number[0], kind=kind, name=name, issued=day, source=SOURCE)


def _told_apart(entries: list[Entry], problems: list[Problem]) -> list[Entry]:
    """Without documents that share their number with a weightier one.

    Until 2016 laws and resolutions of the National Assembly were numbered apart: 24/2008/QH12 is
    both the Law on Nationality and a resolution. A number names one document here; the law has it.
    """
    count = Counter((entry.note.number, _identity(entry.note)) for entry in entries)
    owner: dict[str, tuple[str, int]] = {}
    for number, identity in sorted(count, key=lambda key: (_rank(key[1][0]), -count[key])):
        owner.setdefault(number, identity)
    kept = []
    for entry in entries:
        if owner[entry.note.number] == _identity(entry.note):
            kept.append(entry)
        else:
            reason = (
                f"Trùng số {entry.note.number} với văn bản khác; không đưa {entry.note.kind} vào."
            )
            problems.append(Problem(entry.file, entry.place, reason))
    return kept


def _identity(note: Note) -> tuple[str, int]:
    """Kind and — for old numbers without a year, which came back every year — the year it began."""
    year = note.effective.year if note.effective and not _YEAR.search(note.number) else 0
    return note.kind, year


def _rank(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _once(entries: list[Entry], problems: list[Problem]) -> list[Entry]:
    """Every article once: the one whose code agrees with its note, then the longest."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        known = kept.setdefault(entry.article.id, entry)
        if known is entry or known.article.text.split() == entry.article.text.split():
            continue
        better, other = (entry, known) if _weight(entry) > _weight(known) else (known, entry)
        kept[entry.article.id] = better
        reason = f"{other.article.id} có hai nội dung khác nhau; giữ bản ở {better.file}."
        problems.append(Problem(other.file, other.place, reason))
    return list(kept.values())


def _weight(entry: Entry) -> tuple[bool, int]:
    return entry.code_agrees, len(entry.article.text)


def _documents(entries: list[Entry], referenced: dict[str, Document]) -> dict[str, Document]:
    """The documents of the articles; what their notes leave open comes from cross references."""
    stated = Batch()
    for entry in entries:
        stated.add_document(_document(entry.note))
    for number in stated.documents:
        if number in referenced:
            stated.add_document(referenced[number])
    for number, day in _first_days(entries).items():
        stated.documents[number] = replace(stated.documents[number], effective=day)
    return stated.documents


def _first_days(entries: list[Entry]) -> dict[str, date]:
    """A document begins on the first day that its notes state; some articles begin later."""
    first: dict[str, date] = {}
    for note in (entry.note for entry in entries):
        if note.effective:
            first[note.number] = min(note.effective, first.get(note.number, date.max))
    return first
