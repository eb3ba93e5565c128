"""Compiles articles to the fields of the index."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from knowledge.documents import Article, Document
from knowledge.index.asked import compile_asked
from knowledge.index.bm25 import CountedOkapi
from knowledge.index.fields import FIELDS, Parts, Streams
from knowledge.index.forward import compile_forward, folded_terms
from knowledge.index.lines import compile_lines
from knowledge.index.links import compile_links
from knowledge.index.occurrences import Integers, Occurrences
from knowledge.index.postings import Postings
from knowledge.index.subject import is_nameless, subject
from knowledge.index.term_counts import compile_counts
from knowledge.index.terms import TermNumbers
from knowledge.index.traits import compile_traits
from knowledge.selection import Selection
from knowledge.text.segment import split_syllables
from knowledge.text.segmenter import Segmenter


def document_label(document: Document, articles: Sequence[Article]) -> str:
    """The words by which a document is found: kind, number and name, or the scope that its articles
    state where it has no name.
    """
    if is_nameless(document):
        return f"{document.kind} {document.number} {subject(articles)}".strip()
    kind = "" if document.name.startswith(document.kind) else document.kind
    return f"{kind} {document.number} {document.name}"


def compile_articles(
    folder: Path,
    selection: Selection,
    asked: Mapping[str, Sequence[str]],
    segmenter: Segmenter,
    *,
    progress: bool,
) -> None:
    """Write the fields, the streams and the traits of the articles into the folder; ``asked`` has
    the questions that an article answers, by its id.
    """
    texts = _Texts.of(selection, asked, segmenter)
    compile_links(folder, selection.articles, selection.documents, texts.documents)
    compile_traits(folder, selection.articles, selection.documents, texts.documents)
    streams = Streams(texts.cut(str.split, TermNumbers()), _syllables(folder, selection, texts))
    for field in tqdm(FIELDS, desc="Lập chỉ mục", disable=not progress):
        parts = field.parts(streams)
        weights = CountedOkapi(parts.whole(), field.k1, field.b).compiled()
        Postings.write(folder, field.name, weights)
        compile_counts(folder, field.name, parts, weights.terms)
        gc.collect()  # the arrays of a big field hold gigabytes


class _Texts(NamedTuple):
    """pyvi's words of all titles, bodies, document names and questions; the document of each
    article, and how many questions it answers.
    """

    titles: list[str]
    bodies: list[str]
    names: list[str]
    asked: list[str]
    documents: Integers
    questions: Integers

    @classmethod
    def of(
        cls, selection: Selection, asked: Mapping[str, Sequence[str]], segmenter: Segmenter
    ) -> _Texts:
        questions = [asked.get(article.id, ()) for article in selection.articles]
        return cls(
            segmenter.words(article.title for article in selection.articles),
            segmenter.words(article.text for article in selection.articles),
            segmenter.words(_names(selection)),
            segmenter.words(chain.from_iterable(questions)),
            documents_of_articles(selection),
            np.array([len(each) for each in questions], dtype=np.int64),
        )

    def cut(self, split: Callable[[str], Sequence[str]], numbers: TermNumbers) -> Parts:
        """The terms of each part."""
        return Parts(
            Occurrences.of(map(split, self.titles), numbers),
            Occurrences.of(map(split, self.bodies), numbers),
            Occurrences.of(map(split, self.names), numbers),
            Occurrences.of(map(split, self.asked), numbers),
            self.documents,
            self.questions,
        )


def _names(selection: Selection) -> list[str]:
    """What each document is called; nothing where it has no article that could be found by it."""
    documents = zip(selection.documents, selection.ranges, strict=True)
    return [
        document_label(each, selection.articles[start:end]) if end > start else ""
        for each, (start, end) in documents
    ]


def _syllables(folder: Path, selection: Selection, texts: _Texts) -> Parts:
    """The folded syllables; on the way the streams are written, which keep the accents."""
    accented = TermNumbers()
    parts = texts.cut(split_syllables, accented)
    terms, forms = folded_terms(accented)
    compile_forward(folder, parts, terms, forms)
    compile_asked(folder, parts)
    compile_lines(folder, (article.text for article in selection.articles), parts.body.lengths)
    return parts.each(
        lambda part: Occurrences(forms[np.searchsorted(terms, part.terms)], part.lengths)
    )


def documents_of_articles(selection: Selection) -> Integers:
    """The place of each article's document, shape (articles,)."""
    sizes = [end - start for start, end in selection.ranges]
    return np.repeat(np.arange(len(sizes)), sizes)
