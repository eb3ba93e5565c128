"""What has to be reviewed by a day: its date has come, or the law it rests on was replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.documents import Document
from knowledge.ingest.batch import completed
from knowledge.shelf import Entry, Shelf, is_example, kind_of


@dataclass(frozen=True, slots=True)
class Due:
    """A card or tip to review, since when it is due, and why (in Vietnamese)."""

    day: date
    kind: str
    id: str
    title: str
    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Replaced:
    """A document that was or will be replaced or ends; ``since`` is None where no day is known."""

    number: str
    by: tuple[str, ...]
    since: date | None


def due(shelf: Shelf, documents: Mapping[str, Document], on: date) -> list[Due]:
    """What is to be reviewed by that day, longest due first; forms to fill in are left out.

    An entry that cites a replaced document is due at once; one that ends by itself on the day of
    the change, only from then on.
    """
    replaced = _replacements(documents.values())
    found = (
        _due(file, entry, list(_reasons(entry, replaced, on)))
        for file, entry in shelf.entries()
        if not is_example(entry)
    )
    return sorted(filter(None, found), key=lambda each: (each.day, each.kind, each.id))


def with_news(known: Mapping[str, Document], read: Iterable[Document]) -> dict[str, Document]:
    """The register and, where it is silent, what newly read documents say."""
    documents = dict(known)
    for document in read:
        entry = documents.get(document.number)
        documents[document.number] = completed(entry, document) if entry else document
    return documents


def table(found: Iterable[Due]) -> str:
    """A line for each, for people."""
    lines = [
        f"{each.day:%d/%m/%Y}  {each.file}  {each.id}: {each.title}. {each.reason}"
        for each in found
    ]
    return "\n".join(lines) or "Không có thẻ hay lời nhắc nào đến hạn xem lại."


def _due(file: str, entry: Entry, reasons: list[tuple[date, str]]) -> Due | None:
    if not reasons:
        return None
    days, words = zip(*reasons, strict=True)
    return Due(min(days), kind_of(entry), entry.id, entry.title, file, " ".join(words))


def _reasons(
    entry: Entry, replaced: Mapping[str, _Replaced], on: date
) -> Iterator[tuple[date, str]]:
    """Since when the entry is due, and a sentence why."""
    if entry.review_day <= on:
        yield entry.review_day, f"Đến hạn xem lại; kiểm tra lần cuối {entry.checked_on:%d/%m/%Y}."
    for number in dict.fromkeys(citation.document for citation in entry.citations):
        change = replaced.get(number)
        if change and (change.since is None or change.since <= on or not _ends(entry, change)):
            yield min(change.since or on, on), _sentence(change, on)


def _ends(entry: Entry, change: _Replaced) -> bool:
    """Whether the entry is no longer shown when the change comes."""
    return bool(entry.expires and change.since and entry.expires <= change.since)


def _sentence(change: _Replaced, on: date) -> str:
    day = f" từ {change.since:%d/%m/%Y}" if change.since else ""
    past = change.since is None or change.since <= on
    if change.by:
        tense = "đã được" if past else "sẽ được"
        return f"Văn bản {change.number} {tense} thay bằng {', '.join(change.by)}{day}."
    return f"Văn bản {change.number} {'đã' if past else 'sẽ'} hết hiệu lực{day}."


def _replacements(documents: Iterable[Document]) -> dict[str, _Replaced]:
    """Every document that is said to end, by itself or by its successor."""
    found: dict[str, _Replaced] = {}
    for document in documents:
        if document.expires or document.replaced_by:
            _add(found, _Replaced(document.number, document.replaced_by, document.expires))
        for old in document.replaces:
            _add(found, _Replaced(old, (document.number,), document.effective))
    return found


def _add(found: dict[str, _Replaced], new: _Replaced) -> None:
    """Merge two statements about one document: all successors, the earliest day."""
    known = found.get(new.number, _Replaced(new.number, (), None))
    by = tuple(dict.fromkeys((*known.by, *new.by)))
    since = min(filter(None, (known.since, new.since)), default=None)
    found[new.number] = _Replaced(new.number, by, since)
