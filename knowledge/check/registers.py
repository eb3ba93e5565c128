"""Whether the registers of documents and of amendments agree, each in itself and together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from knowledge.amendments import MOST_WORDS, Amendment, Kind, amendments
from knowledge.check.texts import Texts
from knowledge.documents import Document
from knowledge.ingest.batch import Problem
from knowledge.ingest.register import register

DOCUMENTS, AMENDMENTS = "register.yaml", "amendments.yaml"

#: Both directions of a relation between documents, and what it is called.
_PAIRS = (("replaces", "replaced_by", "thay thế"), ("amends", "amended_by", "sửa đổi"))


def register_problems(texts: Texts | None = None) -> list[Problem]:
    """Everything that is wrong with the registers; with ``texts`` also rows of the amendment
    register that the official text has overtaken.
    """
    known, rows = register(), amendments()
    return [
        *(Problem(DOCUMENTS, number, why) for number, why in document_faults(known)),
        *(Problem(AMENDMENTS, row.citation.id, why) for row, why in row_faults(rows, known)),
        *(Problem(AMENDMENTS, row.citation.id, why) for row, why in overtaken(rows, texts)),
    ]


def document_faults(known: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    """Relations that only one side knows, and dates that cannot be, each with its document."""
    for number, document in known.items():
        yield from ((number, why) for why in _one_sided(document, known))
        if document.effective and document.expires and document.expires <= document.effective:
            yield number, "Hết hiệu lực trước khi có hiệu lực; hãy sửa ngày."
        if document.issued and document.effective and document.effective < document.issued:
            yield number, "Có hiệu lực trước khi ban hành; hãy sửa ngày."
        if not document.expires and any(_begins(known, each) for each in document.replaced_by):
            yield number, "Đã bị thay thế từ ngày đã biết mà chưa ghi expires."


def _begins(known: Mapping[str, Document], number: str) -> date | None:
    document = known.get(number)
    return document.effective if document else None


def _one_sided(document: Document, known: Mapping[str, Document]) -> Iterator[str]:
    for here, there, called in _PAIRS:
        for one, other in ((here, there), (there, here)):
            for number in getattr(document, one):
                partner = known.get(number)
                if partner is None:
                    yield f"Ghi {one}: {number}, nhưng sổ không có văn bản ấy."
                elif document.number not in getattr(partner, other):
                    yield f"Quan hệ {called} với {number} chỉ ghi ở một bên; hãy ghi {other}."


def row_faults(
    rows: Sequence[Amendment], known: Mapping[str, Document]
) -> Iterator[tuple[Amendment, str]]:
    """Rows that the register of documents does not know, or that are too long."""
    for row in rows:
        if len(row.change.split()) > MOST_WORDS:
            yield row, f"Lời giải thích dài quá {MOST_WORDS} chữ; hãy rút gọn."
        document = known.get(row.citation.document)
        if document is None:
            yield row, f"register.yaml chưa có {row.citation.document}."
        elif not _may_amend(row, document):
            yield row, f"register.yaml chưa ghi {row.citation.document} bị {row.amended_by} sửa."


def _may_amend(row: Amendment, document: Document) -> bool:
    """Whether the register knows the relation; an amount may follow from any document."""
    if row.kind in (Kind.AMOUNT, Kind.OVERTAKEN):
        return True
    return row.amended_by in (*document.amended_by, *document.replaced_by)


def overtaken(rows: Sequence[Amendment], texts: Texts | None) -> Iterator[tuple[Amendment, str]]:
    """Rows whose old words no longer stand in the official text: that is new already."""
    for row in rows if texts else ():
        article = texts.article(row.citation.article_id) if texts and row.old_words else None
        if article is not None and not row.stands_in(article.text):
            yield row, "Lời văn trong kho không còn chữ cũ; đã là bản mới thì hãy bỏ dòng này."
