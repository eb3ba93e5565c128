"""What is said of documents that later law has probably outlived (``knowledge.outlived``)."""

from __future__ import annotations

from datetime import date

from handlers.day import written
from handlers.passage import capitalised, has_expired
from handlers.texts import validity
from knowledge.citation import document_label
from knowledge.documents import Document
from knowledge.search import Library


def doubted(library: Library, document: Document, day: date) -> str:
    """That later law has probably outlived the document, where nobody wrote down how the two stand;
    "" where nothing says so.
    """
    found = library.outlived_by(document, day)
    if found is None or has_expired(document, day):
        return ""
    name = capitalised(document_label(document, document.number))
    if found.law is not None:
        law = document_label(found.law, found.law.number)
        return validity.law_over(name, law, written(found.since))
    return validity.maybe_over(name, since(found.by, day))


def since(document: Document, day: date) -> str:
    """The document and from when it binds, as far as that is known."""
    name = document_label(document, document.number)
    if document.effective is None:
        return name
    return validity.since(name, written(document.effective), begun=document.effective <= day)
