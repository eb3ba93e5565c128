"""What the day of the question changes: everything searched, or only what is in force today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import fmean, stdev

from knowledge.evaluate import LabelledQuestion, ndcg
from knowledge.search import Library
from knowledge.validity import Standing, period

HEADING = ("questions whose articles are", "n", "no day", "today", "difference")
_DEPTH = 10


def rows(folder: Path, questions: Sequence[LabelledQuestion], day: date) -> list[list[str]]:
    """The rows under ``HEADING``: nDCG@10 without a day, and on that day."""
    library = Library.open(folder)
    standing = [_all_in_force(library, item, day) for item in questions]
    return list(_rows(library, questions, standing, day))


def _rows(
    library: Library, questions: Sequence[LabelledQuestion], standing: Sequence[bool], day: date
) -> Iterator[list[str]]:
    for name, wanted in (("all in force", True), ("expired, some or all", False)):
        group = [item for item, each in zip(questions, standing, strict=True) if each is wanted]
        if len(group) < 2:
            yield [name, str(len(group)), "", "", ""]
            continue
        none = [_ndcg(library, item, None) for item in group]
        then = [_ndcg(library, item, day) for item in group]
        gains = [after - before for before, after in zip(none, then, strict=True)]
        error = stdev(gains) / len(gains) ** 0.5
        difference = f"{fmean(gains):+.3f} ± {error:.3f}"
        yield [name, str(len(group)), f"{fmean(none):.3f}", f"{fmean(then):.3f}", difference]


def _ndcg(library: Library, item: LabelledQuestion, day: date | None) -> float:
    hits = library.search(item.question, limit=_DEPTH, as_of=day)
    return ndcg([hit.article.id for hit in hits], item.relevant)


def _all_in_force(library: Library, item: LabelledQuestion, day: date) -> bool:
    articles = [library.article(article_id) for article_id in item.relevant]
    known = [article for article in articles if article]
    documents = [library.document(article.document) for article in known]
    return all(
        document is not None and period(article, document).standing(day) is Standing.IN_FORCE
        for article, document in zip(known, documents, strict=True)
    )
