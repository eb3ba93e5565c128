"""Compiles articles to the fields of the index."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from knowledge.documents import Card, Document
from knowledge.index.bm25 import CountedOkapi
from knowledge.index.fields import FIELDS, Parts, Streams
from knowledge.index.occurrences import Integers, Occurrences
from knowledge.index.postings import Postings
from knowledge.index.terms import FoldedNumbers, TermNumbers
from knowledge.selection import Selection
from knowledge.text.segment import split_syllables, syllables
from knowledge.text.segmenter import Segmenter


def document_label(document: Document) -> str:
    """The words by which a document is found: kind, number and name."""
    kind = "" if document.name.startswith(document.kind) else document.kind
    return f"{kind} {document.number} {document.name}"


def compile_articles(
    folder: Path, selection: Selection, segmenter: Segmenter, *, progress: bool
) -> None:
    """Write every field of the articles into the folder."""
    streams = _streams(selection, segmenter)
    for field in tqdm(FIELDS, desc="Lập chỉ mục", disable=not progress):
        weights = CountedOkapi(field.terms(streams), field.k1, field.b).compiled()
        Postings.write(folder, field.name, weights)
        gc.collect()  # the arrays of a big field hold gigabytes


def _streams(selection: Selection, segmenter: Segmenter) -> Streams:
    articles = selection.articles
    documents = _documents_of_articles(selection)
    titles = segmenter.words(article.title for article in articles)
    bodies = segmenter.words(article.text for article in articles)
    names = segmenter.words(map(document_label, selection.documents))
    words, folded = TermNumbers(), FoldedNumbers()
    return Streams(
        words=Parts(
            Occurrences.of(map(str.split, titles), words),
            Occurrences.of(map(str.split, bodies), words),
            Occurrences.of(map(str.split, names), words).take(documents),
        ),
        syllables=Parts(
            Occurrences.of(map(split_syllables, titles), folded),
            Occurrences.of(map(split_syllables, bodies), folded),
            Occurrences.of(map(split_syllables, names), folded).take(documents),
        ),
        aliases=Occurrences.of(_aliases(selection), folded),
    )


def _documents_of_articles(selection: Selection) -> Integers:
    sizes = [end - start for start, end in selection.ranges]
    return np.repeat(np.arange(len(sizes)), sizes)


def _aliases(selection: Selection) -> Iterable[Sequence[str]]:
    """The syllables of the questions of all cards that cite each article."""
    asked = _questions_by_article(selection.cards)
    for article in selection.articles:
        yield [part for question in asked.get(article.id, ()) for part in syllables(question)]


def _questions_by_article(cards: Iterable[Card]) -> dict[str, list[str]]:
    asked: dict[str, list[str]] = {}
    for card in cards:
        for cited in {citation.article_id for citation in card.citations}:
            asked.setdefault(cited, []).extend(card.questions)
    return asked
